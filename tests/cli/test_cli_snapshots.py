"""The commands that keep where the city stands, and compare."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Migrations

from wwc_assess.records.connection import connect
from wwc_assess.records.migrations import upgrade
from wwc_assess.records.schema import first_tables
from wwc_assess.session import Session

DAY = "--today=2026-11-22"


@pytest.fixture
def kept(city, run):
    """A city that kept a snapshot and then answered."""
    assert run("answer", "DM1", "yes").code == 0
    assert run("snapshot", "before budget", DAY).code == 0
    assert run("answer", "DM1.written", "no").code == 0
    return city


def moves(done):
    """Return from where to where each criterion moved."""
    return {move["id"]: (move["before"], move["after"]) for move in done.data["moved"]}


def another_cycle(city, answers=()):
    """Begin the next cycle of the workspace, after answering in the one that is going on."""
    with Session.open(str(city), by="Ann") as session:
        for reference, word in answers:
            session.answer(session.changes(reference, word))
        return session.store.add_assessment("tiny", "2027", "Ann")


@pytest.mark.usefixtures("kept")
def test_a_snapshot_is_kept_and_listed(run):
    assert run("snapshot", "after\tbudget", DAY).err == (
        "Kept as “after budget”. `wwc-assess compare 'after budget'` shows what changes from here.\n"
    )
    listed = run("snapshot")
    assert [line.split("  ")[0] for line in listed.out.splitlines()[2:]] == ["before budget", "after budget"]
    assert [(one["name"], one["by"]) for one in run("snapshot", "--json").data] == [
        ("before budget", "Ann"),
        ("after budget", "Ann"),
    ]


@pytest.mark.usefixtures("city")
def test_where_there_is_no_snapshot_the_list_says_how_to_make_one(run):
    done = run("snapshot")
    assert (done.code, done.out) == (0, "")
    assert "wwc-assess snapshot NAME" in done.err
    assert run("snapshot", "--json").data == []


@pytest.mark.usefixtures("city")
def test_a_snapshot_can_be_told_as_json(run):
    made = run("snapshot", "one", "--json").data
    assert (made["name"], made["by"], len(made["sha256"])) == ("one", "Ann", 64)


@pytest.mark.parametrize("name", ["now", "NOW", "cycle:2025", "", "before budget"])
@pytest.mark.usefixtures("kept")
def test_a_name_that_is_taken_or_means_something_else_is_refused(run, process, name):
    done = process("snapshot", name)
    assert done.code == 2
    assert done.err.startswith("Error: ")
    assert len(run("snapshot", "--json").data) == 1


@pytest.mark.usefixtures("kept")
def test_a_snapshot_can_be_undone_and_stands_in_the_history(run):
    run("snapshot", "second")
    assert "second" in run("history", "--limit", 1).out
    assert run("undo").code == 0
    assert [one["name"] for one in run("snapshot", "--json").data] == ["before budget"]


@pytest.mark.usefixtures("kept")
def test_a_comparison_tells_levels_points_and_what_moved_and_why(run):
    done = run("compare", "before budget", DAY)
    assert done.code == 0
    assert "before budget: Carlsbad 2026, Tiny Certification, as of 2026-11-22" in done.out
    assert re.search("Claimed +1 of 3, 33%, Bronze +0 of 3, 0%, no level", done.out)
    assert (
        "  DM1 Rules for data: claimed → not met\n    DM1.written Yes → No: Is it written down?" in done.out
    )


@pytest.mark.usefixtures("kept")
def test_a_comparison_for_programs_holds_the_same(run):
    done = run("compare", "before budget", "now", "--json", DAY)
    assert list(done.data) == ["a", "b", "same_standard", "tallies", "practices", "moved", "stayed"]
    assert done.data["a"] == {
        "name": "before budget",
        "city": "Carlsbad",
        "cycle": "2026",
        "standard": "Tiny Certification",
        "day": "2026-11-22",
        "total": 3,
    }
    assert done.data["moved"] == [
        {
            "id": "DM1",
            "title": "Rules for data",
            "was": None,
            "before": "claimed",
            "after": "not met",
            "causes": [
                {
                    "kind": "answer changed",
                    "subject": "DM1.written",
                    "what": "Is it written down?",
                    "before": "yes",
                    "after": "no",
                }
            ],
        }
    ]


@pytest.mark.usefixtures("kept")
def test_what_changed_without_moving_is_told_too(run):
    run("answer", "DM1.named", "partly")
    run("snapshot", "second")
    run("answer", "DM1.named", "no")
    done = run("compare", "second")
    assert "stands otherwise" not in done.out
    assert "Changed, and standing as before\n  DM1 Rules for data\n    DM1.named Partly → No" in done.out


@pytest.mark.usefixtures("kept")
def test_a_state_and_itself_do_not_differ(run):
    assert "No criterion has changed." in run("compare", "now", "now").out


def test_a_snapshot_stays_as_it_was_when_its_standard_changes(kept, run):
    path = kept / "criteria" / "tiny" / "data.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Is somebody named?", "Who?"), encoding="utf-8")
    done = run("compare", "before budget", "--json")
    assert not done.data["same_standard"]
    assert moves(done) == {"DM1": ("claimed", "not met")}
    assert {"question reworded"} <= {cause["kind"] for cause in done.data["moved"][0]["causes"]}
    assert "nothing was judged again" in run("compare", "before budget").out


@pytest.mark.parametrize("name", ["2026", "cycle:2026"])
def test_an_earlier_cycle_is_told_as_it_stood(city, run, name):
    another_cycle(city, [("LC1", "yes")])
    done = run("compare", name, "--json", "--today", "2031-01-01")
    assert moves(done) == {"LC1": ("claimed", "unanswered")}
    assert done.data["b"]["day"] == "2031-01-01"
    assert done.data["a"]["day"] < "2031"


def test_a_snapshot_wins_over_a_cycle_of_the_same_name_and_the_cycle_can_still_be_meant(city, run):
    another_cycle(city, [("LC1", "yes")])
    run("snapshot", "2026")
    run("answer", "LC1", "no")
    assert moves(run("compare", "2026", "--json")) == {"LC1": ("unanswered", "not met")}
    assert moves(run("compare", "cycle:2026", "--json")) == {"LC1": ("claimed", "not met")}


def test_another_workspace_and_a_report_in_json_can_be_compared(kept, run, tmp_path):
    report = tmp_path / "report.json"
    assert run("report", "--format", "json", "--output", report).code == 0
    run("answer", "LC1", "yes")
    assert moves(run("compare", report, "--json")) == {"LC1": ("unanswered", "claimed")}
    other = tmp_path / "fremont"
    (other / "criteria").mkdir(parents=True)
    (kept / "criteria" / "tiny").rename(other / "criteria" / "tiny")
    run("init", other, "--city", "Fremont", "--standard", "tiny", "--cycle", "2026")
    (other / "criteria" / "tiny").rename(kept / "criteria" / "tiny")
    assert run("compare", other).code == 2  # its standard is not there
    (kept / "criteria" / "tiny").rename(other / "criteria" / "tiny")
    done = run("--workspace", other, "compare", report, "--json")
    assert (done.data["a"]["city"], done.data["b"]["city"]) == ("Carlsbad", "Fremont")


def of_the_first_version(folder):
    """Make a workspace as the first version left it, with nothing answered."""
    database = folder / "assessment.db"
    database.touch()
    steps = Migrations("wwc-assess")
    steps()(first_tables)
    with closing(connect(database, "rw")) as connection:
        upgrade(connection, database, steps)
        connection.execute("INSERT INTO city VALUES (1, 'Fremont')")
        connection.execute("INSERT INTO assessment VALUES (1, 'tiny', '2025', '2025-11-22T09:00:00Z', 1)")


def test_comparing_with_a_workspace_of_an_older_version_leaves_it_as_it_was(city, run, tmp_path):
    other = tmp_path / "fremont"
    shutil.copytree(city / "criteria", other / "criteria")
    of_the_first_version(other)
    before = {place: place.is_file() and place.read_bytes() for place in other.rglob("*")}
    run("answer", "LC1", "yes")
    done = run("compare", other, "--json")
    assert done.data["a"]["city"] == "Fremont"
    assert moves(done) == {"LC1": ("unanswered", "claimed")}
    assert {place: place.is_file() and place.read_bytes() for place in other.rglob("*")} == before


@pytest.mark.usefixtures("kept")
def test_a_name_that_stands_for_nothing_is_refused_with_the_near_one(process):
    done = process("compare", "before buget")
    assert (done.code, done.out) == (2, "")
    assert "Did you mean before budget?" in done.err


@pytest.mark.parametrize("content", ["", "# Report\n", "{}", '{"format": "wwc-assess report", "version": 9}'])
@pytest.mark.usefixtures("kept")
def test_a_file_that_is_no_report_in_json_is_refused_in_a_sentence(process, tmp_path, content):
    path = tmp_path / "file.json"
    path.write_text(content, encoding="utf-8")
    done = process("compare", path)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: file.json ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", ["x" * 5000, "a\x1b[2Jb", "..", "/dev/null", "../../etc/passwd"])
@pytest.mark.usefixtures("kept")
def test_a_hostile_name_is_refused_in_a_sentence(process, name):
    done = process("compare", name)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: ")
    assert "\x1b" not in done.err
    assert len(done.err) < 500


def test_a_snapshot_that_another_program_damaged_is_told(kept, process):
    with sqlite3.connect(kept / "assessment.db") as database:
        database.execute("UPDATE snapshot_content SET content = '{}'")
    database.close()
    done = process("compare", "before budget")
    assert done.code == 2
    assert "Traceback" not in done.err


def test_a_snapshot_is_the_report_in_json_of_that_moment(kept, run):
    run("snapshot", "same", DAY)
    with Session.open(str(kept)) as session:
        content = session.store.snapshot_content(session.store.snapshots(session.assessment.id)[-1])
    done = run("report", "--format", "json", DAY)
    assert json.loads(content) == json.loads(done.out)
