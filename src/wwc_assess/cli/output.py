"""What commands print: data on standard output, talk on standard error, cleaned text in both."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from wwc_assess.plain import plain
from wwc_assess.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_UNWRAPPED = 100_000
"""Columns of a table that a program reads: so wide that nothing is folded."""


def put(text: str) -> None:
    """Print data for a person."""
    click.echo(clean(text))


def say(text: str) -> None:
    """Tell the person something beside the data; where nobody can hear it, the command goes on."""
    with suppress(OSError):
        click.echo(clean(text), err=True)


def put_json(data: object) -> None:
    """Print data for a program; plain ASCII where the output cannot take every character."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    click.echo(json.dumps(data, default=plain, ensure_ascii=encoding != "utf8", indent=2))


def put_file(content: str | bytes) -> None:
    """Print a whole file: for a program or a file the same bytes that would stand in the file."""
    shown = sys.stdout is not None and sys.stdout.isatty()
    click.echo(content if shown or isinstance(content, bytes) else content.encode(), nl=False)


def put_table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[int] = ()) -> None:
    """Print rows under their heads, folded to the terminal and unfolded elsewhere.

    Args:
        heads: What stands over each column.
        rows: As many cells each.
        numbers: Places of the columns that hold numbers, from 0.
    """
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  only where a person reads
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if place in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(str(cell))) for cell in row))
    wide = None if sys.stdout and sys.stdout.isatty() else _UNWRAPPED
    console = Console(width=wide, markup=False, emoji=False, highlight=False)
    with console.capture() as printed:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))
