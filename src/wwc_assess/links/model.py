"""What trying a link or a file gives, and within which limits it is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Collection


class Verdict(NamedTuple):
    """What one location was found to be."""

    ok: bool
    detail: str
    """What was seen, in words for a person, such as ``404 Not Found``."""
    sha256: str = ""
    """Of the bytes of a file, as 64 hexadecimal digits; empty for a link."""
    tried: bool = True
    """False where nobody was asked: this computer is offline, or the host is none of those that may be asked."""


class Outcome(Struct, frozen=True):
    """What trying one evidence item gave."""

    evidence: int
    """Its number."""
    ok: bool
    detail: str
    """As a verdict has it, at most 200 characters."""
    sha256: str = ""
    """As a verdict has it."""
    tried: bool = True
    """As a verdict has it; what was not tried says nothing of the evidence and is not to be kept."""


def told_in_all(outcomes: Collection[Outcome]) -> str:
    """Return how many were tried with what outcome, and how many were left out."""
    tried = [outcome for outcome in outcomes if outcome.tried]
    fine, left_out = sum(outcome.ok for outcome in tried), len(outcomes) - len(tried)
    words = (
        _("Tried {all}: {fine} fine, {failed} failed; {left_out} left out.")
        if left_out
        else _("Tried {all}: {fine} fine, {failed} failed.")
    )
    return words.format(all=len(tried), fine=fine, failed=len(tried) - fine, left_out=left_out)


class Limits(Struct, frozen=True):
    """How long, how much and how many at a time."""

    connect: float = 10
    """Seconds until a server, or one of its addresses, has taken the connection."""
    read: float = 15
    """Seconds until the next bytes of an answer or a file have come."""
    whole: float = 30
    """Seconds for all requests of one link together; waiting for a turn does not count."""
    body: int = 65_536
    """Bytes of a page that are read at most; it need only be seen to come."""
    redirects: int = 5
    per_host: int = 2
    """Requests to one host at a time; all files together count as one host."""
    in_all: int = 16
    """Requests and files at a time."""


LIMITS = Limits()
"""Patient enough for a slow site, and no burden to any."""
