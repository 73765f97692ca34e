"""The score on the command line."""

import subprocess
import sys

import pytest

DAY = ("--today", "2026-11-22")


@pytest.fixture
def claimed(city, run):
    """Claim DM1 and prove LC1."""
    run("answer", "DM1", "yes")
    run("answer", "LC1", "yes")
    run("evidence", "add", "https://example.org/memo", "--for", "LC1")
    run("evidence", "add", "https://example.org/old", "--for", "DM1.charter", "--as-of", "2024-01-01")
    return city


@pytest.mark.usefixtures("claimed")
def test_json_has_the_shape_that_other_programs_rely_on(process):
    done = process("score", "--json", *DAY)
    assert (done.code, done.err) == (0, "")
    assert list(done.data) == [
        "standard",
        "city",
        "cycle",
        "today",
        "total",
        "tallies",
        "practices",
        "criteria",
    ]
    head = [done.data[key] for key in ("standard", "city", "cycle", "today", "total")]
    assert head == ["tiny", "Carlsbad", "2026", "2026-11-22", 3]
    assert list(done.data["tallies"]) == ["reviewed", "proven", "claimed", "possible"]
    assert done.data["tallies"]["proven"] == {
        "points": 1,
        "percent": 33,
        "level": None,
        "blocked_by": ["DM1"],
        "borderline": None,
    }
    assert done.data["tallies"]["possible"] == {
        "points": 3,
        "percent": 100,
        "level": "silver",
        "blocked_by": [],
        "borderline": None,
    }
    assert done.data["practices"] == [
        {"code": "DM", "total": 2, "reviewed": 0, "proven": 0, "claimed": 1, "possible": 2},
        {"code": "LC", "total": 1, "reviewed": 0, "proven": 1, "claimed": 1, "possible": 1},
    ]
    assert done.data["criteria"][0] == {
        "id": "DM1",
        "standing": "claimed",
        "claim": "met",
        "reasons": [
            {"kind": "check counts", "check": "written", "value": "yes"},
            {"kind": "check counts", "check": "named", "value": "yes"},
            {"kind": "document empty", "document": "charter", "optional": False},
            {
                "kind": "evidence unusable",
                "document": "charter",
                "evidence": 2,
                "flaw": "stale",
                "day": "2025-01-01",
            },
            {"kind": "document empty", "document": "minutes", "optional": True},
        ],
    }
    assert [row["standing"] for row in done.data["criteria"]] == ["claimed", "unanswered", "proven"]


@pytest.mark.usefixtures("city")
def test_borderline_says_what_was_seen_and_where(run):
    run("answer", "DM1", "yes")
    seen = {"level": "silver", "note": "One city was given silver with a single point.", "source": "memo"}
    assert run("score", "--json", *DAY).data["tallies"]["claimed"]["borderline"] == seen
    told = run("score", *DAY).out
    assert "Borderline Silver: One city was given silver with a single point." in told
    assert "https://example.org/memo" in told


@pytest.mark.usefixtures("claimed")
def test_the_day_decides_what_counts(run):
    def proven(day):
        return run("score", "--json", "--today", day).data["tallies"]["proven"]["points"]

    assert (proven("2025-01-01"), proven("2025-01-02")) == (2, 1)


@pytest.mark.usefixtures("city")
def test_a_day_given_before_the_command_counts_unless_the_command_has_its_own(run):
    assert run("--today", "2026-01-02", "score", "--json").data["today"] == "2026-01-02"
    assert (
        run("--today", "2026-01-02", "score", "--json", "--today", "2026-03-04").data["today"] == "2026-03-04"
    )


@pytest.mark.usefixtures("claimed")
def test_a_person_reads_tallies_levels_what_is_in_the_way_and_the_practices(process):
    done = process("score", *DAY)
    assert (done.code, done.err) == (0, "")
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert lines[0] == "Carlsbad 2026 · Tiny (unofficial) · as of 2026-11-22"
    assert any(line.startswith("Proven 1 33 no level") for line in lines)
    assert any(line.startswith("Claimed 2 66 Bronze") for line in lines)
    assert "Core criterion DM1 is not proven; without it no level can be reached." in lines
    assert "1 more point is needed for Silver." in lines
    assert "DM Data 2 0 0 1 2" in lines


@pytest.mark.usefixtures("claimed")
def test_explain_gives_the_reasons_for_one_criterion_in_words(run):
    told = run("score", "--explain", "dm1", *DAY).out.splitlines()
    assert told[0] == "◐ DM1 Rules for data: claimed"
    assert "  Yes: Is it written down?" in told
    assert "  The charter: nothing usable attached" in told
    assert "  “https://example.org/old” does not count: it was fresh enough until 2025-01-01." in told


@pytest.mark.usefixtures("claimed")
def test_explain_with_json_gives_only_that_criterion(run):
    assert [row["id"] for row in run("score", "--json", "--explain", "DM1").data["criteria"]] == ["DM1"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--today", "2026-11-31"], "“2026-11-31” is no date. Write it like 2026-11-22."),
        (["--today", ""], "“” is no date."),
        (["--today", "2026-W47-7"], "is no date"),
        (["--today", "0001-01-01"], "is no date"),
        (["--today", "\uff12\uff10\uff12\uff16-11-22"], "is no date"),
        (["--explain", "XX1"], "There is no criterion XX1"),
        (["--jsno"], "Did you mean '--json'?"),
        (["extra"], "unexpected extra argument"),
    ],
)
@pytest.mark.usefixtures("city")
def test_bad_input_is_told_in_a_sentence(run, arguments, sentence):
    done = run("score", *arguments)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err


def test_a_score_works_where_nothing_can_be_written(claimed, process):
    database = claimed / "assessment.db"
    before = database.read_bytes()
    database.chmod(0o444)
    claimed.chmod(0o555)
    try:
        assert process("score", "--json").code == 0
    finally:
        claimed.chmod(0o755)
    assert database.read_bytes() == before


@pytest.mark.usefixtures("claimed")
def test_a_scripted_score_imports_nothing_it_does_not_use():
    command = [sys.executable, "-X", "importtime", "-m", "wwc_assess", "score", "--json"]
    for _compiled in range(2):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert {"click", "sqlite3"} <= imported
    assert not imported & {"pydantic", "pydantic_core", "yaml", "sqlite_utils", "textual", "rich", "asyncio"}


def test_a_broken_standard_is_refused_with_the_place_of_the_slip(claimed, process):
    data = claimed / "criteria" / "tiny" / "data.yaml"
    data.write_text(data.read_text(encoding="utf-8").replace("if_not:", "ifnot:"), encoding="utf-8")
    done = process("score")
    assert (done.code, done.out) == (2, "")
    assert "data.yaml:12:9: " in done.err
    assert "if_not" in done.err
    assert "Traceback" not in done.err
