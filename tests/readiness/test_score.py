"""The score beside the worked examples: weights, practices, levels in points, and what is explained."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace
from shapes import TODAY, a_criterion, a_standard, all_yes, an_item, answers, recorded, signed

from wwc_assess.readiness.model import (
    Claim,
    PracticeTally,
    Reason,
    ReasonKind,
    Result,
    Standing,
    TallyName,
)
from wwc_assess.readiness.score import counting, explain, score
from wwc_assess.readiness.standing import sign_off_fingerprint
from wwc_assess.records.model import Particulars
from wwc_assess.standard.model import Level, Practice, Seen

REVIEWED, PROVEN, CLAIMED, POSSIBLE = TallyName


def points(readiness):
    return {name: tally.points for name, tally in readiness.tallies.items()}


def one_of_each():
    """Return criteria that are reviewed, proven, claimed, open, unanswered and not met, and their records."""
    criteria = [a_criterion(f"C{n}", weight=2 ** (n - 1)) for n in range(1, 7)]
    given = all_yes(*criteria[:3]) | answers(criteria[3], "unsure") | answers(criteria[5], "no")
    records = recorded(given, [an_item("C1", "C2")])
    seal = sign_off_fingerprint(criteria[0], records)
    return criteria, replace(records, sign_offs=signed("C1", "rey", seal))


def test_each_tally_counts_the_weights_of_the_standings_up_to_its_own():
    criteria, records = one_of_each()
    readiness = score(a_standard(*criteria), records, TODAY)
    assert [str(result.standing) for result in readiness.results.values()] == [
        "reviewed",
        "proven",
        "claimed",
        "open",
        "unanswered",
        "not met",
    ]
    assert readiness.results["C1"] == Result("C1", Claim.MET, Standing.REVIEWED)
    assert readiness.results["C6"] == Result("C6", Claim.NOT_MET, Standing.NOT_MET)
    assert (readiness.today, readiness.total) == (TODAY, 63)
    assert points(readiness) == {REVIEWED: 1, PROVEN: 3, CLAIMED: 7, POSSIBLE: 31}
    assert [tally.percent for tally in readiness.tallies.values()] == [1, 4, 11, 49]
    assert [tally.name for tally in readiness.tallies.values()] == list(TallyName)


def test_each_practice_counts_its_own_points_and_only_what_is_in_the_total():
    criteria, records = one_of_each()
    gone = a_criterion("C7", weight=100, status="retired")
    practices = (
        Practice("A", "A", "", (*criteria[:2], gone)),
        Practice("B", "B", "", tuple(criteria[2:])),
        Practice("C", "C", "", (a_criterion("C8", weight=5),)),
    )
    aside = replace(records, particulars={"C8": Particulars(not_applicable=True)})
    standard = replace(a_standard(), practices=practices, not_applicable="excluded")
    readiness = score(standard, aside, TODAY)
    assert [c.id for c in counting(standard, readiness.results)] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    assert readiness.practices == (
        PracticeTally("A", 3, {REVIEWED: 1, PROVEN: 3, CLAIMED: 3, POSSIBLE: 3}),
        PracticeTally("B", 60, {REVIEWED: 0, PROVEN: 0, CLAIMED: 4, POSSIBLE: 28}),
        PracticeTally("C", 0, {REVIEWED: 0, PROVEN: 0, CLAIMED: 0, POSSIBLE: 0}),
    )


def test_a_practice_does_not_count_what_a_missing_prerequisite_takes_away():
    one, other = a_criterion("C1"), a_criterion("C2", requires=("C1",))
    readiness = score(a_standard(one, other), recorded(all_yes(other)), TODAY)
    assert readiness.practices == (PracticeTally("P", 2, {REVIEWED: 0, PROVEN: 0, CLAIMED: 0, POSSIBLE: 2}),)


@pytest.mark.parametrize(("count", "level"), [(0, None), (1, "low"), (2, "high"), (3, "high")])
def test_a_level_in_points_is_reached_at_exactly_so_many(count, level):
    criteria = [a_criterion(f"C{n}") for n in range(3)]
    standard = a_standard(*criteria, levels=(Level("low", "Low", points=1), Level("high", "High", points=2)))
    readiness = score(standard, recorded(all_yes(*criteria[:count])), TODAY)
    assert readiness.tallies[CLAIMED].level == level


def test_where_nothing_counts_no_level_is_reached_and_nothing_is_a_percentage():
    standard = a_standard(
        a_criterion(status="planned"), levels=(Level("any", "Any", percent=Decimal("0.1")),)
    )
    readiness = score(standard, recorded(), TODAY)
    assert readiness.total == 0
    assert {(tally.level, tally.percent, tally.points) for tally in readiness.tallies.values()} == {
        (None, 0, 0)
    }


def test_of_what_was_seen_at_a_level_the_first_note_that_the_points_reach_is_told():
    criteria = [a_criterion(f"C{n}") for n in range(4)]
    low, third, second = Seen(9, "nine", "s"), Seen(3, "three", "s"), Seen(2, "two", "s")
    levels = (
        Level("a", "A", points=4, seen=(low, third, second)),
        Level("b", "B", points=5),
        Level("c", "C", points=6, seen=(low,)),
    )
    standard = a_standard(*criteria, levels=levels)

    def borderline(count):
        found = score(standard, recorded(all_yes(*criteria[:count])), TODAY).tallies[CLAIMED].borderline
        return found and (found.level, found.seen)

    assert [borderline(count) for count in range(5)] == [None, None, ("a", second), ("a", third), None]


def test_the_highest_level_that_was_seen_is_the_borderline_one():
    criteria = [a_criterion(f"C{n}") for n in range(3)]
    levels = tuple(
        Level(name, name, points=bar, seen=(Seen(1, f"{name} at 1", "s"),))
        for name, bar in (("a", 1), ("b", 2), ("c", 3))
    )
    tally = score(a_standard(*criteria, levels=levels), recorded(all_yes(criteria[0])), TODAY).tallies[
        CLAIMED
    ]
    assert (tally.level, tally.borderline.level) == ("a", "c")


def test_reasons_are_given_for_the_criteria_that_are_asked_for_and_else_for_all():
    criteria, records = one_of_each()
    standard = a_standard(*criteria)
    readiness = score(standard, records, TODAY)
    everything = explain(standard, records, readiness)
    assert list(everything) == [c.id for c in criteria]
    assert explain(standard, records, readiness, ["C3", "C1"]) == {
        "C3": everything["C3"],
        "C1": everything["C1"],
    }
    assert explain(standard, records, readiness, []) == {}


def test_the_reasons_of_a_reviewed_criterion_are_its_answer_its_evidence_and_its_sign_off():
    criteria, records = one_of_each()
    standard = a_standard(*criteria)
    reasons = explain(standard, records, score(standard, records, TODAY), ["C1"])["C1"]
    assert reasons == [
        Reason(ReasonKind.CHECK_COUNTS, check="c1", value="yes"),
        Reason(ReasonKind.DOCUMENT_FILLED, evidence=1),
        Reason(ReasonKind.SIGNED_OFF, day=records.sign_offs["C1"].day, by="rey"),
    ]


def test_a_prerequisite_is_a_reason_in_the_tallies_that_it_blocks_and_one_that_does_not_count_is_none():
    gone = a_criterion("C0", status="retired")
    open_one, proven = a_criterion("C1"), a_criterion("C2")
    waiting = a_criterion("C3", requires=("C0", "C1", "C2"))
    standard = a_standard(gone, open_one, proven, waiting)
    records = recorded(all_yes(proven, waiting), [an_item("C2", "C3")])
    reasons = explain(standard, records, score(standard, records, TODAY))["C3"]
    assert [r for r in reasons if r.kind is ReasonKind.REQUIRES] == [
        Reason(ReasonKind.REQUIRES, criterion="C1", tallies=(PROVEN, CLAIMED))
    ]
    aside = replace(records, particulars={"C1": Particulars(not_applicable=True)})
    excluding = replace(standard, not_applicable="excluded")
    reasons = explain(excluding, aside, score(excluding, aside, TODAY))["C3"]
    assert not [r for r in reasons if r.kind is ReasonKind.REQUIRES]


def test_every_prerequisite_that_blocks_is_a_reason_in_the_order_of_the_file():
    standard = a_standard(
        a_criterion("C1"), a_criterion("C2"), waiting := a_criterion("C3", requires=("C2", "C1"))
    )
    records = recorded(all_yes(waiting))
    reasons = explain(standard, records, score(standard, records, TODAY))["C3"]
    assert [(r.criterion, r.tallies) for r in reasons if r.kind is ReasonKind.REQUIRES] == [
        ("C2", (CLAIMED,)),
        ("C1", (CLAIMED,)),
    ]
