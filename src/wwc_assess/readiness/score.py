"""From standings to points, from points to a level: a pure function of a standard, records and a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.model import (
    Borderline,
    PracticeTally,
    Readiness,
    Reason,
    ReasonKind,
    Result,
    Standing,
    Tally,
    TallyName,
)
from wwc_assess.readiness.standing import Grounds, reasons_of, result_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wwc_assess.records.model import Records
    from wwc_assess.standard.model import Criterion, Standard

EARNING = {
    TallyName.REVIEWED: {Standing.REVIEWED},
    TallyName.PROVEN: {Standing.REVIEWED, Standing.PROVEN},
    TallyName.CLAIMED: {Standing.REVIEWED, Standing.PROVEN, Standing.CLAIMED},
    TallyName.POSSIBLE: {
        Standing.REVIEWED,
        Standing.PROVEN,
        Standing.CLAIMED,
        Standing.OPEN,
        Standing.UNANSWERED,
    },
}
"""By the way to count, the standings that earn."""
_OUTSIDE_THE_TOTAL = {Standing.NOT_COUNTED, Standing.NOT_APPLICABLE}


def score(standard: Standard, records: Records, today: date) -> Readiness:
    """Return where an assessment stands on a day (scoring rules).

    Args:
        standard: What is asked.
        records: What was answered.
        today: The day on which evidence is judged; never read from a clock here.
    """
    grounds = Grounds(standard, records, today)
    results = {c.id: result_of(c, grounds) for c in standard.criteria}
    counted = counting(standard, results)
    total = sum(c.weight for c in counted)
    tallies = {name: tally_of(standard, results, name) for name in TallyName}
    return Readiness(today, total, tallies, _practices(standard, counted, tallies), results)


def counting(standard: Standard, results: Mapping[str, Result]) -> list[Criterion]:
    """Return the criteria that are in the total, in file order."""
    return [c for c in standard.criteria if results[c.id].standing not in _OUTSIDE_THE_TOTAL]


def tally_of(standard: Standard, results: Mapping[str, Result], name: TallyName) -> Tally:
    """Return one way to count.

    Args:
        standard: What is asked.
        results: Where each criterion stands, by its id.
        name: Which way.
    """
    counted = counting(standard, results)
    total = sum(c.weight for c in counted)
    earned = _earned(results, counted, name)
    points = sum(c.weight for c in counted if c.id in earned)
    blocked_by = tuple(c.id for c in standard.active() if c.core and c.id not in earned)
    reached, borderline = (None, None) if blocked_by else reached_with(standard, points, total)
    percent = points * 100 // total if total else 0
    return Tally(name, earned, points, percent, reached, blocked_by, borderline)


def reached_with(standard: Standard, points: int, total: int) -> tuple[str | None, Borderline | None]:
    """Return the level that points reach where no core criterion is missing, and where the bar is in doubt, why."""
    reached = None
    borderline = None
    for level in standard.levels:
        if total and points >= level.bar(total):
            reached, borderline = level.id, None
        else:
            seen = next((seen for seen in level.seen if seen.points <= points), None)
            borderline = Borderline(level.id, seen) if seen else borderline
    return reached, borderline


def _earned(results: Mapping[str, Result], counted: list[Criterion], name: TallyName) -> frozenset[str]:
    """Return the criteria that earn: high enough, and every prerequisite that counts earns too."""
    counting = {c.id for c in counted}
    earned = {c.id for c in counted if results[c.id].standing in EARNING[name]}
    conditional = [c for c in counted if c.requires]
    while fallen := {
        c.id
        for c in conditional
        if c.id in earned and not earned.issuperset(counting.intersection(c.requires))
    }:
        earned -= fallen
    return frozenset(earned)


def _practices(
    standard: Standard, counted: list[Criterion], tallies: Mapping[TallyName, Tally]
) -> tuple[PracticeTally, ...]:
    weights = {c.id: c.weight for c in counted}
    return tuple(
        PracticeTally(
            practice.code,
            sum(weights.get(c.id, 0) for c in practice.criteria),
            {
                name: sum(weights[c.id] for c in practice.criteria if c.id in tally.earned)
                for name, tally in tallies.items()
            },
        )
        for practice in standard.practices
    )


def explain(
    standard: Standard, records: Records, readiness: Readiness, criterion_ids: list[str] | None = None
) -> dict[str, list[Reason]]:
    """Return the ordered reasons for each criterion's standing, as data that screens and reports only render.

    Args:
        standard: What is asked.
        records: What was answered.
        readiness: The score of these records.
        criterion_ids: Which criteria; all of them if None.
    """
    grounds = Grounds(standard, records, readiness.today)
    wanted = readiness.results if criterion_ids is None else criterion_ids
    return {
        key: [
            *reasons_of(standard.by_id[key], grounds),
            *_blocking(standard.by_id[key], readiness),
        ]
        for key in wanted
    }


def _blocking(criterion: Criterion, readiness: Readiness) -> list[Reason]:
    """Return the prerequisites that keep a criterion from earning what its standing would give it."""
    standing = readiness.results[criterion.id].standing
    reasons = []
    for required in criterion.requires:
        if readiness.results[required].standing in _OUTSIDE_THE_TOTAL:
            continue
        tallies = tuple(
            name
            for name, tally in readiness.tallies.items()
            if standing in EARNING[name] and required not in tally.earned
        )
        if tallies:
            reasons.append(Reason(ReasonKind.REQUIRES, criterion=required, tallies=tallies))
    return reasons
