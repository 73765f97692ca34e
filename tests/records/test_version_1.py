"""A database of the first version is brought up to date with all it holds, by writers and by readers."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from children import begin_at_once, outputs
from version_1 import make_version_1
from wwc_assess.errors import StoreError
from wwc_assess.records.migrations import SCHEMA_VERSION
from wwc_assess.records.model import CheckRef, LinkCheck, Slot
from wwc_assess.records.store import Store


@pytest.fixture
def path(tmp_path):
    """Make a database of the first version with an answer and evidence whose location was edited between two tries."""
    path = tmp_path / "assessment.db"
    make_version_1(path)
    return path


def version(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def contents(folder):
    return {place: place.read_bytes() for place in folder.iterdir()}


def copies(path):
    return list((path.parent / "backups").glob("*"))


@pytest.mark.parametrize("read_only", [False, True])
def test_everything_in_it_is_there_after_the_update(path, read_only):
    with Store.open(path, read_only=read_only) as store:
        records = store.records(1)
        assert records.answers[CheckRef("DM1", "written")].value == "yes"
        (item,) = records.evidence
        assert (item.title, item.as_of, item.slots) == (
            "Charter",
            date(2026, 3, 1),
            (Slot("DM1", "charter"),),
        )
        assert store.first_broken_event() is None
    assert version(path) == SCHEMA_VERSION


def test_its_tries_belong_to_the_location_that_each_of_them_tried(path):
    with Store.open(path) as store:
        (item,) = store.records(1).evidence
        assert item.link_checks == (
            LinkCheck(date(2026, 11, 4), ok=True, detail="200 OK", at="2026-11-04T09:00:00Z"),
        )
        store.undo(1, "Ann")
        kept, gone = store.records(1).evidence
        for back in (kept, gone):
            assert back.link_checks == (
                LinkCheck(date(2026, 11, 2), ok=False, detail="404 Not Found", at="2026-11-02T09:00:00Z"),
            )


@pytest.mark.parametrize("read_only", [False, True])
def test_its_state_before_is_kept_as_a_database_of_the_first_version(path, read_only):
    Store.open(path, read_only=read_only).close()
    (copy,) = copies(path)
    assert copy.name.startswith("assessment-before-v3-")
    assert version(copy) == 1
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM link_check").fetchone() == (3,)


def test_a_reader_of_an_updated_database_changes_nothing(path):
    Store.open(path).close()
    before = path.read_bytes()
    with Store.open(path, read_only=True) as store:
        store.records(1)
    assert path.read_bytes() == before
    assert len(copies(path)) == 1


def test_a_visitor_reads_all_of_it_and_leaves_its_folder_as_it_was(path):
    before = contents(path.parent)
    with Store.visit(path) as store:
        (item,) = store.records(1).evidence
        assert [tried.detail for tried in item.link_checks] == ["200 OK"]
        assert contents(path.parent) == before
    assert contents(path.parent) == before


def test_a_visitor_needs_no_right_to_write(path, open_folder, without_rights):
    kept = Path(shutil.copy(path, open_folder))
    kept.chmod(0o444)
    open_folder.chmod(0o555)
    act = """
    with Store.visit(path) as store:
        print(store.city, len(store.records(1).evidence))
    """
    assert without_rights(act, kept) == "Carlsbad 1\n"


def test_where_the_copy_before_cannot_be_written_a_reader_is_told_why_and_nothing_is_changed(path):
    (path.parent / "backups").write_text("not a folder", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"made by an older version and could not be .*backups .*Make room"):
        Store.open(path, read_only=True)
    assert path.read_bytes() == before


OPEN = """
import sys
from pathlib import Path
from wwc_assess.records.store import Store
print("ready", flush=True)
input()
with Store.open(Path(sys.argv[1]), read_only=sys.argv[2] == "reader") as store:
    print(len(store.records(1).evidence))
"""


def test_readers_and_writers_may_update_it_at_once(path, child):
    children = [child(OPEN, path, how) for how in ("reader", "writer") * 3]
    begin_at_once(children)
    assert outputs(children) == ["1\n"] * len(children)
    assert len(copies(path)) == 1
    assert version(path) == SCHEMA_VERSION


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter on Windows")
@pytest.mark.parametrize("rights", [0o444, 0o666])
def test_one_that_may_not_be_written_is_refused_with_its_reason_and_left_as_it_was(
    path, rights, open_folder, without_rights
):
    kept = Path(shutil.copy(path, open_folder))
    kept.chmod(rights)
    open_folder.chmod(0o555)
    before = kept.read_bytes()
    told = without_rights("Store.open(path, read_only=True)", kept)
    assert "made by an older version and could not be brought up to date" in told
    assert told.startswith("StoreError")
    assert kept.read_bytes() == before
