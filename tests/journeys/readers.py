"""Reports as others read them: what a parser of somebody else's finds in a file, and what in it could do harm."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, field
from zipfile import ZipFile

import html5lib
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree
from markdown_it import MarkdownIt
from openpyxl import load_workbook

_FORMULA = re.compile(r"(\A|;)[\s'\"]*[=+@\uff1d\uff0b\uff20-]")
_ACTIVE_HTML = {"script", "iframe", "object", "embed", "base", "form", "link"}
_ACTIVE_WORD = {"fldSimple", "instrText", "object", "altChunk", "control"}


@dataclass
class Reading:
    """What stands in a file."""

    texts: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    """Where it leads or what it loads."""
    active: list[str] = field(default_factory=list)
    """What a program would run or calculate."""

    @property
    def text(self):
        """All texts, each run of white space as one blank."""
        return "\n".join(" ".join(text.split()) for text in self.texts)

    @property
    def harm(self):
        """What a reader has to fear: what runs, and links to anywhere but web pages and the file itself."""
        return [*self.active, *(to for to in self.targets if not to.startswith(("https://", "http://", "#")))]


def read(file):
    """Return what stands in a report, by the ending of its name."""
    reading = Reading()
    _READERS[file.suffix](file, reading)
    return reading


def _read_markdown(file, reading):
    for token in MarkdownIt("commonmark").enable("table").parse(file.read_text(encoding="utf-8")):
        for part in (token, *(token.children or ())):
            if part.type in {"html_block", "html_inline"}:
                reading.active.append(part.content)
            reading.targets += [part.attrs[name] for name in ("href", "src") if name in part.attrs]
        if token.type == "inline":
            reading.texts.append("".join(part.content for part in token.children))


def _read_html(file, reading):
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    for element in page.parse(file.read_text(encoding="utf-8")).iter():
        if element.tag in {"p", "h1", "h2", "h3", "li", "th", "td", "caption"}:
            reading.texts.append("".join(element.itertext()))
        if element.tag in _ACTIVE_HTML:
            reading.active.append(str(element.tag))
        reading.active += [name for name in element.attrib if str(name).startswith("on")]
        reading.targets += [
            element.get(name) for name in ("href", "src", "srcset", "action") if element.get(name)
        ]


def _read_word(file, reading):
    document = Document(str(file))
    # Those in tables too, many times as fast as cell by cell.
    reading.texts += [Paragraph(part, document).text for part in document.element.body.iter(qn("w:p"))]
    reading.targets += [to.target_ref for to in document.part.rels.values() if to.is_external]
    with ZipFile(file) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                tags = {etree.QName(e).localname for e in etree.fromstring(package.read(name)).iter("*")}
                reading.active += tags & _ACTIVE_WORD


def _read_workbook(file, reading):
    workbook = load_workbook(file)
    for cell in (cell for page in workbook for row in page.iter_rows() for cell in row):
        reading.texts.append(str(cell.value or ""))
        if cell.data_type in "fe":
            reading.active.append(str(cell.value))
        if cell.hyperlink:
            reading.targets.append(cell.hyperlink.target)


def _read_csv(file, reading):
    text = file.read_text(encoding="utf-8-sig")
    for delimiter in ",;":
        cells = [
            cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in line
        ]
        reading.active += [cell for cell in cells if _FORMULA.match(cell) and not cell.startswith("'")]
        if delimiter == ",":
            reading.texts += cells


def _read_json(file, reading):
    def walk(value):
        if isinstance(value, dict):
            value = [*value, *value.values()]
        for part in value if isinstance(value, list) else ():
            walk(part)
        if isinstance(value, str):
            reading.texts.append(value)

    walk(json.loads(file.read_text(encoding="utf-8")))


_READERS = {
    ".md": _read_markdown,
    ".html": _read_html,
    ".docx": _read_word,
    ".xlsx": _read_workbook,
    ".csv": _read_csv,
    ".json": _read_json,
}
