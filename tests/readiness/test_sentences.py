"""Reasons, standings and tallies as people read them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from shapes import (
    TODAY,
    WWC_CORE,
    YEAR,
    a_criterion,
    a_standard,
    all_yes,
    an_item,
    answers,
    recorded,
    signed,
    wwc,
)

from wwc_assess.plain import plain
from wwc_assess.readiness.model import Flaw, Reason, ReasonKind, Standing, TallyName
from wwc_assess.readiness.score import explain, score
from wwc_assess.readiness.sentences import (
    STANDING_MARKS,
    STANDING_WORDS,
    TALLY_MEANINGS,
    TALLY_WORDS,
    VALUE_WORDS,
    blockers,
    borderline_sentence,
    day_figure,
    doubts,
    level_title,
    next_level_gap,
    person_days,
    sentence,
)
from wwc_assess.readiness.standing import sign_off_fingerprint
from wwc_assess.records.model import LinkCheck, Value
from wwc_assess.standard.model import Document

CHARTER = Document("charter", "The charter", max_age=YEAR)
GUIDE = Document("guide", "The guide", optional=True)
CRITERION = a_criterion("C1", 4, (CHARTER, GUIDE), requires=("C2",))
BARE = a_criterion("C2")
STANDARD = a_standard(CRITERION, BARE)


def told(records, key="C1", standard=STANDARD):
    """Return each kind of reason for a criterion with its sentences."""
    by_number = {item.id: item for item in records.evidence}
    sentences = {}
    for reason in explain(standard, records, score(standard, records, TODAY), [key])[key]:
        sentences.setdefault(reason.kind, []).append(sentence(reason, standard.by_id[key], by_number))
    return sentences


def every_reason():
    """Give records that together bring up every kind of reason and every flaw, with their criterion."""
    given = answers(CRITERION, "yes", "partly", "unsure")
    dead = tuple(LinkCheck(TODAY - timedelta(days=n), ok=False) for n in (1, 0))
    flawed = [
        an_item("C1.charter", number=2, withdrawn=True),
        an_item("C1.charter", number=3, valid_until=date(2026, 1, 1)),
        an_item("C1.charter", number=4, as_of=date(2020, 1, 1)),
        an_item("C1.charter", number=5, as_of=None),
        an_item("C1.charter", number=6, link_checks=dead),
    ]
    yield recorded(given, flawed), "C1"
    yield recorded(all_yes(CRITERION), [an_item("C1.charter", "C1.guide")]), "C1"
    other_text = replace(CRITERION, checks=tuple(replace(c, ask=f"{c.ask} Old.") for c in CRITERION.checks))
    yield recorded(all_yes(other_text)), "C1"
    yield recorded(all_yes(BARE)), "C2"
    proven = recorded(all_yes(BARE), [an_item("C2")])
    for by, seal in (
        ("rey", sign_off_fingerprint(BARE, proven)),
        ("rey", "of something else"),
        ("ana", "any"),
    ):
        yield replace(proven, sign_offs=signed("C2", by, seal)), "C2"


def test_every_kind_of_reason_and_every_flaw_has_a_sentence_without_loose_ends():
    kinds, flaws = set(), set()
    for records, key in every_reason():
        by_number = {item.id: item for item in records.evidence}
        for reason in explain(STANDARD, records, score(STANDARD, records, TODAY), [key])[key]:
            kinds.add(reason.kind)
            flaws.add(reason.flaw)
            words = sentence(reason, STANDARD.by_id[key], by_number)
            assert words == words.strip() != ""
            assert not {"{", "}"} & set(words)
            assert "None" not in words
            assert not words.endswith(":")
    assert kinds == set(ReasonKind)
    assert flaws == {None, *Flaw}


def test_a_check_is_told_with_its_answer_and_its_question():
    asks = [check.ask for check in CRITERION.checks]
    sentences = told(recorded(answers(CRITERION, "yes", "partly", "no", "unsure")))
    assert sentences[ReasonKind.CHECK_COUNTS] == [f"Yes: {asks[0]}"]
    assert sentences[ReasonKind.CHECK_MISSING] == [f"Partly: {asks[1]}", f"No: {asks[2]}"]
    assert sentences[ReasonKind.CHECK_OPEN] == [f"Unsure: {asks[3]}"]


def test_a_blank_check_is_told_as_not_answered():
    assert told(recorded())[ReasonKind.CHECK_OPEN][0] == "Not answered: Is part 1 of C1 done?"


def test_an_unsure_to_another_text_is_never_told_as_an_unsure_to_this_one():
    other_text = replace(CRITERION, checks=(replace(CRITERION.checks[0], ask="Is half of it done?"),))
    sentences = told(recorded(answers(other_text, "unsure")))
    assert sentences[ReasonKind.CHECK_REWORDED] == [
        "The question changed since it was answered: Is part 1 of C1 done?"
    ]


def test_documents_are_told_with_what_they_are_and_what_fills_them():
    item = an_item("C1.charter", title="Council Policy 100")
    sentences = told(recorded(evidence=[item]))
    assert sentences[ReasonKind.DOCUMENT_FILLED] == ["The charter: Council Policy 100"]
    assert sentences[ReasonKind.DOCUMENT_EMPTY] == ["The guide: nothing usable attached (optional)"]


def test_evidence_without_a_title_is_told_by_its_location():
    sentences = told(recorded(evidence=[an_item("C1.charter")]))
    assert sentences[ReasonKind.DOCUMENT_FILLED] == ["The charter: https://city.example/1"]
    assert told(recorded(evidence=[an_item("C2")]), "C2")[ReasonKind.DOCUMENT_FILLED] == [
        "Evidence of any kind: https://city.example/1"
    ]
    assert told(recorded())[ReasonKind.DOCUMENT_EMPTY][0] == "The charter: nothing usable attached"


def test_a_slot_with_only_flawed_evidence_is_never_told_as_having_nothing_attached():
    sentences = told(recorded(evidence=[an_item("C1.guide", withdrawn=True)]))
    assert all("nothing attached" not in words for words in sentences[ReasonKind.DOCUMENT_EMPTY])
    assert sentences[ReasonKind.EVIDENCE_UNUSABLE] == [
        "“https://city.example/1” does not count: it was withdrawn."
    ]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"withdrawn": True}, "it was withdrawn"),
        ({"valid_until": date(2026, 1, 31)}, "it was valid until 2026-01-31"),
        ({"as_of": date(2025, 11, 21)}, "it was fresh enough until 2026-11-21"),
        ({"as_of": None}, "it has no date, and this document must not be too old"),
        (
            {"link_checks": (LinkCheck(date(2026, 1, 1), ok=False), LinkCheck(TODAY, ok=False))},
            "it could not be reached on two days",
        ),
    ],
)
def test_an_unusable_item_is_told_with_its_flaw_and_its_last_day(parts, words):
    item = an_item("C1.charter", "C2.gone", **parts)
    [unusable] = told(recorded(evidence=[item]))[ReasonKind.EVIDENCE_UNUSABLE]
    assert unusable == f"“https://city.example/1” does not count: {words}."
    assert doubts(item, STANDARD, TODAY)[0] == f"It does not count for C1.charter yet: {words}."


def test_each_place_where_an_item_does_not_count_is_told_and_no_other():
    stale = an_item("C1.charter", "C1.guide", "C2", as_of=date(2020, 1, 1))
    assert doubts(stale, STANDARD, TODAY) == [
        "It does not count for C1.charter yet: it was fresh enough until 2021-01-01."
    ]
    assert [words.split()[5] for words in doubts(replace(stale, withdrawn=True), STANDARD, TODAY)] == [
        "C1.charter",
        "C1.guide",
        "C2",
    ]
    assert doubts(an_item("C1.charter"), STANDARD, TODAY) == []


def test_a_reason_about_what_is_no_longer_there_is_told_without_its_name():
    filled = Reason(ReasonKind.DOCUMENT_FILLED, document="charter", evidence=7)
    assert sentence(filled, CRITERION, {}) == "The charter: "
    unusable = Reason(ReasonKind.EVIDENCE_UNUSABLE, document="charter", evidence=7, flaw=Flaw.UNDATED)
    assert sentence(unusable, CRITERION, {}).startswith("“” does not count: it has no date")
    assert sentence(Reason(ReasonKind.CHECK_OPEN, check="c9"), CRITERION, {}) == "Not answered: "


def test_what_is_borderline_is_told_with_the_title_of_the_level_and_the_note():
    standard, readiness = claimed(29)
    tally = readiness.tallies[TallyName.CLAIMED]
    assert borderline_sentence(standard, tally) == "Borderline Gold: Certified gold with 29 of 43."
    assert borderline_sentence(standard, readiness.tallies[TallyName.PROVEN]) == ""


@pytest.mark.parametrize(
    ("name", "lack"),
    [
        (TallyName.REVIEWED, "not reviewed"),
        (TallyName.PROVEN, "not proven"),
        (TallyName.CLAIMED, "not claimed"),
        (TallyName.POSSIBLE, "out of reach"),
    ],
)
def test_a_core_criterion_is_told_with_what_it_lacks_in_a_tally(name, lack):
    core = a_criterion("C1", core=True)
    standard = a_standard(core, levels=())
    readiness = score(standard, recorded(answers(core, "no")), TODAY)
    assert blockers(standard, readiness, name) == [
        f"Core criterion C1 is {lack}; without it no level can be reached."
    ]


def test_missing_evidence_of_any_kind_is_told_so():
    assert told(recorded(), "C2")[ReasonKind.EVIDENCE_MISSING] == [
        "Evidence of any kind: nothing usable attached"
    ]


def test_sign_offs_are_told_with_the_person_and_why_they_do_not_count():
    proven = recorded(all_yes(BARE), [an_item("C2")])
    own = replace(proven, sign_offs=signed("C2", "ana", "any"))
    valid = replace(proven, sign_offs=signed("C2", "rey", sign_off_fingerprint(BARE, proven)))
    assert told(valid, "C2")[ReasonKind.SIGNED_OFF] == ["Signed off by rey on 2026-11-02."]
    assert told(own, "C2")[ReasonKind.SIGN_OFF_OWN] == [
        "The sign-off by ana on 2026-11-02 does not count: the same person answered."
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (["text"], "the text"),
        (["answers"], "an answer"),
        (["evidence"], "the evidence"),
        (["text", "answers"], "the text and an answer"),
        (["text", "evidence"], "the text and the evidence"),
        (["answers", "evidence"], "the evidence and an answer"),
        (["text", "answers", "evidence"], "the text, the evidence and an answer"),
    ],
)
def test_a_void_sign_off_is_told_with_what_changed(changed, words):
    proven = recorded(all_yes(BARE), [an_item("C2")])
    parts = sign_off_fingerprint(BARE, proven).split()
    over = [
        "other" if part in changed else seal
        for part, seal in zip(("text", "answers", "evidence"), parts, strict=True)
    ]
    void = replace(proven, sign_offs=signed("C2", "rey", " ".join(over)))
    assert told(void, "C2")[ReasonKind.SIGN_OFF_VOID] == [
        f"The sign-off by rey on 2026-11-02 no longer holds: {words} changed since."
    ]


def test_a_prerequisite_is_told_by_its_id():
    assert told(recorded(all_yes(CRITERION)))[ReasonKind.REQUIRES] == ["C2 has to be reached first."]


def test_braces_in_what_people_wrote_stay_as_they_are():
    odd = a_criterion("C1", 0, statement="Is {day} {0} kept?")
    records = recorded(evidence=[an_item("C1", title="{name}", withdrawn=True)])
    sentences = told(records, standard=a_standard(odd))
    assert sentences[ReasonKind.CHECK_OPEN] == ["Not answered: Is {day} {0} kept?"]
    assert sentences[ReasonKind.EVIDENCE_UNUSABLE] == ["“{name}” does not count: it was withdrawn."]


def test_a_reason_in_json_holds_what_its_kind_needs_and_nothing_else():
    reason = Reason(
        ReasonKind.EVIDENCE_UNUSABLE, document="charter", evidence=4, flaw=Flaw.STALE, day=date(2021, 1, 1)
    )
    assert json.loads(json.dumps(reason, default=plain)) == {
        "kind": "evidence unusable",
        "document": "charter",
        "evidence": 4,
        "flaw": "stale",
        "day": "2021-01-01",
    }


def claimed(count, without=()):
    standard = wwc()
    order = sorted(standard.criteria, key=lambda c: c.id not in WWC_CORE)
    chosen = [c for c in order if c.id not in without][:count]
    return standard, score(standard, recorded(all_yes(*chosen)), TODAY)


def test_missing_core_criteria_are_named_first_then_the_points_that_lack():
    standard, readiness = claimed(21, without=["DM1", "PA1"])
    assert blockers(standard, readiness, TallyName.CLAIMED) == [
        "Core criterion DM1 is not claimed; without it no level can be reached.",
        "Core criterion PA1 is not claimed; without it no level can be reached.",
        "1 more point is needed for Silver.",
    ]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (20, ["2 more points are needed for Silver."]),
        (29, ["1 more point is needed for Gold."]),
        (30, ["7 more points are needed for Platinum."]),
        (37, []),
    ],
)
def test_the_points_to_the_next_level_are_told_in_singular_and_plural(count, words):
    assert blockers(*claimed(count), TallyName.CLAIMED) == words


def test_the_next_level_is_the_lowest_whose_bar_the_points_do_not_meet():
    standard, readiness = claimed(29)
    level, lack = next_level_gap(standard, readiness, TallyName.CLAIMED)
    assert (level.id, lack) == ("gold", 1)
    assert next_level_gap(*claimed(43), TallyName.CLAIMED) is None


def test_a_level_is_told_by_its_title_and_no_level_in_words():
    assert level_title(wwc(), "gold") == "Gold"
    assert level_title(wwc(), None) == "no level"
    assert level_title(wwc(), "bronze") == "no level"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("0", "0 person-days"),
        ("0.50", "0.5 person-days"),
        ("1.000", "1 person-day"),
        ("1E+1", "10 person-days"),
        ("22.5", "22.5 person-days"),
        ("24.25", "24.25 person-days"),
        ("507.25", "507.25 person-days"),
        ("1E-7", "0.0000001 person-days"),
        (f"{'9' * 30}.125", f"{'9' * 30}.125 person-days"),
    ],
)
def test_person_days_are_told_exactly_and_plainly(days, told):
    assert person_days(Decimal(days)) == told
    assert told.startswith(f"{day_figure(Decimal(days))} ")


def test_every_standing_value_and_tally_has_its_word():
    assert set(STANDING_WORDS) == set(STANDING_MARKS) == set(Standing)
    assert set(TALLY_WORDS) == set(TALLY_MEANINGS) == set(TallyName)
    assert set(VALUE_WORDS) == set(Value)
    assert len(set(STANDING_WORDS.values())) == len(Standing)


def test_every_mark_is_one_cell_and_told_apart_by_shape_where_it_counts():
    counted = [mark for standing, mark in STANDING_MARKS.items() if standing is not Standing.NOT_COUNTED]
    assert all(len(mark) == 1 for mark in STANDING_MARKS.values())
    assert len(set(counted)) == len(counted)
