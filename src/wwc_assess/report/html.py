"""Reports as web pages: one file that loads nothing, needs no script, and reads well on any screen and on paper."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from wwc_assess import __version__
from wwc_assess.report.blocks import Bullets, Chart, Heading, Item, Paragraph, Quote, Table, text
from wwc_assess.report.files import HTML_GENERATOR
from wwc_assess.report.svg import draw
from wwc_assess.text import clean, is_web_address, one_line
from wwc_assess.words import LANGUAGE, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wwc_assess.report.blocks import Block, Column, Line, Paper, Run

_STYLE = Path(__file__).with_suffix(".css")
_FACT = "wwc-assess:"
"""What the names of a page's own facts begin with, in its head."""
_LONGEST_HEAD = 1_000_000
"""Characters of a page that are looked at for them: many times those of ours."""
_SHORT_REPORT = 6
"""Sections that a report may have without a table of contents."""
_SHORT_CELL = 16
"""Characters that a narrow column still holds on one line."""
_LONG_TITLE = 100
"""Characters of a title from which it is set in smaller letters."""
_DENSE = 2750
"""Characters of a report without contents from which only a closer print takes a single page."""
_WHOLE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d[\d.]* \w{1,20}-\w{1,20}\b")
"""A day, and a figure with a unit such as person-days: no line ends at their hyphens."""


def write_html(paper: Paper) -> str:
    """Return a report as a web page that is whole in itself.

    The page's own rule for browsers allows nothing but its style, so that even a text that slipped through as markup
    could neither run nor fetch anything.
    """
    sections = [
        (f"part-{number}", block.text)
        for number, block in enumerate(paper.blocks)
        if isinstance(block, Heading) and block.level == 2  # noqa: PLR2004  the level below the title
    ]
    lines = [
        "<!doctype html>",
        f'<html lang="{LANGUAGE}">',
        *_head(paper),
        '<body class="dense">' if _length(paper) > _DENSE else "<body>",
        f'<a class="skip" href="#main">{_text(_("Skip to the report"))}</a>',
        f"<header><h1{_size(paper.title)}>{_text(paper.title)}</h1></header>",
        *(_contents(sections) if len(sections) > _SHORT_REPORT else ()),
        '<main id="main">',
        *(_block(block, number) for number, block in enumerate(paper.blocks)),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def facts_of_html(page: str) -> dict[str, str]:
    """Return the facts that a report says of itself in its head; none where the page is not a report.

    Args:
        page: The page; any text.
    """
    reader = _Facts()
    reader.feed(page[:_LONGEST_HEAD].partition("<body")[0])
    return reader.facts


class _Facts(HTMLParser):
    """Reads the facts of a page's head."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "meta" and name.startswith(_FACT):
            self.facts[name.removeprefix(_FACT)] = given.get("content") or ""


def _head(paper: Paper) -> Iterable[str]:
    style = _STYLE.read_text(encoding="utf-8")
    known = b64encode(sha256(style.encode()).digest()).decode()
    rule = f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f'{HTML_GENERATOR}{__version__}">'
    for key, fact in paper.facts.items():
        yield f'<meta name="{_FACT}{_text(key)}" content="{_text(fact)}">'
    yield f"<title>{_text(paper.title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"


def _contents(sections: Iterable[tuple[str, str]]) -> Iterable[str]:
    yield f'<nav aria-labelledby="contents"><p id="contents">{_text(_("Contents"))}</p>'
    yield "<ol>"
    yield from (f'<li><a href="#{place}">{_text(title)}</a></li>' for place, title in sections)
    yield "</ol></nav>"


def _block(block: Block, number: int) -> str:
    """Return a block; its number on the page makes its ids."""
    match block:
        case Heading(level, words):
            return f'<h{level} id="part-{number}">{_text(words)}</h{level}>'
        case Paragraph(line):
            return f"<p>{_line(line)}</p>"
        case Bullets(items):
            return _list(items)
        case Quote(paragraphs):
            return f"<blockquote>{''.join(f'<p>{_text(words)}</p>' for words in paragraphs)}</blockquote>"
        case Table():
            return _table(block, f"table-{number}")
        case Chart():
            picture = draw(block, f"chart-{number}")
            return f"<figure><figcaption>{_text(block.title)}</figcaption>\n{picture}</figure>"
        case _:
            assert_never(block)


def _list(items: Iterable[Item]) -> str:
    lines = (f"<li>{_line(item.line)}{_list(item.items) if item.items else ''}</li>" for item in items)
    return "\n".join(("<ul>", *lines, "</ul>"))


def _table(table: Table, name: str) -> str:
    """Return a table in a box that scrolls where the screen is narrower, with keys as well."""
    heads = "".join(
        f'<th scope="col"{_kind(column, text(column.head))}>{_text(column.head)}</th>'
        for column in table.columns
    )
    lines = (
        f'<div class="wide" role="group" aria-labelledby="{name}" tabindex="0">',
        f'<table><caption id="{name}">{_text(table.caption)}</caption>',
        f"<thead><tr>{heads}</tr></thead>",
        "<tbody>",
        *(_row(row, table.columns) for row in table.rows),
        "</tbody></table></div>",
    )
    return "\n".join(lines)


def _row(row: Sequence[Line], columns: Sequence[Column]) -> str:
    first, *others = (
        f"{_kind(column, cell)}>{_line(cell)}" for cell, column in zip(row, columns, strict=True)
    )
    return f'<tr><th scope="row"{first}</th>{"".join(f"<td{cell}</td>" for cell in others)}</tr>'


def _kind(column: Column, line: Line) -> str:
    """Return what a cell's style is known by: numbers stand on the right, dates and other short texts in one piece."""
    if column.is_number:
        return ' class="number"'
    return ' class="short"' if sum(len(run.text) for run in line) <= _SHORT_CELL else ""


def _size(title: str) -> str:
    """Return what the style of a long title is known by: the largest letters are for titles of a line or two."""
    return ' class="long"' if len(one_line(title)) > _LONG_TITLE else ""


def _length(paper: Paper) -> int:
    """Return the characters of a report beside its tables and charts."""
    return len(one_line(paper.title)) + sum(_told(block) for block in paper.blocks)


def _told(block: Block | Item) -> int:
    match block:
        case Heading():
            return len(block.text)
        case Paragraph():
            return sum(len(run.text) for run in block.line)
        case Item():
            return sum(len(run.text) for run in block.line) + sum(map(_told, block.items))
        case Bullets():
            return sum(map(_told, block.items))
        case _:
            return 0


def _line(line: Line) -> str:
    return "".join(_run(run) for run in line)


def _run(run: Run) -> str:
    """Return a piece of a line; blanks at its ends part it from its neighbors."""
    address = one_line(run.text)
    if run.link and is_web_address(address):
        return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(address)}</a>'
    words = _WHOLE.sub(r'<span class="whole">\g<0></span>', escape(clean(run.text)))
    return f"<strong>{words}</strong>" if run.strong else words


def _text(words: str) -> str:
    return escape(one_line(words))
