"""Databases are recognised before they are touched, and brought up to date without risk."""

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Migrations

from wwc_assess.errors import StoreError
from wwc_assess.records.connection import connect, told_plainly
from wwc_assess.records.migrations import APPLICATION_ID, SCHEMA_VERSION, migrate, upgrade
from wwc_assess.records.schema import STEPS, every_try, first_tables, tries_of_locations_and_snapshots
from wwc_assess.records.store import Store


def pragma(path, name):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def with_another_step(step):
    steps = Migrations("wwc-assess")
    steps()(first_tables)
    steps()(tries_of_locations_and_snapshots)
    steps()(every_try)
    steps()(step)
    return steps


def add_motto(database):
    database.execute("ALTER TABLE city ADD COLUMN motto TEXT")


def upgrade_file(path, steps):
    with closing(connect(path, "rw")) as connection:
        upgrade(connection, path, steps)


@pytest.mark.usefixtures("store")
def test_a_new_database_carries_our_mark_and_the_version(path):
    assert pragma(path, "application_id") == APPLICATION_ID
    assert pragma(path, "user_version") == SCHEMA_VERSION


def test_the_version_counts_the_steps(tmp_path):
    path = tmp_path / "new.db"
    path.touch()
    upgrade_file(path, STEPS)
    assert pragma(path, "user_version") == SCHEMA_VERSION


@pytest.mark.usefixtures("store")
def test_every_table_of_ours_is_strict(path):
    with closing(sqlite3.connect(path)) as connection:
        loose = {
            row[1] for row in connection.execute("PRAGMA table_list") if row[2] == "table" and not row[5]
        }
    assert {name for name in loose if not name.startswith(("sqlite_", "_sqlite_"))} == set()


@pytest.mark.usefixtures("assessment")
def test_an_older_database_gains_the_step_and_keeps_its_rows(path):
    upgrade_file(path, with_another_step(add_motto))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name, motto FROM city").fetchall() == [("Carlsbad", None)]
        assert connection.execute("SELECT cycle FROM assessment").fetchall() == [("2026",)]
    assert pragma(path, "user_version") == SCHEMA_VERSION + 1


@pytest.mark.usefixtures("store")
def test_an_older_database_is_copied_before_it_is_changed(assessment, path):
    upgrade_file(path, with_another_step(add_motto))
    (backup,) = (path.parent / "backups").iterdir()
    assert backup.name.startswith(f"assessment-before-v{SCHEMA_VERSION + 1}-")
    with Store.open(backup) as kept:
        assert kept.city == "Carlsbad"
        assert [one.id for one in kept.assessments()] == [assessment]


@pytest.mark.usefixtures("store")
def test_a_new_database_leaves_no_backup(path):
    assert [place.name for place in path.parent.iterdir()] == ["assessment.db"]


@pytest.mark.usefixtures("store")
def test_a_step_that_fails_leaves_the_database_as_it_was(assessment, path):
    def break_off(database):
        add_motto(database)
        database.execute("INSERT INTO city (id, name) VALUES (2, 'Nowhere')")

    with pytest.raises(StoreError, match="refused this"):
        upgrade_file(path, with_another_step(break_off))
    assert pragma(path, "user_version") == SCHEMA_VERSION
    with Store.open(path) as again:
        assert again.current().id == assessment


@pytest.mark.usefixtures("store")
def test_a_backup_that_cannot_be_written_stops_the_update(path):
    (path.parent / "backups").write_text("not a folder")
    with pytest.raises(StoreError, match="copy before the update"):
        upgrade_file(path, with_another_step(add_motto))
    assert pragma(path, "user_version") == SCHEMA_VERSION


@pytest.mark.usefixtures("store")
def test_an_update_done_by_somebody_else_is_not_done_again(path):
    steps = with_another_step(add_motto)
    upgrade_file(path, steps)
    upgrade_file(path, steps)
    assert len(list((path.parent / "backups").iterdir())) == 1


def test_a_newer_database_is_refused_by_both_versions_and_left_alone(store, path):
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 7")
    before = path.read_bytes()
    with pytest.raises(
        StoreError, match=rf"has version 7.*knows version {SCHEMA_VERSION}\. Install the newer"
    ):
        Store.open(path)
    assert path.read_bytes() == before


@pytest.mark.usefixtures("store")
def test_a_database_updated_by_a_newer_program_while_opening_is_refused(path):
    upgrade_file(path, with_another_step(add_motto))
    with closing(connect(path, "rw")) as connection:
        upgrade(connection, path, STEPS)
        with pytest.raises(StoreError, match=rf"has version {SCHEMA_VERSION + 1}"):
            migrate(connection, path)
    assert pragma(path, "user_version") == SCHEMA_VERSION + 1


def foreign_sqlite(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")


def foreign_mark(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 1234")
        connection.execute("CREATE TABLE city (name TEXT)")


def foreign_wal(path):
    """Leave a database with a write-ahead log beside it, as a program that was killed does."""
    with closing(sqlite3.connect(path.with_name("work.db"))) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE recipe (name TEXT)")
        for suffix in ("", "-wal"):
            place = path.with_name(f"work.db{suffix}")
            path.with_name(path.name + suffix).write_bytes(place.read_bytes())


def text_file(path):
    path.write_text("Minutes of the council meeting\n" * 200)


def empty_file(path):
    path.touch()


@pytest.mark.parametrize("make", [foreign_sqlite, foreign_mark, foreign_wal, text_file, empty_file])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_is_not_ours_is_refused_untouched(path, make, read_only):
    make(path)
    before = {place: place.read_bytes() for place in path.parent.iterdir()}
    with pytest.raises(StoreError) as caught:
        Store.open(path, read_only=read_only)
    assert caught.value.next_step
    assert {place: place.read_bytes() for place in path.parent.iterdir()} == before


def test_somebody_elses_tables_are_not_mixed_with_ours(path):
    foreign_sqlite(path)
    before = path.read_bytes()
    with closing(connect(path, "rw")) as connection, pytest.raises(StoreError, match="another program"):
        upgrade(connection, path, STEPS)
    assert path.read_bytes() == before


def test_a_folder_in_the_databases_place_is_refused(path):
    path.mkdir()
    with pytest.raises(StoreError, match="left as it is"):
        Store.open(path)


def test_a_missing_database_is_told_with_the_command_that_makes_one(path):
    with pytest.raises(StoreError, match="wwc-assess init DIR --city NAME"):
        Store.open(path)
    assert not path.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET \"by\" = 'Eve'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        "UPDATE OR REPLACE event SET id = 9",
    ],
)
@pytest.mark.usefixtures("assessment")
def test_the_history_can_only_be_added_to(path, statement):
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="the history is"),
    ):
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answer SET value = 'perhaps'",
        "UPDATE answer SET at = 'yesterday'",
        "UPDATE answer SET revision = 'new'",
        "UPDATE particulars SET due = '2026-02-30'",
        "UPDATE particulars SET not_applicable = 2",
        "INSERT INTO city (id, name) VALUES (2, 'Nowhere')",
        "INSERT INTO attachment VALUES (1, 99, 'DM1', '', 1)",
    ],
)
def test_the_database_itself_refuses_what_makes_no_sense(store, assessment, change, path, statement):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    store.set_particulars(assessment, "DM1", "Ann", owner="Bo")
    with closing(connect(path, "rw")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(StoreError, match="refused this"), told_plainly(path):
            connection.execute(statement)
