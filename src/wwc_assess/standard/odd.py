"""Which of two lines that contradict each other is the odd one, told from the lines around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wwc_assess.standard.looks import FOLDED_TEXT
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wwc_assess.standard.looks import Row

NO_COLON = _("This line should be `key: text`, but no colon followed by a blank is found.")
ADD_COLON = _("Add the colon and a blank after the key, or indent the line if it goes on from the one above.")
FOLDED = _("The sign for folded text must end its line, and the text below must be indented with blanks.")
FOLD = _("Write `>-`, end the line, and indent the text below by two blanks.")

SIGN = _("A text cannot begin with this sign."), _("Put the text in double quotes.")
NOT_CLOSED = {
    "[": (
        _("The list opened with [ is not closed, or a comma is missing."),
        _("Close it with ]; if the bracket belongs to the text, put the text in double quotes."),
    ),
    "{": (
        _("The group opened with { is not closed, or a comma is missing."),
        _("Close it with }; if the brace belongs to the text, put the text in double quotes."),
    ),
}
DEPTH = 20
"""Levels of nesting; a practice file has seven."""
TOO_DEEP = (
    _("The lists and keys are nested too deep here."),
    _("Criteria need seven levels at most; look for a bracket or indentation that is never closed."),
)
COLON_WITHIN = _("A colon followed by a blank stands within the text, which makes it look like a key.")
FOLD_COLON = _(
    "Put the text in double quotes, or write `>-` after the key and the text indented below; "
    "if it is a key, line it up with the key above."
)


_ENDS_FOLDED = re.compile(r" [|>][-+]?$")
_BULLET = re.compile(r"[^\w\s\"'].*:(?: |$)")


class Origin(NamedTuple):
    """Line and column from 0, what is wrong there, and the mend."""

    line: int
    column: int
    message: str
    mend: str


def unfolded(rows: Sequence[Row], place: int) -> Origin | None:
    """Return why lines of text stand where keys are expected, if the first of them, or what is above, is the reason."""
    first = place
    while first and rows[first - 1].bare:
        first -= 1
    if not first or place == len(rows):
        return None
    head, row = rows[first - 1], rows[first]
    if FOLDED_TEXT.match(head.rest.partition(" #")[0]):
        # Folded text is empty if the lines below are not indented more than its key: they are too little, or it too much.
        below = next((row for row in rows[place:] if not row.bare), None)
        parent = (
            next((row.indent for row in rows[first - 2 :: -1] if row.indent < head.indent), -1)
            if first > 1
            else -1
        )
        if below and parent < below.start < head.start:
            return _no_fit(head)
        return Origin(row.number, row.start, FOLDED, FOLD)
    colon = row.rest.find(": ")
    if head.heads and first < place and colon >= 0:
        return Origin(row.number, row.start + colon, COLON_WITHIN, FOLD_COLON)
    return no_key(rows[place - 1])


def no_key(row: Row) -> Origin | None:
    """Return a line that ends like one above folded text but has no key."""
    return _no_colon(row) if _ENDS_FOLDED.search(row.rest) and not row.key else None


def text_for_key(rows: Sequence[Row], place: int) -> Origin | None:
    """Return the line above that should hold the first key of a group but is only text, to which this line was added."""
    first = place
    while first and rows[first - 1].bare:
        first -= 1
    if first == place or (first and not rows[first - 1].heads):
        return None
    return _no_colon(rows[first])


def odd(rows: Sequence[Row], place: int) -> Origin | None:
    """Return the odd one among the lines above this one, where it is not this one itself."""
    here = rows[place]
    if here.bare:
        return unfolded(rows, place)
    return _odd_item(rows, place) if here.dash else _odd_key(rows, place)


def _odd_key(rows: Sequence[Row], place: int) -> Origin | None:  # noqa: PLR0911  one way out for each relation
    """Return the line above a key that is the odd one, by how the two stand to each other."""
    here, above = rows[place], place - 1
    while above >= 0 and rows[above].indent > here.start:
        above -= 1
    if above < 0:
        return _outvoted(rows, 0, place) if place else None
    row = rows[above]
    if row.bare:
        return _no_colon(row)
    if row.dash and row.indent == here.start:
        return _no_fit(row) if _dash_too_many(rows, above, place) else None
    if row.dash and not row.key:
        return _no_colon(row) if _lacks_colon(rows, above, place) else None
    if row.start == here.start:
        return None
    if row.start < here.start and _left_its_group(rows, above, place):
        return _no_fit(row)
    if not row.heads or row.start > here.start:
        lacks_dash = any(other.dash and other.indent == row.indent for other in _run(rows, above, row.indent))
        return _no_dash(row) if not row.dash and lacks_dash else _outvoted(rows, above, place)
    first = rows[above + 1]
    if here.heads and place + 1 < len(rows) and rows[place + 1].start == first.start:
        return _outvoted(rows, above, place)  # what both hold begins in one column, so they should too
    return _outvoted(rows, above + 1, place) if above + 1 < place and first.key else None


def _lacks_colon(rows: Sequence[Row], above: int, place: int) -> bool:
    """Return whether an item of text alone was meant as the first key of the group that a line below it belongs to."""
    item, column = rows[above], rows[place].start
    if column < item.start:
        return False
    keyed = any(row.key and _begins(row, item.indent, dash=True) for row in _run(rows, above, item.indent))
    return keyed or _count(rows, place, column, dash=False) > 1


def _dash_too_many(rows: Sequence[Row], above: int, place: int) -> bool:
    """Return whether an item was meant as a key of the group that a line below it belongs to."""
    item, column = rows[above], rows[place].start
    items, keys = (_count(rows, at, column, dash=dash) for at, dash in ((above, True), (place, False)))
    if not item.heads and any(_begins(row, item.start, dash=False) for row in rows[above + 1 : place]):
        return False
    return keys > items or (
        keys == items and sum(_begins(row, item.start, dash=False) for row in _run(rows, above, column)) == 1
    )


def _left_its_group(rows: Sequence[Row], above: int, place: int) -> bool:
    """Return whether a key stands too far left: the key before it is left with nothing, or the group goes on below it."""
    row, here = rows[above], rows[place]
    head = rows[above - 1] if above else None
    if head and head.heads and row.start <= head.start < here.start:
        return True
    if row.heads and _alone(rows, above + 1):
        return False
    before = next((other for other in reversed(rows[:above]) if other.indent <= here.start), None)
    if not before or not _begins(before, here.start, dash=False):
        return False
    group = [other.key for other in _run(rows, above, row.start) if _begins(other, row.start, dash=False)]
    peers = row.heads and here.heads and rows[above + 1].start == rows[min(place + 1, len(rows) - 1)].start
    return group.count(row.key) > 1 or _count(rows, place, here.start, dash=False) > 1 or peers


def _odd_item(rows: Sequence[Row], place: int) -> Origin | None:
    here, first = rows[place], place
    while first and (
        rows[first - 1].indent > here.indent
        or (rows[first - 1].bare and rows[first - 1].indent == here.indent)
    ):
        first -= 1
    head, row = rows[first - 1] if first else None, rows[first]
    if first == place or _alone(rows, place) or (head and (head.indent >= here.indent or not head.heads)):
        return None
    return _outvoted(rows, first, place) if row.dash else _no_dash(row)


def _outvoted(rows: Sequence[Row], above: int, here: int) -> Origin | None:
    """Return the upper of two lines, if fewer lines begin in its column than in that of the lower.

    Those that stand together with them decide, and the whole file where these are equally many.
    """
    dash = rows[here].dash
    columns = [(place, rows[place].indent if dash else rows[place].start) for place in (above, here)]
    upper, lower = (_count(rows, place, column, dash=dash) for place, column in columns)
    if upper == lower:
        upper, lower = (sum(_begins(row, column, dash=dash) for row in rows) for _place, column in columns)
    return _no_fit(rows[above]) if upper < lower else None


def _count(rows: Sequence[Row], place: int, column: int, *, dash: bool) -> int:
    """Return how many lines around a place begin with an item, or else a key, in a column."""
    return sum(_begins(row, column, dash=dash) for row in _run(rows, place, column))


def _begins(row: Row, column: int, *, dash: bool) -> bool:
    return (row.dash and row.indent == column) if dash else (bool(row.key) and row.start == column)


def _run(rows: Sequence[Row], place: int, column: int) -> Sequence[Row]:
    """Return the lines above and below a line up to those that begin before a column, and the item that opens them."""
    first = last = place
    while first and rows[first].indent >= column and rows[first - 1].start >= column:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].indent >= column:
        last += 1
    return rows[first : last + 1]


def _alone(rows: Sequence[Row], place: int) -> bool:
    """Return whether no other line of the file begins in the column of this one, so that it is itself the odd one."""
    column = rows[place].indent
    return sum(row.indent == column for row in rows) == 1


def _no_fit(row: Row) -> Origin:
    message = _("The line does not fit to the lines below it.")
    mend = _("Line it up with them: items of one list, and keys of one group, begin in one column.")
    return Origin(row.number, row.indent, message, mend)


def _no_dash(row: Row) -> Origin:
    message = _("An item of a list begins with `- `, a dash and a blank, and this line does not.")
    return Origin(row.number, row.indent, message, _("Write it in the column of the other items."))


def _no_colon(row: Row) -> Origin:
    """Return a line that should hold a key: an item with a wrong bullet, or a key without its colon."""
    return (
        _no_dash(row)
        if not row.dash and _BULLET.match(row.rest)
        else Origin(row.number, row.start, NO_COLON, ADD_COLON)
    )
