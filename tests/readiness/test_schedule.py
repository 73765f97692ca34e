"""By when the jobs of a plan are due."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from wwc_assess.errors import InputError
from wwc_assess.readiness.plan import Job
from wwc_assess.readiness.schedule import schedule

MONDAY = date(2026, 11, 30)


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
        ([0.3, 0.3, 0.1], 0.7, [3, 6, 7]),
    ],
)
def test_one_job_is_done_after_the_other_and_a_begun_day_counts(costs, per_week, days):
    assert days_after(costs, per_week) == days


@pytest.mark.parametrize(
    ("per_week", "told"), [("0.001", "0.001"), ("1E-7", "0.0000001"), ("0.00010", "0.0001")]
)
def test_work_beyond_the_calendar_is_refused_with_a_plain_number(per_week, told):
    with pytest.raises(InputError, match=f"At {told} person-days a week the plan would never be done"):
        schedule(jobs(9999), MONDAY, Decimal(per_week))
