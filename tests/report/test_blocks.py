"""What a report is made of, for a page that shows it while somebody waits."""

from __future__ import annotations

from msgspec.structs import replace
from papers import everything, paper

from wwc_assess.report.blocks import (
    Bullets,
    Column,
    Heading,
    Item,
    Paragraph,
    Quote,
    Run,
    Table,
    abridged,
    text,
)

ROOM = 20
WORDS = "five words that are long enough"
CUT = "five words that are …"


def test_what_is_not_too_long_stands_as_it_was_written():
    assert abridged(everything(), 2 * ROOM) == everything()


def test_what_is_too_long_ends_in_dots_wherever_it_stands():
    line = (Run("short "), Run(WORDS, link=True))
    shorter = (Run("short "), Run(CUT, link=True))
    table = Table("What is kept", (Column("one"), Column("two")), ((line, text("kept")),))
    whole = paper(
        Heading(2, WORDS),
        Paragraph(line),
        Bullets((Item(line, (Item(line),)),)),
        Quote((WORDS,)),
        table,
        title=WORDS,
    )
    assert abridged(whole, len(CUT)) == paper(
        Heading(2, CUT),
        Paragraph(shorter),
        Bullets((Item(shorter, (Item(shorter),)),)),
        Quote((CUT,)),
        replace(table, rows=((shorter, text("kept")),)),
        title=CUT,
    )


def test_of_what_somebody_wrote_the_first_paragraphs_are_shown():
    [quote] = abridged(paper(Quote(("of ten chars",) * 9)), ROOM).blocks
    assert quote == Quote(("of ten chars", "of ten …", "…"))
