"""By when the jobs of a plan are due."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wwc_assess.errors import InputError
from wwc_assess.readiness.plan import Job
from wwc_assess.readiness.schedule import schedule

MONDAY = date(2026, 11, 30)
SATURDAY = 5


def jobs(*costs):
    return [Job(f"C{n}", Decimal(str(cost)), ()) for n, cost in enumerate(costs, start=1)]


def days_after(costs, per_week):
    """Return how many calendar days after the start each job is due."""
    dues = schedule(jobs(*costs), MONDAY, Decimal(str(per_week)))
    assert [criterion for criterion, _due in dues] == [f"C{n}" for n in range(1, len(costs) + 1)]
    return [(due - MONDAY).days for _criterion, due in dues]


@pytest.mark.parametrize(
    ("costs", "per_week", "days"),
    [
        ([5, 5], 5, [7, 14]),
        ([5], 2, [18]),
        ([1, 1, 1], 7, [1, 2, 3]),
        ([0.1, 0.1], 7, [1, 1]),
        ([0, 3, 0], 3, [0, 7, 7]),
        ([1], 3, [3]),
        ([], 1, []),
        ([0.3, 0.3, 0.1], 0.7, [3, 7, 7]),
        ([4, 1, 1, 1], 7, [4, 7, 7, 7]),
        ([5, 1], 7, [7, 7]),
    ],
)
def test_one_job_is_done_after_the_other_and_a_begun_day_counts(costs, per_week, days):
    assert days_after(costs, per_week) == days


@given(st.lists(st.decimals(0, 50, places=2), max_size=12), st.integers(0, 6), st.decimals(1, 50, places=1))
def test_nothing_is_due_on_a_weekend_nor_before_what_is_done_before(costs, weekday, per_week):
    start = MONDAY + timedelta(days=weekday)
    dues = [due for _criterion, due in schedule(jobs(*costs), start, per_week)]
    assert all(due.weekday() < SATURDAY for due in dues)
    assert dues == sorted(dues)
    assert all(due >= start for due in dues)


def test_work_of_20_years_is_planned_and_a_day_more_is_refused():
    years = Decimal(20 * 365 + 5)
    (_criterion, due), *_none = schedule(jobs(years), MONDAY, Decimal(7))
    assert due == date(2046, 11, 30)
    with pytest.raises(InputError, match="would never be done"):
        schedule(jobs(years + 1), MONDAY, Decimal(7))


def test_a_plan_may_end_on_the_last_day_of_the_calendar_and_no_later():
    assert schedule(jobs(1), date.max - timedelta(days=1), Decimal(7)) == [("C1", date.max)]
    with pytest.raises(InputError, match="would never be done"):
        schedule(jobs(2), date.max - timedelta(days=1), Decimal(7))


def test_a_plan_at_the_end_of_the_calendar_is_refused():
    with pytest.raises(InputError, match="would never be done"):
        schedule(jobs(2), date.max, Decimal(7))


@pytest.mark.parametrize(
    ("per_week", "told"), [("0.001", "0.001"), ("1E-7", "0.0000001"), ("0.00010", "0.0001")]
)
def test_work_without_end_is_refused_with_a_plain_number(per_week, told):
    with pytest.raises(InputError) as refused:
        schedule(jobs(9999), MONDAY, Decimal(per_week))
    assert str(refused.value) == (
        f"At {told} person-days a week the plan would never be done. Give more days a week."
    )
