"""A comparison in words: the rows and lines that screens and commands show, and the section of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.model import Standing, TallyName
from wwc_assess.readiness.sentences import STANDING_WORDS, TALLY_WORDS
from wwc_assess.report.blocks import Column, Heading, Item, Paragraph, Run, Table, bullets, text
from wwc_assess.report.causes import sentence
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wwc_assess.report.blocks import Block, Line
    from wwc_assess.report.compare import Comparison, Move, Reached, Side

_SHOWN = (TallyName.PROVEN, TallyName.CLAIMED)
"""The tallies that are told by practice, and in short."""
_MOST_MOVED = 5
"""Criteria that are named in short."""


def since(comparison: Comparison) -> Iterator[Block]:
    """Give the section of a report on what differs from an earlier one."""
    yield Heading(2, _("What has changed since {name}").format(name=comparison.a.name))
    for remark in remarks(comparison):
        yield Paragraph(text(remark))
    yield _table(_("Each way to count, then and now"), TALLY_HEADS, tally_rows(comparison), numbers=0)
    rows = [row for row in practice_rows(comparison) if row[1] != row[2] or row[3] != row[4]]
    if rows:
        yield _table(_("The practices that have changed"), PRACTICE_HEADS, rows, numbers=4)
    if comparison.moved:
        yield Heading(3, moved_title(comparison))
        yield from bullets(_item(move, headline(move)) for move in comparison.moved)
    if comparison.stayed:
        yield Heading(3, STAYED_TITLE)
        yield from bullets(_item(move, "") for move in comparison.stayed)


def in_short(comparison: Comparison) -> Iterator[Block]:
    """Give the same on a few lines: levels and points, how many criteria moved, and those that matter most."""
    yield Heading(2, _("What has changed since {name}").format(name=comparison.a.name))
    told = (_tallies(comparison), _how_many(comparison), *_judged_otherwise(comparison))
    yield Paragraph(text(" ".join(told)))
    moved = sorted(comparison.moved, key=lambda move: _is_proven(move.before) is _is_proven(move.after))
    lines: list[Line] = [_line(move, headline(move)) for move in moved[:_MOST_MOVED]]
    if (more := len(moved) - _MOST_MOVED) > 0:
        lines.append(text(_("… and {count} more: see the full report.").format(count=more)))
    yield from bullets(lines)


def _tallies(comparison: Comparison) -> str:
    """Return points and levels on both sides in a sentence, with the day of the first."""
    parts = [
        _("{tally} {before} → {after}").format(
            tally=TALLY_WORDS[tally.name].lower(),
            before=_reached(tally.before, comparison.a.total),
            after=_reached(tally.after, comparison.b.total),
        )
        for tally in comparison.tallies
        if tally.name in _SHOWN
    ]
    return _("From {day} to now: {tallies}.").format(day=comparison.a.day, tallies="; ".join(parts))


def _how_many(comparison: Comparison) -> str:
    """Return how many criteria moved, and how many of them into and out of proof, in a sentence."""
    count = len(comparison.moved)
    if not count:
        return _("No criterion stands otherwise.")
    gained = sum(_is_proven(move.after) and not _is_proven(move.before) for move in comparison.moved)
    lost = sum(_is_proven(move.before) and not _is_proven(move.after) for move in comparison.moved)
    return ngettext(
        "{count} criterion stands otherwise; newly proven: {gained}, no longer proven: {lost}.",
        "{count} criteria stand otherwise; newly proven: {gained}, no longer proven: {lost}.",
        count,
    ).format(count=count, gained=gained, lost=lost)


def _is_proven(standing: Standing | None) -> bool:
    return standing in {Standing.PROVEN, Standing.REVIEWED}


def _table(caption: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]], *, numbers: int) -> Table:
    columns = tuple(
        Column(head, share=1 if place else 2, is_number=0 < place <= numbers)
        for place, head in enumerate(heads)
    )
    return Table(caption, columns, tuple(tuple(text(cell) for cell in row) for row in rows))


def _item(move: Move, what: str) -> Item:
    return Item(_line(move, what), tuple(Item(text(sentence(cause))) for cause in move.causes))


def _line(move: Move, what: str) -> Line:
    return (Run(move.id, strong=True), Run(f" {move.title}"), *([Run(f": {what}")] if what else []))


def side(of: Side) -> str:
    """Return which report a side is, such as ``before budget: Carlsbad 2026, as of 2026-11-22``."""
    return _("{name}: {city} {cycle}, {standard}, as of {day}").format(
        name=of.name, city=of.city, cycle=of.cycle, standard=of.standard, day=of.day
    )


def remarks(comparison: Comparison) -> Iterator[str]:
    """Give what a reader has to know before the figures."""
    yield side(comparison.a)
    yield side(comparison.b)
    yield from _judged_otherwise(comparison)
    if not comparison.moved and not comparison.stayed:
        yield _("No criterion has changed.")


def _judged_otherwise(comparison: Comparison) -> Iterator[str]:
    if not comparison.same_standard:
        yield _(
            "The two were judged by different texts or rules. Each stands as it was judged; nothing was judged again."
        )


TALLY_HEADS = (_("Tally"), _("Before"), _("After"))


def tally_rows(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """Give each tally with its points and level on both sides."""
    for tally in comparison.tallies:
        yield (
            TALLY_WORDS[tally.name],
            _reached(tally.before, comparison.a.total),
            _reached(tally.after, comparison.b.total),
        )


def _reached(reached: Reached, total: int) -> str:
    return _("{points} of {total}, {percent}%, {level}").format(
        points=reached.points,
        total=total,
        percent=reached.percent,
        level=reached.level or _("no level"),
    )


PRACTICE_HEADS = (
    _("Practice"),
    _("Proven before"),
    _("Proven after"),
    _("Claimed before"),
    _("Claimed after"),
)


def practice_rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """Give each practice with its points on both sides."""
    for practice in comparison.practices:
        yield (
            practice.title,
            *(_points(points, name) for name in _SHOWN for points in (practice.before, practice.after)),
        )


def _points(points: Mapping[TallyName, int] | None, name: TallyName) -> str:
    return "–" if points is None else str(points[name])


def moved_title(comparison: Comparison) -> str:
    """Return the heading of the criteria that moved."""
    count = len(comparison.moved)
    return ngettext("{count} criterion stands otherwise", "{count} criteria stand otherwise", count).format(
        count=count
    )


STAYED_TITLE = _("Changed, and standing as before")
"""The heading of the criteria where something changed and the standing did not."""


def headline(move: Move) -> str:
    """Return from where to where a criterion moved, such as ``claimed → proven``."""
    if move.before is None:
        return _("{after} (new in the standard)").format(after=_standing(move.after))
    if move.after is None:
        return _("{before} (no longer in the standard)").format(before=_standing(move.before))
    words = _("{before} → {after} (was {id})") if move.was else _("{before} → {after}")
    return words.format(before=_standing(move.before), after=_standing(move.after), id=move.was)


def _standing(standing: Standing | None) -> str:
    return STANDING_WORDS[standing] if standing else ""
