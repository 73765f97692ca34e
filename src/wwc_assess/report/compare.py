"""What differs between two reports: levels, points, and what moved; standings as they were, never judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.readiness.model import TallyName
from wwc_assess.report.causes import causes_of
from wwc_assess.report.pairs import both
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from wwc_assess.readiness.model import Standing
    from wwc_assess.report.causes import Cause
    from wwc_assess.report.facts_model import Facts, PracticeFacts
    from wwc_assess.report.view import View


class Side(Struct, frozen=True):
    """One of the two reports."""

    name: str
    """As it was asked for."""
    city: str
    cycle: str
    standard: str
    """Its title."""
    day: date
    total: int
    """Points that the standard gives."""


class Reached(Struct, frozen=True):
    """What a tally came to on one side."""

    points: int
    percent: int
    level: str | None
    """Title of the level; None for no level."""


class TallyChange(Struct, frozen=True):
    """A tally on both sides."""

    name: TallyName
    before: Reached
    after: Reached


class PracticeChange(Struct, frozen=True):
    """A practice on both sides: its points by tally."""

    code: str
    title: str
    before: Mapping[TallyName, int] | None
    """None where the first side does not have it."""
    after: Mapping[TallyName, int] | None
    """None where the second side does not have it."""


class Move(Struct, frozen=True):
    """A criterion on both sides."""

    id: str
    title: str
    was: str | None
    """Its id on the first side, where that is another one."""
    before: Standing | None
    """None where the first side does not have it."""
    after: Standing | None
    """None where the second side does not have it."""
    causes: tuple[Cause, ...]


class Comparison(Struct, frozen=True):
    """Two reports side by side."""

    a: Side
    b: Side
    same_standard: bool
    """Whether both were judged by the same text and rules."""
    tallies: tuple[TallyChange, ...]
    practices: tuple[PracticeChange, ...]
    moved: tuple[Move, ...]
    """Criteria whose standing differs, in the second side's order; those that it does not have last."""
    stayed: tuple[Move, ...]
    """Criteria where something changed and the standing did not."""


def compare(a: Facts, b: Facts, names: tuple[str, str] = ("", "")) -> Comparison:
    """Return what differs between two reports.

    Args:
        a: The earlier one, or the one to measure against.
        b: The later one.
        names: What to call them.
    """
    moves = list(_moves(a, b))
    return Comparison(
        _side(a, names[0]),
        _side(b, names[1]),
        a.standard.fingerprint == b.standard.fingerprint,
        tuple(TallyChange(name, _reached(a, name), _reached(b, name)) for name in TallyName),
        tuple(_practices(a, b)),
        tuple(move for move in moves if move.before != move.after),
        tuple(move for move in moves if move.before == move.after and move.causes),
    )


def changes_since(before: Facts, name: str, view: View) -> Comparison:
    """Return what has changed since an earlier report, to what a report would be written from now.

    Args:
        before: The earlier report.
        name: What it was asked for by.
        view: The facts of now.
    """
    from wwc_assess.report.facts import facts_of  # noqa: PLC0415  two reports need it only if one is not made yet

    return compare(before, facts_of(view), names=(name, _("now")))


def _side(facts: Facts, name: str) -> Side:
    return Side(name, facts.city, facts.cycle, facts.standard.title, facts.date, facts.total)


def _reached(facts: Facts, name: TallyName) -> Reached:
    tally = facts.tallies.of(name)
    title = next((level.title for level in facts.levels if level.id == tally.level), tally.level)
    return Reached(tally.points, tally.percent, title)


def _practices(a: Facts, b: Facts) -> Iterator[PracticeChange]:
    """Give the practices in the second side's order, those that it does not have last."""
    before = {practice.code: practice for practice in a.practices}
    for practice in b.practices:
        then = before.pop(practice.code, None)
        yield PracticeChange(
            practice.code, practice.title, _points(then) if then else None, _points(practice)
        )
    for practice in before.values():
        yield PracticeChange(practice.code, practice.title, _points(practice), None)


def _points(practice: PracticeFacts) -> dict[TallyName, int]:
    return {name: getattr(practice, name) for name in TallyName}


def _moves(a: Facts, b: Facts) -> Iterator[Move]:
    """Give every criterion once, in the second side's order; those that it does not have last."""
    sides = both(a, b)
    before = {criterion.id: criterion for criterion in a.criteria}
    for new in b.criteria:
        old = before.pop(sides.criteria.get(new.id, ""), None)
        if old:
            was = None if old.id == new.id else old.id
            causes = tuple(causes_of(old, new, sides))
            yield Move(new.id, new.title, was, old.standing, new.standing, causes)
        else:
            yield Move(new.id, new.title, None, None, new.standing, ())
    for old in before.values():
        yield Move(old.id, old.title, None, old.standing, None, ())
