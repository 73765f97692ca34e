"""Random assessments to plan for, and a second, deliberately naive way to find the cheapest set: trying all."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec.structs import replace
from naive import RANKS, earns, naive_score, present_values, usable
from shapes import TODAY, a_criterion, a_standard, an_item, recorded

from wwc_assess.records.model import Answer, CheckRef, Particulars, Value
from wwc_assess.standard.model import Check, Document, Level

if TYPE_CHECKING:
    from wwc_assess.records.model import Records
    from wwc_assess.standard.model import Criterion, Standard

EFFORTS = (Decimal(0), Decimal("0.5"), Decimal(1), Decimal(1), Decimal(2), Decimal("0.125"), None)
"""Few figures, so that many sets cost the same; None is assumed."""
VALUES = ("yes", "yes", "partly", "no", "unsure", "blank", "reworded")


@dataclass(frozen=True)
class Case:
    """One random assessment to plan for."""

    standard: Standard
    records: Records


def a_case(seed: int, most: int = 14) -> Case:
    """Return a random assessment of up to so many criteria, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  no secret depends on it
    names = [f"C{n}" for n in range(1, chance.choice((3, 5, 7, 8, 9, 10, 11, most)) + 1)]
    before = chance.sample(names, len(names))
    core = chance.choice((0, 0.1, 0.3))
    ties = chance.sample(EFFORTS, chance.randint(1, 4))
    criteria = tuple(_criterion(chance, name, before, core, ties) for name in names)
    standard = a_standard(
        *criteria,
        levels=tuple(
            Level(f"l{n}", f"Level {n}", percent=Decimal(bar))
            for n, bar in enumerate(sorted(chance.sample((20, 40, 51, 68, 85, 100), chance.randint(1, 3))))
        ),
        not_applicable=chance.choice(("forbidden", "excluded")),
    )
    given = {}
    for criterion in criteria:
        usual = chance.choice(VALUES)
        for check in criterion.questions:
            value = chance.choice((usual, *VALUES))
            if value != "blank":
                ref = CheckRef(criterion.id, check.id)
                stands = Value.PARTLY if value == "reworded" else Value(value)
                text = "another text" if value == "reworded" else check.fingerprint
                given[ref] = Answer(ref, stands, "2026-11-01T09:00:00Z", "ana", text, check.ask, 1)
    slots = [f"{c.id}.{d.id}" for c in criteria for d in c.documents] + [c.id for c in criteria]
    filled = [slot for slot in slots if chance.random() < 0.5]
    evidence = [an_item(*filled)] if filled else []
    evidence += [an_item(*slots, number=2, withdrawn=True)]
    aside = {name: Particulars(not_applicable=True) for name in names if chance.random() < 0.05}
    return Case(standard, recorded(given, evidence, aside))


def _criterion(
    chance: random.Random, name: str, before: list[str], core: float, efforts: list[Decimal | None]
) -> Criterion:
    checks = tuple(
        Check(f"c{n}", f"Is part {n} of {name} done?", effort=chance.choice(efforts))
        for n in range(1, chance.randint(1, 4))
    )
    documents = tuple(
        Document(f"d{n}", f"Document {n}", optional=chance.random() < 0.3, effort=chance.choice(efforts))
        for n in range(chance.randint(0, 2))
    )
    return replace(
        a_criterion(name, documents=documents),
        checks=checks,
        need=chance.choice((None, chance.randint(1, max(len(checks), 1)))),
        core=chance.random() < core,
        weight=chance.choice((1, 1, 1, 2, 3)),
        status="active" if chance.random() < 0.95 else "planned",
        requires=tuple(other for other in before[: before.index(name)] if chance.random() < 0.15),
    )


@dataclass(frozen=True)
class Tried:
    """What trying every set of criteria came to, for one tally."""

    costs: dict[str, Decimal]
    """Of the criteria that count and do not earn."""
    points: int
    total: int
    blocked: bool
    """Whether a core criterion does not count, so that no level can be reached."""
    sets: list[tuple[tuple[Decimal, int, tuple[int, ...]], int]]
    """Each set that is possible: what orders it, and the points it adds; cheapest first."""

    def best(
        self, bar: int, unlike: frozenset[int] = frozenset()
    ) -> tuple[Decimal, int, tuple[int, ...]] | None:
        """Return the first set with enough points that does not hold all of another one."""
        for order, points in self.sets:
            if self.points + points >= bar and not (unlike and unlike <= set(order[2])):
                return order
        return None


def try_every_set(case: Case, tally: str) -> Tried:
    """Try every set of criteria that do not earn yet."""
    scored = naive_score(case.standard, case.records, TODAY)
    standings = scored["standings"]
    requires = {c.id: c.requires for c in case.standard.criteria}
    inside = [c for c in case.standard.criteria if standings[c.id] not in {"not counted", "not applicable"}]
    names = {c.id for c in inside}
    earned = {c.id for c in inside if earns(c.id, standings, requires, RANKS[tally], names)}
    missing = [c for c in inside if c.id not in earned]
    costs = {c.id: naive_cost(c, case.records, tally) for c in missing}
    sets = []
    for size in range(len(missing) + 1):
        for places in combinations(range(len(missing)), size):
            then = earned | {missing[place].id for place in places}
            whole = all(n in then or n not in names for place in places for n in missing[place].requires)
            if whole and all(c.id in then for c in missing if c.core):
                cost = sum((costs[missing[place].id] for place in places), Decimal(0))
                sets.append(((cost, size, places), sum(missing[place].weight for place in places)))
    blocked = any(c.core and c.id not in names for c in case.standard.criteria if c.status == "active")
    points = sum(c.weight for c in inside if c.id in earned)
    return Tried(costs, points, scored["total"], blocked, sorted(sets))


def naive_cost(criterion: Criterion, records: Records, tally: str) -> Decimal:
    """Return the person-days of a criterion to earn, by the words of the rules."""
    efforts = []
    values = present_values(criterion, records)
    for question, value in zip(criterion.questions, values, strict=True):
        effort = Decimal(1) if question.effort is None else question.effort
        if value == "partly":
            efforts.append(effort * Decimal("0.5"))
        elif value != "yes":
            efforts.append(effort)
    need = len(values) if criterion.need is None else criterion.need
    cost = Decimal(0)
    for _missing in range(need - values.count("yes")):
        cost += min(efforts)
        efforts.remove(min(efforts))
    if tally == "claimed":
        return cost
    for document in criterion.documents:
        attached = [i for i in records.evidence if (criterion.id, document.id) in i.slots]
        if not document.optional and not any(usable(item, document, TODAY) for item in attached):
            cost += Decimal("0.5") if document.effort is None else document.effort
    if not criterion.documents:
        attached = [i for i in records.evidence if any(s.criterion == criterion.id for s in i.slots)]
        if not any(usable(item, None, TODAY) for item in attached):
            cost += Decimal("0.5")
    return cost
