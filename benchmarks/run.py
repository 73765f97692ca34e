"""Measures what is promised about speed, side by side in one run, and writes the table into the README.

Each side's runs take turns, so that whatever else the machine does falls on both; a figure is the median of its runs.
No outcome is a failure: the table says which promises are kept.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from figures import Figure, file_system, machine, machine_line, put_between_marks, table
from keys import KEYS, MORE_LINES, ONE_LINE, WINDOWS, answer_keys_beside, scroll_keys, walk
from sides import (
    HARLEQUIN,
    IMPORTS,
    MAIN_SCREEN,
    MINIMAL,
    PROGRAM,
    RUNS,
    TODAY,
    beside,
    environment,
    finish,
    in_turn,
    on,
    output,
    paint,
)
from terminal import TerminalError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

README = Path(__file__).parents[1] / "README.md"
QUESTIONS = 152
"""Of the shipped standard; the walk makes sure that they were all."""
ONE_LABEL = "one-label app"


def main() -> None:
    """Measure everything and tell it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures there as JSON, too")
    file = parser.parse_args().json
    # Not through a link: the same bytes are to be read under the same name.
    with tempfile.TemporaryDirectory(prefix="wwc-assess-bench-") as name:
        folder = Path(name).resolve()
        figures, remarks = measure(folder)
        remarks.append(f"What is kept on disk was kept on {file_system(folder) or 'an unknown file system'}.")
    if file:
        told = {"machine": machine(), "figures": [f.as_json() for f in figures], "remarks": remarks}
        file.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    text = _page(figures, remarks)
    print(text)
    put_between_marks(README, "bench", text)


def _page(figures: Sequence[Figure], remarks: Sequence[str]) -> str:
    return (
        f"Measured side by side, in turns, on one machine ({machine_line()}), medians of {RUNS} runs or more; of the\n"
        "walk one run, of the plans the slowest.\n"
        "Look at the ratios: another machine gives other milliseconds. `make bench` measures it on yours and puts the\n"
        f"table here. {' '.join(remarks)}\n\n{table(figures)}\n"
    )


def measure(folder: Path) -> tuple[list[Figure], list[str]]:
    """Return all figures, and what is to be said of those that could not be measured.

    Args:
        folder: An empty one.
    """
    computer = environment(folder)
    sample, blank, large = (folder / name for name in ("sample", "blank", "large"))
    output([*PROGRAM, "demo", "--keep", str(sample), "--today", str(TODAY)], computer)
    output([*PROGRAM, "init", str(blank), "--city", "Rivermouth"], computer)
    shutil.copytree(sample, large)
    output([sys.executable, beside("made_up.py"), str(large), str(TODAY)], computer)
    remarks: list[str] = []
    return [
        *_paints(sample, computer, remarks),
        *_commands(sample, computer),
        *_inside(sample, computer),
        *_keys(sample, blank, large, computer, remarks),
    ], remarks


def _paints(sample: Path, computer: Mapping[str, str], remarks: list[str]) -> list[Figure]:
    sides = [
        lambda: paint(on(sample), computer, MAIN_SCREEN),
        lambda: paint(MINIMAL, computer, ["nothing but this"]),
    ]
    if HARLEQUIN.exists():
        home = sample.parent / "harlequin"
        home.mkdir()
        with closing(sqlite3.connect(home / "empty.db")) as connection:
            connection.execute("VACUUM")  # which writes the file, without a table
        command = [str(HARLEQUIN), "--adapter", "sqlite", str(home / "empty.db")]
        sides.append(lambda: paint(command, {**computer, "HOME": str(home)}, ["Run Query"]))
    try:
        ours, minimal, *harlequin = in_turn(*sides)
    except TerminalError as error:
        if len(sides) == 2 or str(HARLEQUIN) not in str(error):  # noqa: PLR2004  ours and the minimal app
            raise
        ours, minimal, *harlequin = in_turn(*sides[:2])
    (seconds, memory), (minimal_seconds, minimal_memory) = (_medians(side) for side in (ours, minimal))
    figures = [
        Figure("first painted main screen", seconds, "ms", RUNS, minimal_seconds, ONE_LABEL, 1.35),
        Figure("most memory of the screens", memory, "MB", RUNS, minimal_memory, ONE_LABEL, 1.35),
    ]
    if harlequin:
        beside_it = "harlequin, empty SQLite file"
        other = _medians(harlequin[0])[0]
        figures.insert(1, Figure("first painted main screen", seconds, "ms", RUNS, other, beside_it, 0.5))
    else:
        remarks.append("Harlequin could not be installed or started here, so its row is missing.")
    return figures


def _medians(side: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the medians of seconds and of memory."""
    return median(seconds for seconds, _memory in side), median(memory for _seconds, memory in side)


def _commands(sample: Path, computer: Mapping[str, str]) -> list[Figure]:
    scoring, report = ([*on(sample), *words] for words in (("score", "--json"), ("report",)))
    scored, imported = in_turn(lambda: finish(scoring, computer), lambda: finish(IMPORTS, computer))
    reported, beside_it = in_turn(lambda: finish(report, computer), lambda: finish(scoring, computer))
    return [
        Figure(
            "`score --json`", median(scored), "ms", RUNS, median(imported), "`import sqlite_utils, yaml`", 1.5
        ),
        Figure("report in Markdown", median(reported), "ms", RUNS, median(beside_it), "`score --json`", 1.3),
    ]


def _inside(sample: Path, computer: Mapping[str, str]) -> list[Figure]:
    inside = json.loads(output([sys.executable, beside("inside.py"), str(sample), str(TODAY)], computer))

    def figure(key: str, what: str, promised: float, beside_what: str = "") -> Figure:
        runs, (ours, theirs) = inside[key]
        return Figure(what, ours, "ms", runs, theirs, beside_what, promised)

    return [
        figure("reading", "reading the standard, checked and typed", 2.0, "C YAML parser, same bytes"),
        figure("answer", "one acknowledged answer", 2.0, "same rows by raw sqlite3, same pragmas"),
        figure("scoring", "scoring 43 criteria", 0.001),
        figure("judging", "score, findings and plan", 0.01),
        figure("planning", "plan to the highest level", 0.1),
        figure("large", "plan, 200 criteria, slowest", 2),
    ]


def _keys(
    sample: Path, blank: Path, large: Path, computer: Mapping[str, str], remarks: list[str]
) -> list[Figure]:
    answered, counted = (median(side) for side in answer_keys_beside(on(sample), computer, ONE_LINE))
    shifted, counted_then = (median(side) for side in answer_keys_beside(on(sample), computer, MORE_LINES))
    scrolled = median(scroll_keys(on(large), computer))
    list_app = "one-list app, one row"
    figures = [
        Figure("answer key to painted change", answered, "ms", KEYS, counted, list_app, 1.5),
        Figure("the same where lines below it move", shifted, "ms", KEYS, counted_then, list_app),
        Figure("the same, by itself", shifted, "ms", KEYS, promised=0.05),
        Figure("scroll key, 1,000 evidence items", scrolled, "ms", KEYS, promised=0.05),
    ]
    if sys.platform != "linux":
        remarks.append("Processor time between keys is read from Linux alone, so its rows are missing.")
        return figures
    ours, minimal = walk(on(blank), computer, QUESTIONS)
    return [
        *figures,
        Figure(
            "walk over 43 criteria: idle processor time, a second",
            ours.idle,
            "ms",
            WINDOWS,
            minimal.idle,
            list_app,
            1.1,
        ),
        Figure(
            f"the same walk: processor time of {QUESTIONS} keys", ours.keys, "ms", 1, minimal.keys, list_app
        ),
    ]


if __name__ == "__main__":
    main()
