"""A database of the second version, which kept the last try of a day, has every try once it is brought up to date."""

from contextlib import closing
from datetime import date

import pytest
from sqlite_utils import Migrations

from wwc_assess.records.act import ASSESSMENT, EVIDENCE, Act, Table
from wwc_assess.records.connection import connect, transaction
from wwc_assess.records.migrations import upgrade
from wwc_assess.records.model import LinkCheck
from wwc_assess.records.schema import first_tables, tries_of_locations_and_snapshots
from wwc_assess.records.store import Store

TRY = Table("link_check", ("evidence", "location", "day"), ("ok", "detail", "sha256", "at"), ("evidence",))
"""A try as the second version kept it."""
FIRST_TRY = Table("link_check", ("evidence", "day"), ("ok", "detail"), ("evidence",))
"""A try as the first version kept it."""
FILE = {
    "id": 1,
    "location": "plan.pdf",
    "title": "Plan",
    "as_of": "2026-03-01",
    "valid_until": None,
    "withdrawn": 0,
    "added_at": "2026-11-01T09:00:00Z",
    "added_by": "Ann",
}


def fill(connection):
    """Start an assessment with one file in it."""
    act = Act(connection, at="2026-11-01T09:00:00Z", by="Ann", assessment=1)
    started = {"id": 1, "standard": "tiny", "cycle": "2026", "created_at": "2026-11-01T09:00:00Z"}
    act.change(ASSESSMENT, None, started)
    act.change(EVIDENCE, None, FILE)


def read(connection, at, sha256, detail="the file is there"):
    """Keep a try of the file, over an earlier one of the same day."""
    row = {"evidence": 1, "location": "plan.pdf", "day": at[:10], "ok": 1, "detail": detail, "sha256": sha256}
    Act(connection, at=at, by="wwc-assess").put(TRY, row | {"at": at})


@pytest.fixture
def path(tmp_path):
    """Make a database of the second version in which a file was read twice on one day, with other content."""
    path = tmp_path / "assessment.db"
    path.touch()
    steps = Migrations("wwc-assess")
    steps()(first_tables)
    steps()(tries_of_locations_and_snapshots)
    with closing(connect(path, "rw")) as connection:
        upgrade(connection, path, steps)
        connection.execute("INSERT INTO city VALUES (1, 'Carlsbad')")
        with transaction(connection, "IMMEDIATE"):
            fill(connection)
            read(connection, "2026-11-02T09:00:00Z", "a" * 64)
            read(connection, "2026-11-02T10:00:00Z", "b" * 64)
            read(connection, "2026-11-03T09:00:00Z", "b" * 64)
    return path


def a_try(at, sha256):
    return LinkCheck(date.fromisoformat(at[:10]), True, "the file is there", sha256, at)


def test_every_try_of_its_history_is_there_after_the_update(path):
    with Store.open(path) as store:
        (item,) = store.records(1).evidence
        assert item.link_checks == (
            a_try("2026-11-02T09:00:00Z", "a" * 64),
            a_try("2026-11-02T10:00:00Z", "b" * 64),
            a_try("2026-11-03T09:00:00Z", "b" * 64),
        )
        assert store.first_broken_event() is None


def test_it_goes_on_with_tries_beside_those_that_it_had(path):
    with Store.open(path) as store:
        store.record_link_check(1, date(2026, 11, 3), ok=True, detail="the file is there", sha256="c" * 64)
        (item,) = store.records(1).evidence
        assert [tried.sha256[0] for tried in item.link_checks] == ["a", "b", "b", "c"]
        assert store.first_broken_event() is None


def test_its_state_before_is_kept(path):
    Store.open(path).close()
    (copy,) = (path.parent / "backups").iterdir()
    assert copy.name.startswith("assessment-before-v3-")
    with closing(connect(copy, "ro")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM link_check").fetchone() == (2,)


def test_a_visitor_reads_every_try_and_leaves_the_file_as_it_was(path):
    before = path.read_bytes()
    with Store.visit(path) as store:
        (item,) = store.records(1).evidence
        assert len(item.link_checks) == 3
    assert [place.name for place in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_tries_that_the_first_version_covered_come_back_too(tmp_path):
    path = tmp_path / "assessment.db"
    path.touch()
    steps = Migrations("wwc-assess")
    steps()(first_tables)
    with closing(connect(path, "rw")) as connection:
        upgrade(connection, path, steps)
        connection.execute("INSERT INTO city VALUES (1, 'Carlsbad')")
        with transaction(connection, "IMMEDIATE"):
            fill(connection)
            for at, ok, detail in (("09", 0, "it cannot be read"), ("10", 1, "the file is there")):
                act = Act(connection, at=f"2026-11-02T{at}:00:00Z", by="wwc-assess")
                act.put(FIRST_TRY, {"evidence": 1, "day": "2026-11-02", "ok": ok, "detail": detail})
    with Store.open(path) as store:
        (item,) = store.records(1).evidence
        assert [(tried.ok, tried.at[11:13], tried.sha256) for tried in item.link_checks] == [
            (False, "09", ""),
            (True, "10", ""),
        ]
