"""Reports in Markdown, for GitHub's dialect and Pandoc's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wwc_assess import __version__
from wwc_assess.report.blocks import Bullets, Heading, Paragraph, Quote, Table
from wwc_assess.report.files import GENERATOR
from wwc_assess.text import markdown, markdown_link, markdown_within, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wwc_assess.report.blocks import Block, Item, Line, Paper, Run

_LIVE = frozenset("<[`")
"""Without one of these no title becomes anything but text that stands out."""


def write_markdown(paper: Paper) -> str:
    """Return a report in Markdown, with a line for each fact so that two reports can be compared line by line.

    Charts are left out: what they show stands beside them.
    """
    lines = [*_front_matter(paper), f"# {markdown(paper.title)}", ""]
    for block in paper.blocks:
        if shown := _block(block):
            lines += [*shown, ""]
    return "\n".join(lines)


def _front_matter(paper: Paper) -> Iterable[str]:
    """Give the facts about the report itself; each text as a JSON string, which YAML reads as it stands."""
    # Most programs show a title as it stands; Pandoc reads it as Markdown, tags and links included.
    title = markdown(paper.title) if _LIVE.intersection(paper.title) else paper.title
    texts = {"title": title, **paper.facts}
    yield "---"
    yield f"{GENERATOR} {__version__}"
    yield "unofficial: true"
    for key, text in texts.items():
        # To a program that knows no front matter "<" would begin a tag.
        quoted = json.dumps(one_line(text), ensure_ascii=False).replace("<", "\\u003c")
        yield f"{key}: {quoted}"
    yield "---"
    yield ""


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.level} {markdown(block.text)}"]
        case Paragraph():
            return [_line(block.line)]
        case Bullets():
            return [line for item in block.items for line in _item(item)]
        case Quote():
            return ["\n>\n".join(f"> {markdown(paragraph)}" for paragraph in block.paragraphs)]
        case Table():
            return list(_table(block))
        case _:
            return []


def _item(item: Item, indent: str = "") -> Iterable[str]:
    yield f"{indent}- {_line(item.line)}"
    for below in item.items:
        yield from _item(below, f"{indent}  ")


def _table(table: Table) -> Iterable[str]:
    yield _row(markdown(column.head) for column in table.columns)
    # Pandoc takes the columns' widths from the dashes where a line is long.
    yield _row("-" * column.share for column in table.columns)
    for row in table.rows:
        yield _row(_line(cell) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(line: Line) -> str:
    """Return a line as Markdown; only its first words need what may begin a heading or a list taken from them."""
    shown = ""
    for run in line:
        before = " " if run.text[:1].isspace() and shown else ""
        after = " " if run.text[-1:].isspace() else ""
        shown += f"{before}{_run(run, begins=not shown)}{after}"
    return shown.rstrip()


def _run(run: Run, *, begins: bool) -> str:
    if run.link:
        return markdown_link(run.text)
    words = markdown(run.text) if begins else markdown_within(run.text)
    return f"**{words}**" if run.strong and words else words
