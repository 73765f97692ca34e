"""What scoring gives: standings, tallies and reasons, as plain frozen values."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wwc_assess.records.model import Slot
    from wwc_assess.standard.model import Seen


class Claim(StrEnum):
    """What the answers to a criterion's checks come to."""

    MET = "met"
    OPEN = "open"
    NOT_MET = "not met"


class Standing(StrEnum):
    """What a criterion has reached, highest first."""

    REVIEWED = "reviewed"
    PROVEN = "proven"
    CLAIMED = "claimed"
    OPEN = "open"
    UNANSWERED = "unanswered"
    """Open, and no check answered at all."""
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"
    """Leaves the total; only where the standard's policy allows it."""
    NOT_COUNTED = "not counted"
    """A planned or retired criterion."""


class TallyName(StrEnum):
    """The four ways to count, strictest first: each counts the standings up to its own."""

    REVIEWED = "reviewed"
    PROVEN = "proven"
    CLAIMED = "claimed"
    POSSIBLE = "possible"


class ReasonKind(StrEnum):
    """The kinds of reason for a standing."""

    CHECK_COUNTS = "check counts"
    CHECK_MISSING = "check missing"
    CHECK_OPEN = "check open"
    CHECK_REWORDED = "check reworded"
    DOCUMENT_FILLED = "document filled"
    DOCUMENT_EMPTY = "document empty"
    EVIDENCE_MISSING = "evidence missing"
    EVIDENCE_UNUSABLE = "evidence unusable"
    SIGNED_OFF = "signed off"
    SIGN_OFF_VOID = "sign-off void"
    SIGN_OFF_OWN = "sign-off by an answerer"
    REQUIRES = "requires"


class Flaw(StrEnum):
    """Why an attached evidence item cannot be used."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    STALE = "stale"
    UNDATED = "undated"
    UNREACHABLE = "unreachable"


class Use(Struct, frozen=True):
    """An evidence item in one slot."""

    slot: Slot
    asked_for: bool
    """False where the standard has no such slot, so that the item proves nothing there."""
    flaw: Flaw | None
    day: date | None
    """The last day on which it could be used, where there was one."""


class Reason(Struct, frozen=True):
    """One reason for a criterion's standing; only what its kind needs is set."""

    kind: ReasonKind
    check: str | None = None
    value: str | None = None
    document: str | None = None
    optional: bool | None = None
    evidence: int | None = None
    flaw: Flaw | None = None
    day: date | None = None
    """The last day on which the evidence could be used, or the day of the sign-off."""
    criterion: str | None = None
    """The prerequisite that does not earn."""
    tallies: tuple[TallyName, ...] | None = None
    """The tallies that a prerequisite blocks."""
    by: str | None = None
    changed: tuple[str, ...] | None = None
    """What is not as it was signed off: text, answers, evidence."""


class Result(Struct, frozen=True):
    """Where one criterion stands."""

    id: str
    claim: Claim
    standing: Standing


class Borderline(Struct, frozen=True):
    """A level that the points do not reach, though reality was seen to grant it at this count."""

    level: str
    seen: Seen


class Tally(Struct, frozen=True):
    """One way to count: its points and the level they reach."""

    name: TallyName
    earned: frozenset[str]
    """Ids of the criteria that earn their points."""
    points: int
    percent: int
    """Floored, so that 100 is shown only when it is 100."""
    level: str | None
    blocked_by: tuple[str, ...]
    """Core criteria that do not earn; while there is one, no level is reached."""
    borderline: Borderline | None


class PracticeTally(Struct, frozen=True):
    """The points of one practice in each tally."""

    code: str
    total: int
    points: Mapping[TallyName, int]


class Readiness(Struct, frozen=True):
    """The score of one assessment on one day."""

    today: date
    total: int
    tallies: Mapping[TallyName, Tally]
    practices: tuple[PracticeTally, ...]
    results: Mapping[str, Result]
    """By criterion id, in the standard's order."""
