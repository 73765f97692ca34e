"""The seal of a report."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from msgspec.structs import replace
from states import DAY, STANDARD, an_answer, proven, recorded, signed, states

from wwc_assess.errors import InputError
from wwc_assess.readiness.score import score
from wwc_assess.records.model import Particulars, Slot
from wwc_assess.report.seal import PARTS, differences, parse_seal, seal_of, seal_text


def sealed(records, day=DAY, standard=STANDARD):
    return seal_of(standard, records, score(standard, records, day))


def facts_of(seal):
    return {
        "standard": seal.standard_id,
        "standard_fingerprint": seal.standard,
        "records_fingerprint": seal.records,
        "date": seal.day.isoformat(),
        "seal": seal_text(seal),
    }


def what_differs(before, after, **how):
    marks = sealed(before, **how).criteria, sealed(after, **how).criteria
    return {key: parts for key in marks[0] if (parts := differences(marks[0][key], marks[1][key]))}


@given(states())
def test_a_seal_is_read_as_it_was_written(records):
    seal = sealed(records)
    assert parse_seal(facts_of(seal)) == seal


def test_every_criterion_that_counts_has_a_mark_in_one_line():
    text = seal_text(sealed(recorded()))
    assert [word.partition(":")[0] for word in text.split(" ")] == ["A1", "A2", "A3"]


def test_an_answer_changes_the_answers_and_the_standing_of_its_criterion_alone():
    assert what_differs(recorded(), recorded([an_answer("A1", "c1", "no")])) == {
        "A1": ("answers", "standing")
    }


def test_evidence_changes_the_evidence_of_the_criteria_it_is_attached_to():
    before = proven("A1")
    (item,) = before.evidence
    after = replace(before, evidence=(replace(item, slots=(*item.slots, Slot("A3"))),))
    assert what_differs(before, after) == {"A3": ("evidence",)}


def test_a_sign_off_by_somebody_else_is_another_sign_off():
    assert what_differs(signed(proven(), "A1", "Ben"), signed(proven(), "A1", "Ann")) == {"A1": ("sign-off",)}


def test_another_wording_changes_the_text():
    other = replace(
        STANDARD,
        practices=(
            replace(
                STANDARD.practices[0],
                criteria=(replace(STANDARD.by_id["A1"], statement="New."), *STANDARD.criteria[1:]),
            ),
        ),
    )
    old, new = sealed(recorded()), sealed(recorded(), standard=other)
    assert differences(old.criteria["A1"], new.criteria["A1"]) == ("text",)
    assert old.standard != new.standard


def test_notes_owners_and_due_dates_leave_the_seal_as_it_is():
    noted = replace(proven(), particulars={"A1": Particulars(note="New.", owner="Ben", due=DAY)})
    assert sealed(noted) == sealed(proven())


def test_time_changes_only_the_standing():
    old, new = sealed(proven()), sealed(proven(), DAY + timedelta(days=400))
    assert differences(old.criteria["A1"], new.criteria["A1"]) == ("standing",)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"seal": ""},
        {"seal": "A1"},
        {"seal": "A1:"},
        {"seal": "A1:12"},
        {"seal": ":" + "0" * 30},
        {"seal": "A1:" + "g" * 30},
        {"seal": "A1:" + "0" * 31},
        {"date": ""},
        {"date": "2026-02-30"},
    ],
)
def test_a_seal_that_is_not_whole_is_refused(facts):
    whole = facts_of(sealed(proven()))
    with pytest.raises(InputError, match="seal is missing or damaged"):
        parse_seal(whole | facts if facts else {})


def test_the_parts_have_names_for_all_that_can_change():
    assert PARTS == ("text", "answers", "evidence", "sign-off", "standing")
