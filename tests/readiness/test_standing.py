"""One criterion's standing: dates, flaws of evidence, answers to other texts, sign-offs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapes import (
    TODAY,
    YEAR,
    a_criterion,
    a_standard,
    all_yes,
    an_item,
    answers,
    recorded,
    signed,
)

from wwc_assess.readiness.model import Flaw, Reason, ReasonKind, Standing
from wwc_assess.readiness.score import explain, score
from wwc_assess.readiness.standing import (
    changed_since_sign_off,
    flaw_of,
    is_reviewed,
    sign_off_fingerprint,
)
from wwc_assess.records.model import LinkCheck, Particulars, Slot
from wwc_assess.standard.model import Age, Document

CHARTER = Document("charter", "The charter")
MINUTES = Document("minutes", "The minutes", max_age=YEAR)
GUIDE = Document("guide", "The guide", optional=True)
SIGNED_ON = date(2026, 11, 2)


def standing(criterion, records, today=TODAY, **parts):
    return score(a_standard(criterion, **parts), records, today).results[criterion.id].standing


def reasons(criterion, records, today=TODAY):
    standard = a_standard(criterion)
    return explain(standard, records, score(standard, records, today))[criterion.id]


def proved(*documents, need=None):
    """Return a criterion with one sound item in each of its slots, and its records."""
    criterion = a_criterion(checks=2, documents=documents, need=need)
    slots = [f"C1.{document.id}" for document in documents] or ["C1"]
    return criterion, recorded(all_yes(criterion), [an_item(*slots)])


def sign(criterion, records, by="rey"):
    return replace(records, sign_offs=signed(criterion.id, by, sign_off_fingerprint(criterion, records)))


# Ages


@pytest.mark.parametrize(
    ("as_of", "age", "last_day"),
    [
        (date(2026, 1, 31), Age(1, "months", "1 month"), date(2026, 2, 28)),
        (date(2028, 1, 31), Age(1, "months", "1 month"), date(2028, 2, 29)),
        (date(2026, 3, 31), Age(3, "months", "3 months"), date(2026, 6, 30)),
        (date(2026, 2, 28), Age(1, "months", "1 month"), date(2026, 3, 28)),
        (date(2028, 2, 29), Age(48, "months", "4 years"), date(2032, 2, 29)),
        (date(2026, 12, 15), Age(1, "months", "1 month"), date(2027, 1, 15)),
        (date(2026, 11, 30), Age(25, "months", "25 months"), date(2028, 12, 30)),
        (date(2026, 2, 20), Age(14, "days", "2 weeks"), date(2026, 3, 6)),
        (date(2028, 2, 20), Age(14, "days", "2 weeks"), date(2028, 3, 5)),
        (date(2026, 1, 1), Age(365, "days", "365 days"), date(2027, 1, 1)),
        (date(2028, 1, 1), Age(365, "days", "365 days"), date(2028, 12, 31)),
    ],
)
def test_an_age_ends_on_the_same_day_of_a_month_or_its_last(as_of, age, last_day):
    slot = Document("minutes", "The minutes", max_age=age)
    item = an_item("C1.minutes", as_of=as_of)
    assert flaw_of(item, slot, last_day) is None
    assert flaw_of(item, slot, last_day + timedelta(days=1)) == (Flaw.STALE, last_day)


def test_an_age_beyond_the_calendar_never_makes_a_document_stale():
    slot = Document("minutes", "The minutes", max_age=Age(9999 * 12, "months", "9999 years"))
    assert flaw_of(an_item("C1.minutes"), slot, date.max) is None


def test_a_document_dated_in_the_future_is_usable():
    item = an_item("C1.minutes", as_of=TODAY + timedelta(days=400))
    assert flaw_of(item, MINUTES, TODAY) is None


def test_an_undated_document_is_usable_only_where_no_age_is_set():
    item = an_item("C1.charter", "C1.minutes", as_of=None)
    assert flaw_of(item, CHARTER, TODAY) is None
    assert flaw_of(item, None, TODAY) is None
    assert flaw_of(item, MINUTES, TODAY) == (Flaw.UNDATED, None)


def test_a_document_is_usable_through_the_day_it_is_valid_until():
    item = an_item("C1.charter", valid_until=TODAY)
    assert flaw_of(item, CHARTER, TODAY) is None
    assert flaw_of(item, CHARTER, TODAY + timedelta(days=1)) == (Flaw.EXPIRED, TODAY)


def test_a_withdrawn_document_is_not_usable_however_fresh():
    assert flaw_of(an_item("C1.charter", withdrawn=True), CHARTER, TODAY) == (Flaw.WITHDRAWN, None)


# Links


@pytest.mark.parametrize(
    ("tries", "flaw"),
    [
        ("", None),
        ("0-", None),
        ("0- 0-", None),
        ("1- 0-", Flaw.UNREACHABLE),
        ("9- 2-", Flaw.UNREACHABLE),
        ("2- 1+ 0-", None),
        ("2- 1- 0+", None),
        ("2+ 1- 0-", Flaw.UNREACHABLE),
        ("3- 2+ 1- 1-", None),
        ("1- 0- 0-", Flaw.UNREACHABLE),
        ("1- 0+ 0-", None),
    ],
)
def test_a_link_is_unreachable_once_its_latest_tries_failed_on_two_days(tries, flaw):
    made = tuple(LinkCheck(TODAY - timedelta(days=int(t[0])), ok=t[1] == "+") for t in tries.split())
    found = flaw_of(an_item("C1.charter", link_checks=made), CHARTER, TODAY)
    assert (found and found[0]) == flaw


def test_a_try_after_the_day_of_scoring_changes_nothing():
    tries = tuple(LinkCheck(TODAY + timedelta(days=n), ok=False) for n in (0, 1, 2))
    assert flaw_of(an_item("C1.charter", link_checks=tries), CHARTER, TODAY) is None
    assert flaw_of(an_item("C1.charter", link_checks=tries), CHARTER, TODAY + timedelta(days=1)) is not None


def test_a_try_after_the_day_of_scoring_hides_none_before_it():
    tries = tuple(LinkCheck(TODAY + timedelta(days=n), ok=False) for n in (-1, 0, 1))
    assert flaw_of(an_item("C1.charter", link_checks=tries), CHARTER, TODAY) == (Flaw.UNREACHABLE, None)


# Answers


def test_no_answer_at_all_is_unanswered_and_one_unsure_is_open():
    criterion = a_criterion(checks=2)
    assert standing(criterion, recorded()) is Standing.UNANSWERED
    assert standing(criterion, recorded(answers(criterion, "unsure"))) is Standing.OPEN


def test_an_answer_to_another_text_counts_as_blank_and_leaves_the_criterion_open():
    criterion = a_criterion(checks=1)
    old = recorded(all_yes(criterion))
    reworded = replace(criterion, checks=(replace(criterion.checks[0], ask="Is it done well?"),))
    assert standing(criterion, old) is Standing.CLAIMED
    assert standing(reworded, old) is Standing.OPEN


@pytest.mark.parametrize("value", ["yes", "partly", "no", "unsure"])
def test_any_answer_to_another_text_is_told_as_reworded_with_what_was_answered(value):
    criterion = a_criterion(checks=1)
    old = recorded(answers(criterion, value))
    reworded = replace(criterion, checks=(replace(criterion.checks[0], ask="Is it done well?"),))
    assert reasons(reworded, old)[0] == Reason(ReasonKind.CHECK_REWORDED, check="c1", value=value)


def test_a_criterion_without_checks_is_asked_by_its_statement():
    criterion = a_criterion(checks=0)
    assert standing(criterion, recorded(all_yes(criterion))) is Standing.CLAIMED
    assert standing(criterion, recorded(answers(criterion, "no"))) is Standing.NOT_MET


def test_answers_to_checks_the_standard_no_longer_has_count_for_nothing():
    wider = a_criterion(checks=3)
    narrower = a_criterion(checks=2, need=2)
    old = recorded(answers(wider, "yes", "no", "yes"))
    assert standing(narrower, old) is Standing.NOT_MET


# Proof


def test_every_required_slot_filled_proves_a_met_claim():
    criterion, records = proved(CHARTER, MINUTES)
    assert standing(criterion, records) is Standing.PROVEN


def test_one_empty_required_slot_leaves_a_met_claim_claimed():
    criterion, records = proved(CHARTER, MINUTES)
    without = replace(records, evidence=(an_item("C1.charter"),))
    assert standing(criterion, without) is Standing.CLAIMED


def test_documents_never_lift_a_claim_that_is_not_met():
    criterion, records = proved(CHARTER)
    assert standing(criterion, replace(records, answers=answers(criterion, "yes", "no"))) is Standing.NOT_MET
    assert standing(criterion, replace(records, answers={})) is Standing.UNANSWERED


def test_optional_documents_need_not_be_there():
    criterion = a_criterion(documents=(GUIDE,))
    assert standing(criterion, recorded(all_yes(criterion))) is Standing.PROVEN


def test_one_sound_item_fills_a_slot_beside_flawed_ones():
    criterion, records = proved(MINUTES)
    stale = an_item("C1.minutes", number=2, as_of=date(2020, 1, 1))
    assert standing(criterion, replace(records, evidence=(stale,))) is Standing.CLAIMED
    assert standing(criterion, replace(records, evidence=(stale, *records.evidence))) is Standing.PROVEN


def test_an_item_of_the_criterion_fills_none_of_its_slots():
    criterion, records = proved(CHARTER)
    assert standing(criterion, replace(records, evidence=(an_item("C1"),))) is Standing.CLAIMED


def test_without_documents_one_usable_item_of_any_kind_proves():
    criterion, records = proved()
    assert standing(criterion, records) is Standing.PROVEN
    assert standing(criterion, replace(records, evidence=())) is Standing.CLAIMED


def test_without_documents_an_item_from_a_slot_of_an_earlier_edition_still_proves():
    criterion, records = proved()
    assert standing(criterion, replace(records, evidence=(an_item("C1.charter"),))) is Standing.PROVEN


def test_proof_lapses_with_the_days():
    criterion, records = proved(MINUTES)
    assert standing(criterion, records, date(2027, 11, 22)) is Standing.PROVEN
    assert standing(criterion, records, date(2027, 11, 23)) is Standing.CLAIMED


# Policies


def test_not_applicable_leaves_the_total_only_where_the_standard_allows_it():
    criterion, records = proved()
    marked = replace(records, particulars={"C1": Particulars(not_applicable=True)})
    assert standing(criterion, marked) is Standing.PROVEN
    assert standing(criterion, marked, not_applicable="excluded") is Standing.NOT_APPLICABLE
    assert score(a_standard(criterion, not_applicable="excluded"), marked, TODAY).total == 0


def test_a_core_criterion_that_does_not_apply_still_blocks():
    criterion = a_criterion(core=True)
    marked = recorded(all_yes(criterion), particulars={"C1": Particulars(not_applicable=True)})
    readiness = score(a_standard(criterion, not_applicable="excluded"), marked, TODAY)
    assert {tally.blocked_by for tally in readiness.tallies.values()} == {("C1",)}


@pytest.mark.parametrize("status", ["planned", "retired"])
def test_a_planned_or_retired_criterion_is_not_counted_and_blocks_nothing(status):
    gone = a_criterion("C1", core=True, status=status)
    waiting = a_criterion("C2", requires=("C1",))
    readiness = score(a_standard(gone, waiting), recorded(all_yes(gone, waiting)), TODAY)
    assert readiness.results["C1"].standing is Standing.NOT_COUNTED
    assert readiness.total == 1
    assert readiness.tallies["claimed"].earned == {"C2"}
    assert readiness.tallies["claimed"].blocked_by == ()


def test_a_prerequisite_blocks_through_the_criteria_between():
    chain = [a_criterion(f"C{n}", requires=(f"C{n + 1}",) if n < 4 else ()) for n in range(1, 5)]
    readiness = score(a_standard(*chain), recorded(all_yes(*chain[:3])), TODAY)
    assert readiness.tallies["claimed"].earned == set()
    assert readiness.tallies["possible"].earned == {"C1", "C2", "C3", "C4"}


# Sign-offs


def test_a_sign_off_by_somebody_else_makes_a_proven_criterion_reviewed():
    criterion, records = proved(CHARTER)
    assert standing(criterion, sign(criterion, records)) is Standing.REVIEWED


def test_a_sign_off_by_one_of_those_who_answered_does_not_count_and_is_told():
    criterion, records = proved(CHARTER)
    shared = {**records.answers, **answers(criterion, "yes", by="rey")}
    own = sign(criterion, replace(records, answers=shared))
    assert standing(criterion, own) is Standing.PROVEN
    assert reasons(criterion, own)[-1] == Reason(ReasonKind.SIGN_OFF_OWN, day=SIGNED_ON, by="rey")


@pytest.mark.parametrize("name", ["ANA", " a na ", "Ana"])
def test_a_person_is_the_same_however_the_name_is_written(name):
    criterion, records = proved(CHARTER)
    assert standing(criterion, sign(criterion, records, by=name)) is Standing.PROVEN


def test_a_sign_off_never_lifts_a_criterion_that_is_not_proven():
    criterion, records = proved(CHARTER)
    bare = replace(records, evidence=())
    assert standing(criterion, sign(criterion, bare)) is Standing.CLAIMED


def other_answers(criterion, records, *values):
    return criterion, replace(records, answers=answers(criterion, *values))


def other_item(criterion, records, **parts):
    return criterion, replace(records, evidence=(replace(records.evidence[0], **parts),))


CHANGES = {
    "answer taken back": ("answers", lambda c, r: other_answers(c, r, "yes")),
    "answer changed": ("answers", lambda c, r: other_answers(c, r, "yes", "partly")),
    "statement": ("text", lambda c, r: (replace(c, statement="Another statement"), r)),
    "what a document has to show": (
        "text",
        lambda c, r: (replace(c, documents=(replace(CHARTER, must_show="Two dates"),)), r),
    ),
    "question reworded": (
        "text",
        lambda c, r: (replace(c, checks=(c.checks[0], replace(c.checks[1], ask="Is it so?"))), r),
    ),
    "question dropped": ("text", lambda c, r: (replace(c, checks=c.checks[:1]), r)),
    "new item": (
        "evidence",
        lambda c, r: (c, replace(r, evidence=(*r.evidence, an_item("C1.charter", number=2)))),
    ),
    "location": ("evidence", lambda c, r: other_item(c, r, location="https://city.example/x")),
    "date": ("evidence", lambda c, r: other_item(c, r, as_of=date(2026, 11, 1))),
    "last day": ("evidence", lambda c, r: other_item(c, r, valid_until=date(2030, 1, 1))),
    "slot": ("evidence", lambda c, r: other_item(c, r, slots=(Slot("C1"), Slot("C1", "charter")))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_sign_off_is_void_once_text_answers_or_evidence_changed_and_tells_which(change):
    part, made = CHANGES[change]
    criterion, records = proved(CHARTER, need=1)
    changed_criterion, changed = made(criterion, sign(criterion, records))
    assert standing(changed_criterion, changed) is Standing.PROVEN
    assert reasons(changed_criterion, changed)[-1] == Reason(
        ReasonKind.SIGN_OFF_VOID, day=SIGNED_ON, by="rey", changed=(part,)
    )


@given(st.sets(st.sampled_from(sorted(CHANGES)), max_size=4), st.data())
def test_of_several_changes_each_part_is_told_once_and_no_other(changes, data):
    criterion, records = proved(CHARTER, need=1)
    now, changed = criterion, sign(criterion, records)
    told = set()
    for change in data.draw(st.permutations(sorted(changes))):
        part, made = CHANGES[change]
        told.add(part)
        if part == "text":
            now, _same = made(criterion, records)
        else:
            _same, made_records = made(criterion, records)
            changed = replace(changed, **{part: getattr(made_records, part)})
    assert set(changed_since_sign_off(now, changed)) == told
    assert is_reviewed(now, changed) is (not told)


def test_without_a_sign_off_nothing_has_changed_since():
    assert changed_since_sign_off(*proved(CHARTER)) == ()


def test_a_sign_off_over_a_fingerprint_of_another_kind_holds_for_nothing():
    criterion, records = proved(CHARTER)
    odd = replace(records, sign_offs=signed("C1", "rey", "f" * 64))
    assert changed_since_sign_off(criterion, odd) == ("text", "answers", "evidence")


def test_a_sign_off_over_answers_that_were_all_taken_back_holds_for_the_rest():
    criterion, records = proved(CHARTER)
    cleared = replace(sign(criterion, records), answers={})
    assert changed_since_sign_off(criterion, cleared) == ("answers",)


def test_a_sign_off_outlives_what_a_reviewer_did_not_judge():
    criterion, records = proved(CHARTER)
    by_signed = sign(criterion, records)
    item = by_signed.evidence[0]
    elsewhere = an_item("C2.charter", number=2)
    for kept in (
        replace(by_signed, evidence=(*by_signed.evidence, elsewhere)),
        replace(by_signed, evidence=(replace(item, slots=(*item.slots, Slot("C2", "charter"))),)),
        replace(by_signed, evidence=(replace(item, title="A better title"),)),
        replace(by_signed, particulars={"C1": Particulars(note="Looked at it.", owner="ana", due=TODAY)}),
        replace(
            by_signed, evidence=(replace(item, link_checks=(LinkCheck(TODAY, ok=False, detail="404"),)),)
        ),
    ):
        assert standing(criterion, kept) is Standing.REVIEWED
        assert changed_since_sign_off(criterion, kept) == ()


def test_a_sign_off_holds_again_when_the_change_is_undone():
    criterion, records = proved(CHARTER)
    by_signed = sign(criterion, records)
    changed = replace(by_signed, answers=answers(criterion, "yes", "no"))
    assert standing(criterion, changed) is Standing.NOT_MET
    assert standing(criterion, replace(changed, answers=by_signed.answers)) is Standing.REVIEWED


def test_a_reviewed_criterion_whose_document_went_stale_is_only_claimed():
    criterion, records = proved(MINUTES)
    by_signed = sign(criterion, records)
    assert standing(criterion, by_signed, date(2027, 11, 22)) is Standing.REVIEWED
    assert standing(criterion, by_signed, date(2027, 11, 23)) is Standing.CLAIMED
