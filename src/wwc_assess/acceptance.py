"""Accepting a plan: its criteria get due dates, and an owner where nobody has taken them, in one act."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.errors import InputError
from wwc_assess.readiness.schedule import schedule
from wwc_assess.records.changes import UNCHANGED
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from wwc_assess.readiness.plan import Job
    from wwc_assess.records.model import Records
    from wwc_assess.session import Session

_LARGEST_EXPONENT = 9
"""Of a number of days: reckoning exactly with larger ones takes a machine for ever."""


class Accepted(Struct, frozen=True):
    """What a criterion of an accepted plan has now."""

    criterion: str
    due: date
    owner: str
    """Empty where nobody has taken it."""


def days_of(text: str) -> Decimal:
    """Return the number of days that a text gives, such as ``2.5`` or ``2,5``.

    Raises:
        InputError: It gives none above 0.
    """
    try:
        days = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        days = Decimal(0)
    if not days.is_finite() or days <= 0 or abs(days.adjusted()) > _LARGEST_EXPONENT:
        raise InputError(
            _("“{text}” is no number of days above 0.").format(text=one_line(text)), _("Write it like 2.5.")
        )
    return days


def starting(start: date, today: date) -> date:
    """Return the day on which the work of a plan begins.

    Raises:
        InputError: It is past: what comes first would be due before anybody could begin.
    """
    if start < today:
        raise InputError(
            _("{start} is past.").format(start=start),
            _("Begin on {today}, which is today, or later.").format(today=today),
        )
    return start


def replacing(records: Records, dues: Iterable[tuple[str, date]]) -> str:
    """Return how many due dates that somebody set others take the place of, as a sentence; empty where none.

    Owners are never replaced.

    Args:
        records: What is set before the plan is accepted.
        dues: By when criteria are due, as `schedule` gives it.
    """
    count = sum(records.of(criterion).due not in {None, due} for criterion, due in dues)
    if not count:
        return ""
    return ngettext(
        "{count} due date that was set is replaced.", "{count} due dates that were set are replaced.", count
    ).format(count=count)


def accept(  # noqa: PLR0913  one keyword for each field of the form
    session: Session,
    records: Records,
    jobs: Sequence[Job],
    *,
    start: date,
    days_per_week: Decimal,
    owner: str = "",
) -> list[Accepted]:
    """Write by when jobs are due, all or none, so that one undo takes it back.

    Args:
        session: The opened assessment.
        records: What the jobs were made from.
        jobs: Those of a plan, in the order to do them.
        start: The day on which the work begins.
        days_per_week: Person-days that a calendar week has room for.
        owner: Who takes the criteria that nobody has taken; empty to leave them.

    Raises:
        ConflictError: Somebody else has set a due date or an owner since the records were read.
        AssessError: The work would go on beyond the calendar, or nothing could be written.
    """
    accepted = []
    with session.store.as_one_act():
        for criterion, due in schedule(jobs, start, days_per_week):
            now = records.of(criterion)
            takes = bool(owner) and not one_line(now.owner)
            session.store.set_particulars(
                session.assessment.id,
                criterion,
                session.by,
                due=due,
                owner=owner if takes else UNCHANGED,
                seen=now.revision,
            )
            accepted.append(Accepted(criterion, due, one_line(owner if takes else now.owner)))
    return accepted
