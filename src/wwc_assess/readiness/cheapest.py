"""The cheapest choice that gives enough points and holds all that it requires: exact, with no ties left open.

Every option gets one whole number as its weight, and a choice weighs the sum. From its highest digits to its lowest a
weight holds the cost, the figure 1, and 2ⁿ less in the place that the option has among n. So the lightest choice is the
one that costs least; of those, the one with the fewest options; of those, the one that is first in file order. No two
choices weigh the same, and the lowest n digits of a sum tell which options it is made of.

The options are decided one after the other. What was decided bears on the rest in two ways only: by the points still
missing, and by which of the rest are barred (something they require was left out) or wanted (something chosen requires
them). Choices that agree in that are continued by the same choices, so that only the lightest has to be kept. Of all
that is kept, always the one is continued that can become the lightest by a bound that is never too high (A* search); the
first that is complete is therefore the lightest of all.
"""

from __future__ import annotations

from heapq import heappop, heappush
from math import gcd, lcm
from typing import TYPE_CHECKING, NamedTuple

from wwc_assess.readiness.precedence import Precedence, members
from wwc_assess.readiness.prices import prices

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from decimal import Decimal

    from wwc_assess.readiness.prices import Prices

Choice = tuple[int, ...]
"""Places of the chosen options, rising."""

State = tuple[int, int, int, int, bool]
"""How many are decided, what is barred and what is wanted as sets of bits, points missing, whether it is unlike."""


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
        options: In file order; each gives at least one point.
        points: How many points a choice has to give at least.
        forced: Places of options that every choice holds, and so all that these require.

    Returns:
        Each of them None where there is none.
    """
    precedence = Precedence([option.requires for option in options])
    held = 0
    for place in forced:
        held |= 1 << place | precedence.above[place]
    free = ~held & ((1 << len(options)) - 1)
    missing = points - sum(options[place].points for place in members(held))
    if missing <= 0:
        return _places(held), None
    if missing > sum(options[place].points for place in members(free)):
        return None, None
    lightest = _Lightest(options, missing, precedence, free)
    best = lightest.choice()
    other = lightest.choice(unlike=best)
    return _places(best | held), _places(other | held) if other else None


def _places(choice: int) -> Choice:
    return tuple(members(choice))


class _Stage(NamedTuple):
    """What is known before any choice is looked at, once so many options are decided."""

    rest: int
    """What is not decided, as a set of bits."""
    points: int
    """Those that all the rest gives."""
    reduced: Sequence[int]
    """By place, what one of the rest adds to the bound if it is chosen: its weight at the prices."""
    least: int
    """What the rest adds to the bound where nothing is barred or wanted."""


class _Lightest:
    """Finds the lightest choice among options that are free to choose.

    Args:
        options: All of them.
        missing: How many points the choice has to give: more than 0, and not more than all the free ones give.
        precedence: Which requires which.
        free: The free ones, as a set of bits.
    """

    def __init__(self, options: Sequence[Option], missing: int, precedence: Precedence, free: int) -> None:
        # Where all give even points, an odd number of them is never hit.
        unit = gcd(*(options[place].points for place in members(free)))
        self._points = [option.points // unit for option in options]
        self._missing = -(-missing // unit)
        self._weights = _weights([option.cost for option in options])
        self._precedence = precedence
        worth = prices(self._weights, self._points, precedence.above, free, self._missing)
        self._point = worth.point
        reduced = self._reduced(worth)
        # What is tied to others first; then what the prices decide most clearly.
        parts = sorted(precedence.parts(free), key=lambda part: (-len(part), -abs(reduced[part[0]])))
        self._order = [place for part in parts for place in part]
        self._stages = list(self._ahead(worth, reduced, free))

    def choice(self, unlike: int = 0) -> int:
        """Return the lightest choice as a set of bits; 0 where there is none.

        Args:
            unlike: A set of bits; the choice has to do without at least one of these options, unless it is empty.
        """
        start: State = (0, 0, 0, self._missing, not unlike)
        lightest = {start: 0}
        leaving = self._leaving(unlike)
        waiting = [(0, start, 0)]
        while waiting:
            _bound, state, weight = heappop(waiting)
            if state[0] == len(self._order):
                return self._bits(weight)
            if weight > lightest[state]:
                continue
            for after, total in self._continued(state, weight, unlike):
                if after not in lightest or total < lightest[after]:
                    bound = self._bound(after, leaving)
                    if bound is not None:
                        lightest[after] = total
                        heappush(waiting, (total + bound, after, total))
        return 0

    def _continued(self, state: State, weight: int, unlike: int) -> Iterator[tuple[State, int]]:
        """Give the states, with what they weigh, after one more option is left out or chosen."""
        decided, barred, wanted, missing, differs = state
        place = self._order[decided]
        bit, rest = 1 << place, self._stages[decided + 1].rest
        above, below = self._precedence.above[place], self._precedence.below[place]
        if not wanted & bit:
            left_out = differs or bool(unlike & bit)
            yield (decided + 1, (barred | below) & rest, wanted & rest, missing, left_out), weight
        if not barred & bit:
            still = max(missing - self._points[place], 0)
            chosen = decided + 1, barred & rest, (wanted | above) & rest, still, differs
            yield chosen, weight + self._weights[place]

    def _bound(self, state: State, leaving: Sequence[int | None]) -> int | None:
        """Return what the rest adds to the weight at least; None where the rest cannot complete the choice."""
        decided, barred, wanted, missing, differs = state
        stage = self._stages[decided]
        bound = self._point * missing + stage.least
        within_reach = stage.points
        for place in members(barred):
            within_reach -= self._points[place]
            bound -= min(stage.reduced[place], 0)
        for place in members(wanted):
            bound += max(stage.reduced[place], 0)
        if missing > within_reach:
            return None
        if not differs:
            least = leaving[decided]
            if least is None:
                return None
            bound += least
        return bound

    def _leaving(self, unlike: int) -> list[int | None]:
        """Return by stage what doing without one of some options adds to the bound at least; None where none is left.

        Deciding one more never makes the bound lower, so it will do to count for each its loss at its own stage.
        """
        least: int | None = None
        found = [least]
        for decided, place in reversed([*enumerate(self._order)]):
            if unlike >> place & 1:
                loss = max(-self._stages[decided].reduced[place], 0)
                least = loss if least is None else min(least, loss)
            found.append(least)
        return found[::-1]

    def _reduced(self, worth: Prices) -> list[int]:
        """Return what each option adds to the bound if it is chosen, before anything is decided."""
        pairs = zip(self._weights, self._points, strict=True)
        reduced = [weight - worth.point * points for weight, points in pairs]
        for place, payers in worth.paid.items():
            for payer, amount in payers.items():
                reduced[place] -= amount
                reduced[payer] += amount
        return reduced

    def _ahead(self, worth: Prices, reduced: Sequence[int], rest: int) -> Iterator[_Stage]:
        """Give the stages, from nothing to everything decided; who is decided neither pays nor is paid for."""
        reduced = [*reduced]
        pays: dict[int, dict[int, int]] = {place: {} for place in self._order}
        for place, payers in worth.paid.items():
            for payer, amount in payers.items():
                pays[payer][place] = amount
        left = list(members(rest))
        points = sum(self._points[place] for place in left)
        least = sum(min(reduced[place], 0) for place in left)
        kept = tuple(reduced)
        yield _Stage(rest, points, kept, least)
        for place in self._order:
            rest ^= 1 << place
            points -= self._points[place]
            least -= min(reduced[place], 0)
            changes = [(payer, -amount) for payer, amount in worth.paid.get(place, {}).items() if amount]
            changes += [(other, amount) for other, amount in pays[place].items() if amount]
            for other, amount in changes:
                before = reduced[other]
                reduced[other] += amount
                if rest >> other & 1:
                    least += min(reduced[other], 0) - min(before, 0)
            if changes:
                kept = tuple(reduced)
            yield _Stage(rest, points, kept, least)

    def _bits(self, weight: int) -> int:
        """Return which options a weight is made of."""
        count = len(self._weights)
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
