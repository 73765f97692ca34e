"""Reports as Word documents, for colleagues who go on editing them: real styles, real tables, nothing painted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Length
from lxml.etree import XMLSyntaxError

from wwc_assess.report.blocks import Bullets, Heading, Paragraph, Quote, Table, text
from wwc_assess.report.office import CREATOR, fixed, is_bomb
from wwc_assess.report.wordstyle import LINK_STYLE, TABLE_STYLE, WIDTH, dress, fit_on_a_page
from wwc_assess.text import clean, is_web_address, one_line
from wwc_assess.words import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from docx.document import Document as Word
    from docx.table import _Row as WordRow
    from docx.text.paragraph import Paragraph as WordParagraph

    from wwc_assess.report.blocks import Block, Item, Line, Paper

_FACTS = "urn:wwc-assess:report"
"""The namespace of the part that keeps a report's facts."""
_PART = "customXml/item"
"""Where Word keeps parts of other programs; it gives them numbers of its own."""
_LARGEST_PART = 1_000_000
"""Bytes of such a part that are read."""
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What reading a package raises that is damaged, encrypted or none at all."""
_LONGEST_LINK = 2000
"""Characters of an address that Word can follow."""
_DEEPEST = 3
"""Lists in lists for which Word has styles."""
_BLANKS = re.compile(r"\s+")


def write_word(paper: Paper) -> bytes:
    """Return a report as a Word document; the same bytes for the same report.

    Charts are left out: what they show stands beside them. The facts are kept in a part of their own, which Word keeps
    with the document when colleagues edit it; other properties would be cut to 255 characters.
    """
    word = Document()
    dress(word)
    _properties(word, paper)
    _keep(word, paper.facts)
    word.add_paragraph(one_line(paper.title), "Title")
    for block in paper.blocks:
        _add(word, block)
    if paper.facts.get("audience") == "council":
        fit_on_a_page(word)
    written = io.BytesIO()
    word.save(written)
    return fixed(written.getvalue(), date.fromisoformat(paper.facts["date"]))


def facts_of_word(path: Path) -> dict[str, str]:
    """Return the facts that a report says of itself; none where the file is not a report.

    Args:
        path: The document, as written or as somebody has edited it since.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as package:
            if is_bomb(package):
                return {}
            parts = [part for part in package.infolist() if part.filename.startswith(_PART)]
            kept = [package.read(part) for part in parts if part.file_size <= _LARGEST_PART]
    except _DAMAGES:
        return {}
    return {key: fact for part in kept for key, fact in _facts(part)}


def _facts(part: bytes) -> Iterable[tuple[str, str]]:
    """Give the facts of a part; none where it is another program's."""
    try:
        kept = parse_xml(part)
    except XMLSyntaxError:
        return
    for fact in kept.iterchildren(f"{{{_FACTS}}}fact"):
        yield fact.get("name", ""), fact.text or ""


def _keep(word: Word, facts: Mapping[str, str]) -> None:
    kept = Element(f"{{{_FACTS}}}report")
    for key, fact in facts.items():
        SubElement(kept, f"{{{_FACTS}}}fact", name=key).text = one_line(fact)
    package = word.part.package
    name = package.next_partname(f"/{_PART}%d.xml")
    part = Part(PackURI(name), "application/xml", tostring(kept, "utf-8", xml_declaration=True), package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _properties(word: Word, paper: Paper) -> None:
    known = word.core_properties
    known.title = one_line(paper.title)[:255]
    known.subject = one_line(paper.facts.get("standard_title", ""))[:255]
    known.language = LANGUAGE
    known.author = known.last_modified_by = CREATOR
    known.comments = ""


def _add(word: Word, block: Block) -> None:
    match block:
        case Heading(level, words):
            word.add_paragraph(one_line(words), "Title" if level == 1 else f"Heading {level - 1}")
        case Paragraph(line):
            _fill(word.add_paragraph(), line)
        case Bullets(items):
            _list(word, items)
        case Quote(paragraphs):
            for words in paragraphs:
                word.add_paragraph(one_line(words), "Quote")
        case Table():
            _table(word, block)
        case _:
            pass


def _list(word: Word, items: Iterable[Item], depth: int = 1) -> None:
    style = "List Bullet" if depth == 1 else f"List Bullet {min(depth, _DEEPEST)}"
    for item in items:
        _fill(word.add_paragraph(style=style), item.line)
        _list(word, item.items, depth + 1)


def _table(word: Word, table: Table) -> None:
    """Add a table whose first row is repeated on each page; its caption is what screen readers say of it."""
    made = word.add_table(1 + len(table.rows), len(table.columns), TABLE_STYLE)
    made.autofit = False
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), one_line(table.caption))
    made._tbl.tblPr.append(caption)  # noqa: SLF001  the library has no word for it
    shares = sum(column.share for column in table.columns)
    for column, kind in zip(made.columns, table.columns, strict=True):
        column.width = Length(WIDTH * kind.share // shares)
    heads = tuple(text(column.head) for column in table.columns)
    for row, lines in zip(made.rows, (heads, *table.rows), strict=True):
        _flag(row, "w:cantSplit")
        for cell, line, column, kind in zip(row.cells, lines, made.columns, table.columns, strict=True):
            # Word goes by the cells' widths, other programs by the columns'.
            cell.width = column.width
            if kind.is_number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _fill(cell.paragraphs[0], line)
    _flag(made.rows[0], "w:tblHeader")
    word.add_paragraph()  # Word joins tables that touch


def _flag(row: WordRow, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  the library has no word for it


def _fill(paragraph: WordParagraph, line: Line) -> None:
    for run in line:
        address = one_line(run.text)
        if run.link and is_web_address(address) and len(address) <= _LONGEST_LINK:
            _link(paragraph, address)
        else:
            paragraph.add_run(_BLANKS.sub(" ", clean(run.text)), "Strong" if run.strong else None)


def _link(paragraph: WordParagraph, address: str) -> None:
    """Add an address as a link that shows where it goes."""
    target = quote(address, safe="!#$%&'()*+,/:;=?@[]~")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    shown = paragraph.add_run(address, LINK_STYLE)
    link.append(shown._r)  # noqa: SLF001  the library reads links, but makes none
    paragraph._p.append(link)  # noqa: SLF001
