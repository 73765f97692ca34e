"""doctor and restore: each planted damage is real bytes in a real file; it is found, named, and mended."""

import os
import pty
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress

import pytest

from wwc_assess.cli.params import local_today
from wwc_assess.errors import StoreError
from wwc_assess.records import connection as connections
from wwc_assess.records.changes import AnswerChange
from wwc_assess.records.model import CheckRef, Value
from wwc_assess.records.store import Store

PAGE = 4096
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def sql(*statements):
    """Plant a damage by statements that nothing guards against: the triggers of the history are off meanwhile."""

    def plant(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            triggers = connection.execute(TRIGGERS).fetchall()
            for name, _statement in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in (*statements, *(statement for _name, statement in triggers)):
                connection.execute(statement)

    return plant


def only(*statements):
    """Plant a damage by statements alone."""

    def plant(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                connection.execute(statement)

    return plant


def write(offset, content):
    def plant(path):
        with path.open("rb+") as file:
            file.seek(offset)
            file.write(content)

    return plant


def flip_a_page(path):
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'answer'").fetchone()
    write((page - 1) * PAGE, b"\xa5" * PAGE)(path)


def cut_off(path):
    os.truncate(path, path.stat().st_size // 2 + 100)


def put_another_database(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE invoice (number INTEGER)")
        connection.commit()


def put_a_document(path):
    path.write_bytes(b"%PDF-1.7\n" + b"minutes of the council " * 900)


def break_an_index(path):
    """Add evidence while an index is out of sight, and bring it back as it was."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        row = connection.execute("SELECT * FROM sqlite_master WHERE name = 'attachment_evidence'").fetchone()
    only("DELETE FROM sqlite_master WHERE name = 'attachment_evidence'")(path)
    with Store.open(path) as store:
        for item in store.records(1).evidence:
            store.attach(1, item.id, [("DM2", None)], "Ann")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)


DAMAGES = {
    "a page of other bytes": (flip_a_page, "pages", "disk image is malformed"),
    "cut off": (cut_off, "truncated", "The file has"),
    "a header of zeros": (write(0, bytes(100)), "no database", "does not begin as a database"),
    "a trigger less": (
        only("DROP TRIGGER event_is_never_changed"),
        "schema",
        "Missing: event_is_never_changed.",
    ),
    "an event less": (sql("DELETE FROM event WHERE id = 3"), "history", "Change 3 is missing."),
    "an event edited": (
        sql("UPDATE event SET \"by\" = 'Ben' WHERE id = 3"),
        "history",
        "Change 3 is not as it was written.",
    ),
    "a value edited": (
        only("UPDATE answer SET value = 'no' WHERE criterion = 'LC1'"),
        "values",
        "The records hold: answer LC1.statement is not what the history says.",
    ),
    "orphans": (
        sql(
            "INSERT INTO answer SELECT 99, criterion, \"check\", value, at, \"by\", 'f', '', 3 FROM answer LIMIT 1"
        ),
        "orphans",
        "Without what it belongs to (assessment): answer, 1 times.",
    ),
    "another version": (
        only("PRAGMA user_version = 99"),
        "version",
        "It says version 99, and its tables are",
    ),
    "another database": (put_another_database, "foreign", "a database of another program"),
    "a document": (put_a_document, "no database", "does not begin as a database"),
    "nothing": (lambda path: os.truncate(path, 0), "empty", "The file is empty."),
    "an index": (break_an_index, "index", "attachment_evidence"),
    "another mark": (only("PRAGMA application_id = 7"), "mark", "The mark of this program is missing"),
    "a value that cannot be": (
        sql("UPDATE answer SET value = 'perhaps' WHERE criterion = 'LC1'"),
        "rules",
        "CHECK constraint failed in answer",
    ),
    "a trigger more": (
        only("CREATE TRIGGER mine AFTER INSERT ON answer BEGIN DELETE FROM sign_off; END"),
        "schema",
        "Somebody has added: mine.",
    ),
    "a snapshot edited": (
        only("UPDATE snapshot_content SET content = '{}'"),
        "snapshots",
        "1 snapshot is not as it was kept.",
    ),
    "an answer gone": (
        only("DELETE FROM answer WHERE criterion = 'LC1'"),
        "values",
        "answer LC1.statement is gone without a trace",
    ),
    "a table less": (only("DROP TABLE sign_off"), "schema", "Missing: sign_off."),
    "the city gone": (only("DELETE FROM city"), "values", "The name of the city is gone."),
}
MENDED = {"a trigger less", "another version", "an index", "another mark", "a trigger more"}
"""Damages in which no record and no event is touched."""

every_damage = pytest.mark.parametrize("damage", DAMAGES)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Give a folder for what is made once and copied for each test."""
    return tmp_path_factory.mktemp("template") / "carlsbad"


@pytest.fixture
def filled(city, run, template):
    """Record something of every kind, keep a backup, and record one thing more."""
    if not template.exists():
        with Store.open(city / "assessment.db") as store:
            for number in range(40):  # so that there are pages enough to be damaged
                store.set_particulars(1, "DM2", "Ann", note=f"{number} " * 400)
        run("answer", "DM1", "yes")
        run("evidence", "add", "https://example.org/charter.pdf", "--for", "DM1.charter")
        run("evidence", "remove", "1")
        run("undo")
        run("answer", "LC1", "yes")
        run("snapshot", "before")
        assert run("backup").code == 0
        run("answer", "DM2", "no")
        shutil.copytree(city, template)
    shutil.copytree(template, city, dirs_exist_ok=True)
    return city / "assessment.db"


@pytest.fixture
def answers(run):
    return lambda: {row["ref"]: row["value"] for row in run("answers", "--json").data}


def contents(folder):
    return {
        place: (place.read_bytes(), place.stat().st_mtime_ns)
        for place in folder.rglob("*")
        if place.is_file()
    }


def test_sound_records_are_told_as_sound(filled, run):
    done = run("doctor")
    assert done.code == 0
    assert f"{filled} is sound: 48 changes. The last one: DM2.listed: blank → no (Ann, " in done.out
    assert f"assessment-{local_today()}-1.db   sound" in done.out
    data = run("doctor", "--json").data
    assert (data["sound"], data["findings"], data["database"]) == (True, [], str(filled))
    (backup,) = data["backups"]
    assert (backup["sound"], backup["why"], backup["changes"]) == (True, None, 47)


@every_damage
def test_a_damage_is_found_and_named_and_nothing_is_written(damage, filled, run):
    plant, kind, what = DAMAGES[damage]
    plant(filled)
    before = contents(filled.parent)
    done = run("doctor", "--json")
    assert contents(filled.parent) == before
    assert (done.code, done.data["sound"]) == (1, False)
    found = [finding for finding in done.data["findings"] if finding["kind"] == kind]
    assert any(what in finding["what"] for finding in found), done.data["findings"]
    assert all(finding["means"] and "wwc-assess restore" in finding["next_step"] for finding in found)
    assert ("nothing is lost" in found[0]["next_step"]) == (damage in MENDED)


@every_damage
def test_a_damage_is_mended_and_the_damaged_file_kept_to_the_byte(damage, filled, run, answers):
    sound = answers()
    DAMAGES[damage][0](filled)
    damaged = filled.read_bytes()
    done = run("restore", "--yes")
    assert done.code == 0, done.err
    kept = filled.with_name(f"assessment-before-restore-{local_today()}-1.db")
    assert done.out == f"{kept}\n"
    assert kept.read_bytes() == damaged
    if damage not in MENDED:
        del sound["DM2.listed"]  # came after the backup
    assert answers() == sound
    assert run("doctor").code == 0
    assert run("answer", "DM2", "partly").code == 0
    assert sorted(place.name for place in filled.parent.iterdir() if place.is_file()) == [
        "assessment-before-restore-" + str(local_today()) + "-1.db",
        "assessment.db",
    ]


@pytest.mark.parametrize("damage", sorted(DAMAGES.keys() - MENDED))
def test_what_cannot_be_mended_without_a_backup_is_left_and_said(damage, filled, run):
    for backup in (filled.parent / "backups").iterdir():
        backup.unlink()
    DAMAGES[damage][0](filled)
    before = contents(filled.parent)
    done = run("restore", "--yes")
    assert done.code == 2
    assert "cannot be mended without a backup" in done.err
    assert "There is no sound backup in backups/" in done.err
    assert contents(filled.parent) == before
    assert "look for a copy of it elsewhere" in run("doctor").out


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("a value edited", "1 change made after that is lost."),
        ("an event edited", "1 change made after that is lost."),
        ("a header of zeros", "how much cannot be told"),
        ("an index", "can be mended, and nothing is lost: 49 changes."),
    ],
)
def test_before_anything_is_done_it_says_what_is_lost_and_needs_a_yes(damage, told, filled, run):
    DAMAGES[damage][0](filled)
    before = contents(filled.parent)
    done = run("restore")
    assert done.code == 2
    assert told in done.err
    if damage not in MENDED:
        assert "of Carlsbad: 47 changes. The last one: Snapshot" in done.err
    assert "add --yes" in done.err
    assert contents(filled.parent) == before


@pytest.mark.skipif(os.name == "nt", reason="a terminal is another matter on Windows")
@pytest.mark.parametrize(("word", "code"), [("n", 1), ("y", 0)])
def test_on_a_terminal_a_person_is_asked(word, code, filled):
    DAMAGES["a value edited"][0](filled)
    before = filled.read_bytes()
    ours, theirs = pty.openpty()
    os.write(ours, f"{word}\n".encode())
    process = subprocess.Popen(
        [sys.executable, "-m", "wwc_assess", "restore"], stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # Linux tells so that nobody writes any more
        while more := os.read(ours, 4096):
            shown += more
    os.close(ours)
    assert process.wait(60) == code
    assert b"Put it in the place of the database?" in shown
    assert (filled.read_bytes() == before) == bool(code)


def test_the_newest_sound_backup_is_taken_and_a_damaged_one_told(filled, run, answers):
    assert run("backup").code == 0
    first, second = sorted((filled.parent / "backups").iterdir())
    flip_a_page(filled)
    run("restore", "--yes")
    assert answers()["DM2.listed"] == "no"  # as in the second one
    flip_a_page(filled)
    flip_a_page(second)
    (told, _sound) = sorted(run("doctor", "--json").data["backups"], key=lambda backup: backup["sound"])
    assert told["file"] == str(second)
    assert "malformed" in told["why"]
    assert run("restore", "--yes").code == 0
    assert "DM2.listed" not in answers()
    assert first.exists()


def test_a_named_backup_is_gone_back_to_also_from_sound_records(filled, run, answers):
    before = filled.read_bytes()
    name = f"assessment-{local_today()}-1.db"
    done = run("restore", name, "--yes")
    assert done.code == 0
    assert "1 change made after that is lost." in done.err
    assert "DM2.listed" not in answers()
    kept = done.out.strip()
    assert run("restore", kept, "--yes").code == 0
    assert filled.read_bytes() != before  # packed anew
    assert answers()["DM2.listed"] == "no"


def test_sound_records_are_not_replaced_unasked(filled, run):
    before = contents(filled.parent)
    done = run("restore", "--yes")
    assert done.code == 2
    assert "there is nothing to mend" in done.err
    assert contents(filled.parent) == before


def test_a_database_that_is_gone_is_told_by_every_command_with_the_one_that_brings_it_back(filled, run):
    filled.unlink()
    for command in ("score", "locate", "answers"):
        done = run(command)
        assert done.code == 2
        assert (
            f"The database of the workspace {filled.parent} is gone, and its backups are still there"
            in done.err
        )
        assert f"wwc-assess --workspace {filled.parent} restore." in done.err
    done = run("doctor", "--json")
    assert (done.code, done.data["sound"]) == (1, False)
    (finding,) = done.data["findings"]
    assert (finding["kind"], finding["damage"]) == ("missing", True)
    assert (
        f"run wwc-assess restore: it puts the newest sound backup, assessment-{local_today()}-1.db"
        in finding["next_step"]
    )
    assert f"{filled} is gone." in run("doctor").out
    assert not filled.exists()


def test_a_database_that_is_gone_is_put_back_from_its_newest_sound_backup(filled, run, answers):
    kept = filled.rename(filled.with_name("away"))
    refused = run("restore")
    assert refused.code == 2
    assert "how much cannot be told, since the file is gone. Error: Nobody" in " ".join(refused.err.split())
    assert not filled.exists()
    done = run("restore", "--yes")
    assert (done.code, done.out) == (0, f"{filled}\n")
    assert "DM2.listed" not in answers()  # came after the backup
    assert run("doctor").code == 0
    filled.unlink()
    assert run("restore", kept, "--yes").code == 0
    assert answers()["DM2.listed"] == "no"


def test_a_database_that_is_gone_with_no_sound_backup_is_told(filled, run):
    for backup in (filled.parent / "backups").iterdir():
        flip_a_page(backup)
    filled.unlink()
    done = run("restore", "--yes")
    assert done.code == 2
    assert f"{filled} is gone, and no backup is sound. There is no sound backup" in done.err
    assert "look for a copy of it elsewhere" in run("doctor").out


def test_what_is_no_workspace_of_ours_is_not_taken_for_one_that_lost_its_database(run, tmp_path, monkeypatch):
    monkeypatch.delenv("WWC_ASSESS_WORKSPACE", raising=False)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "shop.db").touch()
    assert "There is no workspace at" in run("--workspace", tmp_path, "restore").err


@pytest.mark.parametrize("name", ["missing.db", "damaged.db", "assessment.db"])
def test_a_backup_that_is_none_is_refused(name, filled, run):
    copy = filled.parent / "backups" / "damaged.db"
    copy.write_bytes(filled.read_bytes())
    flip_a_page(copy)
    before = contents(filled.parent)
    done = run("restore", filled if name == filled.name else name, "--yes")
    assert done.code == 2
    assert name in done.err
    assert contents(filled.parent) == before


def test_a_database_that_another_program_is_saving_to_is_left(filled, run, monkeypatch):
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    before = contents(filled.parent)
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run("doctor").code == 0
        done = run("restore", f"assessment-{local_today()}-1.db", "--yes")
    assert done.code == 2
    assert "Another program is saving" in done.err
    assert contents(filled.parent) == before


def test_a_program_that_was_open_meanwhile_saves_nothing_into_the_old_file(filled, run):
    change = AnswerChange(CheckRef("LC1", "statement"), Value.NO, "f", "Is it?")
    with Store.open(filled) as store:
        assert run("restore", f"assessment-{local_today()}-1.db", "--yes").code == 0
        with pytest.raises(StoreError, match="replaced while it was open"):
            store.answer(1, [change], "Ann")


@pytest.fixture
def half_saved(filled):
    """Leave the database as a program that is ended while it saves leaves it: with a journal to be played back."""
    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute(
            "CREATE TABLE later (number INTEGER)"
        )  # which brings the first page into the journal
        connection.execute("UPDATE answer SET value = 'no'")
        connection.execute("UPDATE particulars SET note = note || hex(randomblob(50000))")
        torn, journal = filled.read_bytes(), filled.with_name("assessment.db-journal").read_bytes()
        connection.execute("ROLLBACK")
    filled.write_bytes(torn)
    filled.with_name("assessment.db-journal").write_bytes(journal)
    return filled


def test_what_was_left_half_saved_is_no_damage_and_left_to_the_next_opening(half_saved, run, answers):
    before = contents(half_saved.parent)
    done = run("doctor", "--json")
    assert contents(half_saved.parent) == before
    assert done.code == 0
    assert [finding["kind"] for finding in done.data["findings"]] == ["half saved"]
    assert answers()["LC1.statement"] == "yes"


def test_a_half_saved_file_that_is_shorter_than_it_says_is_no_damage_and_opens_as_it_was(
    half_saved, run, answers
):
    """A disk that is full stops a change when the new length is written and the new pages are not."""
    pages = half_saved.stat().st_size // PAGE
    write(28, (pages + 1).to_bytes(4, "big"))(half_saved)
    before = contents(half_saved.parent)
    assert [finding["kind"] for finding in run("doctor", "--json").data["findings"]] == ["half saved"]
    assert contents(half_saved.parent) == before
    assert answers()["LC1.statement"] == "yes"
    assert run("answer", "DM2", "partly").code == 0


def test_a_journal_of_the_damaged_file_is_kept_with_it_and_never_played_back(half_saved, run, answers):
    journal = half_saved.with_name("assessment.db-journal").read_bytes()
    write(0, bytes(100))(half_saved)
    damaged = half_saved.read_bytes()
    done = run("restore", "--yes")
    assert done.code == 0
    kept = half_saved.parent / done.out.strip()
    assert kept.read_bytes() == damaged
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == journal
    assert not half_saved.with_name("assessment.db-journal").exists()
    assert answers()["LC1.statement"] == "yes"
    assert run("doctor").code == 0


def test_what_is_no_damage_is_told_beside(filled, run):
    people = filled.parent / "criteria" / "tiny" / "people.yaml"
    people.write_text(people.read_text(encoding="utf-8").replace("LC1", "LC7"), encoding="utf-8")
    run("evidence", "add", "S:/Minutes", "--for", "DM1.charter")
    only("CREATE VIEW mine AS SELECT * FROM answer")(filled)
    done = run("doctor")
    assert done.code == 0
    assert "Answers to questions that are no longer asked: LC1.statement." in done.out
    assert "Evidence whose file is not here: 2." in done.out
    assert "Somebody has added: mine." in done.out
    (filled.parent / "criteria" / "tiny" / "standard.yaml").unlink()
    assert [finding["kind"] for finding in run("doctor", "--json").data["findings"]] == [
        "extra",
        "standard",
        "missing files",
    ]


def test_without_a_workspace_there_is_nothing_to_look_at(run, tmp_path, monkeypatch):
    monkeypatch.delenv("WWC_ASSESS_WORKSPACE", raising=False)
    assert run("doctor").code == 2
    assert run("--workspace", tmp_path, "restore").code == 2
