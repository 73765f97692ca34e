"""The queue on the command line."""

import pytest

pytestmark = pytest.mark.usefixtures("city")


def test_the_questions_that_matter_most_are_listed_with_their_minutes(process):
    done = process("next")
    assert done.code == 0
    rows = [line.split("  ") for line in done.out.splitlines()]
    assert rows[0][0] == "Ref"
    assert [row[0] for row in rows[2:]] == ["DM1.written", "DM1.named", "DM2.listed", "LC1.statement"]
    assert "Is it written down?" in done.out
    assert "core criterion, 2 of 2 left, brings up to 2 points" in done.out
    assert done.err == "4 questions, about 8 minutes.\n"


def test_json_has_one_object_for_each_question(process):
    done = process("next", "--json", "--minutes", "2")
    assert (done.code, done.err) == (0, "")
    assert done.data == [
        {
            "ref": "DM1.written",
            "ask": "Is it written down?",
            "minutes": 2,
            "why": "core criterion, 2 of 2 left, brings up to 2 points",
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "refs"),
    [
        (["--minutes", "5"], ["DM1.written", "DM1.named"]),
        (["--minutes", "1"], ["DM1.written"]),
        (["--practice", "lc"], ["LC1.statement"]),
        (["--owner", "ann"], ["DM2.listed"]),
        (["--owner", ""], ["DM1.written", "DM1.named", "LC1.statement"]),
        (["--owner", "", "--practice", "DM", "--minutes", "3"], ["DM1.written"]),
    ],
)
def test_time_practice_and_owner_narrow_the_queue(run, arguments, refs):
    run("answer", "DM2", "--owner", "Ann")
    assert [each["ref"] for each in run("next", "--json", *arguments).data] == refs


def test_an_unknown_practice_is_told_with_those_there_are(run):
    told = run("next", "--practice", "XX")
    assert (told.code, told.out) == (2, "")
    assert told.err == "Error: There is no practice XX in Tiny. Known: DM, LC.\n"


def test_a_time_of_nothing_is_refused(run):
    told = run("next", "--minutes", "0")
    assert (told.code, told.out) == (2, "")
    assert "--minutes" in told.err


def test_where_nothing_is_open_it_says_so(run):
    run("answer", "LC1", "--owner", "Ben")
    told = run("next", "--owner", "Ben", "--practice", "DM")
    assert (told.code, told.out) == (0, "")
    assert told.err == "No question is open there; without --owner and --practice all are listed.\n"
    for reference in ("DM1", "DM2", "LC1"):
        run("answer", reference, "yes")
    told = run("next")
    assert (told.code, told.out, told.err) == (0, "", "No question is open.\n")
    assert run("next", "--json").data == []


def test_an_owner_whom_nobody_knows_is_told_with_those_there_are(run):
    told = run("next", "--owner", "Ana")
    assert (told.code, told.out) == (0, "")
    assert told.err == "Nobody called “Ana” owns a criterion here; none has an owner yet.\n"
    run("answer", "DM1", "--owner", "Clerk")
    run("answer", "DM2", "--owner", "CLERK")
    run("answer", "LC1", "--owner", "Ben")
    told = run("next", "--owner", "Ana")
    assert (told.code, told.out) == (0, "")
    assert told.err == "Nobody called “Ana” owns a criterion here; owners are: Ben, Clerk.\n"


def test_in_a_terminal_each_question_has_a_line_with_minutes_and_reason_below(terminal):
    assert terminal("next", "--minutes", "3") == [
        "DM1.written Is it written down?",
        "    2 min · core criterion, 2 of 2 left, brings up to 2 points",
        "1 question, about 2 minutes.",
    ]
