"""What the tests of the records share: a store on a real file, answers to put in, and child processes."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from children import Children
from wwc_assess.records.changes import AnswerChange
from wwc_assess.records.model import CheckRef, Value
from wwc_assess.records.store import Store

MOMENT = datetime(2026, 11, 22, 14, 2, 11, tzinfo=UTC)
NOBODY = 65_534

WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
import wwc_assess.records.schema
from wwc_assess.errors import AssessError
from wwc_assess.records import workspace
from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.store import Store
if os.geteuid() == 0:
    os.setuid({nobody})
path = Path(sys.argv[1])
try:
    {act}
except AssessError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "assessment.db"


@pytest.fixture
def store(path):
    with Store.create(path, "Carlsbad", clock=lambda: MOMENT) as store:
        yield store


@pytest.fixture
def assessment(store):
    return store.add_assessment("what-works-cities-2022", "2026", "Ann").id


@pytest.fixture
def change():
    """Make an answer change from a reference such as ``DM1.written``."""

    def make(ref, value, *, seen=None, fingerprint="f" * 64, asked="Is it written down?"):
        return AnswerChange(CheckRef(*ref.split(".")), value and Value(value), fingerprint, asked, seen)

    return make


@pytest.fixture
def half_saved(store, assessment, change, path):
    """Leave the database as a program that is killed while it saves leaves it: with a journal to be played back."""
    for number in range(9):
        store.answer(assessment, [change(f"DM{number}.written", "yes")], "Ann")
    store.close()
    journal = path.with_name(f"{path.name}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE later (number INTEGER)")  # brings the first page into the journal
        connection.execute("UPDATE answer SET value = 'no'")
        torn, to_play_back = path.read_bytes(), journal.read_bytes()
    path.write_bytes(torn)
    journal.write_bytes(to_play_back)
    return path


@pytest.fixture
def child():
    """Start a Python process that runs a script with arguments; it is ended with the test."""
    with Children() as children:
        yield lambda script, *arguments, **options: children.start("-c", script, *arguments, **options)


@pytest.fixture
def without_rights(child):
    """Run an act in a process that has only a common user's rights, also where the tests run as root."""

    def run(act, *arguments):
        process = child(WITHOUT_RIGHTS.format(nobody=NOBODY, act=act.strip()), *arguments)
        output, errors = process.communicate()
        assert errors == ""
        return output

    return run
