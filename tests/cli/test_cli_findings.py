"""The findings on the command line."""

import pytest

DAY = ("--today", "2026-11-22")


@pytest.fixture
def claimed(city, run):
    """Claim DM1 with an old charter, and leave a note that says nothing."""
    run("answer", "DM1", "yes", "--note", "TBD")
    run("evidence", "add", "https://example.org/old", "--for", "DM1.charter", "--as-of", "2024-01-01")
    return city


@pytest.mark.usefixtures("claimed")
def test_findings_are_listed_by_kind_with_their_number_and_what_to_do(process):
    done = process("findings", *DAY)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "1 × Claimed without proof (serious)\n"
        "  Attach a document or a link for each; without one a validator does not count the criterion.\n"
        "  DM1 Rules for data is claimed, but a document is missing: attach “The charter”.\n"
        "\n"
        "1 × Evidence that is too old (serious)\n"
        "  Attach a newer document, or correct its date if that is wrong.\n"
        "  “https://example.org/old” (evidence 1) counted for DM1.charter until 2025-01-01: attach a newer document.\n"
        "\n"
        "1 × Core criterion without an owner (warning)\n"
        "  Name somebody who looks after it; without the core criteria no level can be reached.\n"
        "  DM1 Rules for data is a core criterion and nobody’s task: name an owner.\n"
        "\n"
        "1 × Note that says nothing (hint)\n"
        "  Write down what is known, or clear the note.\n"
        "  The note of DM1 Rules for data says only “TBD”: write what is known, or clear it.\n"
    )


@pytest.mark.usefixtures("claimed")
def test_json_has_one_object_for_each_finding(process):
    done = process("findings", "--json", *DAY)
    assert (done.code, done.err) == (0, "")
    assert [[*finding] for finding in done.data] == [["id", "severity", "sentence", "criterion", "field"]] * 4
    assert [(f["id"], f["severity"], f["criterion"], f["field"]) for f in done.data] == [
        ("met-without-proof", "serious", "DM1", "DM1.charter"),
        ("evidence-too-old", "serious", "DM1", "evidence:1"),
        ("core-without-owner", "warning", "DM1", "DM1:owner"),
        ("placeholder-note", "hint", "DM1", "DM1:note"),
    ]


@pytest.mark.usefixtures("claimed")
def test_findings_are_judged_as_on_the_day_that_is_given(run):
    kinds = [finding["id"] for finding in run("findings", "--json", "--today", "2024-11-22").data]
    assert kinds == ["core-without-owner", "evidence-expiring", "placeholder-note"]


@pytest.mark.usefixtures("claimed")
def test_a_milder_finding_of_a_kind_says_so(run):
    run("evidence", "add", "https://example.org/a", "--for", "LC1")
    run("evidence", "add", "https://example.org/b", "--for", "DM1.charter")
    lines = run("findings", *DAY).out.splitlines()
    assert "2 × Evidence without a date (serious)" in lines
    assert (
        "  hint: “https://example.org/a” (evidence 2) has no date: enter the day that it speaks of." in lines
    )


@pytest.mark.usefixtures("city")
def test_no_findings_are_told_beside_empty_data(run):
    run("answer", "DM1", "--owner", "Ann")
    told = run("findings", *DAY)
    assert (told.code, told.out) == (0, "")
    assert told.err == "Nothing was found that a validator would ask about.\n"
    assert run("findings", "--json", *DAY).data == []
