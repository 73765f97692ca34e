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

    from wwc_assess.standard.looks import Row

_TOLD_LATE = re.compile(
    "could not find expected ':'|<document start>|mapping values|block sequence entries|while parsing a"
)
_BRACKET = re.compile(r"[\[\]{}]")
_FOLDED_BY = re.compile(r"[|>][-+]?[1-9]")
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
    if found := _asked(rows, fault.line) or _taken_in(text, lines, rows, error):
        return found
    if "could not find expected ':'" in said and error.context_mark:
        return unfolded(rows, at(rows, error.context_mark.line))
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
        if not here.key or ": " in lines[fault.line][: fault.column]:
            return no_key(rows[place - 1]) if here.bare and place else None
        return text_for_key(rows, place) or odd(rows, place)
    if fault.column not in {here.indent, here.start}:
        return None
    if ended:
        return text_for_key(rows, place) or odd(rows, place)
    return odd(rows, place) if "while parsing a block" in said else None


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


def _asked(rows: Iterable[Row], line: int) -> Origin | None:
    """Return the question mark before a key that stands above an error."""
    for row in rows:
        if row.number <= line and row.rest.startswith("? ") and not row.key:
            message, mend = _("A question mark and a blank stand before the text."), _("Take them away.")
            return Origin(row.number, row.start, message, mend)
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
    if last.style in {"'", '"'} and opened.line < closed.line:
        keys_within = any(not row.bare for row in rows if opened.line < row.number <= closed.line)
        if keys_within or marks[0].line == closed.line:
            message = _("The quote opened here is closed only in line {line}.").format(line=closed.line + 1)
            mend = _("Close it where its text ends, or write `>-` after the key and the text indented below.")
            return Origin(opened.line, opened.column, message, mend)
    if (
        last.style in {"|", ">"}
        and not last.value.strip()
        and _FOLDED_BY.match(lines[opened.line], opened.column)
    ):
        return Origin(opened.line, opened.column, FOLDED, FOLD)
    return None


def _last_text(text: str) -> yaml.ScalarEvent | None:
    """Return the last text that the parser could read, if nothing was opened after it."""
    last = None
    for event in _read(text):
        if isinstance(event, yaml.ScalarEvent):
            last = event
        elif isinstance(event, yaml.CollectionStartEvent):
            last = None
    return last


def _read(text: str) -> Iterator[yaml.Event]:
    """Give what the parser can read."""
    with suppress(yaml.YAMLError):
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
