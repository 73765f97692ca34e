"""Signing off what is proven, and what waits for it."""

import pytest

pytestmark = pytest.mark.usefixtures("city")

DAY = ("--today", "2026-11-22")


@pytest.fixture
def proven(city, run):
    """Answer and prove LC1 and DM1, as Ann."""
    for command in (
        ["answer", "LC1", "yes"],
        ["answer", "DM1", "yes"],
        ["evidence", "add", "https://example.org/calls", "--for", "LC1"],
        ["evidence", "add", "https://example.org/charter", "--for", "DM1.charter", "--as-of", "2026-11-01"],
    ):
        assert run(*command).code == 0
    return city


def listed(run):
    """Return the rows of the list by criterion."""
    return {row["id"]: row for row in run("review", *DAY, "--json").data}


@pytest.mark.usefixtures("proven")
def test_a_sign_off_makes_a_proven_criterion_reviewed_and_says_so(run):
    done = run("review", "DM1", "--by", " Rita ", *DAY)
    assert (done.code, done.out) == (0, "")
    assert done.err == "Signed off: DM1 by Rita; wwc-assess undo takes it back.\n"
    assert run("score", *DAY, "--explain", "DM1").out.startswith("★ DM1 Rules for data: reviewed")


@pytest.mark.usefixtures("proven")
def test_the_reviewer_may_be_named_before_the_command_too_and_an_earlier_one_is_named(run):
    assert run("--by", "Rita", "review", "DM1", *DAY).code == 0
    day = listed(run)["DM1"]["sign_off"]["day"]
    assert listed(run)["DM1"]["sign_off"]["by"] == "Rita"
    done = run("--by", "Ann", "review", "DM1", "--by", "Rolf", *DAY)
    assert done.code == 0
    assert done.err.endswith(f"It replaces the sign-off by Rita on {day}.\n")
    assert listed(run)["DM1"]["sign_off"]["by"] == "Rolf"


@pytest.mark.usefixtures("proven")
def test_nobody_is_taken_for_the_reviewer_without_being_named(run):
    done = run("review", "DM1", *DAY)
    assert (done.code, done.out) == (2, "")
    assert "Give it: wwc-assess review DM1 --by NAME." in done.err
    assert run("review", "DM1", "--by", " ", *DAY).code == 2
    assert listed(run)["DM1"]["sign_off"] is None


@pytest.mark.usefixtures("proven")
@pytest.mark.parametrize("name", ["Ann", "ANN", " a nn"])
def test_nobody_signs_off_their_own_answers_however_they_write_their_name(run, name):
    done = run("review", "DM1", "--by", name, *DAY)
    assert done.code == 2
    assert "answered DM1, and nobody signs off their own answers. Ask somebody else" in done.err
    assert listed(run)["DM1"]["sign_off"] is None


def test_what_is_not_proven_is_refused_with_what_is_missing(run):
    done = run("review", "DM1", "--by", "Rita", *DAY)
    assert done.code == 2
    assert done.err == (
        "Error: DM1 is unanswered, and only what is proven can be signed off."
        " Missing: “Is it written down?”. Missing: “Is somebody named?”. Missing: “The charter”."
        " See why with wwc-assess score --explain DM1.\n"
    )
    run("answer", "LC1", "yes")
    assert "LC1 is claimed" in (told := run("review", "LC1", "--by", "Rita").err)
    assert "Missing: “evidence of any kind”." in told
    assert run("review", "--json").data == []


@pytest.mark.parametrize("reference", ["DM9", "", "\x1b[2J", "DM1.nothing"])
def test_a_reference_to_no_criterion_is_told(run, reference):
    done = run("review", reference, "--by", "Rita")
    assert (done.code, done.out) == (2, "")
    assert "\x1b" not in done.err


def test_with_nothing_proven_the_list_says_so(run):
    done = run("review")
    assert (done.code, done.out) == (0, "")
    assert done.err == "Nothing is proven yet, so nothing waits for review.\n"


@pytest.mark.usefixtures("proven")
def test_the_list_tells_what_waits_what_is_reviewed_and_what_no_longer_holds(run):
    run("review", "LC1", "--by", "Rita", *DAY)
    day = listed(run)["LC1"]["sign_off"]["day"]
    told = run("review", *DAY)
    assert [line.split()[0] for line in told.out.splitlines()[2:]] == ["DM1", "LC1"]
    assert "Waits for review." in told.out
    assert f"Signed off by Rita on {day}." in told.out
    assert told.err == "Sign off what is proven with wwc-assess review REF --by NAME.\n"
    run("evidence", "add", "https://example.org/more", "--for", "LC1")
    assert (
        f"The sign-off by Rita on {day} no longer holds: the evidence changed since."
        in run("review", *DAY).out
    )
    run("answer", "LC1", "no")
    assert listed(run)["LC1"]["standing"] == "not met"
    assert listed(run)["LC1"]["sign_off"] == {
        "kind": "sign-off void",
        "day": day,
        "by": "Rita",
        "changed": ["answers", "evidence"],
    }


@pytest.mark.usefixtures("proven")
def test_a_question_reworded_in_the_criteria_file_voids_with_the_text_named(city, run):
    run("review", "DM1", "--by", "Rita", *DAY)
    data = city / "criteria" / "tiny" / "data.yaml"
    data.write_text(data.read_text(encoding="utf-8").replace("looks after", "cares for"), encoding="utf-8")
    row = listed(run)["DM1"]
    assert (row["standing"], row["sign_off"]["changed"]) == ("proven", ["text"])
    assert run("review", "DM1", "--by", "Rita", *DAY).code == 0
    assert listed(run)["DM1"]["standing"] == "reviewed"


@pytest.mark.usefixtures("proven")
def test_a_sign_off_is_in_the_history_and_taken_back_by_undo(run):
    run("review", "DM1", "--by", "Rita", *DAY)
    (event, *_earlier) = run("history", "DM1", "--json").data
    assert (event["action"], event["subject"], event["by"]) == ("sign_off", "DM1", "Rita")
    assert "DM1 signed off by Rita" in run("history", "DM1", "--limit", "1").out
    assert run("undo").err == "Undone: DM1 signed off by Rita\n"
    assert "Sign-off of DM1 by Rita taken back" in run("history", "--limit", "1").out
    assert listed(run)["DM1"]["sign_off"] is None


@pytest.mark.usefixtures("proven")
def test_a_sign_off_as_json_gives_the_criterion_signed(run):
    (row,) = run("review", "LC1", "--by", "Rita", *DAY, "--json").data
    assert (row["id"], row["standing"], row["sign_off"]["kind"]) == ("LC1", "reviewed", "signed off")
    assert set(row) == {"id", "title", "standing", "sign_off"}


@pytest.mark.usefixtures("proven")
def test_a_document_that_grew_too_old_is_listed_with_the_standing_it_leaves(run):
    run("review", "DM1", "--by", "Rita", *DAY)
    later = run("review", "--today", "2028-01-01", "--json").data
    assert [(row["id"], row["standing"]) for row in later] == [("LC1", "proven"), ("DM1", "claimed")]
