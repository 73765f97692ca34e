"""A second, deliberately naive reading of the scoring rules, to hold the real one against.

Written from the rules alone: plain dicts and loops, days counted one at a time, prerequisites followed by recursion,
fractions for percentages. It shares the values of the standard and the records with the real one and nothing else.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from wwc_assess.records.model import Evidence, Records
    from wwc_assess.standard.model import Age, Criterion, Document, Standard

RANKS = {
    "reviewed": ("reviewed",),
    "proven": ("reviewed", "proven"),
    "claimed": ("reviewed", "proven", "claimed"),
    "possible": ("reviewed", "proven", "claimed", "open", "unanswered"),
}
"""Which standings each tally counts."""


def naive_score(
    standard: Standard, records: Records, today: date, matching: Collection[str] = ()
) -> dict[str, Any]:
    """Return total, tallies and results as plain data.

    Args:
        standard: What is asked.
        records: What was answered.
        today: The day of scoring.
        matching: Ids of the criteria whose sign-off was given for exactly what is recorded now. How a fingerprint is
            put together is not a scoring rule, so this one takes it from whoever made the sign-offs.
    """
    claims = {}
    standings = {}
    weights = {}
    for criterion in standard.criteria:
        claims[criterion.id] = claim_of(criterion, records)
        standing = standing_of(standard, criterion, records, today, signed=criterion.id in matching)
        standings[criterion.id] = standing
        if standing not in ("not counted", "not applicable"):
            weights[criterion.id] = criterion.weight
    tallies = {}
    for tally, ranks in RANKS.items():
        tallies[tally] = tally_of(standard, standings, weights, ranks)
    return {"total": sum(weights.values()), "tallies": tallies, "claims": claims, "standings": standings}


def tally_of(
    standard: Standard, standings: dict[str, str], weights: dict[str, int], ranks: tuple[str, ...]
) -> dict[str, Any]:
    """Return what earns in a tally, the points, and the level they reach.

    Args:
        standard: What is asked.
        standings: The standing of each criterion.
        weights: The points of each criterion in the total.
        ranks: The standings that the tally counts.
    """
    requires = {criterion.id: criterion.requires for criterion in standard.criteria}
    earned = {name for name in weights if earns(name, standings, requires, ranks, weights)}
    active = [criterion for criterion in standard.criteria if criterion.status == "active"]
    blocked_by = [criterion.id for criterion in active if criterion.core and criterion.id not in earned]
    points = sum(weights[name] for name in earned)
    total = sum(weights.values())
    level = None
    borderline = None
    for candidate in standard.levels if not blocked_by else ():
        if total and reaches(points, total, percent=candidate.percent, bar=candidate.points):
            level = candidate.id
            borderline = None
        elif any(seen.points <= points for seen in candidate.seen):
            borderline = candidate.id
    return {
        "earned": earned,
        "points": points,
        "percent": floored_percent(points, total),
        "level": level,
        "blocked_by": blocked_by,
        "borderline": borderline,
    }


def reaches(points: int, total: int, *, percent: object, bar: int | None) -> bool:
    """Tell whether the points reach a level of that many percent of the total, or of that many points."""
    if percent is None:
        return bar is None or points >= bar
    return Fraction(points * 100) >= Fraction(str(percent)) * total


def floored_percent(points: int, total: int) -> int:
    """Return the greatest whole percentage that the points reach."""
    percent = 0
    while total and percent < 100 and Fraction(points, total) >= Fraction(percent + 1, 100):
        percent += 1
    return percent


def earns(
    name: str,
    standings: dict[str, str],
    requires: dict[str, tuple[str, ...]],
    ranks: tuple[str, ...],
    inside: Collection[str],
) -> bool:
    """Tell whether a criterion earns in a tally: itself, and by recursion every prerequisite in the total."""
    if standings[name] not in ranks:
        return False
    for other in requires[name]:
        if other in inside and not earns(other, standings, requires, ranks, inside):
            return False
    return True


def present_values(criterion: Criterion, records: Records) -> list[str]:
    """Return the value of each question of a criterion, an answer to another text being blank."""
    values = []
    for question in criterion.questions:
        value = "blank"
        for (criterion_id, check_id), answer in records.answers.items():
            same_question = criterion_id == criterion.id and check_id == question.id
            if same_question and answer.fingerprint == question.fingerprint:
                value = str(answer.value)
        values.append(value)
    return values


def claim_of(criterion: Criterion, records: Records) -> str:
    """Return met, open or not met, from the table of the rules."""
    yes = 0
    still_open = 0
    values = present_values(criterion, records)
    for value in values:
        if value == "yes":
            yes += 1
        if value in ("blank", "unsure"):
            still_open += 1
    need = len(values) if criterion.need is None else criterion.need
    if yes >= need:
        return "met"
    if yes + still_open < need:
        return "not met"
    return "open"


def standing_of(
    standard: Standard, criterion: Criterion, records: Records, today: date, *, signed: bool
) -> str:
    """Return the highest standing that holds."""
    if criterion.status != "active":
        return "not counted"
    particulars = records.particulars.get(criterion.id)
    if standard.not_applicable == "excluded" and particulars is not None and particulars.not_applicable:
        return "not applicable"
    answerers = set()
    for question in criterion.questions:
        for (criterion_id, check_id), answer in records.answers.items():
            if criterion_id == criterion.id and check_id == question.id:
                answerers.add(answer.by)
    claim = claim_of(criterion, records)
    standing = claim
    if claim == "open" and not answerers:
        standing = "unanswered"
    if claim == "met":
        standing = "claimed"
        if is_documented(criterion, records, today):
            standing = "proven"
            if signed and records.sign_offs[criterion.id].by not in answerers:
                standing = "reviewed"
    return standing


def is_documented(criterion: Criterion, records: Records, today: date) -> bool:
    """Tell whether every required slot is filled; without slots, whether anything usable is attached at all."""
    if len(criterion.documents) == 0:
        for item in records.evidence:
            for slot in item.slots:
                if slot.criterion == criterion.id and usable(item, None, today):
                    return True
        return False
    for document in criterion.documents:
        filled = False
        for item in records.evidence:
            for slot in item.slots:
                if slot.criterion == criterion.id and slot.document == document.id:
                    filled = filled or usable(item, document, today)
        if not filled and not document.optional:
            return False
    return True


def usable(item: Evidence, document: Document | None, today: date) -> bool:
    """Tell whether an evidence item can be used in a slot on that day."""
    if item.withdrawn:
        return False
    if item.valid_until is not None and item.valid_until.isoformat() < today.isoformat():
        return False
    if document is not None and document.max_age is not None:
        if item.as_of is None:
            return False
        if last_fresh_day(item.as_of, document.max_age) < today:
            return False
    failures: list[date] = []
    for check in item.link_checks:
        if check.day > today:
            continue
        if check.ok:
            failures = []
        else:
            failures.append(check.day)
    return not any(later > earlier for earlier in failures for later in failures)


def last_fresh_day(as_of: date, age: Age) -> date:
    """Return the last day of an age, by walking the calendar a day at a time.

    Months are counted by their first days; the day of the month that was asked for is then looked for, and the last
    day of that month taken where it has none such.
    """
    if age.unit == "days":
        day = as_of
        for _ in range(age.count):
            day += timedelta(days=1)
        return day
    day = as_of
    turned = 0
    while turned < age.count:
        day += timedelta(days=1)
        if day.day == 1:
            turned += 1
    while age.count and day.day != as_of.day and (day + timedelta(days=1)).month == day.month:
        day += timedelta(days=1)
    return day
