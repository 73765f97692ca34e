"""By when the jobs of a plan are due."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.readiness.sentences import day_figure
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wwc_assess.readiness.plan import Job

_WEEK = 7
"""Calendar days."""
_SATURDAY = 5
"""As `date.weekday` counts."""
_LONGEST = 20 * 365 + 5
"""Calendar days, 20 years: nobody keeps a plan for longer."""


def schedule(jobs: Iterable[Job], start: date, days_per_week: Decimal) -> list[tuple[str, date]]:
    """Return by when each job is due, one being done after the other, and none on a weekend.

    Args:
        jobs: In the order to do them.
        start: The day on which the work begins.
        days_per_week: Person-days that a calendar week has room for, above 0.

    Raises:
        InputError: The week has so little room that the work would go on for more than 20 years.
    """
    longest = min(_LONGEST, (date.max - start).days)
    due = []
    spent = Decimal(0)
    for job in jobs:
        spent += job.cost
        calendar_days = ceil(Fraction(spent) * _WEEK / Fraction(days_per_week))
        if calendar_days > longest:
            raise InputError(
                _("At {days} person-days a week the plan would never be done.").format(
                    days=day_figure(days_per_week)
                ),
                _("Give more days a week."),
            )
        due.append((job.criterion, _working_day(start + timedelta(days=calendar_days))))
    return due


def _working_day(day: date) -> date:
    """Return the day, or the Monday after where it falls on a weekend."""
    return day + timedelta(days=_WEEK - day.weekday()) if day.weekday() >= _SATURDAY else day
