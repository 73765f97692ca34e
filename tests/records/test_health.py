"""Looking at databases of every version, at forged histories, and at what comes in between."""

import os
import resource
import sqlite3
from contextlib import closing, contextmanager
from datetime import date

import pytest

from version_1 import make_version_1
from wwc_assess.errors import StoreError
from wwc_assess.records import connection as connections
from wwc_assess.records.act import ACTIONS, ANSWER, LINK_CHECK, Act
from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.connection import transaction
from wwc_assess.records.health import examine
from wwc_assess.records.migrations import APPLICATION_ID, SCHEMA_VERSION
from wwc_assess.records.model import Slot
from wwc_assess.records.replay import TABLES
from wwc_assess.records.restoring import examine_backups, mend, put_in_place
from wwc_assess.records.store import Store


@contextmanager
def no_file_longer_than(size):
    """Let the system write no byte behind this place of any file, as on a disk that is full there."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def kinds(path):
    return [fault.kind for fault in examine(path).faults]


def test_a_database_of_the_first_version_is_sound_and_left_as_it_is(path):
    make_version_1(path)
    before = path.read_bytes()
    health = examine(path)
    assert (health.sound, [fault.kind for fault in health.faults]) == (True, ["older"])
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    Store.open(path).close()
    assert examine(path).faults == ()
    (backup,) = examine_backups(path)
    assert backup.sound


def test_every_kind_of_event_is_replayed():
    assert TABLES.keys() == ACTIONS


def test_a_history_of_every_kind_gives_what_stands_in_the_tables(store, assessment, change, path):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    store.answer(assessment, [change("DM1.written", None)], "Ann")
    store.undo(assessment, "Ann")
    item = store.add_evidence(assessment, NewEvidence("plan.pdf"), [Slot("DM1")], "Ann")
    store.edit_evidence(item.id, "Ann", location="other.pdf")
    store.set_particulars(assessment, "DM1", "Ann", note="Ask", not_applicable=True)
    store.sign_off(assessment, "DM1", "f" * 64, "Ben")
    store.add_snapshot(assessment, "before", "{}", "Ann")
    health = examine(path)
    assert health.faults == ()
    assert (health.city, health.acts, health.last.action) == ("Carlsbad", 9, "snapshot")


def test_a_chained_event_that_begins_where_none_ended_is_told(store, assessment, change, path):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    with closing(sqlite3.connect(path, isolation_level=None)) as other, transaction(other, "IMMEDIATE"):
        act = Act(other, at="2026-11-22T15:00:00Z", by="Ann", assessment=assessment)
        row, _revision = act.find(ANSWER, {"assessment": assessment, "criterion": "DM1", "check": "written"})
        act.change(ANSWER, row | {"value": "no"}, row | {"value": "partly"})
    (fault,) = examine(path).faults
    assert fault.what == "Change 3 does not begin where the ones before it ended."


@pytest.mark.usefixtures("assessment")
def test_a_database_of_a_newer_version_is_refused_and_as_a_backup_told(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("INSERT INTO _sqlite_migrations VALUES (4, 'wwc-assess', 'later', '2027-01-01')")
        other.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        other.commit()
    with pytest.raises(StoreError, match=f"{path} has version 4, made by a newer"):
        examine(path)
    (path.parent / "backups").mkdir()
    path.rename(path.parent / "backups" / "newer.db")
    (backup,) = examine_backups(path)
    assert not backup.sound


def test_a_row_of_no_kind_we_know_is_told(store, assessment, path):
    store.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            "INSERT INTO event VALUES (2, 2, ?, '2026-01-01T00:00:00Z', 'Ann', 'plan', 'DM1', NULL, '{}', NULL, ?)",
            (assessment, "f" * 64),
        )
        other.commit()
    assert not examine(path).sound


def test_a_file_put_in_the_place_while_the_store_waits_for_the_lock_gets_no_lost_answer(
    store, assessment, change, path, tmp_path
):
    store.backup(tmp_path / "copy.db")

    def replace(statement):
        if statement.startswith("BEGIN IMMEDIATE") and (tmp_path / "copy.db").exists():
            os.replace(tmp_path / "copy.db", path)  # noqa: PTH105  as restore does

    store._connection.set_trace_callback(replace)  # noqa: SLF001  the moment before the lock is taken
    with pytest.raises(StoreError, match="replaced while it was open"):
        store.answer(assessment, [change("DM1.written", "yes")], "Ann")


@pytest.mark.parametrize(
    ("action", "after", "kind"),
    [
        (ANSWER.name, '{"assessment": 1}', "pages"),
        (ANSWER.name, "[]", "rules"),
        (LINK_CHECK.name, None, "pages"),
        (LINK_CHECK.name, '{"evidence": 99, "day": "2026-01-01"}', "history"),
    ],
    ids=["without its keys", "a list", "a try of nothing", "a try of evidence that never was"],
)
@pytest.mark.usefixtures("assessment")
def test_a_row_that_no_version_writes_is_told(path, action, after, kind):
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute(
            "INSERT INTO event VALUES (2, 2, 1, '2026-01-01T00:00:00Z', 'Ann', ?, 'DM1', ?, ?, NULL, ?)",
            (action, None if after else "{}", after, "f" * 64),
        )
        other.commit()
    assert kinds(path) == [kind]


def test_a_file_that_is_shorter_than_any_database_is_told_with_its_size(path):
    path.write_bytes(b"SQLite format 3\0" + bytes(20))
    assert "The file has only 36 bytes." in [fault.what for fault in examine(path).faults]


def test_a_file_with_our_mark_and_without_our_tables_is_told(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        other.execute("CREATE TABLE city (name TEXT)")
    assert "The tables that hold the records are not there." in [fault.what for fault in examine(path).faults]


def test_a_damaged_database_of_the_first_version_is_told_as_damaged(path):
    make_version_1(path)
    with closing(sqlite3.connect(path)) as other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'event'").fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    with path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    assert "pages" in kinds(path)


def test_a_page_that_nothing_in_the_file_leads_to_is_told(store, path):
    store.close()
    pages = path.stat().st_size // 4096
    with path.open("rb+") as file:
        file.seek(28)  # the number of pages
        file.write((pages + 1).to_bytes(4, "big"))
        file.truncate((pages + 1) * 4096)
    (fault,) = examine(path).faults
    assert (fault.kind, "never used" in fault.what) == ("pages", True)


def test_a_database_that_another_program_holds_alone_is_not_looked_at(store, path, monkeypatch):
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="Another program is saving"):
            examine(path)


def test_a_first_version_for_whose_update_there_is_no_room_is_told_as_that_and_not_as_damaged(path):
    make_version_1(path)
    with (
        no_file_longer_than(path.stat().st_size),
        pytest.raises(StoreError, match="The disk did not let the database"),
    ):
        examine(path)


def test_a_half_saved_database_for_whose_whole_length_there_is_no_room_is_told_as_that(half_saved):
    os.truncate(half_saved, half_saved.stat().st_size // 2)
    with (
        no_file_longer_than(half_saved.stat().st_size),
        pytest.raises(StoreError, match="The disk did not let the database"),
    ):
        examine(half_saved)


def test_a_mended_copy_of_the_first_version_stays_of_that_version(path, tmp_path):
    make_version_1(path)
    assert [fault.kind for fault in mend(path, tmp_path / "mended.db").faults] == ["older"]


def test_a_table_that_is_not_ours_stays_in_a_mended_copy(store, path, tmp_path):
    store.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE colleague (name TEXT)")
    assert [fault.kind for fault in mend(path, tmp_path / "mended.db").faults] == ["extra"]


def test_a_mended_copy_for_which_there_is_no_place_is_told(store, path, tmp_path):
    store.close()
    with pytest.raises(StoreError, match="cannot be opened"):
        mend(path, tmp_path / "nowhere" / "mended.db")


def test_a_folder_in_the_place_of_the_database_is_not_replaced(store, path, tmp_path):
    store.close()
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(StoreError, match=r"folder\.db could not be replaced: Is a directory"):
        put_in_place(path, tmp_path / "folder.db", date(2026, 11, 22))
    assert sorted(place.name for place in tmp_path.iterdir()) == ["assessment.db", "folder.db"]
