"""The report as data: written as JSON, described by a schema, read back."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from states import DAY, STANDARD, a_standard, a_view, an_answer, an_item, proven, recorded, signed, states

from wwc_assess.errors import InputError
from wwc_assess.readiness.model import Reason
from wwc_assess.records.model import LinkCheck, Particulars, Slot
from wwc_assess.report import facts_evidence, facts_model, facts_work, seal
from wwc_assess.report.facts import facts_of, write_json
from wwc_assess.report.facts_model import Facts, ReasonFacts
from wwc_assess.report.facts_schema import LARGEST, read_facts, report_schema
from wwc_assess.sample import create_sample

SHIPPED = Path(seal.__file__).with_name("report.schema.json")
PARTS = [
    part
    for module in (facts_evidence, facts_model, facts_work)
    for part in vars(module).values()
    if is_dataclass(part) and part.__module__ == module.__name__
]


def data_of(records, day=DAY, standard=STANDARD):
    return json.loads(write_json(a_view(records, day, standard)))


def of(data, key):
    return next(criterion for criterion in data["criteria"] if criterion["id"] == key)


def read(data):
    return read_facts(json.dumps(data).encode(), "report.json")


@pytest.fixture(scope="module")
def schema():
    described = json.loads(SHIPPED.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(described)
    return Draft202012Validator(described, format_checker=Draft202012Validator.FORMAT_CHECKER)


@given(states())
def test_what_is_written_is_read_back_as_it_was(records):
    view = a_view(records)
    assert read_facts(write_json(view).encode(), "report.json") == facts_of(view)


@given(states())
def test_what_is_written_is_as_the_shipped_schema_says(records):
    described = json.loads(SHIPPED.read_text(encoding="utf-8"))
    Draft202012Validator(described).validate(data_of(records))


def test_the_sample_city_is_as_the_shipped_schema_says_and_is_read_back(tmp_path, schema):
    with create_sample(tmp_path / "sample", DAY, by="Ann") as session:
        records = session.records()
        view = a_view(records, standard=session.standard)
    text = write_json(view)
    schema.validate(json.loads(text))
    assert read_facts(text.encode(), "sample") == facts_of(view)


def test_the_shipped_schema_is_up_to_date():
    assert SHIPPED.read_text(encoding="utf-8") == report_schema()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_part_and_every_key_is_described(part):
    described = json.loads(report_schema())
    here = described if part is Facts else described["$defs"][part.__name__]
    assert here["description"]
    assert {name for name, key in here["properties"].items() if key.get("description")} == {
        field.name for field in fields(part)
    }


def test_a_reason_is_told_with_all_that_it_has():
    assert tuple(field.name for field in fields(ReasonFacts)) == Reason.__struct_fields__


def test_the_file_begins_with_what_it_is():
    assert write_json(a_view(recorded())).startswith('{\n  "format": "wwc-assess report",\n  "version": 1,\n')


def test_a_criterion_is_told_with_its_questions_documents_and_reasons():
    a1 = of(data_of(signed(proven(), "A1")), "A1")
    assert (a1["standing"], a1["claim"], a1["core"], a1["practice"]) == ("reviewed", "met", True, "A")
    assert a1["questions"][0] == {
        "id": "c1",
        "ask": "Question c1 of A1?".replace("c1", "1"),
        "value": "yes",
        "by": "Ana",
        "at": "2026-10-01T09:00:00Z",
    }
    assert a1["documents"] == [{"id": "policy", "what": "Policy of A1", "filled": True}]
    assert a1["sign_off"] == {"by": "Ben", "at": "2026-11-02T09:00:00Z", "holds": True}
    assert a1["reasons"][-1]["kind"] == "signed off"


def test_what_has_nothing_to_say_is_left_out():
    a2 = of(data_of(recorded()), "A2")
    assert not {"owner", "due", "note", "sign_off", "core", "weight", "replaces"} & a2.keys()
    assert a2["questions"][0]["value"] is None


def test_particulars_are_told_as_they_were_written():
    kept = {"A2": Particulars(note="Ask\nthe clerk.", owner="Ben", due=DAY)}
    a2 = of(data_of(recorded(particulars=kept)), "A2")
    assert (a2["note"], a2["owner"], a2["due"]) == ("Ask\nthe clerk.", "Ben", "2026-11-22")


def test_an_answer_to_an_earlier_wording_is_told_as_outdated():
    answer = replace(an_answer("A2", "c1", "yes"), fingerprint="of another text")
    question = of(data_of(recorded([answer])), "A2")["questions"][0]
    assert (question["value"], question["outdated"]) == ("yes", True)


def test_a_planned_criterion_is_left_out_and_one_that_does_not_apply_is_told():
    kept = {"A2": Particulars(not_applicable=True)}
    data = data_of(recorded(particulars=kept))
    assert [criterion["id"] for criterion in data["criteria"]] == ["A1", "A2", "A3"]
    assert of(data, "A2")["standing"] == "not applicable"
    assert data["total"] == 2


def test_evidence_is_told_with_its_places_its_state_and_the_latest_try_up_to_the_day():
    tries = (LinkCheck(DAY, ok=False, detail="404 Not Found"), LinkCheck(DAY + timedelta(days=1), ok=True))
    item = an_item(7, Slot("A1", "policy"), Slot("A2"), link_checks=tries, as_of=None)
    (told,) = data_of(recorded(evidence=[item]))["evidence"]
    assert told == {
        "id": 7,
        "title": "Item 7",
        "location": "https://city.example/7",
        "state": "undated",
        "uses": [
            {"criterion": "A1", "document": "policy", "asked_for": True, "flaw": "undated"},
            {"criterion": "A2", "asked_for": False},
        ],
        "link_check": {"day": "2026-11-22", "ok": False, "detail": "404 Not Found"},
    }


def test_findings_and_the_plan_are_told_as_their_own_commands_tell_them():
    data = data_of(recorded([an_answer("A1", "c1", "yes"), an_answer("A1", "c2", "yes")]))
    assert {"id", "severity", "sentence", "criterion", "field"} == data["findings"][0].keys()
    plan = data["plan"]
    assert list(plan) == ["to", "tally", "feasible", "reason", "cost", "criteria", "runner_up", "marginal"]
    assert plan["criteria"][0]["steps"][0] == {
        "do": "attach",
        "ref": "A1.policy",
        "what": "Policy of A1",
        "cost": 0.5,
        "assumed": True,
    }


def test_what_has_to_be_reached_first_is_a_step_that_names_its_criterion():
    standard = replace(STANDARD, levels=STANDARD.levels[1:])
    job = of(data_of(recorded(), standard=standard)["plan"], "A2")
    assert {"do": "reach", "ref": "A1"}.items() <= job["steps"][-1].items()


def test_a_standard_without_levels_has_a_report_too():
    bare = a_standard(*STANDARD.criteria, levels=(), not_applicable="excluded")
    text = write_json(a_view(recorded(), standard=bare))
    assert read_facts(text.encode(), "x").levels == ()


def test_hostile_texts_come_back_cleaned_and_as_texts():
    hostile = '</script>\u202e\x1b[2J"\\=cmd()\u2028'
    records = replace(
        recorded(particulars={"A1": Particulars(note=hostile)}),
        assessment=replace(recorded().assessment, city=hostile),
    )
    facts = read_facts(write_json(a_view(records)).encode(), "x")
    assert facts.city == '</script>[2J"\\=cmd()\n'
    assert facts.criteria[0].note == facts.city


def slips():
    """Give ways to spoil a report, each with what is said about it."""
    yield "city", None, "“city” should be text."
    yield "tallies", {}, None
    yield "criteria", {}, "“criteria” should be a list."
    yield "date", "yesterday", "“date” has a value that does not belong there."
    yield "total", "many", "“total” has a value that does not belong there."
    yield "unofficial", False, "“unofficial” cannot be “False”."


@pytest.mark.parametrize(("key", "value", "words"), list(slips()))
def test_a_slip_is_told_with_its_place_in_a_sentence(key, value, words):
    data = data_of(recorded()) | {key: value}
    with pytest.raises(InputError, match=r"report\.json") as error:
        read(data)
    assert words is None or words in error.value.next_step


def test_a_missing_key_and_a_standing_that_there_is_not_are_told_together():
    data = data_of(recorded())
    del data["city"]
    data["criteria"][0]["standing"] = "great"
    with pytest.raises(InputError) as error:
        read(data)
    assert str(error.value) == (
        "report.json is not as a report should be: 2 slips. “city” is missing. "
        "“criteria.0.standing” cannot be “great”."
    )


def test_of_many_slips_the_first_ten_are_told():
    data = data_of(recorded())
    data["evidence"] = [{}] * 50
    with pytest.raises(InputError, match="150 slips") as error:
        read(data)
    assert error.value.next_step.endswith("… and 140 more.")


def test_a_tally_that_is_missing_is_a_slip():
    data = data_of(recorded())
    del data["tallies"]["claimed"]
    with pytest.raises(InputError, match=r"report\.json"):
        read(data)


def test_a_criterion_that_stands_twice_is_a_slip():
    data = data_of(recorded())
    data["criteria"].append(data["criteria"][0])
    with pytest.raises(InputError, match="holds a criterion twice: A1"):
        read(data)


def test_keys_of_a_later_program_are_passed_over():
    data = data_of(recorded())
    assert read(data | {"weather": "fine"}) == read(data)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b'{"city": "\\ud800"}', "no JSON"),
        (b"[]", "no report in JSON"),
        (b'{"format": "another"}', "no report in JSON"),
        (b'{"format": "wwc-assess report", "version": 2}', "another version"),
        (b" " * (LARGEST + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_report_of_this_version_is_refused_in_a_sentence(content, words):
    with pytest.raises(InputError, match=words):
        read_facts(content, "file")
