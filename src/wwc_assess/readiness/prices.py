"""Prices that tell early which choices cannot be the cheapest: what a point is worth, and who pays for whom.

Let every point that a choice gives be worth a price, and let an option pay a part of the weight of those that it
requires, for they are chosen with it. A choice that gives the points sought and holds all that it requires then weighs
at least the worth of these points and, of each option in it, the weight less the worth of its points, less what others
pay for it, and what it pays for others (Lagrange's multipliers). That holds for any prices, as long as none is negative;
the prices here are those with which it says most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wwc_assess.readiness.precedence import members

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Prices(NamedTuple):
    """What a point is worth, and who pays for whom. Nothing is negative."""

    point: int
    paid: Mapping[int, Mapping[int, int]]
    """By option, what each of those that require it, directly or not, pays of its weight."""


class _Choice(NamedTuple):
    weight: int
    points: int

    def loss(self, point: int) -> int:
        """Return what the choice weighs more than its points are worth."""
        return self.weight - point * self.points


def prices(
    weights: Sequence[int], points: Sequence[int], above: Sequence[int], free: int, missing: int
) -> Prices:
    """Return the prices for the choices among some options that give enough points.

    Where a point is cheap, the choice with the least loss gives too few points; where it is dear, more than enough. In
    between is the price at which both lose the same (Kelley's method of cutting planes, between two lines).

    Args:
        weights: By place, what an option weighs: more than 0.
        points: By place, what it gives: more than 0.
        above: By place, all that it requires, as a set of bits.
        free: The options to choose from, as a set of bits.
        missing: How many points a choice has to give: more than 0, and not more than all together.
    """
    places = list(members(free))
    few = _Choice(0, 0)
    enough = _choice(places, weights, points)
    while True:
        point = (enough.weight - few.weight) // (enough.points - few.points)
        gains = {place: point * points[place] - weights[place] for place in places}
        chosen, paid = _pay(gains, above)
        found = _choice(members(chosen), weights, points)
        if found.loss(point) >= min(few.loss(point), enough.loss(point)):
            return Prices(point, paid)
        if found.points < missing:
            few = found
        else:
            enough = found


def _choice(places: Iterable[int], weights: Sequence[int], points: Sequence[int]) -> _Choice:
    weight = gives = 0
    for place in places:
        weight += weights[place]
        gives += points[place]
    return _Choice(weight, gives)


def _pay(gains: Mapping[int, int], above: Sequence[int]) -> tuple[int, dict[int, dict[int, int]]]:
    """Let gains pay for the losses that they require, as far as possible (a maximum flow by Ford and Fulkerson).

    Args:
        gains: By option, what it gains; a loss is negative.
        above: By place, all that it requires, as a set of bits.

    Returns:
        The set that gains most and holds all that it requires, as bits; and for each loss what each gain pays.
    """
    owed = {place: -gain for place, gain in gains.items() if gain <= 0}
    paid: dict[int, dict[int, int]] = {place: {} for place in owed}
    best = 0
    for place, gain in gains.items():
        left = gain
        while left > 0:
            trail, reached = _trail(place, owed, paid, above)
            if not trail:
                # All that is reached is paid in full, and something is left.
                for other in reached:
                    best |= 1 << other | above[other]
                break
            released = list(zip(trail[1::2], trail[2::2], strict=False))
            amount = min(left, owed[trail[-1]], *(paid[loss][payer] for loss, payer in released))
            for payer, loss in zip(trail[::2], trail[1::2], strict=True):
                paid[loss][payer] = paid[loss].get(payer, 0) + amount
            for loss, payer in released:
                paid[loss][payer] -= amount
            owed[trail[-1]] -= amount
            left -= amount
    return best, paid


def _trail(
    start: int, owed: Mapping[int, int], paid: Mapping[int, Mapping[int, int]], above: Sequence[int]
) -> tuple[list[int], Iterable[int]]:
    """Return the shortest way from a gain to a loss that is not paid in full, and all that was reached on the search.

    The way goes from a gain to a loss that it requires, from there to another gain that pays for it and might be
    released from that, and so on. It is empty where there is none.
    """
    came = {start: start}
    queue = [start]
    for place in queue:
        if owed.get(place):
            trail = [place]
            while trail[-1] != start:
                trail.append(came[trail[-1]])
            return trail[::-1], came
        if place in owed:
            onward = [payer for payer, amount in paid[place].items() if amount]
        else:
            onward = [loss for loss in members(above[place]) if loss in owed]
        for other in onward:
            if other not in came:
                came[other] = place
                queue.append(other)
    return [], came
