"""Which criteria and which evidence items of two reports are the same."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from wwc_assess.report.facts_evidence import EvidenceFacts
    from wwc_assess.report.facts_model import CriterionFacts, Facts, StandardFacts


class Both(Struct, frozen=True):
    """Two reports, and what in them is the same."""

    a: Facts
    b: Facts
    criteria: Mapping[str, str]
    """Ids on the first side by those on the second."""
    evidence: Mapping[int, int]
    """Numbers on the first side by those on the second."""


def both(a: Facts, b: Facts) -> Both:
    """Return two reports with their criteria and their evidence paired.

    Criteria are the same if they have the same id, or if one side's stands in the place of exactly one of the other's
    (`replaces`) and is alone in doing so. Evidence is the same by its location, else by number and title: in another
    workspace the same number is another item.
    """
    return Both(a, b, _criteria(a, b), _evidence(a.evidence, b.evidence))


def _criteria(a: Facts, b: Facts) -> dict[str, str]:
    before, after = ({criterion.id: criterion for criterion in side.criteria} for side in (a, b))
    kept = before.keys() & after.keys()
    gone = [criterion for key, criterion in before.items() if key not in kept]
    came = [criterion for key, criterion in after.items() if key not in kept]
    # The newer edition names what it replaces, whichever side it is on.
    forward, backward = _replaced(came, gone, a.standard), _replaced(gone, came, b.standard)
    return {key: key for key in kept} | forward | {new: old for old, new in backward.items()}


def _replaced(
    newer: Sequence[CriterionFacts], older: Sequence[CriterionFacts], standard: StandardFacts
) -> dict[str, str]:
    """Return, by the id of a newer criterion, the one older criterion in whose place it alone stands."""
    there = {criterion.id for criterion in older}
    named = {criterion.id: _named(criterion.replaces, there, standard) for criterion in newer}
    claimed = Counter(key for keys in named.values() for key in keys)
    return {
        new: old
        for new, keys in named.items()
        for old in keys
        if len(keys) == 1 and old in there and claimed[old] == 1
    }


def _named(keys: Sequence[str], there: Collection[str], standard: StandardFacts) -> set[str]:
    """Return the ids that `replaces` names of a standard, plain or with an edition in front.

    The edition is the standard's id or edition. One by another name is taken for it where none bears its own: people
    have short names for editions, such as the ``v2`` of ``v2:DG2``.
    """
    plain = {key for key in keys if key in there or ":" not in key}
    placed = [key.rsplit(":", 1) for key in keys if key not in plain]
    here = {key for edition, key in placed if edition in {standard.id, standard.edition}}
    return plain | (here or {key for _edition, key in placed})


def _evidence(a: Sequence[EvidenceFacts], b: Sequence[EvidenceFacts]) -> dict[int, int]:
    same: dict[int, int] = {}
    for known_by in (_place, _number_and_title):
        taken = set(same.values())
        left: defaultdict[object, deque[int]] = defaultdict(deque)
        for item in a:
            if item.id not in taken and (known := known_by(item)):
                left[known].append(item.id)
        for item in b:
            if item.id not in same and (alike := left.get(known_by(item))):
                same[item.id] = alike.popleft()
    return same


def _place(item: EvidenceFacts) -> object:
    return item.location


def _number_and_title(item: EvidenceFacts) -> object:
    return item.title and (item.id, item.title)
