"""Measures how the program grows with a standard, a history and a workspace, and writes the tables into docs/speed.md.

The sizes of a table take turns, so that whatever else the machine does falls on all of them; only the keys are pressed on
one workspace after the other. GROWTH_MOST leaves out what is larger, such as 10000 for a first look.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from figures import amount, machine_line, markdown, put_between_marks
from keys import answer_keys
from sides import MAIN_SCREEN, PROGRAM, TODAY, beside, environment, finish, in_turn, on, output, paint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE = Path(__file__).parents[1] / "docs" / "speed.md"
RUNS, KEYS = 3, 4
MOST = int(os.environ.get("GROWTH_MOST", "1000000"))

GROWN_SCREEN = (MAIN_SCREEN[0], "C1 not met", MAIN_SCREEN[2])
SAMPLE_SCREEN = (MAIN_SCREEN[0], r"DM1 \w", MAIN_SCREEN[2])


@dataclass(frozen=True)
class Family:
    """Workspaces that differ in one size alone."""

    what: str
    """What there are more and more of, as the head of the first column."""
    sizes: Sequence[int]
    grown: str
    """Which way of growing makes them."""
    screen: Sequence[str]
    """What the main screen shows when it is there."""
    commands: Sequence[Sequence[str]] = ()
    """What is measured beside that which is measured of all."""


FAMILIES = (
    Family("criteria", (43, 500, 1_300), "criteria", GROWN_SCREEN, (("criteria", "check"),)),
    Family("short criteria", (43, 500, 5_000), "short criteria", GROWN_SCREEN, (("criteria", "check"),)),
    Family(
        "events in the history",
        (1_000, 10_000, 100_000, 1_000_000),
        "history",
        SAMPLE_SCREEN,
        (("undo",), ("history", "--limit", "20"), ("doctor",)),
    ),
    Family("assessments in one workspace", (1, 20, 200, 2_000), "assessments", SAMPLE_SCREEN),
)


def main() -> None:
    """Measure everything and tell it."""
    with tempfile.TemporaryDirectory(prefix="wwc-assess-growth-") as name:
        folder = Path(name).resolve()
        computer = environment(folder)
        output([*PROGRAM, "demo", "--keep", str(folder / "sample"), "--today", str(TODAY)], computer)
        for family in FAMILIES:
            text = (
                f"Measured on {machine_line()}, medians of {RUNS} runs, of {KEYS} for keys. In brackets: how many\n"
                f"times the first row.\n\n{_table(family, folder, computer)}\n"
            )
            print(text, flush=True)
            put_between_marks(PAGE, f"growth of {family.what}", text)


def _table(family: Family, folder: Path, computer: Mapping[str, str]) -> str:
    """Return the table of a family; its workspaces go."""
    sizes = [size for size in family.sizes if size <= MOST]
    workspaces = [folder / f"{family.what.split()[0]}-{size}" for size in sizes]
    for workspace, size in zip(workspaces, sizes, strict=True):
        print(f"{size:,} {family.what} …", file=sys.stderr)
        if not family.grown.endswith("criteria"):
            shutil.copytree(folder / "sample", workspace)
        output(
            [sys.executable, beside("grown.py"), family.grown, str(workspace), str(size), str(TODAY)],
            computer,
        )
    columns = _measured(family, workspaces, computer)
    for workspace in workspaces:
        shutil.rmtree(workspace)
    rows = [
        [f"{size:,}", *(_cell(values[place], values[0], unit) for values, unit in columns.values())]
        for place, size in enumerate(sizes)
    ]
    return markdown([[family.what, *columns], *rows])


def _measured(
    family: Family, workspaces: Sequence[Path], computer: Mapping[str, str]
) -> dict[str, tuple[list[float], str]]:
    """Return by the head of its column what was measured on each workspace, with its unit."""
    starts = in_turn(*(partial(paint, on(each), computer, family.screen) for each in workspaces), runs=RUNS)
    columns = {
        "start": ([median(seconds for seconds, _memory in side) for side in starts], "ms"),
        "memory": ([median(memory for _seconds, memory in side) for side in starts], "MB"),
        "answer key": (
            [median(answer_keys(on(each), computer, family.screen, KEYS)) for each in workspaces],
            "ms",
        ),
    }
    for words in (("score", "--json"), ("report",), *family.commands):
        sides = in_turn(*(partial(finish, [*on(each), *words], computer) for each in workspaces), runs=RUNS)
        columns[f"`{' '.join(words)}`"] = ([median(side) for side in sides], "ms")
    return columns


def _cell(value: float, first: float, unit: str) -> str:
    return f"{amount(value, unit)} ({value / first:.1f})"


if __name__ == "__main__":
    main()
