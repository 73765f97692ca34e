"""What each evidence item is worth on a day: where it is used, until when, and the worst that can be said of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from wwc_assess.readiness.standing import uses_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wwc_assess.readiness.model import Use
    from wwc_assess.records.model import Evidence, LinkCheck, Records
    from wwc_assess.standard.model import Document, Standard

EXPIRING_DAYS = 90
"""Evidence whose last day is no further away is expiring (scoring rules, findings)."""


class EvidenceState(StrEnum):
    """What an evidence item is worth on a day, worst first; a flaw has the same word here."""

    WITHDRAWN = "withdrawn"
    UNUSED = "unused"
    """Attached to nothing that is asked for."""
    EXPIRED = "expired"
    STALE = "stale"
    UNDATED = "undated"
    UNREACHABLE = "unreachable"
    EXPIRING = "expiring"
    WARNED = "warned"
    """Usable, though the latest try to reach it failed."""
    USABLE = "usable"


_RANK = {state: rank for rank, state in enumerate(EvidenceState)}


class EvidenceView(Struct, frozen=True):
    """An evidence item, what it proves in each slot, and what it is worth in all."""

    item: Evidence
    uses: tuple[Use, ...]
    """One for each slot that it is attached to, in order."""
    state: EvidenceState
    """The worst that holds, over the slots that are asked for."""
    last_day: date | None
    """The last day on which its dates let it count in every slot it is attached to; None where they set no end."""


SORTS: Mapping[str, Callable[[EvidenceView], Any]] = {
    "number": lambda view: view.item.id,
    "name": lambda view: view.item.name.casefold(),
    "until": lambda view: view.last_day or date.max,
    "state": lambda view: _RANK[view.state],
}
"""What a list of evidence can be sorted by."""


def survey(standard: Standard, records: Records, today: date) -> tuple[EvidenceView, ...]:
    """Return all evidence as it is on a day, in the order it was added.

    Args:
        standard: What is asked.
        records: Where the evidence stands.
        today: The day it is judged on.
    """
    return tuple(_view(item, standard, today) for item in records.evidence)


def last_day(item: Evidence, document: Document | None) -> date | None:
    """Return the last day on which an item's dates let it fill a slot; None where they set no end.

    Args:
        item: The evidence.
        document: The slot; None where no slot sets an age.
    """
    days = [item.valid_until] if item.valid_until else []
    if document and document.max_age and item.as_of:
        days.append(document.max_age.last_day(item.as_of))
    return min(days, default=None)


def is_expiring(last: date | None, today: date) -> bool:
    """Return whether a last day is not over and at most `EXPIRING_DAYS` away."""
    return last is not None and 0 <= (last - today).days <= EXPIRING_DAYS


def latest_try(item: Evidence, today: date) -> LinkCheck | None:
    """Return the latest try to reach an item up to a day; None where nobody tried."""
    return next((check for check in reversed(item.link_checks) if check.day <= today), None)


def changed_since(item: Evidence, today: date) -> date | None:
    """Return the latest day on which a file had other bytes than when it was last read; None if it never had.

    Who dates the evidence later than that has looked at what it holds now.
    """
    read = [check for check in item.link_checks if check.sha256 and check.day <= today]
    since = next((check.day for check in reversed(read) if check.sha256 != read[-1].sha256), None)
    return None if since and item.as_of and item.as_of > since else since


def document_of(use: Use, standard: Standard) -> Document | None:
    """Return the document that a use stands for; None for a criterion as such, or where the standard has none."""
    criterion = standard.by_id.get(use.slot.criterion)
    return criterion.document(use.slot.document) if criterion and use.slot.document else None


def _view(item: Evidence, standard: Standard, today: date) -> EvidenceView:
    uses = tuple(uses_of(item, standard, today))
    ends = [last_day(item, document_of(use, standard)) for use in uses]
    states = {_state(use, end, item, today) for use, end in zip(uses, ends, strict=True) if use.asked_for}
    states |= {EvidenceState.WITHDRAWN} if item.withdrawn else set()
    worst = min(states, key=_RANK.__getitem__, default=EvidenceState.UNUSED)
    return EvidenceView(item, uses, worst, min((end for end in ends if end), default=item.valid_until))


def _state(use: Use, end: date | None, item: Evidence, today: date) -> EvidenceState:
    """Return what an item is worth in one slot."""
    if use.flaw:
        return EvidenceState(use.flaw)
    if is_expiring(end, today):
        return EvidenceState.EXPIRING
    tried = latest_try(item, today)
    return EvidenceState.WARNED if tried and not tried.ok else EvidenceState.USABLE
