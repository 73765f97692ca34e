"""What holds of every score, whatever the standard and the records."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapes import an_item
from strategies import cases

from effort import drawn
from wwc_assess.readiness.model import Claim, ReasonKind, Standing, TallyName
from wwc_assess.readiness.score import explain, score
from wwc_assess.records.model import Answer, CheckRef, Slot, Value

YES, PARTLY, NO, UNSURE = Value
BLANK = None
UNTOUCHED_BY_SIGN_OFFS = (TallyName.PROVEN, TallyName.CLAIMED, TallyName.POSSIBLE)
"""A changed answer takes a sign-off's ground away, so only the reviewed tally may fall when an answer gets better."""

many = settings(max_examples=drawn(200), suppress_health_check=list(HealthCheck))


def scored(case, records=None):
    return score(case.standard, records or case.records, case.today)


def answered(records, ref, check, value):
    """Return the records with one check answered anew, or blank."""
    others = {key: answer for key, answer in records.answers.items() if key != ref}
    if value is not BLANK:
        others[ref] = Answer(ref, value, "", "ana", check.fingerprint, check.ask, 2)
    return replace(records, answers=others)


def drawn_check(data, case, *, signed=True):
    """Draw one of a case's questions; without sign-offs only where nobody signed its criterion off."""
    criteria = [c for c in case.standard.criteria if signed or c.id not in case.records.sign_offs]
    assume(criteria)
    criterion = data.draw(st.sampled_from(criteria))
    check = data.draw(st.sampled_from(criterion.questions))
    return CheckRef(criterion.id, check.id), check


def heights(standard, readiness, names):
    """Return points and rank of the level in these tallies, each the more the better."""
    ranks = [None, *(level.id for level in standard.levels)]
    return [(readiness.tallies[name].points, ranks.index(readiness.tallies[name].level)) for name in names]


def assert_never_lower(case, before, after, names):
    lower = heights(case.standard, scored(case, before), names)
    higher = heights(case.standard, scored(case, after), names)
    for (points, level), (points_after, level_after) in zip(lower, higher, strict=True):
        assert points <= points_after
        assert level <= level_after


@many
@given(
    cases(), st.data(), st.sampled_from([(NO, PARTLY), (NO, YES), (PARTLY, YES), (UNSURE, YES), (BLANK, YES)])
)
def test_a_better_answer_lowers_neither_proven_nor_claimed_nor_possible(case, data, change):
    ref, check = drawn_check(data, case)
    worse, better = (answered(case.records, ref, check, value) for value in change)
    assert_never_lower(case, worse, better, UNTOUCHED_BY_SIGN_OFFS)


@many
@given(
    cases(), st.data(), st.sampled_from([(NO, PARTLY), (NO, YES), (PARTLY, YES), (UNSURE, YES), (BLANK, YES)])
)
def test_a_better_answer_lowers_no_tally_at_all_where_its_criterion_is_not_signed_off(case, data, change):
    ref, check = drawn_check(data, case, signed=False)
    worse, better = (answered(case.records, ref, check, value) for value in change)
    assert_never_lower(case, worse, better, TallyName)


@many
@given(cases(), st.data(), st.sampled_from([NO, PARTLY]), st.sampled_from([BLANK, UNSURE]))
def test_settling_an_open_check_against_the_city_lowers_possible_alone(case, data, settled, unsettled):
    ref, check = drawn_check(data, case, signed=False)
    no = answered(case.records, ref, check, settled)
    still_open = answered(case.records, ref, check, unsettled)
    assert_never_lower(case, no, still_open, TallyName)
    assert_never_lower(case, still_open, no, [TallyName.REVIEWED, TallyName.PROVEN, TallyName.CLAIMED])


@many
@given(cases(), st.data())
def test_a_blank_an_unsure_and_an_answer_to_another_text_score_the_same(case, data):
    ref, check = drawn_check(data, case, signed=False)
    unsure = answered(case.records, ref, check, UNSURE)
    old = answered(case.records, ref, replace(check, ask="Another text?"), YES)
    blank = answered(case.records, ref, check, BLANK)
    assert scored(case, unsure).tallies == scored(case, old).tallies == scored(case, blank).tallies
    assert scored(case, unsure).results == scored(case, old).results


@many
@given(cases(), st.data())
def test_one_more_sound_document_lowers_neither_proven_nor_claimed_nor_possible(case, data):
    criterion = data.draw(st.sampled_from(case.standard.criteria))
    document = data.draw(st.sampled_from([None, *(d.id for d in criterion.documents)]))
    item = an_item(number=100, slots=(Slot(criterion.id, document),))
    more = replace(case.records, evidence=(*case.records.evidence, item))
    assert_never_lower(case, case.records, more, UNTOUCHED_BY_SIGN_OFFS)


@many
@given(cases())
def test_reviewed_is_at_most_proven_at_most_claimed_at_most_possible_at_most_the_total(case):
    readiness = scored(case)
    tallies = [readiness.tallies[name] for name in TallyName]
    for stricter, wider in pairwise(tallies):
        assert stricter.earned <= wider.earned
        assert stricter.points <= wider.points
        assert stricter.percent <= wider.percent
    assert tallies[-1].points <= readiness.total


@many
@given(cases(), st.randoms())
def test_the_order_of_answers_evidence_and_sign_offs_is_irrelevant(case, random):
    def shuffled(pairs):
        return dict(random.sample(list(pairs.items()), len(pairs)))

    records = replace(
        case.records,
        answers=shuffled(case.records.answers),
        particulars=shuffled(case.records.particulars),
        sign_offs=shuffled(case.records.sign_offs),
    )
    assert scored(case, records) == scored(case)
    assert explain(case.standard, records, scored(case)) == explain(case.standard, case.records, scored(case))
    # A sign-off names the evidence in the order it was added, so only unsigned scores are free of that order.
    unsigned = replace(records, sign_offs={})
    turned = replace(unsigned, evidence=unsigned.evidence[::-1])
    assert scored(case, turned) == scored(case, unsigned)


@many
@given(cases())
def test_the_same_inputs_give_the_same_score_and_stay_as_they_were(case):
    before = repr((case.standard, case.records))
    first = scored(case)
    assert repr(scored(case)) == repr(first)
    assert repr((case.standard, case.records)) == before


@many
@given(cases())
def test_percentages_are_floored(case):
    readiness = scored(case)
    for tally in readiness.tallies.values():
        assert tally.percent * readiness.total <= tally.points * 100
        assert (tally.percent + 1) * max(readiness.total, 1) > tally.points * 100
        assert (tally.percent == 100) == (0 < readiness.total == tally.points)


@many
@given(cases())
def test_a_level_is_reached_exactly_when_its_bar_is_met_and_no_core_criterion_is_missing(case):
    readiness = scored(case)
    for tally in readiness.tallies.values():
        reached = [level.id for level in case.standard.levels if tally.points >= level.bar(readiness.total)]
        assert (tally.level is not None) == (bool(reached and readiness.total) and not tally.blocked_by)
        assert tally.level in (None, *reached[-1:])


@many
@given(cases())
def test_a_borderline_level_lies_above_the_reached_one_and_within_what_was_seen(case):
    readiness = scored(case)
    order = [level.id for level in case.standard.levels]
    for tally in readiness.tallies.values():
        if tally.borderline:
            level = case.standard.level(tally.borderline.level)
            assert not tally.blocked_by
            assert tally.level is None or order.index(level.id) > order.index(tally.level)
            assert tally.borderline.seen in level.seen
            assert tally.borderline.seen.points <= tally.points < level.bar(readiness.total)


@many
@given(cases())
def test_the_practices_add_up_to_the_whole(case):
    readiness = scored(case)
    assert [p.code for p in readiness.practices] == [p.code for p in case.standard.practices]
    assert sum(p.total for p in readiness.practices) == readiness.total
    for name, tally in readiness.tallies.items():
        assert sum(p.points[name] for p in readiness.practices) == tally.points


@many
@given(cases())
def test_the_reasons_count_what_the_standing_counts(case):
    readiness = scored(case)
    for key, reasons in explain(case.standard, case.records, readiness).items():
        criterion, result = case.standard.by_id[key], readiness.results[key]
        kinds = [reason.kind for reason in reasons]
        of_checks = [reason.check for reason in reasons if reason.check]
        assert of_checks == [check.id for check in criterion.questions]
        counting = kinds.count(ReasonKind.CHECK_COUNTS)
        undecided = kinds.count(ReasonKind.CHECK_OPEN) + kinds.count(ReasonKind.CHECK_REWORDED)
        assert (counting >= criterion.needed) == (result.claim is Claim.MET)
        assert (counting + undecided < criterion.needed) == (result.claim is Claim.NOT_MET)
        if result.standing is Standing.REVIEWED:
            assert ReasonKind.SIGNED_OFF in kinds


@many
@given(cases())
def test_every_slot_has_one_reason_and_the_required_ones_decide_about_proof(case):
    readiness = scored(case)
    deciding = {ReasonKind.DOCUMENT_FILLED, ReasonKind.DOCUMENT_EMPTY, ReasonKind.EVIDENCE_MISSING}
    for key, reasons in explain(case.standard, case.records, readiness).items():
        criterion, result = case.standard.by_id[key], readiness.results[key]
        decided = [reason for reason in reasons if reason.kind in deciding]
        slots = [document.id for document in criterion.documents] or [None]
        assert [reason.document for reason in decided] == slots
        filled = {reason.document for reason in decided if reason.kind is ReasonKind.DOCUMENT_FILLED}
        required = {d.id for d in criterion.documents if not d.optional} if criterion.documents else {None}
        if result.standing in {Standing.CLAIMED, Standing.PROVEN, Standing.REVIEWED}:
            assert (required <= filled) == (result.standing is not Standing.CLAIMED)
        unusable = {reason.document for reason in reasons if reason.kind is ReasonKind.EVIDENCE_UNUSABLE}
        assert not unusable & filled


@many
@given(cases())
def test_a_prerequisite_is_a_reason_exactly_in_the_tallies_where_it_takes_the_points_away(case):
    unbound = replace(
        case.standard,
        practices=tuple(
            replace(practice, criteria=tuple(replace(c, requires=()) for c in practice.criteria))
            for practice in case.standard.practices
        ),
    )
    # Sign-offs hold for the criterion's text, prerequisites included: both sides are scored without them.
    records = replace(case.records, sign_offs={})
    readiness, free = (score(standard, records, case.today) for standard in (case.standard, unbound))
    for key, reasons in explain(case.standard, records, readiness).items():
        lost = {
            name for name in TallyName if key in free.tallies[name].earned - readiness.tallies[name].earned
        }
        blocking = [reason for reason in reasons if reason.kind is ReasonKind.REQUIRES]
        assert {name for reason in blocking for name in reason.tallies} == lost
        for reason in blocking:
            assert reason.criterion in case.standard.by_id[key].requires
            assert all(reason.criterion not in readiness.tallies[name].earned for name in reason.tallies)
