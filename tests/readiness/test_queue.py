"""The queue: which open questions come first, how long they take, and why."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapes import TODAY, a_criterion, a_standard, all_yes, answers, recorded, wwc
from strategies import cases

from effort import drawn
from wwc_assess.errors import InputError
from wwc_assess.readiness.model import Claim, Standing, TallyName
from wwc_assess.readiness.queue import is_owner, owners, queue
from wwc_assess.readiness.score import score
from wwc_assess.readiness.walk import open_questions
from wwc_assess.records.model import CheckRef, Particulars
from wwc_assess.standard.model import Check

OWNERS = {"C1": Particulars(owner="Ann"), "C2": Particulars(owner=" ANN "), "C3": Particulars(owner="Ben")}


def queued(standard, records=None, **narrowed):
    records = records or recorded()
    return queue(standard, records, score(standard, records, TODAY), **narrowed)


def order(standard, records=None, **narrowed):
    """Return the criteria in the order of the queue."""
    return [
        key for key, _same in groupby(queued(standard, records, **narrowed), lambda each: each.ref.criterion)
    ]


def whys(standard, records=None):
    """Return the reason that stands beside each criterion."""
    return {each.ref.criterion: each.why for each in queued(standard, records)}


# Order


def test_core_criteria_come_first_though_others_bring_more():
    standard = a_standard(
        a_criterion("C1", weight=3), a_criterion("C2", checks=3, core=True), a_criterion("C3")
    )
    assert order(standard) == ["C2", "C1", "C3"]
    assert whys(standard)["C2"] == "core criterion, 3 of 3 left, brings 1 point"


def test_what_a_core_criterion_requires_comes_with_it():
    standard = a_standard(
        a_criterion("C1", weight=3),
        a_criterion("C2", core=True, requires=("C3",)),
        a_criterion("C3", requires=("C4",)),
        a_criterion("C4"),
    )
    assert order(standard) == ["C4", "C3", "C2", "C1"]
    assert (
        whys(standard)["C4"] == "C2, a core criterion, needs it, decides the criterion, brings up to 3 points"
    )


def test_points_for_each_question_that_is_left_decide_among_the_others():
    one, two, three = (
        a_criterion("C1", checks=3),
        a_criterion("C2", checks=3, weight=2),
        a_criterion("C3", checks=3),
    )
    standard = a_standard(one, two, three)
    assert order(standard) == ["C2", "C1", "C3"]
    assert order(standard, recorded(answers(three, "yes", "yes"))) == ["C3", "C2", "C1"]


def test_points_of_what_requires_a_criterion_are_its_own_too():
    standard = a_standard(a_criterion("C1"), a_criterion("C2", requires=("C3",)), a_criterion("C3"))
    assert order(standard) == ["C3", "C1", "C2"]
    assert whys(standard)["C3"] == "decides the criterion, brings up to 2 points"


def test_points_of_all_that_requires_a_criterion_by_any_way_are_its_own_once():
    standard = a_standard(
        a_criterion("C1"),
        a_criterion("C2", requires=("C1",)),
        a_criterion("C3", requires=("C1",)),
        a_criterion("C4", weight=10, requires=("C2",)),
        a_criterion("C5", weight=100, requires=("C3",)),
        a_criterion("C6", weight=1000, requires=("C4", "C5")),
    )
    assert whys(standard)["C1"] == "decides the criterion, brings up to 1113 points"


def test_a_criterion_whose_prerequisite_is_lost_brings_nothing():
    lost = a_criterion("C1")
    standard = a_standard(lost, a_criterion("C2", weight=3, requires=("C1",)), a_criterion("C3"))
    records = recorded(answers(lost, "no"))
    assert order(standard, records) == ["C3", "C2"]
    assert whys(standard, records)["C2"] == "changes no points now"


def test_questions_of_decided_criteria_come_last():
    met, lost, still_open = (
        a_criterion("C1", checks=2, need=1, core=True),
        a_criterion("C2", 2),
        a_criterion("C3"),
    )
    standard = a_standard(met, lost, still_open)
    records = recorded(answers(met, "yes") | answers(lost, "no"))
    assert order(standard, records) == ["C3", "C1", "C2"]
    assert whys(standard, records)["C1"] == "changes no points now"


def test_unsure_and_reworded_answers_are_open_and_retired_criteria_ask_nothing():
    unsure, old, retired = a_criterion("C1"), a_criterion("C2"), a_criterion("C3", status="retired")
    reworded = replace(old, checks=(Check("c1", "Is it done well?"),))
    records = recorded(answers(unsure, "unsure") | all_yes(old))
    assert order(a_standard(unsure, old, retired), records) == ["C1"]
    assert order(a_standard(unsure, reworded, retired), records) == ["C1", "C2"]


def test_what_is_not_applicable_asks_nothing():
    standard = a_standard(a_criterion("C1"), a_criterion("C2"), not_applicable="excluded")
    records = recorded(particulars={"C1": Particulars(not_applicable=True)})
    assert order(standard, records) == ["C2"]


@settings(max_examples=drawn(200), suppress_health_check=list(HealthCheck))
@given(cases())
def test_the_queue_holds_each_open_question_once_its_criterion_in_one_piece_by_the_rule(case):
    readiness = score(case.standard, case.records, case.today)
    waiting = queue(case.standard, case.records, readiness)
    refs = [each.ref for each in waiting]
    asked = [
        ref
        for ref in open_questions(case.standard, case.records)
        if readiness.results[ref.criterion].standing is not Standing.NOT_APPLICABLE
    ]
    assert sorted(refs) == sorted(asked)
    names = [name for name, _same in groupby(ref.criterion for ref in refs)]
    assert len(names) == len(set(names))
    assert names == sorted(names, key=lambda name: turn(name, asked, case, readiness))
    for name in names:
        assert [ref for ref in refs if ref.criterion == name] == [
            ref for ref in asked if ref.criterion == name
        ]


def turn(name, asked, case, readiness):
    """Return the place of a criterion as the rule says it, found by losing the criterion and counting what goes."""
    by_id = case.standard.by_id
    alive = readiness.tallies[TallyName.POSSIBLE].earned
    lost = {name} & alive if readiness.results[name].claim is Claim.OPEN else set()
    while more := {other for other in alive - lost if lost.intersection(by_id[other].requires)}:
        lost |= more
    points = sum(by_id[other].weight for other in lost)
    left = sum(ref.criterion == name for ref in asked)
    return not any(by_id[other].core for other in lost), -Fraction(points, left), [*by_id].index(name)


# Narrowing


@pytest.mark.parametrize(
    ("owner", "names"),
    [("ann", ["C1", "C2"]), ("BEN ", ["C3"]), ("", ["C4"]), ("Ana", []), (None, ["C1", "C2", "C3", "C4"])],
)
def test_only_the_criteria_of_an_owner_are_asked_letter_case_aside(owner, names):
    standard = a_standard(*(a_criterion(f"C{n}") for n in range(1, 5)))
    assert order(standard, recorded(particulars=OWNERS), owner=owner) == names


def test_only_one_practice_is_asked_letter_case_aside():
    assert order(wwc(), practice="ci") == ["CI1", "CI2", "CI3"]


def test_an_unknown_practice_is_told_with_the_near_one():
    with pytest.raises(InputError, match=r"There is no practice EVL in WWC\. Did you mean EVAL\?"):
        queued(wwc(), practice="EVL")


def test_owner_and_practice_narrow_together():
    records = recorded(particulars={"CI2": Particulars(owner="Ann"), "DM1": Particulars(owner="Ann")})
    assert order(wwc(), records, practice="CI", owner="Ann") == ["CI2"]


def test_owners_are_named_once_each_by_name_as_first_written():
    standard = a_standard(*(a_criterion(f"C{n}") for n in range(1, 6)))
    records = recorded(particulars={**OWNERS, "C2": Particulars(owner="zoe"), "C4": Particulars(owner="ANN")})
    assert owners(standard, records) == ["Ann", "Ben", "zoe"]
    assert owners(standard, recorded()) == []


@pytest.mark.parametrize(("name", "known"), [("ann", True), (" BEN", True), ("An", False), ("", False)])
def test_a_person_owns_something_letter_case_aside(name, known):
    standard = a_standard(*(a_criterion(f"C{n}") for n in range(1, 5)))
    assert is_owner(standard, recorded(particulars=OWNERS), name) is known


# Minutes


def test_a_question_takes_two_minutes_and_the_reading_of_what_is_shown_to_the_nearest_minute():
    words, nearly_half = " ".join(["word"] * 180), " ".join(["word"] * 89)
    checks = (
        Check("first", "Is it?"),
        Check("second", words),
        Check("third", nearly_half),
        Check("fourth", nearly_half, if_not="More."),
        Check("fifth", words, if_not=words, watch_out=words),
    )
    standard = a_standard(replace(a_criterion(statement=words), checks=checks))
    assert [each.minutes for each in queued(standard)] == [3, 3, 2, 3, 5]


def test_the_first_question_of_a_criterion_takes_its_own_reading_and_that_of_the_statement():
    words = " ".join(["word"] * 180)
    criterion = replace(a_criterion(statement=words), checks=(Check("first", words), Check("second", words)))
    assert [each.minutes for each in queued(a_standard(criterion))] == [4, 3]


@pytest.mark.parametrize(("minutes", "count"), [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (1000, 129)])
def test_as_many_questions_from_the_head_are_given_as_fit_the_minutes_and_at_least_one(minutes, count):
    everything = queued(wwc())
    assert {each.minutes for each in everything} == {2}
    assert queued(wwc(), minutes=minutes) == everything[:count]


@given(st.integers(1, 400))
def test_no_question_more_would_fit(minutes):
    everything, some = queued(wwc()), queued(wwc(), minutes=minutes)
    spent = sum(each.minutes for each in some)
    assert spent <= minutes or len(some) == 1
    assert len(some) == len(everything) or spent + everything[len(some)].minutes > minutes


def test_where_nothing_is_open_the_queue_is_empty():
    standard = wwc()
    records = recorded(all_yes(*standard.criteria))
    assert queued(standard, records) == queued(standard, records, minutes=15) == []


def test_the_reference_is_that_of_the_check():
    assert queued(a_standard(a_criterion("C1", checks=0)))[0].ref == CheckRef("C1", "statement")
