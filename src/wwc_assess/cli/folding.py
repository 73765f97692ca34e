"""Text folded to a width: sentences between words, the cells of a table also after the slashes of a path."""

from __future__ import annotations

import re
from itertools import chain, zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_GAP = 3
"""Blanks between two columns."""
_LEAST, _MOST = 16, 30
"""Between these many cells a column needs, the longer its texts, to read well."""
_LONGEST = 24
"""Cells of the longest word that a column widens for."""
_STEP = re.compile(r"[^/\\]*[/\\]+|[^/\\]+")
_PART = re.compile(r"[^_-]*[_-]+|[^_-]+")
_INDENT = re.compile(r" *")


def folded(text: str, width: int) -> str:
    """Return lines for a person folded between words, what follows a line indented as the line is.

    A word that is too long for a line stays whole, so that a path or an address can be copied.
    """
    return "\n".join(part for line in text.split("\n") for part in _folded_line(line, width))


def _folded_line(line: str, width: int) -> Sequence[str]:
    if cell_len(line) <= width:
        return [line]
    indent = _INDENT.match(line)
    blanks = indent[0] if indent else ""
    # Too little of a very narrow terminal would be left beside the indent.
    hanging = blanks if len(blanks) < width // 2 else ""
    return wrap(
        line[len(blanks) :],
        width,
        initial_indent=blanks,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [line]


def table_lines(
    heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, numbers: Collection[int]
) -> Sequence[str] | None:
    """Return the lines of a table; None where its columns do not fit.

    Args:
        heads: What stands over each column.
        rows: As many cells each.
        width: Of the terminal.
        numbers: Places of the columns that hold numbers, from 0.
    """
    widths = _column_widths(list(zip(heads, *rows, strict=True)), width)
    if widths is None:
        return None
    head, *body = (_row_lines(row, widths, numbers) for row in (heads, *rows))
    rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
    return [*head, rule, *chain.from_iterable(body)]


def _row_lines(row: Sequence[str], widths: Sequence[int], numbers: Collection[int]) -> Sequence[str]:
    columns = [_cell_lines(cell, width) for cell, width in zip(row, widths, strict=True)]
    return [
        (" " * _GAP)
        .join(
            _filled(text, width, from_right=place in numbers)
            for place, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        .rstrip()
        for line in zip_longest(*columns, fillvalue="")
    ]


def _filled(text: str, width: int, *, from_right: bool) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if from_right else text + blanks


def _cell_lines(text: str, width: int) -> Sequence[str]:
    """Return a cell of one line folded between words, a too long word after a slash or hyphen, else anywhere."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and cell_len(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        elif cell_len(word) <= width:
            lines.append(word)
        else:
            lines.extend(_broken(word, width))
    return lines


def _parts(word: str, width: int) -> Iterator[str]:
    """Give the steps of a path, each that is too long in its own parts."""
    for step in _STEP.findall(word):
        if cell_len(step) <= width:
            yield step
        else:
            yield from _PART.findall(step)


def _broken(word: str, width: int) -> Iterator[str]:
    line = ""
    for part in _parts(word, width):
        if cell_len(line + part) <= width:
            line += part
            continue
        if line:
            yield line
        *full, line = chop_cells(part, width)
        yield from full
    yield line


def _column_widths(columns: Sequence[Sequence[str]], width: int) -> Sequence[int] | None:
    """Return the cells of each column that all together fit a width; None where they would not read well.

    Args:
        columns: The cells of each column, its head among them.
        width: Of the terminal.
    """
    whole = [max(map(cell_len, cells)) for cells in columns]
    widths = [
        min(most, max(_LEAST, min(most // 3, _MOST), _longest_word(cells)))
        for most, cells in zip(whole, columns, strict=True)
    ]
    rest = width - _GAP * (len(columns) - 1) - sum(widths)
    if rest < 0:
        return None
    while rest and (narrow := [at for at, most in enumerate(whole) if widths[at] < most]):
        for at in narrow[:rest]:
            widths[at] += 1
        rest -= len(narrow[:rest])
    return widths


def _longest_word(cells: Sequence[str]) -> int:
    parts = (part for cell in cells for word in cell.split(" ") for part in _STEP.findall(word))
    return min(max(map(cell_len, parts), default=0), _LONGEST)
