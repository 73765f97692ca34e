"""What requires what: all that stands above and below, the parts, and the order in which a part is decided."""

from __future__ import annotations

import random

import pytest

from wwc_assess.readiness.precedence import Precedence, members

CHAIN = [(), (0,), (1,), (2,), (3,), (4,)]


def parts(requires, free=None):
    """Return the parts of what is free, or of everything."""
    everything = (1 << len(requires)) - 1
    return list(Precedence(requires).parts(everything if free is None else free))


def bits(*places):
    return sum(1 << place for place in places)


def edge(decided, rest, requires):
    """Return how many on both sides have to do with one on the other."""
    pairs = [{upper, lower} for upper, lowers in enumerate(requires) for lower in lowers]
    return len(
        set().union(*(pair for pair in pairs if pair.intersection(decided) and pair.intersection(rest)))
    )


def three_layers(seed):
    """Return requirements of which none is one by way of another: each may require some of the layer below."""
    chance = random.Random(seed)  # noqa: S311  no secret depends on it
    places = chance.sample(range(12), 12)
    requires = [()] * 12
    for below in (4, 8):
        for place in places[below - 4 : below]:
            requires[place] = tuple(other for other in places[below : below + 4] if chance.random() < 0.4)
    return requires


def test_what_is_required_by_way_of_others_counts_as_required():
    precedence = Precedence([(), (0,), (1, 0), ()])
    assert [list(members(above)) for above in precedence.above] == [[], [0], [0, 1], []]
    assert [list(members(below)) for below in precedence.below] == [[1, 2], [2], [], []]


@pytest.mark.parametrize(
    ("requires", "free", "found"),
    [
        ([(), (), ()], None, [{0}, {1}, {2}]),
        ([(), (), (0,), (1,), (2, 0)], None, [{0, 2, 4}, {1, 3}]),
        ([(3,), (), (1,), (), (0, 5), ()], None, [{0, 3, 4, 5}, {1, 2}]),
        (CHAIN, None, [{0, 1, 2, 3, 4, 5}]),
        (CHAIN, bits(0, 1, 3, 5), [{0, 1}, {3}, {5}]),
        (CHAIN, 0, []),
    ],
)
def test_a_part_is_what_has_to_do_with_one_another_without_what_is_decided(requires, free, found):
    given = parts(requires, free)
    assert [set(part) for part in given] == found
    assert all(len(part) == len(set(part)) for part in given)


def test_a_chain_is_decided_from_one_end_to_the_other():
    assert parts([(), (0,), (1,), (2,)]) == [[0, 1, 2, 3]]
    assert parts([(2,), (), (3,), (1,)]) == [[0, 2, 3, 1]]


def test_what_is_required_by_way_of_another_too_changes_no_order():
    assert parts([tuple(range(place)) for place in range(6)]) == parts(CHAIN)


@pytest.mark.parametrize("seed", range(40))
def test_a_part_is_decided_from_an_outer_place_on_and_each_time_so_that_the_edge_is_shortest(seed):
    requires = three_layers(seed)
    for part in parts(requires):
        assert edge(part[:1], part[1:], requires) == min(
            edge([place], [other for other in part if other != place], requires) for place in part
        )
        for count in range(1, len(part)):
            decided, rest = part[:count], part[count:]
            edges = {
                place: edge([*decided, place], [other for other in rest if other != place], requires)
                for place in sorted(rest)
            }
            assert rest[0] == min(edges, key=edges.__getitem__)
