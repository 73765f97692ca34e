"""What a report is made of, in no particular format: headings, paragraphs, lists, tables and charts as plain values.

Sections say a thing once in these; each writer renders them in its format and escapes every text for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from wwc_assess.standard.near import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Run(Struct, frozen=True):
    """A piece of text in a line; data, never markup."""

    text: str
    strong: bool = False
    link: bool = False
    """Whether the text is the location of evidence or of a source, to be a link where it is a web address."""


Line = tuple[Run, ...]
"""A line of text, of which parts may stand out."""


class Heading(Struct, frozen=True):
    """A heading; level 1 is the report's title."""

    level: Literal[1, 2, 3]
    text: str


class Paragraph(Struct, frozen=True):
    """A paragraph of one line."""

    line: Line


class Item(Struct, frozen=True):
    """An item of a list, with the items below it."""

    line: Line
    items: tuple[Item, ...] = ()


class Bullets(Struct, frozen=True):
    """A list; never empty."""

    items: tuple[Item, ...]


class Quote(Struct, frozen=True):
    """What somebody wrote, by paragraphs."""

    paragraphs: tuple[str, ...]


class Column(Struct, frozen=True):
    """A column of a table."""

    head: str
    share: int = 1
    """Of the table's width, beside the other columns' shares."""
    is_number: bool = False


class Table(Struct, frozen=True):
    """A table; the first cell of a row names the row."""

    caption: str
    """What the table shows, for readers who do not see it."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]


class Bar(Struct, frozen=True):
    """A bar of a chart."""

    label: str
    points: int
    told: str
    """The figure in words, such as ``23 of 43, 53%``."""
    lighter: int = 0
    """Points beyond them in a lighter shade, such as what is claimed without proof."""


class Chart(Struct, frozen=True):
    """Bars over one whole, with marks such as a level's bar; always beside a table or text that says the same."""

    title: str
    total: int
    """Points that fill the width."""
    bars: tuple[Bar, ...]
    marks: tuple[Bar, ...] = ()


Block = Heading | Paragraph | Bullets | Quote | Table | Chart


class Paper(Struct, frozen=True):
    """A whole report, ready to be written in any format."""

    title: str
    facts: Mapping[str, str]
    """About the report itself: city, cycle, standard, day, fingerprints; in this order."""
    blocks: tuple[Block, ...]
    """Without the title."""


def text(words: str) -> Line:
    """Return a line of plain text."""
    return (Run(words),)


def bullets(items: Iterable[Item | Line]) -> Iterator[Bullets]:
    """Give the items as a list; nothing where there are none."""
    listed = tuple(item if isinstance(item, Item) else Item(item) for item in items)
    if listed:
        yield Bullets(listed)


def abridged(paper: Paper, longest: int) -> Paper:
    """Return a report for a page on the screen, which is laid out while somebody waits.

    Args:
        paper: The whole report.
        longest: Characters of a text, or of all paragraphs that somebody wrote together; what is longer ends in "…".
    """

    def line(runs: Line) -> Line:
        return tuple(replace(run, text=_cut(run.text, longest)) for run in runs)

    def item(whole: Item) -> Item:
        return Item(line(whole.line), tuple(map(item, whole.items)))

    def block(whole: Block) -> Block:
        match whole:
            case Heading(level, words):
                return Heading(level, _cut(words, longest))
            case Paragraph(words):
                return Paragraph(line(words))
            case Bullets(items):
                return Bullets(tuple(map(item, items)))
            case Quote(paragraphs):
                return Quote(tuple(_first_of(paragraphs, longest)))
            case Table():
                return replace(whole, rows=tuple(tuple(map(line, row)) for row in whole.rows))
            case Chart():
                return whole
            case _:
                assert_never(whole)

    return replace(paper, title=_cut(paper.title, longest), blocks=tuple(map(block, paper.blocks)))


def _first_of(paragraphs: Iterable[str], room: int) -> Iterator[str]:
    """Give paragraphs as long as there is room for them."""
    for paragraph in paragraphs:
        if room <= 0:
            yield "…"
            return
        yield _cut(paragraph, room)
        room -= len(paragraph)


def _cut(words: str, longest: int) -> str:
    """Return a text as it stands if it is not too long."""
    return short(words, longest) if len(words) > longest else words
