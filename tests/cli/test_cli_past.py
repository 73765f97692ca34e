"""History, undo, backup."""

import sqlite3

import pytest

from wwc_assess.cli.params import local_today

pytestmark = pytest.mark.usefixtures("city")


def test_history_lists_the_newest_change_first_in_words(run):
    run("answer", "DM1.written", "no")
    run("answer", "DM1.written", "yes")
    run("answer", "DM1", "--note", "Ask the clerk", "--owner", "Clerk")
    run("evidence", "add", "https://example.org/x", "--for", "DM1.charter", "--title", "Charter")
    told = [line.partition("Ann")[2].strip() for line in run("history").out.splitlines()[2:]]
    assert told == [
        "Evidence 1 attached to DM1.charter",
        "Evidence 1 added: Charter",
        "DM1: note “Ask the clerk”, owner “Clerk”",
        "DM1.written: no → yes",
        "DM1.written: blank → no",
        "",
    ]
    assert "Assessment 2026 started" in run("history").out


def test_history_of_one_criterion_and_of_one_number_of_changes(run):
    run("answer", "DM1", "yes")
    run("answer", "LC1", "no")
    assert [event["subject"] for event in run("history", "DM1.written", "--json").data] == [
        "DM1.named",
        "DM1.written",
    ]
    assert [event["subject"] for event in run("history", "--limit", "1", "--json").data] == ["LC1.statement"]


def test_history_as_json_tells_before_and_after(run):
    run("answer", "LC1", "no")
    (event, *_earlier) = run("history", "--json").data
    assert set(event) == {"id", "act", "at", "by", "action", "subject", "before", "after", "undoes"}
    assert (event["action"], event["before"], event["after"]["value"]) == ("answer", None, "no")


def test_history_of_a_criterion_that_is_gone_is_still_told(city, run):
    run("answer", "LC1", "no")
    people = city / "criteria" / "tiny" / "people.yaml"
    people.write_text(people.read_text(encoding="utf-8").replace("LC1", "LC7"), encoding="utf-8")
    assert [event["subject"] for event in run("history", "LC1", "--json").data] == ["LC1.statement"]
    assert run("history", "LC2").code == 2


@pytest.mark.parametrize("limit", ["0", "-1", "x", "9" * 30])
def test_a_limit_that_is_no_count_is_wrong_use(run, limit):
    done = run("history", "--limit", limit)
    assert (done.code, done.out) == (2, "")


def test_undo_says_what_it_took_back_and_goes_on_to_the_one_before(process):
    process("answer", "LC1", "no")
    process("answer", "LC1", "yes")
    done = process("undo")
    assert (done.code, done.out, done.err) == (0, "", "Undone: LC1.statement: no → yes\n")
    assert process("undo").err == "Undone: LC1.statement: blank → no\n"
    last = process("undo")
    assert last.code == 2
    assert last.err == "Error: There is nothing left to undo.\n"


def test_every_kind_of_change_can_be_told_and_undone(run):
    run("evidence", "add", "x.pdf", "--for", "LC1")
    run("evidence", "remove", "1")
    told = "Undone: Evidence 1 removed: x.pdf\nUndone: Evidence 1 taken off LC1\n"
    assert run("undo").err == told
    assert run("evidence", "list", "--json").data[0]["for"] == ["LC1"]
    run("answer", "LC1", "--due", "2026-12-24")
    assert run("undo").err == "Undone: LC1: due date “2026-12-24”\n"


def test_a_backup_is_numbered_and_complete_and_its_place_is_printed(city, process):
    process("answer", "LC1", "yes")
    first, second = process("backup"), process("backup")
    day = local_today().isoformat()
    assert first.out == f"{city / 'backups' / f'assessment-{day}-1.db'}\n"
    assert second.out == f"{city / 'backups' / f'assessment-{day}-2.db'}\n"
    connection = sqlite3.connect(first.out.strip())
    assert connection.execute("SELECT value FROM answer").fetchall() == [("yes",)]
    connection.close()


def test_a_backup_put_in_its_place_is_the_workspace_again(city, run, tmp_path):
    run("answer", "LC1", "yes")
    assert run("backup", tmp_path / "copy.db").out == f"{tmp_path / 'copy.db'}\n"
    run("answer", "LC1", "no")
    (tmp_path / "copy.db").replace(city / "assessment.db")
    assert [row["value"] for row in run("answers", "--json").data] == ["yes"]


def test_a_backup_never_overwrites_a_file_nor_makes_half_of_one(run, tmp_path):
    (tmp_path / "mine.db").write_text("mine", encoding="utf-8")
    assert run("backup", tmp_path / "mine.db").code == 2
    assert (tmp_path / "mine.db").read_text(encoding="utf-8") == "mine"
    assert run("backup", tmp_path / "missing" / "x.db").code == 2
    assert run("backup", tmp_path).code == 2
