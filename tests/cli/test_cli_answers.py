"""Recording answers and listing them."""

import pytest

HOSTILE = "[b]x[/x] <b>&amp; a|b 漢字 👍"

pytestmark = pytest.mark.usefixtures("city")


def values(run):
    return {row["ref"]: row["value"] for row in run("answers", "--json").data}


@pytest.mark.parametrize("ref", ["DM1.written", "DM1.1", "dm1.WRITTEN"])
def test_one_question_is_answered_by_name_or_by_place(run, ref):
    done = run("answer", ref, "yes")
    assert (done.code, done.out, done.err) == (0, "", "Saved: DM1.written yes\n")
    assert values(run) == {"DM1.written": "yes"}


def test_a_criterion_answers_all_its_questions_at_once_and_undo_takes_them_back_at_once(run):
    assert run("answer", "DM1", "partly").code == 0
    assert values(run) == {"DM1.written": "partly", "DM1.named": "partly"}
    run("undo")
    assert values(run) == {}


def test_a_criterion_without_questions_is_answered_by_its_statement(run):
    run("answer", "LC1", "unsure")
    assert values(run) == {"LC1.statement": "unsure"}


def test_clear_takes_an_answer_back(run):
    run("answer", "DM1.written", "no")
    assert run("answer", "DM1.written", "CLEAR").err == "Saved: DM1.written cleared\n"
    assert values(run) == {}


def test_answers_come_as_json_in_the_standards_order_with_who_when_and_what_was_asked(process):
    process("answer", "LC1", "no")
    process("--by", "Bo", "answer", "DM1.written", "yes")
    done = process("answers", "--json")
    assert done.err == ""
    assert [row["ref"] for row in done.data] == ["DM1.written", "LC1.statement"]
    assert [set(row) for row in done.data] == [{"ref", "value", "at", "by", "fingerprint"}] * 2
    assert [row["by"] for row in done.data] == ["Bo", "Ann"]
    asked = process("criteria", "show", "DM1", "--json").data["checks"][0]
    assert done.data[0]["fingerprint"] == asked["fingerprint"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["DM9", "yes"], "There is no criterion DM9 in Tiny."),
        (["DM1.writen", "yes"], "Did you mean DM1.written?"),
        (["DM1.3", "yes"], "DM1 has 2 checks"),
        (["DM1.00000000012345678901", "yes"], "DM1 has 2 checks"),
        (["DM1." + "9" * 5000, "yes"], "DM1 has 2 checks"),
        (["DM1.charter", "yes"], "DM1 has no check charter."),
        (["", "yes"], "There is no criterion"),
        (["DM1.written", "maybe"], "“maybe” is no answer. Use one of: yes, partly, no, unsure, clear."),
        (["DM1.written", "\x1b[31myes"], "is no answer"),
        (["DM1.written"], "A reference and a value are needed"),
        ([], "A reference and a value are needed"),
        (["DM1.written", "yes", "--due", "31.12.2026"], "“31.12.2026” is no date. Write it like 2026-11-22."),
        (["DM1.written", "yes", "--due", "2026-02-30"], "“2026-02-30” is no date."),
        (["DM1.written", "yes", "--due", "20260230"], "“20260230” is no date."),
        (["DM1.written", "yes", "--note", "x" * 100_001], "The note has 100001 characters"),
        (["DM1.written", "maybe", "--note", "x"], "is no answer"),
        (["DM1.written", "--stdin"], "--stdin takes its references from the lines"),
        (["--stdin", "--owner", "Ann"], "--stdin takes its references from the lines"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_changes_nothing(run, arguments, sentence):
    done = run("answer", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: ")
    assert sentence in done.err
    assert "\x1b" not in done.err
    assert len(run("history", "--json").data) == 1


def test_note_owner_and_due_date_are_kept_beside_the_answers(run):
    done = run("answer", "DM1.written", "no", "--note", HOSTILE, "--owner", "Clerk", "--due", "2026-12-24")
    assert done.err == "Saved: note, owner, due date of DM1\nSaved: DM1.written no\n"
    (kept,) = [e["after"] for e in run("history", "DM1", "--json").data if e["action"] == "particulars"]
    assert (kept["note"], kept["owner"], kept["due"]) == (HOSTILE, "Clerk", "2026-12-24")


def test_an_owner_can_be_set_before_anything_is_answered(run):
    assert run("answer", "DM1", "--owner", "Clerk").code == 0
    assert values(run) == {}
    assert "Clerk" in run("report").out


def test_many_answers_come_from_standard_input_with_comments_blank_lines_and_windows_line_ends(process):
    lines = "\ufeff# from the clerk\r\n\r\n  DM1.1   yes\r\nDM1.named\tno\r\n   # more\r\nLC1 unsure".encode()
    done = process("answer", "--stdin", stdin=lines)
    assert (done.code, done.out, done.err) == (0, "", "Saved: 3 answers\n")
    answers = process("answers", "--json").data
    assert {row["ref"]: row["value"] for row in answers} == {
        "DM1.written": "yes",
        "DM1.named": "no",
        "LC1.statement": "unsure",
    }


def test_of_many_answers_each_bad_line_is_named_and_none_is_saved(process):
    done = process("answer", "--stdin", stdin=b"DM1.1 yes\nDM1.2\nDM7 yes\n\nDM1.2 perhaps\nDM1.2 yes no\n")
    assert done.code == 2
    first, *lines = done.err.splitlines()
    assert first == "Error: 4 lines cannot be used; nothing was saved."
    assert [line.partition(":")[0] for line in lines] == ["line 2", "line 3", "line 5", "line 6"]
    assert process("answers", "--json").data == []


@pytest.mark.parametrize(
    "stdin", [b"\x00\x01\x02", b"DM1.1 yes\xff\n", "DM1.1 yes".encode("utf-16"), b"DM1.1 yes\n\0"]
)
def test_input_that_is_no_text_is_refused(process, stdin):
    done = process("answer", "--stdin", stdin=stdin)
    assert done.code == 2
    assert "not plain text in UTF-8" in done.err
    assert process("answers", "--json").data == []


def test_no_lines_at_all_are_no_answers(run):
    assert run("answer", "--stdin", stdin="").err == "Saved: 0 answers\n"


def test_answers_to_questions_that_are_gone_come_last_and_changed_ones_are_marked(city, run):
    run("answer", "DM1", "yes")
    run("answer", "DM2", "no")
    run("answer", "LC1", "no")
    data = city / "criteria" / "tiny" / "data.yaml"
    text = data.read_text(encoding="utf-8")
    changed = text.replace("Is somebody named?", "Is a post named?").replace("id: listed", "id: itemised")
    data.write_text(changed, encoding="utf-8")
    rows = run("answers", "--json").data
    assert [row["ref"] for row in rows] == ["DM1.written", "DM1.named", "LC1.statement", "DM2.listed"]
    table = run("answers").out
    assert "Is somebody named? (the question has changed since)" in table
    assert "Is there a list? (no longer asked)" in table
    assert "Is it written down? " in table


def test_where_nothing_is_answered_the_list_is_empty_and_says_so(run):
    assert run("answers", "--json").data == []
    assert (run("answers").out, run("answers").err) == ("", "Nothing has been answered yet.\n")


def test_whoever_is_named_by_the_option_wins_over_the_environment(run):
    run("--by", "Bo\x1b[2J\nX", "answer", "LC1", "yes")
    assert run("answers", "--json").data[0]["by"] == "Bo[2J X"


def test_one_command_is_undone_at_once(run):
    run("answer", "DM1.written", "yes", "--note", "signed", "--owner", "Data office")
    run("undo")
    assert values(run) == {}
    assert run("undo").code == 2


def test_a_standard_that_forbids_it_lets_no_criterion_be_left_out(run):
    done = run("answer", "DM1.written", "yes", "--does-not-apply", "--note", "we have none")
    assert (done.code, done.out) == (2, "")
    assert "Tiny lets no criterion be left out." in done.err
    assert values(run) == {}
    assert [event["action"] for event in run("history", "--json").data] == ["assessment"]


def test_where_the_standard_allows_it_a_criterion_that_does_not_apply_leaves_the_total(run, city):
    standard = city / "criteria" / "tiny" / "standard.yaml"
    standard.write_text(standard.read_text() + "not_applicable: excluded\n")
    assert run("answer", "LC1", "--does-not-apply", "--note", "no land").err == (
        "Saved: note of LC1\nSaved: LC1 does not apply\n"
    )
    assert "LC1: note “no land”, does not apply" in run("history").out
    assert run("score", "--json").data["total"] == 2
    assert run("answer", "LC1", "--applies").err == "Saved: LC1 applies\n"
    assert "LC1: applies" in run("history").out
    assert run("score", "--json").data["total"] == 3
