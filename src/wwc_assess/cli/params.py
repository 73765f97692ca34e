"""What the commands share: their options for a day and for JSON, and the place they work on."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from wwc_assess.records.changes import UNCHANGED, Unchanged
from wwc_assess.standard.reference import checks_of
from wwc_assess.words import _

if TYPE_CHECKING:
    from wwc_assess.session import Session
    from wwc_assess.standard.model import Criterion, Standard

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIRST, _LAST = date(1000, 1, 1), date(2999, 12, 31)
"""Any other year is a slip of the hand."""


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic in the newest click only
    """A day, written like 2026-11-22."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        text = str(value).strip()
        try:
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None or not _FIRST <= day <= _LAST:
            self.fail(_("“{text}” is no date. Write it like 2026-11-22.").format(text=text), param, ctx)
        return day


DAY = _Day()


def day_or_nothing(
    context: click.Context, option: click.Parameter, text: str | None
) -> date | Unchanged | None:
    """Return the day an option gives: None where it is emptied, UNCHANGED where it is not given."""
    if text is None:
        return UNCHANGED
    return DAY.convert(text, option, context) if text.strip() else None


def criterion_of(standard: Standard, reference: str) -> Criterion:
    """Return the criterion that a reference to it or to one of its questions means.

    Raises:
        InputError: There is none.
    """
    return checks_of(standard, reference)[0][0]


def local_today() -> date:
    """Return the day it is where the person is."""
    return date.today()  # noqa: DTZ011  a city's local date, on purpose


def _today() -> date:
    """Return the day given before the command, or the day it is."""
    day: date | None = click.get_current_context().find_root().params.get("today")
    return day or local_today()


today_option = click.option(
    "--today", type=DAY, default=_today, help=_("Judge as on this day instead of today.")
)
json_option = click.option("--json", "as_json", is_flag=True, help=_("For programs: JSON."))


class Place(Struct, frozen=True):
    """Which workspace a command works on, and for whom."""

    workspace: str | None
    """What --workspace was given."""
    by: str | None
    """What --by was given."""

    def open(self, *, read_only: bool = False) -> Session:
        """Open the newest assessment of the workspace.

        Raises:
            AssessError: There is none, or it cannot be read.
        """
        from wwc_assess.session import Session  # noqa: PLC0415  help and slips need none

        return Session.open(self.workspace, by=self.by, read_only=read_only)
