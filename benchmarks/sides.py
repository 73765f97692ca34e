"""What is run on either side of a comparison, and how: each process on a computer of its own, both sides in turn."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Run = TypeVar("Run")

RUNS = 11
"""Measured runs of each side, after one that warms what is kept between runs."""

TODAY = date(2026, 6, 1)
PROGRAM = [sys.executable, "-m", "wwc_assess"]
IMPORTS = [sys.executable, "-c", "import sqlite_utils, yaml"]

MAIN_SCREEN = (r"proven \d+  claimed \d+  possible \d+ of \d+", "DM1 proven", "Yes +Partly +No")
"""The tallies, a standing in the tree and the page."""


def beside(name: str) -> str:
    """Return the path of another script in this folder."""
    return str(Path(__file__).with_name(name))


MINIMAL = [sys.executable, beside("minimal_app.py")]
MINIMAL_LIST = [sys.executable, beside("minimal_list.py")]
HARLEQUIN = Path(sys.prefix) / "harlequin" / "bin" / "harlequin"
"""Where `make bench` installs it: in an environment of its own, since it brings another version of Textual."""


def on(workspace: Path) -> list[str]:
    """Return the command that opens the screens on a workspace; what follows it is another command."""
    return [*PROGRAM, "--workspace", str(workspace), "--today", str(TODAY)]


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of every measured process: a computer of its own, with warm compiled modules."""
    unset = {"PYTHONDONTWRITEBYTECODE", "WWC_ASSESS_WORKSPACE", "NO_COLOR", "COLUMNS", "LINES"}
    return {name: value for name, value in os.environ.items() if name not in unset} | {
        "HOME": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "modules"),
        "TERM": "xterm-256color",
        "WWC_ASSESS_CACHE": str(folder / "cache"),
        "WWC_ASSESS_CONFIG": str(folder / "config"),
    }


def in_turn(*sides: Callable[[], Run], runs: int = RUNS) -> list[list[Run]]:
    """Run all sides in turn and return what each gave; the first turn warms up and does not count."""
    turns = [[side() for side in sides] for _turn in range(runs + 1)][1:]
    return [list(side) for side in zip(*turns, strict=True)]


def output(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what a process prints."""
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{shlex.join(command)} failed:\n{done.stderr}")
    return done.stdout


def finish(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the seconds that a whole process takes."""
    start = time.perf_counter()
    output(command, environment)
    return time.perf_counter() - start


def paint(
    command: Sequence[str], environment: Mapping[str, str], wanted: Sequence[str]
) -> tuple[float, float]:
    """Return the seconds to the first screen with the wanted texts, and the most memory in bytes."""
    with Terminal(command, environment) as terminal:
        seconds = terminal.first_paint(wanted)
        terminal.settle()
        return seconds, terminal.leave()
