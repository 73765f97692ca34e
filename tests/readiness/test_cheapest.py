"""The cheapest choice: ties, what is forced, and large instances of every shape."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import combinations

import pytest

from wwc_assess.readiness.cheapest import Option, cheapest
from wwc_assess.readiness.precedence import Precedence, members

CRITERIA, EDGES = 200, 150


def options(*costs, points=1, requires=None):
    """Return options of these costs; `requires` gives what each needs by its place."""
    return [Option(Decimal(str(cost)), points, (requires or {}).get(n, ())) for n, cost in enumerate(costs)]


def chains(_chance):
    return [(n, n - 1) for n in range(1, CRITERIA) if n % 4][:EDGES]


def one_chain(_chance):
    return [(n + 1, n) for n in range(EDGES)]


def a_star_that_all_require(_chance):
    return [(n, 0) for n in range(1, EDGES + 1)]


def a_star_that_requires_all(_chance):
    return [(CRITERIA - 1, n) for n in range(EDGES)]


def a_tree(chance):
    return [(n, chance.randrange(n)) for n in range(1, EDGES + 1)]


def two_layers_where_each_requires_all_below(_chance):
    return [(15 + upper, lower) for upper in range(10) for lower in range(15)]


def four_dense_layers(chance):
    pairs = set()
    while len(pairs) < EDGES:
        layer = chance.randrange(3)
        pairs.add((20 * (layer + 1) + chance.randrange(20), 20 * layer + chance.randrange(20)))
    return pairs


def uniform(chance):
    pairs = set()
    while len(pairs) < EDGES:
        pairs.add(tuple(sorted(chance.sample(range(CRITERIA), 2), reverse=True)))
    return pairs


def a_dense_corner(chance):
    pairs = set()
    while len(pairs) < EDGES:
        pairs.add(tuple(sorted(chance.sample(range(40), 2), reverse=True)))
    return pairs


def two_layers(chance):
    pairs = set()
    while len(pairs) < EDGES:
        pairs.add((50 + chance.randrange(50), chance.randrange(50)))
    return pairs


SHAPES = (
    chains,
    one_chain,
    a_star_that_all_require,
    a_star_that_requires_all,
    a_tree,
    two_layers_where_each_requires_all_below,
    four_dense_layers,
    uniform,
    a_dense_corner,
    two_layers,
)


def a_large_instance(shape, seed):
    """Return 200 options with 150 prerequisite edges, and two thirds of their points."""
    chance = random.Random(seed)  # noqa: S311  no secret depends on it
    requires = [[] for _ in range(CRITERIA)]
    for upper, lower in shape(chance):
        requires[upper].append(lower)
    made = [
        Option(Decimal(chance.randrange(12)) / 4, chance.choice((1, 1, 2, 3)), tuple(lower))
        for lower in requires
    ]
    return made, sum(option.points for option in made) * 2 // 3


def cost_of(made, choice):
    return sum((made[place].cost for place in choice), Decimal(0))


@pytest.mark.many
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_two_hundred_options_with_150_edges_have_a_cheapest_choice_and_a_runner_up(shape):
    made, points = a_large_instance(shape, seed=7)
    best, other = cheapest(made, points)
    for choice in (best, other):
        assert list(choice) == sorted(set(choice))
        assert sum(made[place].points for place in choice) >= points
        assert all(set(made[place].requires) <= set(choice) for place in choice)
    assert not set(best) <= set(other)
    assert (cost_of(made, best), len(best), best) < (cost_of(made, other), len(other), other)


@pytest.mark.many
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_no_small_exchange_betters_the_choice_among_two_hundred(shape):
    made, points = a_large_instance(shape, seed=11)
    best, _other = cheapest(made, points)
    inside, outside = set(best), set(range(CRITERIA)) - set(best)
    for gone, new in [((a,), ()) for a in inside] + [((a,), (b,)) for a in inside for b in outside]:
        tried = inside - set(gone) | set(new)
        if sum(made[place].points for place in tried) >= points and all(
            set(made[place].requires) <= tried for place in tried
        ):
            assert (cost_of(made, tried), len(tried), tuple(sorted(tried))) > (
                cost_of(made, best),
                len(best),
                best,
            )


def test_without_prerequisites_the_cost_is_that_of_a_plain_knapsack():
    chance = random.Random(3)  # noqa: S311  no secret depends on it
    made = [Option(Decimal(chance.randrange(1, 99)) / 8, chance.randint(1, 9)) for _ in range(CRITERIA)]
    points = sum(option.points for option in made) * 3 // 5
    least = [Decimal(0)] + [Decimal("Infinity")] * points
    for option in made:
        for sought in range(points, 0, -1):
            least[sought] = min(least[sought], option.cost + least[max(sought - option.points, 0)])
    best, _other = cheapest(made, points)
    assert cost_of(made, best) == least[points]


def a_small_instance(seed):
    """Return a handful of options, the points sought, and what is forced, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  no secret depends on it
    places = chance.sample(range(6), chance.randint(1, 6))
    places = sorted(range(len(places)), key=places.__getitem__)
    requires = {
        place: tuple(other for other in places[:rank] if chance.random() < 0.3)
        for rank, place in enumerate(places)
    }
    costs = chance.sample((0, "0.5", 1, 1, 2, "0.125", 3), len(places))
    unit = chance.choice((1, 1, 2))
    made = [
        Option(Decimal(str(cost)), unit * chance.choice((1, 1, 2, 3)), requires[place])
        for place, cost in enumerate(costs)
    ]
    forced = [place for place in range(len(made)) if chance.random() < 0.15]
    return made, chance.randint(0, sum(option.points for option in made) + 1), forced


def an_instance_with_ties(seed):
    """Return more options than `a_small_instance` has, of which many cost the same, and the points sought."""
    chance = random.Random(seed)  # noqa: S311  no secret depends on it
    count = chance.randint(6, 9)
    places = chance.sample(range(count), count)
    density = chance.choice((0.1, 0.2, 0.3))
    requires = {
        place: tuple(other for other in places[:rank] if chance.random() < density)
        for rank, place in enumerate(places)
    }
    costs = chance.choice(((0, 1), (1, 2), (0, 1, 1, 2, 3, 5)))
    points = chance.choice(((1,), (1, 2), (1, 1, 2, 3)))
    made = [
        Option(Decimal(chance.choice(costs)), chance.choice(points), requires[place])
        for place in range(count)
    ]
    return made, chance.randint(1, sum(option.points for option in made)), ()


def all_choices(made, points, forced):
    """Return every choice that gives enough points and holds what it has to, in the order of the rules."""
    whole = []
    for size in range(len(made) + 1):
        for choice in combinations(range(len(made)), size):
            held = {other for place in choice for other in made[place].requires} | set(forced)
            if held <= set(choice) and sum(made[place].points for place in choice) >= points:
                whole.append((cost_of(made, choice), size, choice))
    return [choice for _cost, _size, choice in sorted(whole)]


SMALL = [a_small_instance(seed) for seed in range(400)] + [an_instance_with_ties(seed) for seed in range(200)]


@pytest.mark.parametrize("batch", range(10))
def test_the_choice_and_the_runner_up_are_the_first_of_all_choices_of_600_small_instances(batch):
    for made, points, forced in SMALL[batch::10]:
        ordered = all_choices(made, points, forced)
        best = ordered[0] if ordered else None
        other = next((choice for choice in ordered if not set(best) <= set(choice)), None)
        assert cheapest(made, points, forced) == (best, other)


def test_what_is_wanted_anyway_makes_no_choice_heavier():
    requires = {1: (0, 2), 2: (0, 3), 3: (6,), 4: (0, 3, 7), 5: (6, 3, 1), 7: (6,)}
    made = options(1, 0, 1, 0, 1, 1, 1, 1, requires=requires)
    assert cheapest(made, 6) == ((0, 1, 2, 3, 5, 6), (0, 1, 2, 3, 6, 7))


def test_of_many_choices_alike_in_cost_and_number_the_first_is_taken_however_many_pay_for_others():
    costs_and_points = ((2, 2), (2, 3), (1, 2), (2, 2), (2, 3), (2, 3))
    requires = {1: (0, 2, 4, 5), 2: (3, 4), 5: (0,)}
    made = [
        Option(Decimal(cost), points, requires.get(n, ()))
        for n, (cost, points) in enumerate(costs_and_points)
    ]
    assert cheapest(made, 5) == ((0, 4), (0, 5))


def test_fewer_options_go_before_more_and_earlier_ones_before_later():
    assert cheapest([*options(1, 1), *options(2, points=2)], 2) == ((2,), (0, 1))
    assert cheapest(options(1, 1, 1, 1), 2) == ((0, 1), (0, 2))
    assert cheapest(options(0, 0, 0), 1) == ((0,), (1,))


def test_of_choices_alike_in_cost_and_number_the_one_with_the_first_option_in_which_they_differ_is_taken():
    whole = options(1, 2, 3, 4, 9, requires={4: (0,)})
    sums_of_five = [choice for choice in combinations(range(4), 2) if cost_of(whole, choice) == Decimal(5)]
    assert sums_of_five == [(0, 3), (1, 2)]
    weighed = [Option(Decimal(cost), points) for cost, points in ((1, 1), (2, 2), (3, 2), (4, 3))]
    assert cheapest(weighed, 4) == ((0, 3), (1, 2))


def test_the_smallest_fraction_of_a_day_counts_for_more_than_any_number_of_options():
    many = [Option(Decimal("0.0005"), 1) for _ in range(20)]
    assert cheapest([Option(Decimal("0.0101"), 20), *many], 20)[0] == tuple(range(1, 21))
    assert cheapest([Option(Decimal("0.01"), 20), *many], 20)[0] == (0,)


@pytest.mark.parametrize("points", [1, 2])
def test_no_cost_is_rounded(points):
    barely_more = Decimal("1." + "0" * 320 + "1")
    two = [Option(barely_more, points), Option(Decimal(1), points)]
    assert cheapest(two, 1) == ((1,), (0,))


def test_forced_options_bring_all_that_they_require_and_count_towards_the_points():
    chain = options(1, 5, 5, 1, requires={2: (1,), 1: (0,)})
    assert cheapest(chain, 3, forced=[2]) == ((0, 1, 2), None)
    assert cheapest(chain, 4, forced=[2]) == ((0, 1, 2, 3), None)


def test_nothing_is_chosen_where_nothing_is_missing():
    assert cheapest(options(1, 0), 0) == ((), None)
    assert cheapest([], 0) == ((), None)


def test_more_points_than_all_options_give_cannot_be_reached():
    assert cheapest(options(1, 1), 3) == (None, None)
    assert cheapest([], 1) == (None, None)


def test_every_free_place_is_decided_once_in_any_precedence():
    for seed, shape in enumerate(SHAPES):
        made, _points = a_large_instance(shape, seed)
        precedence = Precedence([option.requires for option in made])
        free = sum(1 << place for place in range(0, CRITERIA, 3))
        assert sorted([place for part in precedence.parts(free) for place in part]) == list(members(free))
