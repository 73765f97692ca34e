"""Reading the standard and checking criteria files."""

import json

import pytest


@pytest.mark.usefixtures("city")
def test_the_list_as_json_has_the_shape_that_other_programs_rely_on(process):
    done = process("criteria", "list", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.data["standard"] == {
        "id": "tiny",
        "title": "Tiny Certification",
        "levels": [
            {"id": "bronze", "title": "Bronze", "at_least": 1},
            {"id": "silver", "title": "Silver", "at_least": "67%"},
        ],
        "core": ["DM1"],
    }
    assert [(p["code"], p["title"]) for p in done.data["practices"]] == [("DM", "Data"), ("LC", "People")]
    assert done.data["practices"][0]["criteria"][0] == {
        "id": "DM1",
        "title": "Rules for data",
        "core": True,
        "need": 2,
        "checks": [
            {"id": "written", "ask": "Is it written down?", "if_not": "Write one page.", "effort": 2},
            {"id": "named", "ask": "Is somebody named?", "if_not": "", "effort": 0.5},
        ],
        "documents": [
            {
                "id": "charter",
                "what": "The charter",
                "max_age": "12 months",
                "optional": False,
                "effort": 0.5,
            },
            {
                "id": "minutes",
                "what": "Minutes of a meeting",
                "max_age": None,
                "optional": True,
                "effort": None,
            },
        ],
        "requires": [],
        "origin": {"statement": "paraphrase", "checks": "ours", "documents": "ours", "sources": ["memo"]},
    }
    assert done.data["practices"][0]["criteria"][1]["requires"] == ["DM1"]
    assert done.data["practices"][1]["criteria"][0]["checks"][0]["id"] == "statement"


def test_without_a_workspace_the_shipped_standard_is_listed(run):
    listed = run("criteria", "list", "--json").data
    assert sum(len(practice["criteria"]) for practice in listed["practices"]) == 43
    assert listed["standard"]["core"] == ["DM1", "LC1", "PA1"]
    assert [level["at_least"] for level in listed["standard"]["levels"]] == ["51%", "68%", "85%"]


@pytest.mark.usefixtures("city")
def test_another_standard_is_shown_when_it_is_named(run):
    assert run("criteria", "list", "--json").data["standard"]["id"] == "tiny"
    named = run("criteria", "list", "--standard", "what-works-cities-2022", "--json").data
    assert named["standard"]["id"] == "what-works-cities-2022"
    done = run("criteria", "list", "--standard", "what-works")
    assert done.code == 2
    assert "There is no standard what-works." in done.err


@pytest.mark.usefixtures("city")
def test_a_person_reads_practices_criteria_and_which_are_core(run):
    told = run("criteria", "list").out
    assert "Tiny Certification (First)" in told
    assert "\nDM Data\n  DM1 Rules for data · core criterion\n  DM2 A list of data\n" in told


@pytest.mark.usefixtures("city")
def test_show_gives_all_there_is_to_one_criterion(run):
    told = run("criteria", "show", "DM1.written").out
    for text in (
        "Somebody looks after the data.",
        "Why it matters: Otherwise nobody does.",
        "Questions (2 of 2 must be a yes)",
        "1 DM1.written: Is it written down? [2 person-days]",
        "If not: Write one page.",
        "Watch out: An org chart is not enough.",
        "DM1.minutes: Minutes of a meeting (optional)",
        "No older than: 12 months",
        "statement paraphrase, questions ours, documents ours; from memo",
    ):
        assert text in told
    assert "Needs first: DM1" in run("criteria", "show", "DM2").out
    data = run("criteria", "show", "DM1", "--json").data
    assert (data["why"], data["checks"][0]["watch_out"]) == (
        "Otherwise nobody does.",
        "An org chart is not enough.",
    )
    assert run("criteria", "show", "ZZ").code == 2


def test_every_criterion_of_the_shipped_standard_can_be_shown(run):
    for practice in run("criteria", "list", "--json").data["practices"]:
        for criterion in practice["criteria"]:
            told = run("criteria", "show", criterion["id"])
            assert told.out.startswith(criterion["id"])
            assert run("criteria", "show", criterion["id"], "--json").data["title"] == criterion["title"]


@pytest.mark.usefixtures("city")
def test_check_of_a_fine_standard_runs_its_examples_and_answers_yes(process):
    done = process("criteria", "check")
    assert (done.code, done.out) == (0, "")
    assert "tiny: fine. Practices: 2, criteria: 3" in done.err


def test_check_prints_every_problem_with_its_place(city, process):
    folder = city / "criteria" / "tiny"
    data = folder / "data.yaml"
    text = data.read_text(encoding="utf-8").replace("effort: 2", "effort: soon").replace("[DM1]", "[DM9]")
    data.write_text(text, encoding="utf-8")
    done = process("criteria", "check", folder)
    assert done.code == 1
    lines = done.out.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{data}:14:17", f"{data}:31:16"]
    assert done.err == "2 problems.\n"
    assert process("criteria", "check").out == done.out


def test_check_names_the_example_that_does_not_hold(city, run):
    examples = city / "criteria" / "tiny" / "examples.yaml"
    examples.write_text("- given: {met: 3}\n  expect: {level: bronze}\n", encoding="utf-8")
    done = run("criteria", "check")
    assert done.code == 1
    assert done.out == f"{examples}:1:3: gave level silver, expected bronze.\n"


def test_check_goes_through_all_standards_of_a_folder_and_the_shipped_ones_without_a_workspace(
    city, run, monkeypatch
):
    assert "tiny: fine." in run("criteria", "check", city / "criteria").err
    monkeypatch.delenv("WWC_ASSESS_WORKSPACE")
    done = run("criteria", "check")
    assert done.code == 0
    assert "what-works-cities-2022: fine. Practices: 8, criteria: 43" in done.err


def test_check_of_a_folder_that_is_none_is_wrong_use(run, tmp_path):
    assert run("criteria", "check", tmp_path / "none").code == 2
    (tmp_path / "empty").mkdir()
    done = run("criteria", "check", tmp_path / "empty")
    assert done.code == 1
    assert "standard.yaml" in done.out


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02",
        "practice: DM".encode("utf-16"),
        b"a: &x [1]\nb: *x\n",
        b"[" * 100_000,
        b"practice: DM\npractice: DM\n",
        b"x: " + b"y" * 5_000_000,
        b"title: caf\xe9\n",
        b"",
    ],
    ids=["binary", "utf-16", "alias", "deep", "duplicate", "large", "latin-1", "empty"],
)
def test_a_hostile_file_is_a_problem_and_nothing_worse(city, process, content):
    (city / "criteria" / "tiny" / "data.yaml").write_bytes(content)
    checked, scored = process("criteria", "check"), process("score")
    assert (checked.code, scored.code) == (1, 2)
    assert "data.yaml:" in checked.out
    assert "Traceback" not in checked.err + scored.err


def test_an_address_in_a_problem_stays_as_it_is(city, run):
    people = city / "criteria" / "tiny" / "people.yaml"
    resource = "    resources:\n      - {title: T, publisher: P, url: 'ftp://example.org//x'}\n"
    people.write_text(people.read_text(encoding="utf-8") + resource, encoding="utf-8")
    assert "://" in run("criteria", "check").out


def test_the_schema_is_json_that_editors_take(run):
    schema = json.loads(run("criteria", "schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "criteria" in schema["properties"]
