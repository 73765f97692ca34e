"""What is measured inside one process: reading the standard, scoring, planning, keeping an answer. Prints seconds as JSON.

It is a process of its own, so that what it imports weighs on no other figure.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from contextlib import closing
from datetime import date
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import yaml
from msgspec.structs import replace

from made_up import large_standard, no_records
from wwc_assess.readiness.findings import find
from wwc_assess.readiness.plan import make_plan
from wwc_assess.readiness.score import score
from wwc_assess.records.connection import connect
from wwc_assess.records.model import Value
from wwc_assess.session import Session
from wwc_assess.standard.library import DEFAULT_STANDARD, shipped_folder
from wwc_assess.standard.loading import load

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from wwc_assess.records.model import Records
    from wwc_assess.standard.model import Standard

READINGS, SCORINGS, PLANS, LARGE_PLANS, ANSWERS = 11, 201, 21, 11, 61

Pair = tuple[float, float | None]


def main(workspace: Path, today: date) -> None:
    """Measure all and print the medians: ours, and the other side's; of plans for large standards the slowest.

    Args:
        workspace: The filled sample; it is left as it is.
        today: The day it is judged on.
    """
    with Session.open(str(workspace), read_only=True) as session:
        standard, records = session.standard, session.records()
    figures = {
        "reading": (READINGS, _reading()),
        "scoring": (SCORINGS, _scoring(standard, records, today)),
        "judging": (SCORINGS, _judging(standard, records, today)),
        "planning": (PLANS, _planning(standard, records, today)),
        "large": (LARGE_PLANS, _planning_large(today)),
        "answer": (ANSWERS, _answer(workspace)),
    }
    json.dump(figures, sys.stdout)


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _reading() -> Pair:
    folder = shipped_folder() / DEFAULT_STANDARD
    texts = [file.read_bytes() for file in sorted(folder.glob("*.yaml"))]

    def parse() -> None:
        for text in texts:
            yaml.load(text, yaml.CSafeLoader)

    pairs = [(_seconds(lambda: load(folder)), _seconds(parse)) for _run in range(READINGS)]
    return median(ours for ours, _theirs in pairs), median(theirs for _ours, theirs in pairs)


def _scoring(standard: Standard, records: Records, today: date) -> Pair:
    return median(_seconds(lambda: score(standard, records, today)) for _run in range(SCORINGS)), None


def _judging(standard: Standard, records: Records, today: date) -> Pair:
    """Do what every answer is followed by: score, look for weaknesses and plan, on records as just read."""

    def judge(fresh: Records) -> None:
        readiness = score(standard, fresh, today)
        find(standard, fresh, readiness)
        make_plan(standard, fresh, readiness)

    return median(_seconds(partial(judge, replace(records))) for _run in range(SCORINGS)), None


def _planning(standard: Standard, records: Records, today: date) -> Pair:
    """Plan the way to the highest level."""
    readiness, top = score(standard, records, today), standard.levels[-1].id
    plan = partial(make_plan, standard, records, readiness, to=top)
    return median(_seconds(plan) for _run in range(PLANS)), None


def _planning_large(today: date) -> Pair:
    """Plan for large standards, each of them another one."""
    seconds, records = [], no_records()
    for seed in range(LARGE_PLANS):
        standard = large_standard(seed)
        plan = partial(make_plan, standard, records, score(standard, records, today))
        seconds.append(_seconds(plan))
    return max(seconds), None


def _answer(workspace: Path) -> Pair:
    """Keep answers in one copy of the sample, and write the same rows into another with SQLite alone."""
    pairs = []
    ours, theirs = (shutil.copytree(workspace, workspace.with_name(name)) for name in ("ours", "theirs"))
    with (
        Session.open(str(ours)) as session,
        closing(connect(ours / "assessment.db", "ro")) as reader,
        closing(connect(theirs / "assessment.db", "rw")) as raw,
    ):
        raw.execute("PRAGMA foreign_keys = ON")
        _refuse_unequal(session.store._connection, raw)  # noqa: SLF001  a connection alone knows its own pragmas
        ref, seen = next((ref, answer.revision) for ref, answer in session.records().answers.items())
        for _turn, value in zip(range(ANSWERS), cycle((Value.UNSURE, Value.PARTLY))):
            seconds = _seconds(partial(session.answer_seen, ref, value, seen))
            event = reader.execute("SELECT * FROM event ORDER BY id DESC LIMIT 1").fetchone()
            answer = reader.execute("SELECT * FROM answer WHERE revision = ?", event[:1]).fetchone()
            pairs.append((seconds, _seconds(partial(_write, raw, answer, event))))
            seen = event[0]
    return median(ours for ours, _theirs in pairs), median(theirs for _ours, theirs in pairs)


def _refuse_unequal(ours: sqlite3.Connection, theirs: sqlite3.Connection) -> None:
    """End where the two sides do not take the same trouble to have on disk what they write."""
    for pragma in ("journal_mode", "synchronous", "fullfsync", "foreign_keys", "page_size", "cache_size"):
        ours_is, theirs_is = (side.execute(f"PRAGMA {pragma}").fetchone() for side in (ours, theirs))
        if ours_is != theirs_is:
            sys.exit(f"{pragma} is {ours_is} on our side and {theirs_is} on the other")


def _write(connection: sqlite3.Connection, answer: tuple[Any, ...], event: tuple[Any, ...]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for name, row in (("answer", answer), ("event", event)):
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT OR REPLACE INTO {name} VALUES ({places})", row)  # noqa: S608  names of our own
    connection.execute("COMMIT")


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
