"""The real scoring and the naive one, written independently from the same rules, agree."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naive import last_fresh_day, naive_score
from strategies import Case, cases

from effort import drawn
from wwc_assess.readiness.model import Flaw, ReasonKind, Standing, TallyName
from wwc_assess.readiness.score import explain, score
from wwc_assess.standard.model import Age

ASSESSMENTS = drawn(3_000)
OFTEN = drawn(5)
"""How often each standing, reason, flaw and outcome must come up for the agreement to mean something."""


def compare(case: Case, met_with: Counter) -> None:
    """Score an assessment both ways, demand the same, and count what it had in it."""
    real = score(case.standard, case.records, case.today)
    naive = naive_score(case.standard, case.records, case.today, case.matching)
    assert real.total == naive["total"]
    assert {key: str(result.claim) for key, result in real.results.items()} == naive["claims"]
    assert {key: str(result.standing) for key, result in real.results.items()} == naive["standings"]
    for name, tally in real.tallies.items():
        assert {
            "earned": tally.earned,
            "points": tally.points,
            "percent": tally.percent,
            "level": tally.level,
            "blocked_by": list(tally.blocked_by),
            "borderline": tally.borderline.level if tally.borderline else None,
        } == naive["tallies"][name]
        met_with[name, "level"] += tally.level is not None
        met_with[name, "blocked"] += bool(tally.blocked_by)
        met_with[name, "borderline"] += tally.borderline is not None
    met_with["assessments"] += 1
    met_with.update({result.standing for result in real.results.values()})
    for reasons in explain(case.standard, case.records, real).values():
        met_with.update({reason.kind for reason in reasons} | {reason.flaw for reason in reasons})


@pytest.mark.many
def test_both_scorings_agree_on_hundreds_of_random_assessments_that_hold_every_rule():
    met_with: Counter = Counter()

    @settings(
        max_examples=ASSESSMENTS,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def agree(case: Case) -> None:
        compare(case, met_with)

    agree()
    assert met_with["assessments"] >= ASSESSMENTS
    expected = [*Standing, *ReasonKind, *Flaw]
    expected += [(name, what) for name in TallyName for what in ("level", "blocked", "borderline")]
    assert {what for what in expected if met_with[what] < OFTEN} == set()


@settings(max_examples=drawn(300))
@given(
    st.dates(date(1999, 1, 1), date(2099, 12, 31)),
    st.one_of(
        st.builds(Age, st.integers(1, 60), st.just("months"), st.just("months")),
        st.builds(Age, st.integers(1, 800), st.just("days"), st.just("days")),
    ),
)
def test_both_count_the_days_and_months_of_an_age_alike(as_of: date, age: Age) -> None:
    assert age.last_day(as_of) == last_fresh_day(as_of, age)
