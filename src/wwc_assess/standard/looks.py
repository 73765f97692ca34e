"""The lines of a criteria file by their looks, which can be had even where the file is no YAML."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDED_TEXT = re.compile(r"(?:.*: )?[|>][-+0-9]{0,2} *$")
"""What stands after a key, or is a whole line of another look, where folded text begins."""

_LINE = re.compile(r"( *)((?:-(?: +|$))*)(?:(\w[\w.-]*) *:(?: +|$))?(.*)")


class Row(Struct, frozen=True):
    """A line by its looks: dashes, then a key, then the rest. Columns count from 0."""

    number: int
    indent: int
    """Where its first sign stands."""
    dash: bool
    start: int
    """Where the key, or the rest, begins."""
    key: str
    """Empty where there is none."""
    rest: str

    @property
    def heads(self) -> bool:
        """Whether it is a key with nothing after it, so that what it holds stands below."""
        return bool(self.key) and not self.rest

    @property
    def bare(self) -> bool:
        """Whether it is neither key nor item."""
        return not self.key and not self.dash


def rows_of(lines: Sequence[str]) -> Iterator[Row]:
    """Give the lines that hold something, but not those of folded texts and what begins a document."""
    within: int | None = None
    opening = False
    for number, line in enumerate(lines):
        match = _LINE.match(line)
        if not match or not line.strip():
            continue
        indent, start, key = len(match[1]), match.end(2), match[3] or ""
        if within is not None and indent > within:
            # The first line of folded text says how far it is indented.
            within, opening = (indent - 1 if opening else within), False
            continue
        within = None
        if line.lstrip().startswith("#") or line.startswith("---"):
            continue
        if FOLDED_TEXT.match(match[4].partition(" #")[0]):
            within, opening = (start if key else indent + max(match[2].rfind("-"), 0)), True
        yield Row(number, indent, bool(match[2]), start, key, match[4])


def at(rows: Sequence[Row], line: int) -> int:
    """Return the position of the first row that stands in a line or below it."""
    return bisect_left(rows, line, key=lambda row: row.number)
