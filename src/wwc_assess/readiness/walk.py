"""The walk: which question comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.standing import value_of
from wwc_assess.records.model import CheckRef, Records, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wwc_assess.standard.model import Check, Criterion, Standard


def open_checks(criterion: Criterion, records: Records) -> list[Check]:
    """Return the checks of a criterion that are blank, unsure, or reworded since they were answered."""
    return [
        check for check in criterion.questions if value_of(criterion, check, records) in {None, Value.UNSURE}
    ]


def open_questions(standard: Standard, records: Records) -> Iterator[CheckRef]:
    """Give the open checks of all criteria that count, in the standard's order."""
    for criterion in standard.active():
        for check in open_checks(criterion, records):
            yield CheckRef(criterion.id, check.id)


def next_open(standard: Standard, records: Records, after: CheckRef | None = None) -> CheckRef | None:
    """Return the first open question after a check, from the beginning again at the end; None if none is left.

    Args:
        standard: What is asked.
        records: What was answered.
        after: The check to go on from, which itself comes last; None for the first open one.
    """
    still_open = list(open_questions(standard, records))
    if after is None or not still_open:
        return still_open[0] if still_open else None
    order = {
        CheckRef(criterion.id, check.id): place
        for place, (criterion, check) in enumerate(
            (criterion, check) for criterion in standard.criteria for check in criterion.questions
        )
    }
    here = order.get(after, -1)
    return next((ref for ref in still_open if order[ref] > here), still_open[0])
