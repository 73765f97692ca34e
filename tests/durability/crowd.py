"""Many programs on one workspace at once: each writes what it likes, and none covers what it has not seen."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import monotonic

from kills import faults, make_workspace
from member import SHARED

from children import Children, begin_at_once, outputs
from terminal import PATIENCE, Terminal
from version_1 import make_version_1
from wwc_assess.errors import StoreError
from wwc_assess.records.migrations import SCHEMA_VERSION
from wwc_assess.records.model import CheckRef
from wwc_assess.session import Session

PROGRAMS = 8
MEMBER = Path(__file__).with_name("member.py")
DIALOG = "Somebody else answered"
CONTESTED = CheckRef("DM1", "written")
BUSY = b"Another program"
HOME, ESCAPE, QUIT = "\x1b[H", "\x1b", "\x11"

OPEN = """
import sys
from pathlib import Path
from wwc_assess.records.store import Store
print("ready", flush=True)
input()
with Store.open(Path(sys.argv[1])) as store:
    print(len(store.records(1).answers), len(store.records(1).evidence), store.first_broken_event())
"""


@dataclass(frozen=True)
class Crowded:
    """What became of one crowd."""

    writes: int
    """That were acknowledged to the crowd."""
    conflicts: int
    """Writes of the crowd that were refused, since somebody else had changed the same."""
    waited: int
    """Writes that were refused after five seconds, since there was a queue."""
    wrong: list[str]
    """What was lost or covered, or is not sound."""


def crowd(folder, writes):
    """Let eight programs write to a workspace while a person answers on its screen; nobody may lose anything.

    Args:
        folder: Of the workspace, which is made.
        writes: How many each program does.
    """
    make_workspace(folder)
    with Children() as children, Terminal("--workspace", folder, "--by", "Ana", size=(120, 40)) as terminal:
        terminal.sees("✓ all saved")
        members = [
            children.start(MEMBER, folder / "assessment.db", number, writes) for number in range(PROGRAMS)
        ]
        begin_at_once(members)
        _answer(terminal, "y", lambda: "●Yes" in terminal.screen)
        _meet(folder, terminal)
        told = [json.loads(line) for line in outputs(members)]
        terminal.press(QUIT)
        assert terminal.ends() == 0
    return Crowded(
        PROGRAMS * writes,
        sum(one["conflicts"] for one in told),
        sum(one["waited"] for one in told),
        [*_missing(folder, writes), *_covered(folder), *faults(folder)],
    )


def _answer(terminal, key, came):
    """Answer until something comes of it; again where the queue was so long that the screen refused it."""
    refused = terminal.raw.count(BUSY)

    def shows():
        nonlocal refused
        if (times := terminal.raw.count(BUSY)) > refused:
            refused = times
            terminal.press(key)
        return came()

    terminal.press(key)
    terminal.until(shows, f"what {key} brings")


def _meet(folder, terminal):
    """Answer the check that the person at the screen is about to answer, until the screen tells that both did."""
    end = monotonic() + PATIENCE
    with _opened(folder, end) as session:

        def stands():
            return session.records().answers[CONTESTED].value

        for value in cycle(("no", "unsure")):
            assert monotonic() < end, "nobody met"
            terminal.press(HOME)  # to the first check, wherever the answer before has led
            with suppress(StoreError):  # where the queue is too long
                session.answer(session.changes(str(CONTESTED), value))
            _answer(terminal, "p", lambda: DIALOG in terminal.screen or stands() == "partly")
            # Where the screen had seen Ben's answer just in time, there was nothing to tell of.
            if DIALOG in terminal.screen:
                break
        assert stands() != "partly"
        terminal.press(ESCAPE)
        terminal.until(lambda: DIALOG not in terminal.screen, "the page again")


def _opened(folder, end):
    """Return the workspace as Ben opens it, who tries again as he is told where the queue is too long."""
    while True:
        try:
            return Session.open(str(folder), by="Ben")
        except StoreError:
            assert monotonic() < end, "nobody got in"


def _missing(folder, writes):
    """Give what was acknowledged to the crowd and is not there."""
    with Session.open(str(folder), by="Ann") as session:
        records = session.records()
    for number in range(PROGRAMS):
        own = {ref.check for ref in records.answers if ref.criterion == f"OWN{number}"}
        if own != {f"c{write}" for write in range(writes) if write % 2}:
            yield f"program {number} has {len(own)} answers"
    notes = [word for criterion in SHARED for word in records.of(criterion).note.split()]
    wanted = [f"{number}:{write}" for number in range(PROGRAMS) for write in range(0, writes, 2)]
    if sorted(notes) != sorted(wanted):
        yield f"the shared notes hold {len(notes)} of {len(wanted)} additions"
    with closing(sqlite3.connect(folder / "assessment.db")) as connection:
        answers = connection.execute(
            """SELECT subject, json_extract(after, '$.value') FROM event WHERE action = 'answer' AND "by" = 'Ana'"""
        ).fetchall()
    if (str(CONTESTED), "yes") not in answers:
        yield f"the answer given at the screen is gone: {answers}"


def _covered(folder):
    """Give the events that changed something else than what the event before had left."""
    last = {}
    with closing(sqlite3.connect(folder / "assessment.db")) as connection:
        for number, action, subject, before, after in connection.execute(
            "SELECT id, action, subject, before, after FROM event ORDER BY id"
        ):
            if last.get((action, subject)) != before:
                yield f"event {number} covers what stood in {action} {subject}"
            last[action, subject] = after


def open_first(folder):
    """Let eight programs open a workspace of the first version at once; says what is wrong afterwards.

    Args:
        folder: Where its database is made.
    """
    folder.mkdir()
    path = folder / "assessment.db"
    make_version_1(path)
    with Children() as children:
        programs = [children.start("-c", OPEN, path) for _ in range(PROGRAMS)]
        begin_at_once(programs)
        wrong = [line for line in outputs(programs) if line != "1 1 None\n"]
    copies = list((folder / "backups").iterdir())
    if len(copies) != 1:
        wrong.append(f"{len(copies)} copies from before")
    for file, version in ((path, SCHEMA_VERSION), *((copy, 1) for copy in copies)):
        with closing(sqlite3.connect(file)) as connection:
            found = (
                connection.execute("PRAGMA user_version").fetchone()
                + connection.execute("PRAGMA integrity_check").fetchone()
            )
        if found != (version, "ok"):
            wrong.append(f"{file.name}: {found}")
    return wrong
