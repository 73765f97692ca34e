"""What requires what, as sets of bits, and an order to decide in with few states to keep apart."""

from __future__ import annotations

from functools import partial
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STARTS = 2
"""From so many places an order is tried."""
_CANDIDATES = 8
"""So many places that leave the shortest edge are tried as the next."""

States = set[tuple[int, int]]
"""The ways in which what is decided can bear on the rest: what is barred and what is wanted, as sets of bits."""


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

    def order(self, free: int) -> list[int]:
        """Return an order in which to decide, wide parts first.

        Any order gives the same answer. A good one leaves few ways in which what is decided bears on what is not.

        Args:
            free: What is to be decided, as a set of bits.
        """
        parts = [self._best(part) for part in self._parts(free)]
        # While there are few points yet, many states cost least.
        parts.sort(key=lambda part: -part[0])
        return [place for _states, order in parts for place in order]

    def _parts(self, free: int) -> Iterator[int]:
        """Give the parts that have nothing to do with one another."""
        while free:
            part, reached = 0, free & -free
            while reached & ~part:
                place = next(members(reached & ~part))
                part |= 1 << place
                reached |= self._near[place] & free
            yield part
            free &= ~part

    def _best(self, part: int) -> tuple[int, list[int]]:
        """Return the order found for a part that has the fewest states, after their number."""
        places = list(members(part))
        return min(self._from(start, part) for start in places[:: -(-len(places) // _STARTS)])

    def _from(self, place: int, rest: int) -> tuple[int, list[int]]:
        """Return an order that begins at a place and goes on where the fewest states are, after their number."""
        states: States = {(0, 0)}
        decided = touched = count = 0
        order = []
        while True:
            states = self._after(states, place, rest)
            count += len(states)
            order.append(place)
            touched |= self._near[place]
            decided |= 1 << place
            rest ^= 1 << place
            if not rest:
                return count, order
            place = min(
                sorted(members(rest), key=partial(self._edge_with, decided, touched, rest))[:_CANDIDATES],
                key=lambda other: len(self._after(states, other, rest)),
            )

    def _after(self, states: States, place: int, rest: int) -> States:
        """Return the states after one more of the rest is decided."""
        bit = 1 << place
        left = rest ^ bit
        above, below = self.above[place], self.below[place]
        without = {((barred | below) & left, wanted & left) for barred, wanted in states if not wanted & bit}
        return without | {
            (barred & left, (wanted | above) & left) for barred, wanted in states if not barred & bit
        }

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
