"""What commands print: data on standard output, talk on standard error, cleaned text in both."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from wwc_assess.plain import plain
from wwc_assess.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

_UNFOLDED = 100_000
"""Columns where a program reads: so wide that nothing is folded."""


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
    width = _columns(stream)
    if max(map(len, text.split("\n"))) * 2 <= width:  # no character takes more than two columns
        return text
    from wwc_assess.cli.folding import folded  # noqa: PLC0415  brings a part of rich

    return folded(text, width)


def put_json(data: object) -> None:
    """Print data for a program; plain ASCII where the output cannot take every character."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    click.echo(json.dumps(data, default=plain, ensure_ascii=encoding != "utf8", indent=2))


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
    from wwc_assess.cli.folding import table_lines  # noqa: PLC0415  brings a part of rich

    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    lines = table_lines(heads, cells, _columns(sys.stdout), numbers)
    if lines is None:
        for row in cells:
            put_entry(*_entry(heads, row, named=1 if 1 in numbers else 2))
    else:
        put("\n".join(lines))


def put_entry(title: str, *details: str) -> None:
    """Print a title and, indented below it, its details, on a terminal folded between words."""
    put_text("\n".join([one_line(title), *(f"    {one_line(detail)}" for detail in details)]))


def _entry(heads: Sequence[str], row: Sequence[str], *, named: int) -> tuple[str, str]:
    """Return a row of a table as an entry: the cells that name it, and below them the others, each after its head."""
    told = (f"{head}: {cell}" for head, cell in zip(heads[named:], row[named:], strict=True) if cell)
    return " ".join(row[:named]), " · ".join(told)
