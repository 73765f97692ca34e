"""The executable examples of a standard pass, or say what they gave instead."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from shapes import a_criterion, a_standard, wwc

from wwc_assess.readiness.trials import TrialFailure, run_trials
from wwc_assess.standard.model import Level, Trial

HERE = "examples.yaml:3:3"


def failures(standard, **trial):
    example = replace(Trial(None, None, (), None, where=HERE), **trial)
    return list(run_trials(replace(standard, trials=(example,))))


@pytest.mark.parametrize(
    "trial",
    [
        {"met": 30, "core": True, "level": "gold"},
        {"met": 42, "not_met": ("PA1",), "level": None, "because": "core PA1"},
        {"met": 29, "core": True, "level": "silver", "borderline": "gold"},
        {"met": 40, "core": False, "level": None, "because": "core LC1"},
        {"not_met": ("OD1", "OD2"), "level": "platinum"},
        {"met": 0, "level": None},
    ],
)
def test_an_example_that_gives_what_it_says_passes(trial):
    assert failures(wwc(), **trial) == []


def test_a_failing_example_names_its_place_and_both_levels():
    [failure] = failures(wwc(), met=30, core=True, level="platinum")
    assert failure.where == HERE
    assert failure.sentence == "gave level gold, expected platinum."


def test_no_level_where_one_was_expected_is_told_so():
    [failure] = failures(wwc(), met=3, core=True, level="silver")
    assert failure.sentence == "gave level none, expected silver."


def test_a_level_where_none_was_expected_is_told_so():
    [failure] = failures(wwc(), met=30, core=True, level=None)
    assert failure.sentence == "gave level gold, expected none."


def test_a_wrong_because_names_the_reason_that_holds():
    [failure] = failures(wwc(), met=42, not_met=("PA1",), level=None, because="core DM1")
    assert failure.sentence == "expected because “core DM1”, but the reason is “core PA1”."


def test_all_reasons_that_hold_are_told_in_the_order_of_the_standard():
    [failure] = failures(wwc(), met=40, core=False, level=None, because="core OD1")
    assert (
        failure.sentence == "expected because “core OD1”, but the reason is “core DM1, core LC1, core PA1”."
    )


def test_a_because_where_nothing_blocks_is_told_so():
    [failure] = failures(wwc(), met=3, core=True, level=None, because="core DM1")
    assert failure.sentence == "expected because “core DM1”, but the reason is “none”."


def test_a_missing_borderline_names_the_expected_level():
    [failure] = failures(wwc(), met=28, core=True, level="silver", borderline="gold")
    assert failure.sentence == "gave borderline none, expected gold."
    [other] = failures(wwc(), met=29, core=True, level="silver", borderline="platinum")
    assert other.sentence == "gave borderline gold, expected platinum."


@pytest.mark.parametrize(("met", "parts"), [(44, {}), (43, {"not_met": ("OD1",)}), (41, {"core": False})])
def test_more_met_criteria_than_there_can_be_is_told(met, parts):
    [failure] = failures(wwc(), met=met, level="platinum", **parts)
    assert failure == TrialFailure(HERE, "no answer set fits what is given: see met, core and not_met.")


@pytest.mark.parametrize(("met", "parts"), [(2, {}), (41, {"not_met": ("PA1",)})])
def test_an_example_that_asks_for_core_criteria_it_leaves_out_is_told(met, parts):
    [failure] = failures(wwc(), met=met, core=True, level=None, **parts)
    assert failure.sentence.startswith("no answer set fits")


def test_only_the_examples_that_fail_are_given_in_their_order():
    standard = replace(
        wwc(),
        trials=tuple(
            Trial(30, True, (), level, where=f"examples.yaml:{line}:3")
            for line, level in enumerate(("gold", "silver", "gold", None), 1)
        ),
    )
    assert [failure.where for failure in run_trials(standard)] == ["examples.yaml:2:3", "examples.yaml:4:3"]


def test_planned_and_retired_criteria_are_never_among_those_met():
    standard = a_standard(
        a_criterion("A"),
        a_criterion("B", status="planned"),
        a_criterion("C", status="retired"),
        levels=(Level("all", "All", points=1),),
    )
    assert failures(standard, met=1, level="all") == []
    assert len(failures(standard, met=2, level="all")) == 1
