"""The start imports exactly what is listed: up to a score, and up to the first painted screen in a real terminal."""

import json
import os
import sys
from pathlib import Path

import pytest

if os.name == "nt":  # before the import that fails there
    pytest.skip("Windows has no pseudo terminals of this kind", allow_module_level=True)

import allowed_imports as allowed
from fresh import COMMAND, IMPORT, imported_by, loaded_for
from terminal import Terminal

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
WATCH = """
import json, sys
told = sys.argv.pop(1)

def tell(app):
    with open(told, "w") as file:
        json.dump(sorted(sys.modules), file)
    app.exit()

from textual.app import App
App.on_ready = tell
"""
"""Textual says that it is ready as soon as the first screen is painted."""

SMALLEST = f"""
sys.path.append({str(BENCHMARKS)!r})
from minimal_app import MinimalApp
from rich.cells import cell_len
cell_len("城")  # as every screen that shows more than ASCII
MinimalApp().run()
"""


def painted_by(code, file, *arguments):
    """Return the names of all modules that a fresh process has when it has painted its first screen."""
    with Terminal(file, *arguments, program=(sys.executable, "-c", WATCH + code), size=(120, 40)) as terminal:
        assert terminal.ends() == 0, terminal.screen
    return set(json.loads(file.read_text())), terminal.raw.decode()


def compare(loaded, unavoidable, libraries, ours):
    """Say what is loaded though it is not listed, and listed though it is not loaded."""
    listed = {*libraries, *ours}
    assert sorted(loaded - unavoidable - listed) == [], (
        "name it in tests/allowed_imports.py, or import it later"
    )
    assert sorted(listed - loaded) == [], "strike it out in tests/allowed_imports.py"


def test_a_score_imports_what_is_listed_and_nothing_else(sample_city):
    loaded = loaded_for("--workspace", sample_city, "score", "--json")
    ours = allowed.modules_of(allowed.OURS, allowed.OURS_FOR_A_SCORE)
    compare(loaded, imported_by(*allowed.SCORE), allowed.SCORE, ours)


def test_the_first_screen_imports_what_is_listed_and_nothing_else(sample_city, tmp_path):
    loaded, painted = painted_by(COMMAND, tmp_path / "loaded", "--workspace", sample_city)
    assert "Rivermouth" in painted
    smallest, painted = painted_by(IMPORT + SMALLEST, tmp_path / "smallest", *allowed.FIRST_SCREEN)
    assert "nothing but this" in painted
    ours = allowed.modules_of(allowed.OURS, allowed.OURS_FOR_THE_FIRST_SCREEN)
    compare(loaded, smallest, allowed.FIRST_SCREEN, ours)
