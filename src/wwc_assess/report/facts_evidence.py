"""Evidence as data: each item, where it is attached, and whether it was reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003  pydantic reads the types here and below
from typing import TYPE_CHECKING

from wwc_assess.readiness.evidence import EvidenceState, latest_try
from wwc_assess.readiness.model import Flaw  # noqa: TC001  as above
from wwc_assess.report.facts_work import Part

if TYPE_CHECKING:
    from wwc_assess.readiness.evidence import EvidenceView


@dataclass(frozen=True, slots=True, kw_only=True)
class UseFacts(Part):
    """An evidence item in one place."""

    criterion: str
    """Id of the criterion that it is attached to."""
    document: str | None = None
    """Id of the criterion's document that it is to be; left out where it is attached to none in particular."""
    asked_for: bool
    """Whether the standard has that place, so that it proves something there."""
    flaw: Flaw | None = None
    """Why it cannot be used there."""
    day: date | None = None
    """The last day on which it could be used there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts(Part):
    """The latest try to reach an evidence item."""

    day: date
    """When."""
    ok: bool
    """Whether it was reached."""
    detail: str = ""
    """What came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts(Part):
    """An evidence item."""

    id: int
    """Its number."""
    title: str = ""
    """Its title."""
    location: str
    """Its address, or the path of a file."""
    as_of: date | None = None
    """Its own date."""
    valid_until: date | None = None
    """The last day on which it is valid."""
    withdrawn: bool = False
    """Whether it was taken back."""
    state: EvidenceState
    """The worst that holds of it."""
    uses: tuple[UseFacts, ...] = ()
    """Where it is attached."""
    link_check: LinkFacts | None = None
    """The latest try to reach it."""


def evidence_facts(seen: EvidenceView, today: date) -> EvidenceFacts:
    """Return an evidence item as data, as it is judged on a day."""
    item = seen.item
    tried = latest_try(item, today)
    return EvidenceFacts(
        id=item.id,
        title=item.title,
        location=item.location,
        as_of=item.as_of,
        valid_until=item.valid_until,
        withdrawn=item.withdrawn,
        state=seen.state,
        uses=tuple(
            UseFacts(
                criterion=use.slot.criterion,
                document=use.slot.document,
                asked_for=use.asked_for,
                flaw=use.flaw,
                day=use.day,
            )
            for use in seen.uses
        ),
        link_check=LinkFacts(day=tried.day, ok=tried.ok, detail=tried.detail) if tried else None,
    )
