"""Several programs on one workspace, and programs that are killed, lose nothing; with real processes."""

import os
import signal
import sqlite3
from contextlib import closing

import pytest

from wwc_assess.errors import StoreError
from wwc_assess.records.migrations import SCHEMA_VERSION
from wwc_assess.records.store import Store

MADE = "made\n"

MIGRATE = """
import sys
from contextlib import closing
from pathlib import Path
import wwc_assess.records.schema
from wwc_assess.records.connection import connect
from wwc_assess.records.migrations import migrate
path = Path(sys.argv[1])
print("ready", flush=True)
input()
with closing(connect(path, "rw")) as connection:
    migrate(connection, path)
"""

UPGRADE = """
import sys
from contextlib import closing
from pathlib import Path
from sqlite_utils import Migrations
from wwc_assess.records.connection import connect
from wwc_assess.records.migrations import upgrade
from wwc_assess.records.schema import first_tables, tries_of_locations_and_snapshots
steps = Migrations("wwc-assess")
steps()(first_tables)
steps()(tries_of_locations_and_snapshots)
@steps()
def third(database):
    database.execute("ALTER TABLE city ADD COLUMN motto TEXT")
path = Path(sys.argv[1])
print("ready", flush=True)
input()
with closing(connect(path, "rw")) as connection:
    upgrade(connection, path, steps)
"""

CUT_OFF = """
import os, signal, sys
from contextlib import closing
from pathlib import Path
from wwc_assess.records.connection import connect
with closing(connect(Path(sys.argv[1]), "rw")) as connection:
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(500):
        connection.execute("INSERT INTO snapshot_content VALUES (printf('%064d', ?), ?)", (number, "x" * 2000))
    os.kill(os.getpid(), signal.SIGKILL)
"""

INIT = """
import sys
from pathlib import Path
import wwc_assess.records.schema
from wwc_assess.errors import AssessError
from wwc_assess.records.workspace import create
print("ready", flush=True)
input()
try:
    create(Path(sys.argv[1]), sys.argv[2])
    print("made")
except AssessError as error:
    print(error)
"""

ANSWERS = """
import sys
from pathlib import Path
from wwc_assess.records.changes import AnswerChange
from wwc_assess.records.model import CheckRef, Value
from wwc_assess.records.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    input()
    for number in range(50):
        change = AnswerChange(CheckRef(f"P{sys.argv[2]}", f"c{number}"), Value.YES, "f", "Is it?", seen=0)
        store.answer(1, [change], sys.argv[2])
"""

ACKNOWLEDGE = """
import sys
from pathlib import Path
from wwc_assess.records.changes import AnswerChange
from wwc_assess.records.model import CheckRef, Value
from wwc_assess.records.store import Store
store = Store.open(Path(sys.argv[1]))
for number in range(1000):
    change = AnswerChange(CheckRef(f"R{sys.argv[2]}", f"c{number}"), Value.YES, "f", "Is it?")
    store.answer(1, [change], "Ann")
    print(number, flush=True)
"""


def at_once(children):
    """Let all children begin when each of them is ready, and return what they print after that."""
    for process in children:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in children:
        process.stdin.write("\n")
        process.stdin.flush()
    outcomes = [process.communicate() for process in children]
    assert [
        (process.returncode, errors) for process, (_, errors) in zip(children, outcomes, strict=True)
    ] == [(0, "")] * len(children)
    return [output for output, _ in outcomes]


def integrity(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


def test_eight_programs_may_make_the_same_tables_at_once(path, child):
    path.touch()
    at_once([child(MIGRATE, path) for _ in range(8)])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert integrity(path) == "ok"


@pytest.mark.usefixtures("assessment")
def test_eight_programs_may_update_an_older_database_at_once(path, child):
    at_once([child(UPGRADE, path) for _ in range(8)])
    assert len(list((path.parent / "backups").iterdir())) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name, motto FROM city").fetchall() == [("Carlsbad", None)]


def test_of_eight_programs_that_make_one_workspace_one_does_and_the_others_are_told(tmp_path, child):
    folder = tmp_path / "workspace"
    outputs = at_once([child(INIT, folder, f"City {number}") for number in range(8)])
    assert outputs.count(MADE) == 1
    assert sum("already" in output for output in outputs) == 7
    assert {place.name for place in folder.iterdir()} == {"assessment.db", "criteria", "reports"}
    with Store.open(folder / "assessment.db") as store:
        assert store.city == f"City {outputs.index(MADE)}"


def test_four_programs_that_answer_at_once_lose_nothing(store, assessment, path, child):
    at_once([child(ANSWERS, path, number) for number in range(4)])
    answers = store.records(assessment).answers
    assert set(answers) == {(f"P{number}", f"c{check}") for number in range(4) for check in range(50)}
    assert len({answer.revision for answer in answers.values()}) == 200
    assert store.first_broken_event() is None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_what_was_acknowledged_is_there_after_a_kill(store, assessment, path, child):
    for turn in range(10):
        process = child(ACKNOWLEDGE, path, turn)
        acknowledged = 0
        while acknowledged < 3 + turn:
            acknowledged = int(process.stdout.readline()) + 1
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += len(process.stdout.readlines())  # communicate() would lose what is in the buffer
        assert process.stderr.read() == ""
        kept = {ref.check for ref in store.records(assessment).answers if ref.criterion == f"R{turn}"}
        assert {f"c{number}" for number in range(acknowledged)} <= kept
        # The one being saved when the kill came may be there as well, and no other.
        assert len(kept) <= acknowledged + 1
    assert integrity(path) == "ok"
    assert store.first_broken_event() is None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_reader_finds_what_was_saved_before_a_program_was_killed_while_saving(
    store, assessment, change, path, child
):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    store.close()
    assert child(CUT_OFF, path).communicate() == ("", "")
    assert path.with_name(f"{path.name}-journal").exists()
    with Store.open(path, read_only=True) as reader:
        assert len(reader.records(assessment).answers) == 1
    assert integrity(path) == "ok"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_visitor_leaves_what_is_half_saved_to_those_whose_it_is(store, path, child):
    store.close()
    assert child(CUT_OFF, path).communicate() == ("", "")
    before = {place: place.read_bytes() for place in path.parent.iterdir()}
    assert len(before) == 2
    with pytest.raises(StoreError, match=r"left half saved.*Open its workspace once"), Store.visit(path):
        pass
    assert {place: place.read_bytes() for place in path.parent.iterdir()} == before
    Store.open(path).close()
    with Store.visit(path) as visited:
        assert visited.city == "Carlsbad"


def test_a_program_that_finds_another_one_saving_waits_and_then_says_so(store, assessment, change, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store._connection.execute("PRAGMA busy_timeout = 1")  # noqa: SLF001  five seconds are long for a test
        with pytest.raises(StoreError, match=r"Another program is saving.*Try again in a moment"):
            store.answer(assessment, [change("DM1.written", "yes")], "Ann")
        other.execute("ROLLBACK")
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    assert len(store.records(assessment).answers) == 1


def test_reading_goes_on_while_another_program_saves(store, assessment, change, path):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE answer SET value = 'no'")
        assert [answer.value for answer in store.records(assessment).answers.values()] == ["yes"]
