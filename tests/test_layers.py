"""What may import what: the contracts of pyproject.toml, and what a fresh process loads on its way."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wwc_assess.cli.main import SECTIONS

ROOT = Path(__file__).parents[1]
HEAVY = {"docx", "httpx", "openpyxl", "pydantic", "sqlite_utils", "yaml"}
HEAVY_WIDGETS = {
    "textual.widgets._data_table",
    "textual.widgets._markdown",
    "textual.widgets._text_area",
}
"""Each costs more than the screen it would stand on."""

PAINT = """
import asyncio
from wwc_assess.session import Session
from wwc_assess.tui.app import AssessApp

async def paint(session):
    app = AssessApp(session, folder=session.workspace.path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#criterion").option_count

with Session.open(sys.argv[1]) as session:
    asyncio.run(paint(session))
"""
COMMAND = """
from wwc_assess.__main__ import main
main()
"""
TELL = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
"""


def loaded_by(code, *arguments):
    """Return the names of all modules that a fresh process has after running some code."""
    command = [sys.executable, "-c", TELL + code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def imported_by(*names):
    return loaded_by("import importlib\nfor name in sys.argv[1:]: importlib.import_module(name)\n", *names)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, compiled_standards):
    """Make the sample city, and with it the compiled copy of its standard, in a process of its own."""
    folder = tmp_path_factory.mktemp("layers") / "sample"
    places = {"WWC_ASSESS_CACHE": str(compiled_standards), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "wwc_assess", "demo", "--keep", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | places)
    return folder


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


def test_a_score_is_told_without_yaml_validation_and_screens(sample):
    modules = loaded_by(COMMAND, "--workspace", sample, "score", "--json")
    assert "wwc_assess.readiness.score" in modules
    assert not modules & (HEAVY | {"textual"})


def test_what_the_first_paint_needs_imports_nothing_heavy():
    modules = imported_by("wwc_assess.tui.app", "wwc_assess.tui.screens.main", "wwc_assess.tui.run")
    assert "textual.widgets._footer" in modules
    assert not modules & (HEAVY | HEAVY_WIDGETS)


def test_the_first_painted_screen_of_a_filled_city_has_loaded_nothing_heavy(sample):
    modules = loaded_by(PAINT, sample)
    assert "wwc_assess.tui.screens.main" in modules
    assert not modules & (HEAVY | HEAVY_WIDGETS)
