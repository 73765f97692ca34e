"""The plan: the cheapest way to a level, what each part of it buys, and what would be if."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from wwc_assess.errors import InputError
from wwc_assess.readiness.cheapest import Option, cheapest
from wwc_assess.readiness.gaps import Act, Step, gaps_of
from wwc_assess.readiness.model import Claim, Result, Standing, TallyName
from wwc_assess.readiness.score import EARNING, counting, explain, reached_with, tally_of
from wwc_assess.standard.near import short
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from wwc_assess.readiness.model import Readiness, Tally
    from wwc_assess.records.model import Records
    from wwc_assess.standard.model import Criterion, Level, Standard


class Job(NamedTuple):
    """A criterion to earn, with all there is to do."""

    criterion: str
    cost: Decimal
    """Person-days at most."""
    steps: tuple[Step, ...]
    """In the order to do them."""

    @property
    def assumed(self) -> bool:
        """Whether a part of the cost is assumed, because the standard gives none."""
        return any(step.assumed for step in self.steps)


class Way(NamedTuple):
    """A set of criteria that would reach the level too."""

    cost: Decimal
    """Person-days at most."""
    criteria: tuple[str, ...]
    """In the standard's order."""


class Marginal(NamedTuple):
    """What one job buys, once all before it are done."""

    id: str
    cost: Decimal
    points: int
    """Those that the tally gains."""
    reaches: str | None
    """Id of the level that the tally reaches with it; None where it stays at the level it had."""


class Plan(Struct, frozen=True):
    """The cheapest way to a level."""

    to: str
    """Id of the level; empty where there is none to reach."""
    tally: TallyName
    feasible: bool
    reason: str
    """Why the level cannot be reached, or that it is reached already; else empty."""
    cost: Decimal = Decimal(0)
    """Person-days at most."""
    jobs: tuple[Job, ...] = ()
    """In the order to do them: what a level needs in any case first, then what gives most points for its cost."""
    runner_up: Way | None = None
    """The cheapest way that does without at least one of the jobs; None where there is none."""
    marginal: tuple[Marginal, ...] = ()
    """What each job buys, in the order of the jobs."""


def make_plan(
    standard: Standard,
    records: Records,
    readiness: Readiness,
    *,
    to: str | None = None,
    tally: TallyName = TallyName.PROVEN,
) -> Plan:
    """Return the cheapest way to a level (scoring rules, the plan).

    A criterion costs its cheapest missing checks and, to be proven, its missing documents; one that is met and only
    waits for another costs nothing, but needs that other. Of sets that cost the same, the one with fewer criteria is
    taken, then the one that is first in file order.

    Args:
        standard: What is asked.
        records: What was answered.
        readiness: The score of these records.
        to: Id of the level; None for the next one above that of the tally.
        tally: In which tally: claimed or proven.

    Raises:
        InputError: There is no such level.
    """
    now = readiness.tallies[tally]
    level = _next_level(standard, now) if to is None else _level(standard, to)
    if level is None:
        return _nothing_above(standard, now)
    if obstacle := _obstacle(standard, readiness):
        return Plan(level.id, tally, feasible=False, reason=obstacle)
    lack = level.bar(readiness.total) - now.points
    if lack <= 0 and not now.blocked_by:
        reason = _("{level} is reached already.").format(level=level.title)
        return Plan(level.id, tally, feasible=True, reason=reason)
    jobs = open_jobs(standard, records, readiness, tally)
    missing = [standard.by_id[key] for key in jobs]
    places = {key: place for place, key in enumerate(jobs)}
    options = [
        Option(jobs[c.id].cost, c.weight, tuple(places[name] for name in c.requires if name in places))
        for c in missing
    ]
    best, other = cheapest(options, lack, [places[core] for core in now.blocked_by])
    if best is None:
        return Plan(level.id, tally, feasible=False, reason=_too_high(level, readiness.total))
    in_order = tuple(_in_order([missing[place] for place in best], jobs, now.blocked_by))
    return Plan(
        level.id,
        tally,
        feasible=True,
        reason="",
        cost=_cost(in_order),
        jobs=in_order,
        runner_up=None if other is None else _way([jobs[missing[place].id] for place in other]),
        marginal=tuple(_marginal(standard, readiness, tally, in_order)),
    )


def open_jobs(standard: Standard, records: Records, readiness: Readiness, tally: TallyName) -> dict[str, Job]:
    """Return what there is to do for each criterion that counts and does not earn yet, by its id in file order.

    Args:
        standard: What is asked.
        records: What was answered.
        readiness: The score of these records.
        tally: In which tally: claimed or proven.
    """
    earned = readiness.tallies[tally].earned
    missing = {c.id: c for c in counting(standard, readiness.results) if c.id not in earned}
    gaps = gaps_of(standard, records, readiness, explain(standard, records, readiness, [*missing]))
    jobs = {}
    for key, criterion in missing.items():
        waits_for = (Step(Act.REACH, criterion=name) for name in criterion.requires if name in missing)
        steps = (*gaps[key].steps(tally), *waits_for)
        jobs[key] = Job(key, sum((step.cost for step in steps), Decimal(0)), steps)
    return jobs


def what_if(standard: Standard, readiness: Readiness, tally: TallyName, also: Collection[str]) -> Tally:
    """Return what a tally would be if some criteria were done too; their prerequisites still have to earn.

    Args:
        standard: What is asked.
        readiness: The score as it is.
        tally: Which tally.
        also: Ids of the criteria; those that do not count stay out.
    """
    done = {c.id for c in counting(standard, readiness.results) if c.id in also}
    reached = {key: Result(key, Claim.MET, Standing.REVIEWED) for key in done}
    return tally_of(standard, {**readiness.results, **reached}, tally)


def _level(standard: Standard, name: str) -> Level:
    for level in standard.levels:
        if name.strip().casefold() in {level.id.casefold(), level.title.casefold()}:
            return level
    known = ", ".join(level.id for level in standard.levels)
    raise InputError(
        _("{standard} has no level “{name}”.").format(standard=standard.short, name=short(name)),
        _("Its levels are: {levels}.").format(levels=known) if known else "",
    )


def _next_level(standard: Standard, now: Tally) -> Level | None:
    """Return the level after the one that a tally has; None at the top."""
    ids = [level.id for level in standard.levels]
    place = ids.index(now.level) + 1 if now.level else 0
    return standard.levels[place] if place < len(ids) else None


def _nothing_above(standard: Standard, now: Tally) -> Plan:
    level = standard.level(now.level or "")
    if level is None:
        reason = _("{standard} has no levels.").format(standard=standard.short)
        return Plan("", now.name, feasible=False, reason=reason)
    reason = _("{level} is reached already, and there is no higher level.").format(level=level.title)
    return Plan(level.id, now.name, feasible=True, reason=reason)


def _obstacle(standard: Standard, readiness: Readiness) -> str:
    """Return why no work reaches any level; empty where nothing stands in the way."""
    counted = {criterion.id for criterion in counting(standard, readiness.results)}
    for criterion in standard.active():
        if criterion.core and criterion.id not in counted:
            return _(
                "Core criterion {id} is marked as not applicable; without it no level can be reached."
            ).format(id=criterion.id)
    return "" if counted else _("No criterion counts, so no level can be reached.")


def _too_high(level: Level, total: int) -> str:
    return ngettext(
        "{level} takes {bar} points, but only {total} point can be earned.",
        "{level} takes {bar} points, but only {total} points can be earned.",
        total,
    ).format(level=level.title, bar=level.bar(total), total=total)


def _in_order(chosen: Sequence[Criterion], jobs: Mapping[str, Job], core: Collection[str]) -> Iterator[Job]:
    """Give the jobs of some criteria in the order to do them: each after what it requires.

    What a level needs in any case comes first, that is the core criteria and what they require; then what costs least
    for each of its points; then what costs least; then file order.

    Args:
        chosen: The criteria, in file order.
        jobs: By criterion, what there is to do.
        core: Ids of the core criteria that do not earn yet.
    """
    by_id = {criterion.id: criterion for criterion in chosen}
    needed = set[str]()
    reached = [*core]
    while reached:
        name = reached.pop()
        needed.add(name)
        reached += [other for other in by_id[name].requires if other in by_id and other not in needed]

    def rank(criterion: Criterion) -> tuple[bool, Decimal, Decimal]:
        cost = jobs[criterion.id].cost
        # A quotient of 28 digits tells any two of the efforts and weights apart that a criteria file may hold.
        return criterion.id not in needed, cost / criterion.weight, cost

    waiting = {criterion.id: criterion for criterion in sorted(chosen, key=rank)}
    while waiting:
        ready = next(c for c in waiting.values() if waiting.keys().isdisjoint(c.requires))
        yield jobs[waiting.pop(ready.id).id]


def _marginal(
    standard: Standard, readiness: Readiness, tally: TallyName, jobs: Iterable[Job]
) -> Iterator[Marginal]:
    """Give what each job buys, going on from the one before: counting all anew for each took most of a long plan's time.

    Args:
        standard: What is asked.
        readiness: The score as it is.
        tally: Which tally.
        jobs: In the order to do them.
    """
    counted = {c.id: c for c in counting(standard, readiness.results)}
    needs = {key: counted.keys() & set(c.requires) for key, c in counted.items()}
    waiting = defaultdict(list)
    for key, names in needs.items():
        for name in names:
            waiting[name].append(key)
    core = {c.id for c in standard.active() if c.core}
    now = readiness.tallies[tally]
    points, level, earned = now.points, now.level, set(now.earned)
    able = {key for key in counted if readiness.results[key].standing in EARNING[tally]}
    for job in jobs:
        able.add(job.criterion)
        before, looked_at = points, [job.criterion]
        while looked_at:
            key = looked_at.pop()
            if key in able and key not in earned and needs[key] <= earned:
                earned.add(key)
                points += counted[key].weight
                looked_at += waiting[key]
        then = reached_with(standard, points, readiness.total)[0] if core <= earned else None
        yield Marginal(job.criterion, job.cost, points - before, None if then == level else then)
        level = then


def _way(jobs: Sequence[Job]) -> Way:
    return Way(_cost(jobs), tuple(job.criterion for job in jobs))


def _cost(jobs: Iterable[Job]) -> Decimal:
    return sum((job.cost for job in jobs), Decimal(0))
