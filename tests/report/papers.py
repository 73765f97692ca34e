"""Reports to try the writers with: one of every kind of block, and one of hostile texts."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from wwc_assess.readiness.score import score
from wwc_assess.records.model import Records
from wwc_assess.report.blocks import (
    Bar,
    Bullets,
    Chart,
    Column,
    Heading,
    Item,
    Paper,
    Paragraph,
    Quote,
    Run,
    Table,
    text,
)
from wwc_assess.report.compare import changes_since
from wwc_assess.report.facts import facts_of
from wwc_assess.report.paper import build_paper
from wwc_assess.report.view import build_view
from wwc_assess.sample import create_sample
from wwc_assess.text import one_line

TODAY = date(2026, 11, 22)
FACTS = {
    "city": "Riverton",
    "standard": "small",
    "standard_title": "Small Standard",
    "date": "2026-11-22",
    "seal": " ".join(f"DM{number}:3fa2c1d4e5b6" for number in range(60)),
}
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<!-- gone",
    "<body onload=alert(1)>",
    "]]>",
    '"><img src=x onerror=alert(1)>',
    "' onclick='alert(1)",
    "&amp; &lt;b&gt; &#0;",
    '=cmd|" /C calc"!A0',
    "../../x",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "https://example.org/ onclick=alert(1)",
    "half \ud800 a surrogate",
    "right \u202eto left\u202c",
    "bell \x07, null \x00, escape \x1b[2J, next line \x85",
    "two\nlines\tand a tab",
    "not \uffff characters \ufdd0",
    "文字とカナ 🎉 ñ",
    "x" * 10_000,
)


def paper(*blocks, title="Gap report", facts=FACTS):
    """A report of these blocks."""
    return Paper(title, facts, blocks)


def everything(words=lambda name: name):
    """A report with every kind of block; each text is what the function makes of its name."""
    return paper(
        Paragraph(
            (Run(words("start")), Run(" "), Run(words("strong"), strong=True), Run(" "), Run(words("end")))
        ),
        Heading(2, words("section")),
        Bullets(
            (
                Item(text(words("item")), (Item(text(words("below")), (Item(text(words("deep"))),)),)),
                Item((Run(words("location"), link=True),)),
            )
        ),
        Heading(3, words("part")),
        Quote((words("first words"), words("last words"))),
        Table(
            words("caption"),
            (Column(words("name")), Column(words("amount"), 2, is_number=True)),
            (
                (text(words("row")), text(words("cell"))),
                (text(words("other row")), text(words("other cell"))),
            ),
        ),
        Chart(
            words("chart"),
            43,
            (Bar(words("proven"), 12, words("12 of 43"), 11), Bar(words("none"), 0, words("0 of 43"))),
            (Bar(words("Silver"), 22, words("22 criteria")), Bar(words("Bronze"), 10, words("10 criteria"))),
        ),
        title=words("title"),
        facts={**FACTS, "city": words("city")},
    )


def of_the_sample_city(folder, audience="all", name="", *, since_the_start=False):
    """The report of the sample city, whose workspace is made in the folder.

    Args:
        folder: An empty folder.
        audience: Who reads it.
        name: What the city is called instead.
        since_the_start: Whether it tells what has changed since nothing was answered.
    """
    with create_sample(folder / "city", TODAY, by="Ann") as session:
        standard, records = session.standard, session.records()
    records = replace(records, assessment=replace(records.assessment, city=name or records.assessment.city))
    now, then = (
        build_view(standard, one, score(standard, one, TODAY))
        for one in (records, Records(records.assessment))
    )
    comparison = changes_since(facts_of(then), "the start", now) if since_the_start else None
    return build_paper(now, audience, comparison)


def texts(report):
    """The texts of a report in its order, charts left out, each on a line of its own as a reader would see it."""
    for block in report.blocks:
        match block:
            case Heading(_, words):
                yield one_line(words)
            case Paragraph(line):
                yield shown(line)
            case Bullets(items):
                yield from _items(items)
            case Quote(paragraphs):
                yield from map(one_line, paragraphs)
            case Table(caption, columns, rows):
                yield one_line(caption)
                yield from (one_line(column.head) for column in columns)
                yield from (shown(cell) for row in rows for cell in row)


def _items(items):
    for item in items:
        yield shown(item.line)
        yield from _items(item.items)


def shown(line):
    """A line as a reader sees it."""
    return one_line("".join(run.text for run in line))
