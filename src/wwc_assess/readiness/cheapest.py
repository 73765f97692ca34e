"""The cheapest choice that gives enough points and holds all that it requires: exact, with no ties left open.

Every option gets one whole number as its weight, and a choice weighs the sum. From its highest digits to its lowest a
weight holds the cost, the figure 1, and 2ⁿ less in the place that the option has among n. So the lightest choice is the
one that costs least; of those, the one with the fewest options; of those, the one that is first in file order. No two
choices weigh the same, and the lowest n digits of a sum tell which options it is made of.

The options are decided one after the other. What was decided bears on the rest in two ways only: by the points so far,
and by which of the rest are barred (something they require was left out) or wanted (something chosen requires them).
Choices that agree in that are continued by the same choices, so that only the lightest has to be kept.
"""

from __future__ import annotations

from itertools import chain, islice, repeat
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from wwc_assess.readiness.precedence import Precedence, members

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

Choice = tuple[int, ...]
"""Places of the chosen options, rising."""


class Option(NamedTuple):
    """Something to choose or to leave."""

    cost: Decimal
    points: int
    requires: tuple[int, ...] = ()
    """Places of the options that it cannot do without; in no circle."""


def cheapest(
    options: Sequence[Option], points: int, forced: Collection[int] = ()
) -> tuple[Choice | None, Choice | None]:
    """Return the cheapest choice that gives enough points, and the cheapest that does without a part of that one.

    Of choices that cost the same, the one with fewer options is the cheaper, then the one that is first in file order:
    the one that holds the first option in which they differ.

    Args:
        options: In file order.
        points: How many points a choice has to give at least.
        forced: Places of options that every choice holds, and so all that these require.

    Returns:
        Each of them None where there is none.
    """
    precedence = Precedence([option.requires for option in options])
    held = 0
    for place in forced:
        held |= 1 << place | precedence.above[place]
    missing = max(points - sum(options[place].points for place in members(held)), 0)
    free = precedence.order(~held & ((1 << len(options)) - 1))
    lightest = _Lightest(options, missing, precedence, free)
    best = lightest.choice()
    if best is None:
        return None, None
    other = lightest.choice(unlike=best) if best else None
    return _places(best | held), None if other is None else _places(other | held)


def _places(choice: int) -> Choice:
    return tuple(members(choice))


class _Lightest:
    """Finds the lightest choice among options that are free to choose.

    Args:
        options: All of them.
        points: How many points the choice has to give.
        precedence: Which requires which.
        order: The places of the free ones, in the order in which to decide them.
    """

    def __init__(
        self, options: Sequence[Option], points: int, precedence: Precedence, order: Sequence[int]
    ) -> None:
        self._options = options
        self._longest = points + 1
        self._precedence = precedence
        self._order = order
        self._weights = _weights([option.cost for option in options])

    def choice(self, unlike: int = 0) -> int | None:
        """Return the lightest choice as a set of bits; None where all together do not give enough points.

        Args:
            unlike: A set of bits; the choice has to do without at least one of these options, unless it is empty.
        """
        rest = sum(1 << place for place in self._order)
        # By barred, wanted and whether an option of `unlike` was left: the least weight for at least 0, 1, 2 … points.
        kept = {(0, 0, not unlike): [0]}
        for place in self._order:
            bit = 1 << place
            rest ^= bit
            above, below = self._precedence.above[place], self._precedence.below[place]
            seen: dict[tuple[int, int, bool], list[int]] = {}
            for (barred, wanted, differs), weights in kept.items():
                if not wanted & bit:
                    key = (barred | below) & rest, wanted & rest, differs or bool(unlike & bit)
                    seen[key] = _lighter(weights, seen.get(key))
                if not barred & bit:
                    key = barred & rest, (wanted | above) & rest, differs
                    seen[key] = _lighter(self._with(place, weights), seen.get(key))
            kept = seen
        found = kept.get((0, 0, True), [])
        return self._bits(found[-1]) if len(found) == self._longest else None

    def _with(self, place: int, weights: Sequence[int]) -> list[int]:
        """Return the least weights after an option was chosen too."""
        weight = self._weights[place]
        shifted = chain(repeat(weights[0], self._options[place].points), weights)
        return [weight + before for before in islice(shifted, self._longest)]

    def _bits(self, weight: int) -> int:
        """Return which options a weight is made of."""
        count = len(self._options)
        return sum(1 << place for place in range(count) if -weight >> (count - 1 - place) & 1)


def _weights(costs: Sequence[Decimal]) -> list[int]:
    """Return the weight of each option.

    Below the cost there is room for the sum of all the rest: n options count n, and n < 2^bits.
    """
    count = len(costs)
    bits = count.bit_length()
    ratios = [cost.as_integer_ratio() for cost in costs]
    scale = lcm(*(denominator for _numerator, denominator in ratios))
    return [
        (numerator * (scale // denominator) << (count + bits)) + (1 << count) - (1 << (count - 1 - place))
        for place, (numerator, denominator) in enumerate(ratios)
    ]


def _lighter(weights: list[int], others: list[int] | None) -> list[int]:
    """Return the lesser weight for each number of points."""
    if others is None:
        return weights
    if len(weights) < len(others):
        weights, others = others, weights
    return [*map(min, weights, others), *weights[len(others) :]]
