"""Every fault of disk, file and rights is one sentence with a next step, and leaves the store usable."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from wwc_assess.errors import StoreError
from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.connection import connect, transaction
from wwc_assess.records.model import Slot
from wwc_assess.records.store import Store

READ = """
    with Store.open(path, read_only=sys.argv[2] == "reader") as store:
        print(store.city, len(store.records(1).evidence))
        store.add_evidence(1, NewEvidence("new.pdf"), [], "Ann")
"""


@pytest.fixture
def filled(open_folder):
    path = open_folder / "assessment.db"
    with Store.create(path, "Carlsbad") as store:
        assessment = store.add_assessment("what-works-cities-2022", "2026", "Ann").id
        store.add_evidence(assessment, NewEvidence("policy.pdf"), [Slot("DM1")], "Ann")
    return path


posix = pytest.mark.skipif(os.name == "nt", reason="rights are another matter on Windows")


@posix
@pytest.mark.parametrize("how", ["reader", "writer"])
def test_a_read_only_file_in_a_read_only_folder_is_read_and_a_change_is_refused(filled, without_rights, how):
    filled.chmod(0o444)
    filled.parent.chmod(0o555)
    read, refused = without_rights(READ, filled, how).splitlines()
    assert read == "Carlsbad 1"
    assert refused.startswith("StoreError")
    assert "Make the file and its folder writable" in refused


@posix
def test_a_folder_without_write_access_refuses_a_change_and_says_so(filled, without_rights):
    filled.chmod(0o666)
    filled.parent.chmod(0o555)
    read, refused = without_rights(READ, filled, "writer").splitlines()
    assert read == "Carlsbad 1"
    assert refused.startswith("StoreError")
    assert str(filled) in refused


@posix
def test_a_file_that_may_not_be_read_is_told(filled, without_rights):
    filled.chmod(0o000)
    assert without_rights(READ, filled, "reader").startswith(
        f"StoreError The database {filled} cannot be opened."
    )


@posix
def test_a_workspace_in_a_folder_without_write_access_leaves_nothing(open_folder, without_rights):
    open_folder.chmod(0o555)
    told = without_rights('workspace.create(path / "new" / "deep", "Carlsbad")', open_folder)
    assert told.startswith("WorkspaceError")
    assert "Choose a folder that you may write to." in told
    assert list(open_folder.iterdir()) == []


LIMITED = """
import resource, signal, sys
from pathlib import Path
import wwc_assess.records.schema
from wwc_assess.errors import AssessError
from wwc_assess.records.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    {act}
except AssessError as error:
    print(type(error).__name__, error)
"""


@posix
def test_a_change_that_the_system_will_not_write_is_undone(store, assessment, path, child):
    act = """
    with Store.open(path) as store:
        try:
            store.set_particulars(1, "DM1", "Ann", note="n" * 90_000)
        except AssessError as error:
            print(error)
        store.set_particulars(1, "DM1", "Ann", note="short")
        print(store.records(1).of("DM1").note)
    """
    process = child(LIMITED.format(act=act.strip()), path, path.stat().st_size + 8192)
    output, errors = process.communicate()
    assert errors == ""
    told, note = output.splitlines()
    assert "disk" in told
    assert note == "short"
    assert store.records(assessment).of("DM1").note == "short"


@posix
def test_a_database_that_finds_no_room_leaves_nothing_behind(path, child):
    output, errors = child(LIMITED.format(act='Store.create(path, "Carlsbad")'), path, 8192).communicate()
    assert errors == ""
    assert output.startswith("StoreError")
    assert "disk" in output
    assert list(path.parent.iterdir()) == []


@posix
@pytest.mark.usefixtures("store")
def test_a_backup_that_finds_no_room_leaves_nothing_behind(path, child):
    act = 'Store.open(path).backup(path.with_name("backup.db"))'
    output, errors = child(LIMITED.format(act=act), path, 8192).communicate()
    assert errors == ""
    assert output.startswith("StoreError")
    assert list(path.parent.iterdir()) == [path]


def test_a_damaged_database_is_told_with_the_commands_that_help(store, assessment, change, path):
    for number in range(300):
        store.answer(assessment, [change(f"DM{number}.written", "yes")], "Ann")
    store.close()
    size = path.stat().st_size
    with path.open("rb+") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with (
        pytest.raises(StoreError, match=r"is damaged\. See .* wwc-assess restore"),
        Store.open(path) as damaged,
    ):
        damaged.records(assessment)


def test_a_damaged_database_is_not_backed_up_as_if_it_were_sound(store, assessment, change, path, tmp_path):
    for number in range(300):
        store.answer(assessment, [change(f"DM{number}.written", "yes")], "Ann")
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'answer'").fetchone()
    with path.open("rb+") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    with Store.open(path) as damaged, pytest.raises(StoreError, match="is damaged"):
        damaged.backup(tmp_path / "backup.db")
    assert list(tmp_path.iterdir()) == [path]


def test_rows_that_break_the_rules_are_not_backed_up_as_if_they_were_sound(
    store, assessment, change, path, tmp_path
):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE answer SET value = 'perhaps'")
    with pytest.raises(StoreError, match="is damaged"):
        store.backup(tmp_path / "backup.db")
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_without_its_city_is_told_as_damage(store, path):
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM city")
    with pytest.raises(StoreError, match="is damaged"):
        Store.open(path)


@pytest.fixture
def no_hard_links(monkeypatch):
    """Behave as the file systems of memory sticks do."""

    def refuse(*_paths):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.parametrize(
    ("action", "look"),
    [("answer", lambda store: store.undo(1, "Ann")), ("plan", lambda store: store.history(1))],
)
def test_a_history_that_no_version_writes_is_told_as_damage(store, assessment, path, action, look):
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            "INSERT INTO event VALUES (2, 2, ?, '2026-01-01T00:00:00Z', 'Ann', ?, 'DM1', NULL, '{}', NULL, ?)",
            (assessment, action, "f" * 64),
        )
        other.commit()
    with pytest.raises(StoreError, match="is damaged"):
        look(store)


@pytest.mark.usefixtures("no_hard_links")
def test_a_file_system_without_hard_links_is_good_enough(path, tmp_path):
    with Store.create(path, "Carlsbad") as store:
        store.backup(tmp_path / "backup.db")
        with pytest.raises(StoreError, match="already a file"):
            store.backup(tmp_path / "backup.db")
    assert sorted(place.name for place in tmp_path.iterdir()) == ["assessment.db", "backup.db"]


def test_a_fault_that_has_ended_the_transaction_is_told_as_itself(store, path):
    with closing(connect(path, "rw")) as connection:
        connection.execute("CREATE TEMP TABLE once (number UNIQUE ON CONFLICT ROLLBACK)")
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"), transaction(connection, "IMMEDIATE"):
            connection.execute("INSERT INTO once VALUES (1), (1)")
        assert not connection.in_transaction
    assert store.city == "Carlsbad"


def test_a_reader_of_a_file_that_another_program_holds_alone_is_told_so(store, path, monkeypatch):
    monkeypatch.setattr("wwc_assess.records.connection.BUSY_SECONDS", 0.05)
    store.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="Another program is saving"):
            Store.open(path, read_only=True)


def test_a_visitor_is_told_of_what_was_left_half_saved_and_an_opening_takes_it_back(half_saved):
    with (
        pytest.raises(StoreError, match=r"left half saved.*Open its workspace once"),
        Store.visit(half_saved),
    ):
        pass
    with Store.open(half_saved) as store:
        assert {answer.value for answer in store.records(1).answers.values()} == {"yes"}


def test_a_closed_store_is_our_own_mistake_and_no_fault_of_the_disk(store):
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.assessments()


def test_a_shortened_file_is_told(store, path):
    store.close()
    os.truncate(path, 5000)
    with pytest.raises(StoreError) as caught:
        Store.open(path)
    assert caught.value.next_step


@posix
def test_a_database_deleted_while_open_takes_no_answer(store, assessment, change, path):
    path.unlink()
    with pytest.raises(StoreError, match="moved, deleted or replaced while it was open"):
        store.answer(assessment, [change("DM1.written", "yes")], "Ann")


@posix
def test_a_database_replaced_while_open_takes_no_answer_from_the_old_one(
    store, assessment, change, path, tmp_path
):
    store.backup(tmp_path / "copy.db")
    (tmp_path / "copy.db").replace(path)
    with pytest.raises(StoreError, match="open the workspace again"):
        store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    with Store.open(path) as new:
        assert new.records(assessment).answers == {}


def test_a_name_with_odd_characters_is_still_a_file(tmp_path):
    folder = tmp_path / "50% of #1? [x] 'é'"
    folder.mkdir()
    with Store.create(folder / "assessment.db", "Carlsbad") as store:
        store.add_assessment("quick-look", "2026", "Ann")
        store.backup(folder / "backup.db")
    assert sorted(place.name for place in folder.iterdir()) == ["assessment.db", "backup.db"]


def test_a_place_where_no_file_can_be_is_told(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="could not be written: Not a directory") as caught:
        Store.create(tmp_path / "file" / "assessment.db", "Carlsbad")
    assert caught.value.next_step


@posix
def test_a_folder_name_that_is_no_utf8_is_still_a_folder(tmp_path):
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    with Store.create(folder / "assessment.db", "Carlsbad") as store:
        store.backup(folder / "backup.db")
    assert sorted(place.name for place in folder.iterdir()) == ["assessment.db", "backup.db"]
