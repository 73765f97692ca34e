"""Where a slip in YAML was made, when the parser notices it only further down.

The parser stops at the first line that does not fit to what stands above it. That line is told, unless the lines around
it say that the odd one stands above: a quote that took in more than it should, a key without its colon, an item without
its dash, or a line whose indentation its neighbors do not share.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import yaml

from wwc_assess.standard.looks import at, rows_of
from wwc_assess.standard.odd import (
    DEPTH,
    FOLD,
    FOLDED,
    NOT_CLOSED,
    SIGN,
    TOO_DEEP,
    Origin,
    no_key,
    odd,
    text_for_key,
    unfolded,
)
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yaml._yaml import Mark as CMark
    from yaml.error import Mark

    from wwc_assess.standard.looks import Row

_TOLD_LATE = re.compile(
    "could not find expected ':'|<document start>|mapping values|block sequence entries|while parsing a"
)
_BRACKET = re.compile(r"[\[\]{}]")
_FOLDED_BY = re.compile(r"[|>][-+]?[1-9]")
_QUOTED_KEY = re.compile(r"['\"]\w[\w.-]*: ")
_END = re.compile(r"\.\.\.(?: |$)")


def origin(text: str, error: yaml.MarkedYAMLError, said: str) -> Origin | None:  # noqa: C901, PLR0911  one way out for each kind of slip
    """Return where the slip behind a syntax error was made; None if that is where the parser noticed it.

    Args:
        text: The whole file, its lines ended by newlines only.
        error: What the parser raised.
        said: Its words.
    """
    fault = error.problem_mark
    if "maximum nesting depth" in said and fault:
        opened = _opened(text, fault.index)
        return _at_bracket(text, opened[DEPTH - 1 :][:1] or [fault.index], TOO_DEEP)
    if "node content" in said and fault and not text[fault.index :].strip():
        opened = _opened(text, fault.index)[-1:]
        return _at_bracket(text, opened, NOT_CLOSED[text[opened[0]]]) if opened else None
    if fault is None or not _TOLD_LATE.search(said):
        return None
    lines = text.split("\n")
    rows = list(rows_of(lines))
    if found := _not_begun(rows, fault.line) or _taken_in(text, lines, rows, error):
        return found
    if "could not find expected ':'" in said and error.context_mark:
        return _quoted_key(lines, error.context_mark) or unfolded(rows, at(rows, error.context_mark.line))
    place = at(rows, fault.line)
    ended = "expected <document start>" in said
    if place and rows[place - 1].rest.startswith("%") and not rows[place - 1].indent:
        return Origin(rows[place - 1].number, 0, *SIGN)
    if ended and place and _END.match(rows[place - 1].rest):
        message = _("The line `...` ends the file, but more stands below.")
        return Origin(rows[place - 1].number, 0, message, _("Take it away."))
    if place == len(rows) or rows[place].number != fault.line:
        return None
    here = rows[place]
    if "mapping values are not allowed" in said:
        return _colon_above(lines, rows, place, fault.column)
    if fault.column not in {here.indent, here.start}:
        return None
    if ended:
        return text_for_key(rows, place) or odd(rows, place)
    return odd(rows, place) if "while parsing a block" in said else None


def _colon_above(lines: Sequence[str], rows: Sequence[Row], place: int, column: int) -> Origin | None:
    """Return the line above one whose colon makes no key, if that is the odd one.

    Args:
        lines: Those of the file.
        rows: The same by their looks.
        place: Which of the rows it is.
        column: Where its colon stands, from 0.
    """
    if place and (found := no_key(rows[place - 1])):
        return found
    if not rows[place].key or ": " in lines[rows[place].number][:column]:
        return None
    return text_for_key(rows, place) or odd(rows, place)


def _opened(text: str, end: int) -> list[int]:
    """Return where the brackets stand that are open at a place."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, 0, end):
        if bracket[0] in "[{":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
    return opened


def _at_bracket(text: str, places: Sequence[int], words: tuple[str, str]) -> Origin:
    place = places[0]
    return Origin(text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1, *words)


def _not_begun(rows: Iterable[Row], line: int) -> Origin | None:
    """Return the sign above an error that stands before a key or an item and makes it something else."""
    for row in rows:
        if row.number > line or row.key:
            continue
        if row.rest.startswith("? "):
            message, mend = _("A question mark and a blank stand before the text."), _("Take them away.")
            return Origin(row.number, row.start, message, mend)
        if row.rest[:1].isspace():
            message = _("The line is indented with a sign that looks like a blank (U+{code}).")
            code = f"{ord(row.rest[0]):04X}"
            return Origin(
                row.number, row.start, message.format(code=code), _("Use blanks, two for each level.")
            )
    return None


def _taken_in(
    text: str, lines: Sequence[str], rows: Iterable[Row], error: yaml.MarkedYAMLError
) -> Origin | None:
    """Return where a text right before the error opens, if it took in more or less than it should."""
    last = _last_text(text)
    opened, closed = (last.start_mark, last.end_mark) if last else (None, None)
    if last is None or opened is None or closed is None:
        return None
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark and mark.index >= closed.index]
    if not marks or text[closed.index : marks[0].index].strip():
        return None
    if last.style in {"'", '"'}:
        return _quoted(lines, rows, last.style, (opened, closed, marks[0]))
    if (
        last.style in {"|", ">"}
        and not last.value.strip()
        and _FOLDED_BY.match(lines[opened.line], opened.column)
    ):
        return Origin(opened.line, opened.column, FOLDED, FOLD)
    return None


def _quoted(
    lines: Sequence[str],
    rows: Iterable[Row],
    style: str,
    marks: tuple[Mark | CMark, Mark | CMark, Mark | CMark],
) -> Origin | None:
    """Return where a quoted text right before an error opens, if it was not meant to end where it does.

    Args:
        lines: Those of the file.
        rows: The same by their looks.
        style: The quote mark.
        marks: Where it opens, where it is closed, and where the parser stopped.
    """
    opened, closed, fault = marks
    if opened.line == closed.line:
        found = _quoted_key(lines, opened)
        # A single quote mark further on could be an apostrophe.
        if found or style == "'" or style not in lines[closed.line][closed.column :]:
            return found
        message = _("The quote opened here is closed in column {column}, within its text.")
        mend = _("Write `>-` after the key and the text indented below.")
        return Origin(opened.line, opened.column, message.format(column=closed.column), mend)
    if closed.line < fault.line and all(row.bare for row in rows if opened.line < row.number <= closed.line):
        return None
    message = _("The quote opened here is closed only in line {line}.").format(line=closed.line + 1)
    mend = _("Close it where its text ends, or write `>-` after the key and the text indented below.")
    return Origin(opened.line, opened.column, message, mend)


def _quoted_key(lines: Sequence[str], opened: Mark | CMark) -> Origin | None:
    """Return the quote mark at a place if it stands before a key, which another one in the text closes."""
    line = lines[opened.line]
    if line[: opened.column].strip(" -") or not _QUOTED_KEY.match(line, opened.column):
        return None
    message = _("A quote mark stands before the key, and the text holds another one.")
    return Origin(opened.line, opened.column, message, _("Take it away; the key needs no quote marks."))


def _last_text(text: str) -> yaml.ScalarEvent | None:
    """Return the last text that the parser could read, if nothing was opened after it."""
    last = None
    for event in _read(text):
        if isinstance(event, yaml.ScalarEvent):
            # A key that its value does not follow gets an empty one, which stands nowhere.
            last = event if event.value or event.style else last
        elif isinstance(event, yaml.CollectionStartEvent):
            last = None
    return last


def _read(text: str) -> Iterator[yaml.Event]:
    """Give what the parser can read."""
    with suppress(yaml.YAMLError):
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
