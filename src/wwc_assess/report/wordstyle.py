"""How reports look in Word: set in the document's own styles, so that whoever edits it can change them in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Inches, Length, Pt, RGBColor

from wwc_assess.words import LANGUAGE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

TABLE_STYLE = "Report Table"
LINK_STYLE = "Hyperlink"
_PLAIN_TABLE = "Normal Table"
WIDTH: Length = Inches(6.5)
"""Of the text on a page."""

_MARGIN = Inches(1)
_PAGE_MARGIN = Inches(0.6)
"""On a single page: above and below."""
_INK = RGBColor(0x16, 0x19, 0x1D)
_ACCENT = RGBColor(0x0B, 0x5C, 0xAD)
_FONT = "Calibri"
_SIZES = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5}
"""Points in height of each heading."""
_PAGES = {4100: 10, 4950: 9, 5400: 8.5, 6000: 8}
"""On a single page: up to so many characters, letters of so many points; measured in a font wider than ours."""
_SMALLEST = 7.5
_PARAGRAPH = 60
"""Characters for which the beginning and the end of a paragraph take room."""
_PAGE_SIZES = {"Title": 5.5, "Heading 1": 2, "Heading 2": 0.5, "Heading 3": 0}
"""On a single page: points by which headings are higher than the text."""
_WORD_VERSION = "15"
"""Word's own number for documents that need no compatibility mode."""
_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="C8CED3"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C8CED3"/>
    </w:tblBorders>
    <w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/><w:bCs/></w:rPr>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="16191D"/></w:tcBorders>
      <w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>
</w:style>
"""


def dress(document: Document) -> None:
    """Give a blank document the styles, margins and language of a report."""
    styles = document.styles
    # A hundred styles of tables that no report uses; the library would look through them for each paragraph.
    for style in [each for each in styles if each.type is WD_STYLE_TYPE.TABLE and each.name != _PLAIN_TABLE]:
        style.delete()
    styles.element.append(parse_xml(_TABLE))
    link = styles.add_style(LINK_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = _ACCENT, True
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.1
    for name, size in _SIZES.items():
        _heading(styles[name], size)
    quoted = styles["Quote"].paragraph_format
    quoted.left_indent, quoted.right_indent = Inches(0.3), Inches(0.3)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_VERSION)
    for section in document.sections:
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def fit_on_a_page(document: Document) -> None:
    """Set a finished document so that it takes a single page: the more it says, the smaller its letters."""
    told = sum(len(paragraph.text) + _PARAGRAPH for paragraph in document.paragraphs)
    size = next((size for most, size in _PAGES.items() if told <= most), _SMALLEST)
    styles = document.styles
    normal = styles["Normal"]
    normal.font.size = Pt(size)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(3), 1.0
    for name, beyond in _PAGE_SIZES.items():
        heading = styles[name]
        heading.font.size = Pt(size + beyond)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(7), Pt(2)
    styles["Title"].paragraph_format.space_before = Pt(0)
    table = styles[TABLE_STYLE]
    table.font.size = Pt(size - 1)
    table.paragraph_format.space_before = table.paragraph_format.space_after = Pt(1)
    for section in document.sections:
        section.top_margin = section.bottom_margin = _PAGE_MARGIN


def _heading(style: ParagraphStyle, size: float) -> None:
    style.font.size, style.font.color.rgb = Pt(size), _INK
    style.paragraph_format.space_after = Pt(6)
    # The theme's font for headings would win over a name given beside it.
    fonts = style.element.rPr.rFonts
    for theme in list(fonts.attrib):
        del fonts.attrib[theme]
    style.font.name = _FONT
