"""By when the jobs of a plan are due."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wwc_assess.readiness.plan import Job

_WEEK = 7
"""Calendar days."""


def schedule(jobs: Iterable[Job], start: date, days_per_week: Decimal) -> list[tuple[str, date]]:
    """Return by when each job is due, one being done after the other.

    Args:
        jobs: In the order to do them.
        start: The day on which the work begins.
        days_per_week: Person-days that a calendar week has room for, above 0.

    Raises:
        InputError: The week has so little room that the work would go on beyond the calendar.
    """
    due = []
    spent = Decimal(0)
    for job in jobs:
        spent += job.cost
        calendar_days = ceil(Fraction(spent) * _WEEK / Fraction(days_per_week))
        if calendar_days > (date.max - start).days:
            raise InputError(
                _("At {days} person-days a week the plan would never be done.").format(
                    days=f"{days_per_week.normalize():f}"
                ),
                _("Give more days a week."),
            )
        due.append((job.criterion, start + timedelta(days=calendar_days)))
    return due
