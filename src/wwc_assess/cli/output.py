"""What commands print: data on standard output, talk on standard error, cleaned text in both."""

from __future__ import annotations

import json
import sys
import textwrap
from contextlib import suppress
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Literal

import click

from wwc_assess.plain import plain
from wwc_assess.text import clean, in_json, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

_UNFOLDED = 100_000
"""Columns where a program reads: so wide that nothing is folded."""
_WIDEST = 2
"""No character takes more cells."""
_GAP = 3
"""Cells between two columns of a table."""
_LEAST, _LONGEST = 16, 24
"""Cells that a column of a table has at least where it is folded, and of the longest word that it widens for."""


def put(text: str) -> None:
    """Print data for a person."""
    click.echo(clean(text))


def put_text(text: str) -> None:
    """Print sentences for a person, on a terminal folded between words."""
    put(_folded(clean(text), sys.stdout))


def say(text: str, *, whole: bool = False) -> None:
    """Tell the person something beside the data; where nobody can hear it, the command goes on.

    Args:
        text: On a terminal folded between words.
        whole: Whether its lines are left as they are, because they hold a command to copy.
    """
    with suppress(OSError):
        click.echo(clean(text) if whole else _folded(clean(text), sys.stderr), err=True)


def is_terminal() -> bool:
    """Return whether a person reads in a terminal what is printed, and no program or file takes it."""
    return bool(sys.stdout) and sys.stdout.isatty()


def _columns(stream: TextIO | None) -> int:
    """Return how wide a stream is."""
    return get_terminal_size().columns if stream and stream.isatty() else _UNFOLDED


def _folded(text: str, stream: TextIO | None) -> str:
    """Return lines folded between words, what follows a line indented as the line is.

    A word that is too long for a line stays whole, so that a path or an address can be copied.
    """
    width = _columns(stream)
    return "\n".join(part for line in text.split("\n") for part in _folded_line(line, width))


def _folded_line(line: str, width: int) -> Sequence[str]:
    if len(line) * _WIDEST <= width:
        return [line]
    words = line.lstrip(" ")
    blanks = " " * (len(line) - len(words))
    # Too little of a very narrow terminal would be left beside the indent.
    hanging = blanks if len(blanks) < width // 2 else ""
    folded = textwrap.wrap(
        words,
        width,
        initial_indent=blanks,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return folded or [line]


def put_json(data: object) -> None:
    """Print data for a program, exactly; plain ASCII where the output cannot take every character."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    click.echo(in_json(json.dumps(data, default=plain, ensure_ascii=encoding != "utf8", indent=2)))


def put_file(content: str | bytes) -> None:
    """Print a whole file: for a program or a file the same bytes that would stand in the file."""
    shown = sys.stdout is not None and sys.stdout.isatty()
    click.echo(content if shown or isinstance(content, bytes) else content.encode(), nl=False)


def put_table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[int] = ()) -> None:
    """Print rows under their heads; on a terminal folded to it, or as entries where it has no room for the columns.

    Args:
        heads: What stands over each column.
        rows: As many cells each.
        numbers: Places of the columns that hold numbers, from 0.
    """
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  only where a table is printed
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    width = _columns(sys.stdout)
    widths = _column_widths(list(zip(heads, *cells, strict=True)), width)
    if not widths:
        for row in cells:
            put_entry(*_entry(heads, row, named=1 if 1 in numbers else 2))
        return
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, (head, cells_wide) in enumerate(zip(heads, widths, strict=True)):
        justify: Literal["left", "right"] = "right" if place in numbers else "left"
        table.add_column(Text(head), justify=justify, overflow="fold", width=cells_wide)
    for row in cells:
        table.add_row(*map(Text, row))
    console = Console(width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as printed:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


def _column_widths(columns: Sequence[Sequence[str]], width: int) -> Sequence[int]:
    """Return the cells of each column that all together fit a width; none where they would not read well.

    Rich shares a width out by the length of the texts alone, and breaks days and references of the narrower columns.

    Args:
        columns: The cells of each column, its head among them.
        width: Of the terminal.
    """
    from rich.cells import cell_len  # noqa: PLC0415  only where a table is printed

    whole = [max(map(cell_len, column)) for column in columns]
    words = [max(cell_len(word) for cell in column for word in cell.split(" ")) for column in columns]
    widths = [min(most, max(_LEAST, min(word, _LONGEST))) for most, word in zip(whole, words, strict=True)]
    rest = width - _GAP * (len(columns) - 1) - sum(widths)
    if rest < 0:
        return ()
    while rest and (narrow := [place for place, most in enumerate(whole) if widths[place] < most]):
        for place in narrow[:rest]:
            widths[place] += 1
        rest -= len(narrow[:rest])
    return widths


def put_entry(title: str, *details: str) -> None:
    """Print a title and, indented below it, its details, on a terminal folded between words."""
    put_text("\n".join([one_line(title), *(f"    {one_line(detail)}" for detail in details)]))


def _entry(heads: Sequence[str], row: Sequence[str], *, named: int) -> tuple[str, str]:
    """Return a row of a table as an entry: the cells that name it, and below them the others, each after its head."""
    told = (f"{head}: {cell}" for head, cell in zip(heads[named:], row[named:], strict=True) if cell)
    return " ".join(row[:named]), " · ".join(told)
