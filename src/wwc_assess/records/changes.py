"""What a person hands to the store: changes, their cleaning and bounds, and the conflict they can meet."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from wwc_assess.errors import ConflictError, InputError
from wwc_assess.text import clean, one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date

    from wwc_assess.records.act import Row
    from wwc_assess.records.model import Answer, CheckRef, Value

LONGEST_PROSE = 100_000
"""Characters of a note or a question."""

LONGEST_LINE = 2_000
"""Characters of any other text."""


class Unchanged(Enum):
    """The type of `UNCHANGED`."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED
"""Stands for a field that a change leaves as it is, where None would empty it."""


class AnswerChange(Struct, frozen=True):
    """One answer to be set or cleared."""

    ref: CheckRef
    value: Value | None
    """None clears the answer."""
    fingerprint: str
    """Of the check as it is asked now."""
    asked: str
    """The question as it is asked now."""
    seen: int | None = None
    """Revision of the answer that the person saw, 0 for a blank; None sets it whatever stands there."""


class NewEvidence(Struct, frozen=True):
    """An evidence item to be added."""

    location: str
    title: str = ""
    as_of: date | None = None
    valid_until: date | None = None


class AnswerConflict(ConflictError):  # noqa: N818  named as its base names are used: what happened
    """Somebody else answered the same check since the person saw it.

    Args:
        mine: What the person wanted to set.
        theirs: What stands there now; None for a blank.
    """

    def __init__(self, mine: AnswerChange, theirs: Answer | None) -> None:
        blank = _("blank")
        super().__init__(
            _("{by} has set {ref} to {theirs} since you saw it; your {mine} was not saved.").format(
                by=theirs.by if theirs else _("Somebody"),
                ref=mine.ref,
                theirs=theirs.value if theirs else blank,
                mine=mine.value or blank,
            ),
            _("Look at both and answer again."),
        )
        self.mine = mine
        self.theirs = theirs


class _Text(NamedTuple):
    """How a column takes text."""

    what: str
    """What it is, in the person's words."""
    required: bool = False
    longest: int = LONGEST_LINE
    lines: bool = False
    """Whether it may have several lines."""


_TEXTS = {
    "name": _Text(_("city’s name"), required=True),
    "standard": _Text(_("standard’s id"), required=True),
    "cycle": _Text(_("cycle’s name"), required=True),
    "criterion": _Text(_("criterion’s id"), required=True),
    "check": _Text(_("check’s id"), required=True),
    "document": _Text(_("document’s id")),
    "value": _Text(_("answer"), required=True),
    "fingerprint": _Text(_("fingerprint"), required=True),
    "asked": _Text(_("question"), longest=LONGEST_PROSE, lines=True),
    "by": _Text(_("name of the person"), required=True),
    "note": _Text(_("note"), longest=LONGEST_PROSE, lines=True),
    "owner": _Text(_("owner")),
    "location": _Text(_("link or path"), required=True),
    "title": _Text(_("title")),
    "detail": _Text(_("detail")),
    "sha256": _Text(_("fingerprint")),
    "snapshot": _Text(_("name of the snapshot"), required=True),
}


def tidy(column: str, text: str) -> str:
    """Return a text as its column keeps it: cleaned, on one line unless it may have several.

    Args:
        column: Name of the column, or of the table for a name in it.
        text: As it came in.

    Raises:
        InputError: It is too long, or empty where it must not be.
    """
    kind = _TEXTS[column]
    kept = clean(text) if kind.lines else one_line(text)
    if kind.required and not kept:
        raise InputError(_("The {what} is missing.").format(what=kind.what), _("Give one and try again."))
    if len(kept) > kind.longest:
        raise InputError(
            _("The {what} has {length} characters; at most {longest} can be kept.").format(
                what=kind.what, length=len(kept), longest=kind.longest
            ),
            _("Shorten it, or keep it in a document and attach its link."),
        )
    return kept


def row_of(**values: str | int | date | Unchanged | None) -> Row:
    """Return values as the columns of these names keep them; the unchanged ones are left out.

    Raises:
        InputError: A text is too long, or empty where it must not be.
    """
    row: Row = {}
    for column, value in values.items():
        match value:
            case Unchanged():
                continue
            case str():
                row[column] = tidy(column, value)
            case int():
                row[column] = int(value)  # SQLite keeps true and false as 1 and 0.
            case None:
                row[column] = None
            case _:
                row[column] = value.isoformat()
    return row
