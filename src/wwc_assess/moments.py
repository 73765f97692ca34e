"""Moments of the records, which are kept in UTC, as the city's clocks and calendar show them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def local_day(at: str) -> date:
    """Return the day of a moment, by the time zone of the machine as for today.

    A score on a given day and a report's seal never depend on it, so they are the same on every machine.

    Args:
        at: Such as ``2026-11-22T14:02:11Z``.

    Raises:
        ValueError: It is no moment.
    """
    return _local(at).date()


def local_time(at: str) -> str:
    """Return a moment as the clock on the wall showed it.

    Args:
        at: Such as ``2026-11-22T14:02:11Z``; what is no moment is returned as it is.
    """
    try:
        return _local(at).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


def _local(at: str) -> datetime:
    moment = datetime.fromisoformat(at)
    try:
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):  # Beyond the calendar, or what the system knows zones for.
        return moment
