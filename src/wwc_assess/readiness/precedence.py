"""What requires what, as sets of bits, and the parts that have nothing to do with one another."""

from __future__ import annotations

from functools import partial
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Precedence:
    """Which of a number of things require which others, directly or by way of others.

    Args:
        requires: By place, the places of what each requires; in no circle.
    """

    def __init__(self, requires: Sequence[Sequence[int]]) -> None:
        self.above = [0] * len(requires)
        """By place, all that each requires, as a set of bits."""
        self.below = [0] * len(requires)
        """By place, all that require it."""
        self._near = [0] * len(requires)
        for place in TopologicalSorter(dict(enumerate(requires))).static_order():
            direct = indirect = 0
            for other in requires[place]:
                direct |= 1 << other
                indirect |= self.above[other]
            self.above[place] = direct | indirect
            for other in members(direct | indirect):
                self.below[other] |= 1 << place
            # What is required by way of another anyway makes no edge of its own.
            for other in members(direct & ~indirect):
                self._near[place] |= 1 << other
                self._near[other] |= 1 << place

    def parts(self, free: int) -> Iterator[list[int]]:
        """Give the parts that have nothing to do with one another, each in an order in which to decide it.

        Any order gives the same answer. A good one leaves few places that what is decided bears on.

        Args:
            free: What is to be decided, as a set of bits.
        """
        while free:
            part, reached = 0, free & -free
            while reached & ~part:
                place = next(members(reached & ~part))
                part |= 1 << place
                reached |= self._near[place] & free
            yield self._order(part)
            free &= ~part

    def _order(self, rest: int) -> list[int]:
        """Return the places of a part, from an outer one on, each time the one that keeps the edge shortest."""
        place = min(members(rest), key=lambda other: self._near[other].bit_count())
        decided = touched = 0
        order = [place]
        while rest := rest ^ (1 << place):
            decided |= 1 << place
            touched |= self._near[place]
            place = min(members(rest), key=partial(self._edge_with, decided, touched, rest))
            order.append(place)
        return order

    def _edge_with(self, decided: int, touched: int, rest: int, place: int) -> int:
        """Return by how much the edge of the decided, on both its sides, is longer with one more of the rest."""
        near, left = self._near, rest ^ (1 << place)
        inside = sum(1 for other in members(near[place] & decided) if not near[other] & left)
        outside = ((touched | near[place]) & left).bit_count()
        return outside - inside + (1 if near[place] & left else 0)


def members(bits: int) -> Iterator[int]:
    """Give the places of a set of bits, rising."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
