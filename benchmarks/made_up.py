"""Makes up what the sample city is too small for: a standard of 200 criteria, and a workspace with 1,000 evidence items."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path

from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.model import Assessment, Records, Slot
from wwc_assess.session import Session
from wwc_assess.standard.model import Check, Criterion, Level, Practice, Provenance, Standard

CRITERIA, EDGES, LAYER = 200, 150, 50
ITEMS = 1_000
PLACE = "https://city.example/documents/"
"""How the location of each evidence item begins; its number follows in four digits."""

_OURS = Provenance("ours", "ours", "ours", ())
_LEVEL = Level("level", "Level", percent=Decimal(68))


def large_standard(seed: int) -> Standard:
    """Return a standard of 200 criteria of many weights and efforts, with 150 prerequisites drawn by lot.

    Args:
        seed: What the lot is drawn with; where it is odd, fifty criteria require about three each of fifty others.
    """
    chance = random.Random(seed)  # noqa: S311  no secret depends on it
    requires: list[set[int]] = [set() for _place in range(CRITERIA)]
    while sum(map(len, requires)) < EDGES:
        if seed % 2:
            lower, upper = chance.randrange(LAYER), LAYER + chance.randrange(LAYER)
        else:
            lower, upper = sorted(chance.sample(range(CRITERIA), 2))
        requires[upper].add(lower)
    criteria = tuple(
        Criterion(
            f"C{place}",
            f"Criterion {place}",
            "It is done.",
            _OURS,
            checks=(Check("done", "Is it done?", effort=Decimal(chance.randrange(12)) / 4),),
            requires=tuple(f"C{other}" for other in sorted(lower)),
            weight=chance.choice((1, 1, 2, 3)),
        )
        for place, lower in enumerate(requires)
    )
    return Standard("made-up", "", "", "", "", "", (Practice("P", "Practice", "", criteria),), (_LEVEL,))


def no_records() -> Records:
    """Return the records of a city that has not answered anything."""
    return Records(Assessment(1, "City", "made-up", "2026"))


def add_evidence(workspace: Path, today: date) -> None:
    """Add 1,000 evidence items of many ages to a workspace, each attached to a few slots.

    Args:
        workspace: It gets them.
        today: No item is younger.
    """
    with Session.open(str(workspace)) as session, session.store.as_one_act():
        slots = cycle(Slot(c.id, document.id) for c in session.standard.active() for document in c.documents)
        for number in range(ITEMS):
            new = NewEvidence(f"{PLACE}{number:04}", f"Document {number}", as_of=today - timedelta(number))
            session.add_evidence(new, list(islice(slots, 1 + number % 4)))


if __name__ == "__main__":
    add_evidence(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
