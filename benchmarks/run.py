"""Measures what is promised about speed, side by side in one run, and prints the table; --json for a program.

Each side's runs take turns, so that whatever else the machine does falls on both; a figure is the median of its runs.
No outcome is a failure: the table says which promises are kept.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from figures import Figure, machine, table
from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Run = TypeVar("Run")

RUNS = 11
"""Measured runs of each side, after one that warms what is kept between runs."""
KEYS = 20

TODAY = date(2026, 6, 1)
MINIMAL = [sys.executable, str(Path(__file__).with_name("minimal_app.py"))]
PROGRAM = [sys.executable, "-m", "wwc_assess"]
IMPORTS = [sys.executable, "-c", "import sqlite_utils, yaml"]

MAIN_SCREEN = (r"proven \d+  claimed \d+  possible \d+ of 43", "DM1 proven", "Yes +Partly +No")
"""The tallies, a standing in the tree and the page."""
UP, PAGE_UP, END = b"\x1b[A", b"\x1b[5~", b"\x1b[F"
DOTS = {b"y": re.compile("●Yes +· +· +·"), b"n": re.compile("· +· +●No +·")}
"""How a line of answers looks after a key."""
ALL_EVIDENCE = b"v"
ITEM = re.compile(r"city\.example/documents/(\d{4})")
"""Which of the made-up evidence items is highlighted: its address stands below the list."""


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    wants_json = parser.parse_args().json
    # Not through a link: the same bytes are to be read under the same name.
    with tempfile.TemporaryDirectory(prefix="wwc-assess-bench-") as name:
        figures = measure(Path(name).resolve())
    if wants_json:
        print(json.dumps({"machine": machine(), "figures": [f.as_json() for f in figures]}, indent=2))
    else:
        print(table(figures))
        print(f"\n{', '.join(f'{what} {value}' for what, value in machine().items())}")


def measure(folder: Path) -> list[Figure]:
    """Return all figures.

    Args:
        folder: An empty one.
    """
    environment = _environment(folder)
    sample = folder / "sample"
    _output([*PROGRAM, "demo", "--keep", str(sample), "--today", str(TODAY)], environment)
    program = [*PROGRAM, "--workspace", str(sample)]
    screens = [*program, "--today", str(TODAY)]
    scoring = [*program, "score", "--json", "--today", str(TODAY)]
    report = [*program, "report", "--today", str(TODAY)]
    large = folder / "large"
    shutil.copytree(sample, large)
    _output([sys.executable, _beside("made_up.py"), str(large), str(TODAY)], environment)

    paints = _in_turn(
        lambda: _paint(screens, environment, MAIN_SCREEN),
        lambda: _paint(MINIMAL, environment, ["nothing but this"]),
    )
    ends = _in_turn(lambda: _finish(scoring, environment), lambda: _finish(IMPORTS, environment))
    reports = _in_turn(lambda: _finish(report, environment), lambda: _finish(scoring, environment))
    inside = json.loads(_output([sys.executable, _beside("inside.py"), str(sample), str(TODAY)], environment))
    keys = _keys(screens, environment)
    scrolled = _scroll([*PROGRAM, "--workspace", str(large), "--today", str(TODAY)], environment)

    (paint, memory), (minimal_paint, minimal_memory) = (
        [median(column) for column in zip(*side, strict=True)] for side in paints
    )
    scored, imported = (median(side) for side in ends)
    reported, scored_beside = (median(side) for side in reports)
    readings, (reading, parsing) = inside["reading"]
    scorings, (score, _nothing) = inside["scoring"]
    judgings, (judged, _nothing) = inside["judging"]
    plans, (planned, _nothing) = inside["planning"]
    large_plans, (slowest, _nothing) = inside["large"]
    answers, (kept, written) = inside["answer"]
    return [
        Figure("first painted main screen", paint, "ms", RUNS, minimal_paint, "one-label app", 1.6),
        Figure("most memory of the screens", memory, "MB", RUNS, minimal_memory, "one-label app", 1.5),
        Figure("score --json", scored, "ms", RUNS, imported, "import sqlite_utils, yaml", 2.5),
        Figure("report in Markdown", reported, "ms", RUNS, scored_beside, "score --json", 1.3),
        Figure("reading the standard", reading, "ms", readings, parsing, "C YAML parser", 3.0),
        Figure("scoring 43 criteria", score, "ms", scorings, promised=0.001),
        Figure("score, findings and plan", judged, "ms", judgings, promised=0.01),
        Figure("plan to the highest level", planned, "ms", plans, promised=0.1),
        Figure("plan, 200 criteria, slowest", slowest, "ms", large_plans, promised=2),
        Figure("answer key to its repaint", median(keys), "ms", KEYS, promised=0.05),
        Figure("scroll key, 1,000 evidence items", median(scrolled), "ms", KEYS, promised=0.05),
        Figure("keeping an answer, on disk", kept, "ms", answers, written, "raw sqlite3"),
    ]


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of every measured process: a computer of its own, with warm compiled modules."""
    unset = {"PYTHONDONTWRITEBYTECODE", "WWC_ASSESS_WORKSPACE", "NO_COLOR", "COLUMNS", "LINES"}
    return {name: value for name, value in os.environ.items() if name not in unset} | {
        "HOME": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "modules"),
        "TERM": "xterm-256color",
        "WWC_ASSESS_CACHE": str(folder / "cache"),
        "WWC_ASSESS_CONFIG": str(folder / "config"),
    }


def _beside(name: str) -> str:
    return str(Path(__file__).with_name(name))


def _in_turn(ours: Callable[[], Run], theirs: Callable[[], Run]) -> tuple[list[Run], list[Run]]:
    """Run both sides in turn and return what each gave; the first turn warms up and does not count."""
    turns = [(ours(), theirs()) for _turn in range(RUNS + 1)][1:]
    return [run for run, _theirs in turns], [run for _ours, run in turns]


def _output(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what a process prints."""
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{shlex.join(command)} failed:\n{done.stderr}")
    return done.stdout


def _finish(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the seconds that a whole process takes."""
    start = time.perf_counter()
    _output(command, environment)
    return time.perf_counter() - start


def _paint(
    command: Sequence[str], environment: Mapping[str, str], wanted: Sequence[str]
) -> tuple[float, float]:
    """Return the seconds to the first screen with the wanted texts, and the most memory in bytes."""
    with Terminal(command, environment) as terminal:
        seconds = terminal.first_paint(wanted)
        terminal.settle()
        return seconds, terminal.leave()


def _keys(command: Sequence[str], environment: Mapping[str, str]) -> list[float]:
    """Return the seconds from each answer key to the end of the frame with the changed mark.

    The keys change one answered check to and fro, so that the page stays; the first two warm up.
    """
    with Terminal(command, environment) as terminal:
        terminal.first_paint(MAIN_SCREEN)
        terminal.settle()
        terminal.press(UP, lambda _text: True)
        seconds = [
            _answer(terminal, key, DOTS[key]) for _turn in range(KEYS // 2 + 1) for key in (b"y", b"n")
        ]
        terminal.leave()
    return seconds[2:]


def _scroll(command: Sequence[str], environment: Mapping[str, str]) -> list[float]:
    """Return the seconds from each key in the list of all evidence to the end of the frame with the next item.

    The keys go up from the last item by a line and by a page in turn; the first two warm up.
    """
    with Terminal(command, environment) as terminal:
        terminal.first_paint(MAIN_SCREEN)
        terminal.settle()
        terminal.press(ALL_EVIDENCE, lambda text: "All evidence" in text)
        terminal.press(END, lambda text: _item(text) is not None)
        seconds = [_move(terminal, key) for _turn in range(KEYS // 2 + 1) for key in (UP, PAGE_UP)]
        terminal.leave()
    return seconds[2:]


def _move(terminal: Terminal, key: bytes) -> float:
    here = _item(terminal.text)
    return terminal.press(key, lambda text: _item(text) not in {None, here})


def _item(text: str) -> str | None:
    found = ITEM.search(text)
    return found[1] if found else None


def _answer(terminal: Terminal, key: bytes, dots: re.Pattern[str]) -> float:
    before = len(dots.findall(terminal.text))
    return terminal.press(key, lambda text: len(dots.findall(text)) > before)


if __name__ == "__main__":
    main()
