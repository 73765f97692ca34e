"""Reports as web pages, read back with a parser that forgives nothing."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import FACTS, HOSTILE, everything, of_the_sample_city, paper, shown, texts

from wwc_assess import __version__
from wwc_assess.report.blocks import Bar, Chart, Column, Heading, Paragraph, Run, Table, text
from wwc_assess.report.html import facts_of_html, write_html
from wwc_assess.report.svg import draw
from wwc_assess.text import one_line


def read(page):
    """The page's root; a slip against HTML is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def words(element):
    return one_line("".join(element.itertext()))


def seen(root):
    """The texts of the page's main part in their order, charts left out."""
    for element in root.find(".//main").iter():
        if element.tag in {"h2", "h3", "p", "caption", "th", "td"}:
            yield words(element)
        elif element.tag == "li":
            below = "".join("".join(items.itertext()) for items in element.findall("ul"))
            yield words(element).removesuffix(one_line(below)).strip()


def attributes(root):
    """Which attributes each element has; a class tells short texts from long ones."""
    return [element.attrib.keys() - {"class"} for element in root.iter()]


def metas(root, name):
    return [meta.get("content") for meta in root.findall(".//meta") if meta.get("name") == name]


def test_the_page_says_its_language_its_title_and_who_wrote_it():
    root = read(write_html(everything()))
    assert root.get("lang") == "en"
    assert root.find("head/title").text == "title"
    assert metas(root, "generator") == [f"wwc-assess {__version__}"]
    assert metas(root, "viewport") == ["width=device-width, initial-scale=1"]


def test_every_text_is_found_once_and_in_its_order():
    report = everything()
    root = read(write_html(report))
    assert [words(h1) for h1 in root.iter("h1")] == ["title"]
    assert list(seen(root)) == list(texts(report))


def test_a_line_keeps_the_blanks_between_its_parts():
    line = (Run("Source: "), Run("memo", strong=True), Run(" of the\n council"))
    [paragraph] = read(write_html(paper(Paragraph(line)))).findall(".//main/p")
    assert words(paragraph) == "Source: memo of the council"
    assert [strong.text for strong in paragraph.iter("strong")] == ["memo"]


def test_a_table_names_its_columns_and_rows_and_says_what_it_shows():
    [table] = read(write_html(everything())).findall(".//table")
    assert [(th.get("scope"), th.text) for th in table.find("thead").iter("th")] == [
        ("col", "name"),
        ("col", "amount"),
    ]
    rows = table.findall("tbody/tr")
    assert [[cell.tag for cell in row] for row in rows] == [["th", "td"], ["th", "td"]]
    assert {row[0].get("scope") for row in rows} == {"row"}
    assert [row[1].get("class") for row in rows] == ["number", "number"]
    assert table.find("caption").text == "caption"


def test_dates_and_other_short_texts_stay_in_one_piece():
    columns = (Column("Title"), Column("As of"))
    rows = ((text("A policy of some length"), text("2026-11-22")),)
    [table] = read(write_html(paper(Table("caption", columns, rows)))).findall(".//table")
    assert [cell.get("class") for cell in table.find("tbody/tr")] == [None, "short"]


def test_a_table_scrolls_in_a_box_that_keys_reach_and_that_has_a_name():
    root = read(write_html(everything()))
    [box] = [box for box in root.iter("div") if box.get("tabindex") == "0"]
    [name] = [element for element in root.iter() if element.get("id") == box.get("aria-labelledby")]
    assert words(name) == "caption"


def test_a_chart_says_its_figures_to_readers_who_do_not_see_it():
    root = read(write_html(everything()))
    [figure] = root.findall(".//figure")
    [picture] = [element for element in figure if element.get("role") == "img"]
    [described] = [
        element for element in picture.iter() if element.get("id") == picture.get("aria-labelledby")
    ]
    assert words(figure.find("figcaption")) == "chart"
    assert words(described) == ("proven: 12 of 43; none: 0 of 43; Silver: 22 criteria; Bronze: 10 criteria")


def test_the_bars_of_a_chart_are_as_long_as_their_points():
    bars = (Bar("half", 5, "5", 2), Bar("more than all", 30, "30", 4), Bar("less than nothing", -3, "-3"))
    page = write_html(paper(Chart("chart", 10, bars)))
    assert re.findall(r'class="bar" y="\d+" width="([\d.]+)%"', page) == ["50.00", "100.00", "0.00"]
    assert re.findall(r'class="lighter" x="[\d.]+%" y="\d+" width="([\d.]+)%"', page) == [
        "20.00",
        "0.00",
        "0.00",
    ]


def test_a_chart_of_nothing_is_drawn_empty():
    page = write_html(paper(Chart("chart", 0, (Bar("none", 0, "0 of 0"),), (Bar("Gold", 0, "0"),))))
    assert 'class="bar" y="54" width="0.00%"' in page


def test_a_long_report_begins_with_its_contents_and_a_short_one_does_not():
    many = [Heading(2, f"Part <{number}>") for number in range(7)]
    contents = read(write_html(paper(*many))).find(".//nav")
    places = {heading.get("id") for heading in read(write_html(paper(*many))).iter("h2")}
    assert [link.text for link in contents.iter("a")] == [heading.text for heading in many]
    assert {link.get("href") for link in contents.iter("a")} == {f"#{place}" for place in places}
    assert read(write_html(paper(*many[:6]))).find(".//nav") is None


def test_only_web_addresses_become_links():
    page = read(
        write_html(
            paper(
                *(
                    Paragraph((Run(location, link=True),))
                    for location in (*HOSTILE, "https://example.org/a?b=1&c=2")
                )
            )
        )
    )
    links = page.findall(".//main//a")
    assert [(link.get("href"), link.get("rel")) for link in links] == [
        ("https://example.org/a?b=1&c=2", "noopener noreferrer")
    ]


def test_an_address_within_common_text_is_no_link():
    assert read(write_html(paper(Paragraph(text("https://example.org"))))).find(".//main//a") is None


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_texts_wherever_they_stand(hostile):
    calm, report = read(write_html(everything())), everything(lambda name: f"{hostile} {name}")
    root = read(write_html(report))
    assert [element.tag for element in root.iter()] == [element.tag for element in calm.iter()]
    assert attributes(root) == attributes(calm)
    assert list(seen(root)) == list(texts(report))
    assert facts_of_html(write_html(report))["city"] == one_line(report.facts["city"])


@given(st.text())
def test_any_text_is_shown_as_it_is(anything):
    line = (Run("a "), Run(anything), Run(" z"))
    page = read(write_html(paper(Paragraph(line), Heading(2, anything), title=anything)))
    assert words(page.find(".//main/p")) == shown(line)
    assert words(page.find(".//main/h2")) == words(page.find(".//h1")) == one_line(anything)


def test_the_page_has_no_script_loads_nothing_and_forbids_both():
    page = write_html(everything(lambda name: f"{HOSTILE[0]} {name}"))
    root = read(page)
    assert {element.tag for element in root.iter()}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "base", "form"}
    )
    assert not [
        key for element in root.iter() for key in element.attrib if key.startswith("on") or key == "style"
    ]
    style = root.find("head/style").text
    assert not re.search(r"url\(|@import", style)
    known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [rule] = [meta.get("content") for meta in root.findall(".//meta") if meta.get("http-equiv")]
    assert rule.startswith(f"default-src 'none'; style-src 'sha256-{known}';")


def test_the_facts_can_be_read_back():
    assert facts_of_html(write_html(paper())) == FACTS


@pytest.mark.parametrize(
    "page",
    [
        "",
        "# Gap report",
        "<p>text",
        '<body><meta name="wwc-assess:city" content="Riverton">',
        "<meta name>",
        "<!",
    ],
)
def test_a_page_that_is_no_report_has_no_facts(page):
    assert facts_of_html(page) == {}


def test_the_same_report_gives_the_same_page():
    assert write_html(everything()) == write_html(everything())


def test_the_report_of_the_sample_city_is_whole_and_its_headings_are_in_order(tmp_path):
    report = of_the_sample_city(tmp_path)
    root = read(write_html(report))
    assert list(seen(root)) == list(texts(report))
    levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels[:2] == [1, 2]
    assert all(deeper <= level + 1 for level, deeper in itertools.pairwise(levels))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    tables = [block for block in report.blocks if isinstance(block, Table)]
    assert [len(table.findall("tbody/tr")) for table in root.iter("table")] == [len(t.rows) for t in tables]
    assert facts_of_html(write_html(report)) == dict(report.facts)


def test_no_line_ends_within_a_day_or_between_a_figure_and_its_unit():
    page = write_html(paper(Paragraph(text("Due 2026-12-27, about 2.5 person-days <b>."))))
    assert (
        '<p>Due <span class="whole">2026-12-27</span>, about <span class="whole">2.5 person-days</span> &lt;b&gt;.</p>'
    ) in page


def test_a_long_title_is_set_in_smaller_letters():
    assert "<h1>x" in write_html(paper(title="x" * 100))
    assert '<h1 class="long">x' in write_html(paper(title="x" * 101))


def test_the_lines_of_levels_cross_the_bars_and_not_the_words_between_them():
    [_words, *rows] = re.findall(
        r'<rect class="mark" x="80.00%" y="(\d+)" width="3" height="(\d+)"/>', a_chart()
    )
    bars = re.findall(r'<rect class="track" y="(\d+)" width="100%" height="(\d+)"/>', a_chart())
    assert [(int(y) + 2, int(height) - 4) for y, height in rows] == [(int(y), int(h)) for y, h in bars]


def a_chart():
    marks = (Bar("Silver", 4, "4 criteria"),)
    return draw(Chart("chart", 5, (Bar("one", 1, "1 of 5"), Bar("two", 2, "2 of 5")), marks), "chart-1")
