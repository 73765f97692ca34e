"""Programs that make, read and save one workspace at once, or are killed, do each other no harm; `durability` has the long runs."""

import signal
import sqlite3
from contextlib import closing

import pytest

from children import begin_at_once, outputs
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


def integrity(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


def test_eight_programs_may_make_the_same_tables_at_once(path, child):
    path.touch()
    children = [child(MIGRATE, path) for _ in range(8)]
    begin_at_once(children)
    outputs(children)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert integrity(path) == "ok"


def test_of_eight_programs_that_make_one_workspace_one_does_and_the_others_are_told(tmp_path, child):
    folder = tmp_path / "workspace"
    children = [child(INIT, folder, f"City {number}") for number in range(8)]
    begin_at_once(children)
    told = outputs(children)
    assert told.count(MADE) == 1
    assert sum("already" in output for output in told) == 7
    assert {place.name for place in folder.iterdir()} == {"assessment.db", "criteria", "reports"}
    with Store.open(folder / "assessment.db") as store:
        assert store.city == f"City {told.index(MADE)}"


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
