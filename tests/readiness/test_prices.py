"""The prices: whatever they are, what they say of a choice is never too much, and in easy cases it is all."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from test_cheapest import SHAPES, a_large_instance

from wwc_assess.readiness.precedence import Precedence, members
from wwc_assess.readiness.prices import prices


def an_instance(seed, most=9):
    """Return weights, points, requirements and the points sought, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  no secret depends on it
    count = chance.randint(1, most)
    weights = [chance.randint(1, 20) for _ in range(count)]
    points = [chance.choice((1, 1, 2, 3)) for _ in range(count)]
    requires = [[other for other in range(place) if chance.random() < 0.25] for place in range(count)]
    return weights, points, Precedence(requires), chance.randint(1, sum(points))


def a_shared_instance(seed):
    """Return what `an_instance` does, where each of four dear options is required by some of four that bring much."""
    chance = random.Random(seed)  # noqa: S311  no secret depends on it
    weights = [chance.randint(10, 20) for _ in range(4)] + [chance.randint(1, 9) for _ in range(4)]
    points = [1] * 4 + [chance.randint(1, 4) for _ in range(4)]
    requires = [[]] * 4 + [[other for other in range(4) if chance.random() < 0.6] for _ in range(4)]
    return weights, points, Precedence(requires), chance.randint(1, sum(points))


def whole_choices(points, precedence, missing):
    """Give every choice that gives enough points and holds all that it requires."""
    places = range(len(points))
    for size in range(1, len(points) + 1):
        for choice in combinations(places, size):
            bits = sum(1 << place for place in choice)
            if sum(points[place] for place in choice) >= missing and all(
                precedence.above[place] & ~bits == 0 for place in choice
            ):
                yield choice


def bound_of(choice, weights, points, missing, found):
    """Return what the prices say that a choice weighs at least."""
    bound = found.point * missing
    for place in choice:
        bound += weights[place] - found.point * points[place] - sum(found.paid.get(place, {}).values())
        bound += sum(payers.get(place, 0) for payers in found.paid.values())
    return bound


@pytest.mark.parametrize("seed", range(150))
def test_no_choice_weighs_less_than_the_prices_say(seed):
    weights, points, precedence, missing = an_instance(seed)
    found = prices(weights, points, precedence.above, (1 << len(points)) - 1, missing)
    for choice in whole_choices(points, precedence, missing):
        weight = sum(weights[place] for place in choice)
        assert bound_of(choice, weights, points, missing, found) <= weight


def relaxed(point, weights, points, precedence, missing):
    """Return the most that any payments could say at this price of a point, found by trying all sets.

    By strong duality that is the worth of the points sought and the least loss of any set that holds all it requires.
    """
    choices = whole_choices(points, precedence, 0)
    losses = [sum(weights[place] - point * points[place] for place in choice) for choice in choices]
    return point * missing + min(0, *losses)


@pytest.mark.parametrize(
    "instance", [*(an_instance(seed, most=7) for seed in range(60)), *map(a_shared_instance, range(40))]
)
def test_the_prices_say_as_much_as_any_could(instance):
    weights, points, precedence, missing = instance
    # Like true weights they are so large that what is lost by whole prices decides nothing.
    weights = [10_000 * weight for weight in weights]
    point, paid = prices(weights, points, precedence.above, (1 << len(points)) - 1, missing)
    said = point * missing
    for place, weight in enumerate(weights):
        received = sum(paid.get(place, {}).values())
        given = sum(payers.get(place, 0) for payers in paid.values())
        said += min(weight - point * points[place] - received + given, 0)

    def most(price):
        return relaxed(price, weights, points, precedence, missing)

    assert said == most(point)
    # The best price lies between this whole number and the next: what is said rises up to it and falls beyond.
    assert most(point - 1) <= most(point)
    assert most(point + 1) >= most(point + 2)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_prices_are_never_negative_and_are_paid_only_for_what_is_required(shape):
    made, missing = a_large_instance(shape, seed=5)
    precedence = Precedence([option.requires for option in made])
    weights = [int(option.cost * 4) + 1 for option in made]
    points = [option.points for option in made]
    found = prices(weights, points, precedence.above, (1 << len(made)) - 1, missing)
    assert found.point >= 0
    for place, payers in found.paid.items():
        assert sum(payers.values()) <= weights[place]
        for payer, amount in payers.items():
            assert amount >= 0
            assert precedence.above[payer] >> place & 1


def test_a_point_is_worth_what_the_last_one_needed_costs():
    weights, points = [3, 10, 20, 40], [1, 1, 1, 1]
    assert prices(weights, points, [0] * 4, 0b1111, 2).point in range(10, 21)
    assert prices(weights, points, [0] * 4, 0b1111, 4).point >= 40 // 4


def test_what_is_required_is_paid_for_by_what_requires_it():
    weights, points = [100, 1, 1, 60], [1, 1, 1, 1]
    precedence = Precedence([(), (0,), (0,), ()])
    found = prices(weights, points, precedence.above, 0b1111, 3)
    assert set(found.paid[0]) <= {1, 2}
    for choice in whole_choices(points, precedence, 3):
        assert bound_of(choice, weights, points, 3, found) <= sum(weights[place] for place in choice)
    assert list(members(precedence.below[0])) == [1, 2]
