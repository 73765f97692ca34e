"""What may import what: the contracts of pyproject.toml, and what a fresh process loads on its way."""

import os
import shutil
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


BREACHES = {
    "Data flows one way": ("text", "wwc_assess.cli"),
    "Only the screens know Textual": ("session", "textual.app"),
    "The command line opens the screens through one door": ("cli.score", "wwc_assess.tui.app"),
    "Readiness is pure": ("readiness.score", "pathlib"),
    "Only the records know SQLite": ("tui.desk", "sqlite3"),
    "Only the standard knows YAML": ("cli.criteria", "yaml"),
    "Only the standard and the report in JSON know pydantic": ("tui.app", "pydantic"),
    "Only the links go online": ("records.store", "httpx"),
    "Each writer of a report brings its own library": ("report.formats", "docx"),
}
"""For each contract a module with an import that breaks it."""


def look_for_breaches(root):
    """Hold the code in a folder against the contracts of its pyproject.toml."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports('pyproject.toml', no_cache=True))"
    environment = os.environ | {"PYTHONPATH": str(root / "src")}
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_the_contracts_of_the_layers_hold():
    done = look_for_breaches(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f" {len(BREACHES)} kept, 0 broken" in done.stdout


def test_every_contract_of_the_layers_can_be_broken(tmp_path):
    shutil.copytree(ROOT / "src", tmp_path / "src")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for importer, imported in BREACHES.values():
        with (tmp_path / "src/wwc_assess" / f"{importer.replace('.', '/')}.py").open("a") as file:
            file.write(f"\nimport {imported}\n")
    told = " ".join(look_for_breaches(tmp_path).stdout.split())
    assert f" 0 kept, {len(BREACHES)} broken" in told
    for contract, (importer, imported) in BREACHES.items():
        assert contract in told
        assert f"wwc_assess.{importer} -> {imported.removesuffix('.app')}" in told


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
