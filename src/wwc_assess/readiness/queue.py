"""The queue: the open questions, those first that can change the level most."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.readiness.model import Claim, Standing, TallyName
from wwc_assess.readiness.walk import open_checks
from wwc_assess.records.model import CheckRef
from wwc_assess.standard.reference import practice_called
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wwc_assess.readiness.model import Readiness
    from wwc_assess.records.model import Records
    from wwc_assess.standard.model import Check, Criterion, Standard

THINKING = 2
"""Minutes to think about a question, or to ask a colleague."""
WORDS_A_MINUTE = 180
"""How fast people read with care."""


class Waiting(Struct, frozen=True):
    """An open question in the queue."""

    ref: CheckRef
    minutes: int
    """To read and answer it, a rule of thumb; finding its documents is not in it."""
    why: str
    """What its answer can change, as half a sentence."""


class _Group(Struct, frozen=True):
    """The open questions of one criterion, and what they can change."""

    criterion: Criterion
    checks: Sequence[Check]
    for_core: str
    """The core criterion that cannot be decided without it, possibly itself; empty where there is none."""
    points: int
    """What it could still bring with all that requires it; 0 where it is decided or cannot earn."""

    @property
    def turn(self) -> tuple[bool, Fraction]:
        """What puts it before others, the least first."""
        return not self.for_core, -Fraction(self.points, len(self.checks))


def queue(  # noqa: PLR0913  three of them narrow it, by name only
    standard: Standard,
    records: Records,
    readiness: Readiness,
    *,
    owner: str | None = None,
    practice: str | None = None,
    minutes: int | None = None,
) -> list[Waiting]:
    """Return the open questions in the order in which answering them can change the level most.

    First come the core criteria that are not decided, and what they require: without them no level is reached. Then
    the criteria that could bring the most points for each question that is left: their own points, and those of the
    criteria that require them. Last come questions of criteria that are decided anyway. Where two are alike, the one
    that stands first in the standard comes first, and the questions of a criterion stay together.

    Args:
        standard: What is asked.
        records: What was answered.
        readiness: The score of these records.
        owner: Only criteria of this owner, letter case aside; "" for those that nobody has taken, None for all.
        practice: Only criteria of the practice with this code, letter case aside; None for all.
        minutes: Only as many questions from the head as can be answered in this time, at least one; None for all.

    Raises:
        InputError: The standard has no such practice.
    """
    only = None if practice is None else {c.id for c in practice_called(standard, practice).criteria}
    groups = sorted(_groups(standard, records, readiness), key=lambda group: group.turn)
    waiting = [
        each
        for group in groups
        if only is None or group.criterion.id in only
        if owner is None or _name(records.of(group.criterion.id).owner) == _name(owner)
        for each in _waiting(group)
    ]
    return waiting if minutes is None else waiting[: _fitting(waiting, minutes)]


def owners(standard: Standard, records: Records) -> list[str]:
    """Return who owns criteria, by name; names that differ in letter case alone are one."""
    taken = (one_line(records.of(criterion.id).owner) for criterion in standard.criteria)
    named: dict[str, str] = {}
    for owner in filter(None, taken):
        named.setdefault(_name(owner), owner)
    return [named[key] for key in sorted(named)]


def is_owner(standard: Standard, records: Records, name: str) -> bool:
    """Return whether somebody of this name owns a criterion, letter case aside."""
    return _name(name) in map(_name, owners(standard, records))


def _name(owner: str) -> str:
    return one_line(owner).casefold()


def _groups(standard: Standard, records: Records, readiness: Readiness) -> Iterator[_Group]:
    """Give the criteria with open questions, in the standard's order."""
    unlocked = _unlocked(standard)
    possible = readiness.tallies[TallyName.POSSIBLE].earned
    for criterion in standard.active():
        result, still_open = readiness.results[criterion.id], open_checks(criterion, records)
        if not still_open or result.standing is Standing.NOT_APPLICABLE:
            continue
        unlocks = unlocked[criterion.id] if result.claim is Claim.OPEN else ()
        decides = [name for name in unlocks if name in possible]
        yield _Group(
            criterion,
            still_open,
            next((name for name in decides if standard.by_id[name].core), ""),
            sum(standard.by_id[name].weight for name in decides),
        )


def _unlocked(standard: Standard) -> Mapping[str, Sequence[str]]:
    """Return for each criterion itself and all that require it, directly or through others."""
    needing: defaultdict[str, list[str]] = defaultdict(list)
    for criterion in standard.active():
        for required in criterion.requires:
            needing[required].append(criterion.id)
    unlocked = {}
    for criterion in standard.criteria:
        # A dictionary keeps the order in which they were found, and each once.
        reached = {criterion.id: None}
        waiting = [criterion.id]
        while waiting:
            further = [name for name in needing[waiting.pop()] if name not in reached]
            reached |= dict.fromkeys(further)
            waiting += further
        unlocked[criterion.id] = list(reached)
    return unlocked


def _waiting(group: _Group) -> Iterator[Waiting]:
    why = ", ".join(_reasons(group))
    for place, check in enumerate(group.checks):
        shown = [check.ask, check.if_not, check.watch_out]
        # The page of a criterion is read once, with the first of its questions.
        if place == 0:
            shown += [group.criterion.title, group.criterion.statement]
        words = sum(len(text.split()) for text in shown)
        reading = (2 * words + WORDS_A_MINUTE) // (
            2 * WORDS_A_MINUTE
        )  # to the nearest minute, half of one up
        yield Waiting(CheckRef(group.criterion.id, check.id), THINKING + reading, why)


def _reasons(group: _Group) -> Iterator[str]:
    """Give what the questions of a criterion can change, in a few words each."""
    if not group.points:
        yield _("changes no points now")
        return
    if group.for_core == group.criterion.id:
        yield _("core criterion")
    elif group.for_core:
        yield _("{core}, a core criterion, needs it").format(core=group.for_core)
    left, total = len(group.checks), len(group.criterion.questions)
    yield (
        _("decides the criterion")
        if left == 1
        else _("{left} of {total} left").format(left=left, total=total)
    )
    yield ngettext("brings {points} point", "brings up to {points} points", group.points).format(
        points=group.points
    )


def _fitting(waiting: Sequence[Waiting], minutes: int) -> int:
    """Return how many from the head can be answered in so many minutes, at least one."""
    spent = 0
    for place, each in enumerate(waiting):
        spent += each.minutes
        if spent > minutes:
            return max(place, 1)
    return len(waiting)
