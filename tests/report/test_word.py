"""Reports as Word documents, read back with the library and by looking into the package."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from papers import FACTS, HOSTILE, everything, of_the_sample_city, paper, shown, texts

from wwc_assess.report.blocks import Bullets, Heading, Item, Paragraph, Run, Table, text
from wwc_assess.report.office import is_untouched
from wwc_assess.report.word import facts_of_word, write_word
from wwc_assess.text import one_line


def read(report):
    return Document(io.BytesIO(write_word(report)))


def seen(document):
    """The texts of a document in their order, as ``texts`` gives those of a report."""
    title, *others = document.iter_inner_content()
    assert title.style.name == "Title"
    said = iter(captions(document))
    for part in others:
        if hasattr(part, "rows"):
            yield next(said)
            yield from (one_line(cell.text) for row in part.rows for cell in row.cells)
        elif part.text:
            yield one_line(part.text)


def captions(document):
    return [caption.get(qn("w:val")) for caption in document.element.iter(qn("w:tblCaption"))]


def styles(document):
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]


def links(document):
    return [link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks]


def test_everything_has_a_style_of_its_own():
    assert styles(read(everything())) == [
        ("Title", "title"),
        ("Normal", "start strong end"),
        ("Heading 1", "section"),
        ("List Bullet", "item"),
        ("List Bullet 2", "below"),
        ("List Bullet 3", "deep"),
        ("List Bullet", "location"),
        ("Heading 2", "part"),
        ("Quote", "first words"),
        ("Quote", "last words"),
    ]


def test_lists_deeper_than_word_knows_stay_lists():
    deep = Item(text("1"), (Item(text("2"), (Item(text("3"), (Item(text("4")),)),)),))
    assert styles(read(paper(Bullets((deep,)))))[-1] == ("List Bullet 3", "4")


def test_words_that_stand_out_are_strong():
    [paragraph] = [p for p in read(everything()).paragraphs if p.text.startswith("start")]
    assert [run.style.name for run in paragraph.runs if run.text == "strong"] == ["Strong"]


def test_every_text_is_found_once_and_in_its_order():
    report = everything()
    assert list(seen(read(report))) == list(texts(report))


def test_a_table_is_a_table_whose_first_row_is_repeated():
    document = read(everything())
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["name", "amount"],
        ["row", "cell"],
        ["other row", "other cell"],
    ]
    assert table.style.name == "Report Table"
    assert captions(document) == ["caption"]
    rows = list(document.element.iter(qn("w:tr")))
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_columns_take_their_shares_of_the_page_and_numbers_stand_on_the_right():
    [table] = read(everything()).tables
    widths = [cell.width.inches for cell in table.rows[1].cells]
    assert widths == pytest.approx([6.5 / 3, 6.5 * 2 / 3], abs=0.01)
    assert [column.width.inches for column in table.columns] == widths
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [None, 2]


def test_the_properties_tell_title_subject_language_and_who_wrote_it():
    known = read(everything()).core_properties
    assert (known.title, known.subject, known.language) == ("title", "Small Standard", "en")
    assert (known.author, known.last_modified_by, known.comments) == ("wwc-assess", "wwc-assess", "")
    assert known.created == known.modified == datetime(2026, 11, 22, tzinfo=UTC)


def test_a_long_title_fits_the_properties():
    assert read(paper(title="x" * 1000)).core_properties.title == "x" * 255


def test_only_web_addresses_become_links():
    report = paper(
        *(Paragraph((Run(address, link=True),)) for address in (*HOSTILE, "https://example.org/?a=1&b=é#c"))
    )
    document = read(report)
    assert links(document) == ["https://example.org/?a=1&b=%C3%A9#c"]
    assert list(seen(document)) == list(texts(report))


def test_an_address_that_word_could_not_follow_stays_text():
    address = "https://example.org/" + "x" * 10_000
    document = read(paper(Paragraph((Run(address, link=True),))))
    assert links(document) == []
    assert document.paragraphs[-1].text == address


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_texts_wherever_they_stand(hostile, tmp_path):
    report = everything(lambda name: f"{hostile} {name}")
    written = write_word(report)
    document = Document(io.BytesIO(written))
    assert list(seen(document)) == list(texts(report))
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    assert {qn("w:fldSimple"), qn("w:instrText"), qn("w:object")}.isdisjoint(root.iter())
    (tmp_path / "report.docx").write_bytes(written)
    assert facts_of_word(tmp_path / "report.docx")["city"] == one_line(report.facts["city"])


@settings(max_examples=30)  # writing a document takes its time
@given(st.text())
def test_any_text_is_shown_as_it_is(anything):
    line = (Run("a "), Run(anything), Run(" z"))
    document = read(paper(Paragraph(line), Heading(2, anything), title=anything))
    title, paragraph, heading = document.paragraphs
    assert one_line(paragraph.text) == shown(line)
    assert title.text == heading.text == one_line(anything)


def test_the_same_report_gives_the_same_bytes_known_as_ours():
    written = write_word(everything())
    assert written == write_word(everything())
    assert is_untouched(written[:4096])


def test_the_facts_can_be_read_back(tmp_path):
    (tmp_path / "report.docx").write_bytes(write_word(paper()))
    assert facts_of_word(tmp_path / "report.docx") == FACTS


def test_the_facts_stay_when_somebody_edits_the_document(tmp_path):
    document = read(everything())
    document.add_paragraph("Agreed with the mayor.")
    document.core_properties.author = "Ben"
    document.save(tmp_path / "edited.docx")
    assert facts_of_word(tmp_path / "edited.docx")["seal"] == FACTS["seal"]


@pytest.mark.parametrize("content", [b"", b"# Gap report", b"PK\x03\x04 cut short"])
def test_a_file_that_is_no_document_has_no_facts(content, tmp_path):
    (tmp_path / "other").write_bytes(content)
    assert facts_of_word(tmp_path / "other") == {}


def test_a_document_of_somebody_else_has_no_facts(tmp_path):
    Document().save(tmp_path / "other.docx")
    assert facts_of_word(tmp_path / "other.docx") == {}


def test_a_damaged_document_has_no_facts(tmp_path):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("customXml/item1.xml", "<report>" + "facts " * 100)
        begin, end = 30 + len("customXml/item1.xml"), written.tell()
    damaged = bytearray(written.getvalue())
    damaged[begin:end] = b"\xff" * (end - begin)
    (tmp_path / "damaged.docx").write_bytes(damaged)
    assert facts_of_word(tmp_path / "damaged.docx") == {}


BOMB = b"""<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>
<report xmlns="urn:wwc-assess:report"><fact name="city">&b;&c;</fact></report>"""


@pytest.mark.parametrize(
    ("part", "facts"),
    [(b"<report", {}), (b"", {}), (b"<report>" + b" " * 2_000_000, {}), (BOMB, {"city": ""})],
    ids=["cut short", "empty", "too long", "with entities"],
)
def test_a_damaged_or_hostile_part_does_no_harm(part, facts, tmp_path):
    with zipfile.ZipFile(tmp_path / "hostile.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("customXml/item1.xml", part)
    assert facts_of_word(tmp_path / "hostile.docx") == facts


def test_a_document_that_would_fill_the_memory_is_not_unpacked(tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(write_word(everything()))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.png", bytes(200_000_000))
    assert facts_of_word(path) == {}


def test_the_report_of_the_sample_city_is_whole(tmp_path):
    report = of_the_sample_city(tmp_path)
    document = read(report)
    assert list(seen(document)) == list(texts(report))
    tables = [block for block in report.blocks if isinstance(block, Table)]
    assert [len(table.rows) - 1 for table in document.tables] == [len(table.rows) for table in tables]
    (tmp_path / "report.docx").write_bytes(write_word(report))
    assert facts_of_word(tmp_path / "report.docx") == dict(report.facts)


def test_the_more_the_council_is_told_the_smaller_the_letters_it_reads_on_its_page():
    def size(paragraphs, audience="council"):
        told = (Paragraph(text("word " * 40)) for _ in range(paragraphs))
        return read(paper(*told, facts={**FACTS, "audience": audience})).styles["Normal"].font.size.pt

    assert [size(paragraphs) for paragraphs in (1, 17, 20, 22, 100)] == [10, 9, 8.5, 8, 7.5]
    assert size(1, "team") == size(100, "team") == 11
