"""The worked examples of the scoring rules, one test each."""

from __future__ import annotations

from datetime import date

import pytest
from shapes import TODAY, WWC_CORE, YEAR, a_criterion, all_yes, an_item, answers, recorded, wwc

from wwc_assess.readiness.model import Claim, TallyName
from wwc_assess.readiness.score import score
from wwc_assess.readiness.standing import claim_of, flaw_of
from wwc_assess.standard.model import Document

POLICY = Document("policy", "The policy", max_age=YEAR)


def claim_for(need, *values):
    criterion = a_criterion(checks=len(values), need=need)
    return claim_of(criterion, recorded(answers(criterion, *values)))


def met(count, *, without=(), proven=0):
    """Score the WWC shape with that many criteria met, core ones first, and some of them proven."""
    standard = wwc()
    order = sorted(standard.criteria, key=lambda c: c.id not in WWC_CORE)
    chosen = [c for c in order if c.id not in without][:count]
    evidence = [an_item(*(c.id for c in chosen[:proven]))] if proven else []
    return score(standard, recorded(all_yes(*chosen), evidence), TODAY)


def test_two_yes_and_two_blanks_of_three_needed_are_open():
    assert claim_for(3, "yes", "yes", "blank", "blank") is Claim.OPEN


def test_three_yes_and_a_no_of_three_needed_are_met():
    assert claim_for(3, "yes", "yes", "yes", "no") is Claim.MET


def test_one_yes_and_one_blank_of_three_needed_are_not_met():
    assert claim_for(3, "yes", "no", "no", "blank") is Claim.NOT_MET


def test_a_partly_is_not_a_yes_where_all_are_needed():
    assert claim_for(None, "yes", "yes", "partly") is Claim.NOT_MET


def test_thirty_claimed_with_core_and_too_few_proven_are_gold_claimed_and_nothing_proven():
    tallies = met(30, proven=21).tallies
    assert tallies[TallyName.CLAIMED].points == 30
    assert tallies[TallyName.CLAIMED].level == "gold"
    assert tallies[TallyName.PROVEN].points == 21
    assert not tallies[TallyName.PROVEN].blocked_by
    assert tallies[TallyName.PROVEN].level is None


def test_forty_two_claimed_without_a_core_criterion_are_no_level():
    claimed = met(42, without=["PA1"]).tallies[TallyName.CLAIMED]
    assert claimed.points == 42
    assert claimed.level is None
    assert claimed.blocked_by == ("PA1",)


def test_twenty_nine_claimed_with_core_are_silver_and_borderline_gold_with_the_source():
    claimed = met(29).tallies[TallyName.CLAIMED]
    assert claimed.level == "silver"
    assert claimed.borderline is not None
    assert claimed.borderline.level == "gold"
    assert claimed.borderline.seen.source == "fortaleza"


def test_a_document_exactly_its_age_old_is_usable_and_stale_the_day_after():
    assert flaw_of(an_item(as_of=date(2025, 11, 22)), POLICY, date(2026, 11, 22)) is None
    assert flaw_of(an_item(as_of=date(2025, 11, 22)), POLICY, date(2026, 11, 23)) is not None


def test_a_document_of_a_leap_day_is_usable_through_the_last_of_february():
    assert flaw_of(an_item(as_of=date(2028, 2, 29)), POLICY, date(2029, 2, 28)) is None
    assert flaw_of(an_item(as_of=date(2028, 2, 29)), POLICY, date(2029, 3, 1)) is not None


@pytest.mark.parametrize(
    ("count", "level"),
    [
        (21, None),
        (22, "silver"),
        (29, "silver"),
        (30, "gold"),
        (36, "gold"),
        (37, "platinum"),
        (43, "platinum"),
    ],
)
def test_the_levels_begin_at_22_30_and_37_of_43_criteria(count, level):
    assert met(count).tallies[TallyName.CLAIMED].level == level


def test_the_bars_are_the_fewest_criteria_that_reach_51_68_and_85_percent():
    assert [level.bar(43) for level in wwc().levels] == [22, 30, 37]


@pytest.mark.parametrize("count", [28, 30])
def test_no_count_but_twenty_nine_is_borderline_gold_without_being_gold(count):
    assert met(count).tallies[TallyName.CLAIMED].borderline is None


def test_a_missing_core_criterion_leaves_nothing_borderline():
    assert met(29, without=["LC1"]).tallies[TallyName.CLAIMED].borderline is None


def test_forty_two_of_forty_three_is_97_percent_and_only_all_of_them_100():
    assert [met(count).tallies[TallyName.CLAIMED].percent for count in (0, 29, 42, 43)] == [0, 67, 97, 100]
