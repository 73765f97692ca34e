"""What may import what: the contracts of pyproject.toml, and what a fresh process loads on its way."""

import subprocess
import sys
from pathlib import Path

import pytest

from fresh import imported_by, loaded_for
from wwc_assess.cli.main import SECTIONS

ROOT = Path(__file__).parents[1]
HEAVY = {"docx", "httpx", "openpyxl", "pydantic", "sqlite_utils", "yaml"}
HEAVY_WIDGETS = {
    "textual.widgets._data_table",
    "textual.widgets._markdown",
    "textual.widgets._text_area",
}
"""Each costs more than the screen it would stand on."""


def test_the_contracts_of_the_layers_hold():
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(sys.argv[1], no_cache=True))"
    command = [sys.executable, "-c", code, str(ROOT / "pyproject.toml")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


def test_the_command_line_loads_no_textual_before_the_screens_open():
    modules = imported_by("wwc_assess.__main__", "wwc_assess.cli.ui")
    assert "wwc_assess.cli.main" in modules
    assert "textual" not in modules


@pytest.mark.parametrize(
    "command", sorted({module for commands in SECTIONS.values() for module in commands.values()})
)
def test_a_scripted_command_loads_neither_textual_nor_what_it_may_not_need(command):
    assert not imported_by(command) & (HEAVY | {"textual"})


COMMANDS = {
    "answer DM1.written yes": set(),
    "criteria check": {"pydantic", "yaml"},
    "criteria list": set(),
    "demo": {"rich", "sqlite_utils"},
    "findings --json": set(),
    "next --json": set(),
    "plan --json": set(),
    "report": set(),
    "report --output report.xlsx": {"openpyxl"},
    "score --json": set(),
}
"""What a command may import of all that is heavy: what it is called for."""


@pytest.mark.parametrize(("command", "brings"), COMMANDS.items())
def test_a_command_pays_only_for_what_it_uses(command, brings, sample_city):
    assert loaded_for("--workspace", sample_city, *command.split()) & (HEAVY | {"rich", "textual"}) == brings


def test_what_the_first_paint_needs_imports_nothing_heavy():
    modules = imported_by("wwc_assess.tui.app", "wwc_assess.tui.screens.main", "wwc_assess.tui.run")
    assert "textual.widgets._footer" in modules
    assert not modules & (HEAVY | HEAVY_WIDGETS)
