"""Reports as web pages in a real browser: what it loads, what it complains of, what axe-core finds."""

from __future__ import annotations

import io
import os
import re
import shutil
from html import escape
from typing import get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from papers import HOSTILE, everything, of_the_sample_city
from playwright.sync_api import sync_playwright

from needs import lacking
from wwc_assess.report.html import write_html
from wwc_assess.report.paper import Audience
from wwc_assess.report.word import write_word
from wwc_assess.report.wordstyle import WIDTH

READERS = get_args(Audience)
NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium; where there is none, only the CI has to have one."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        lacking("no Chromium here: name one in CHROMIUM to try reports in it")
    # Chromium's own fence needs rights that the superuser of a container lacks.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if is_root else [])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The files of reports, ordinary and not, by their names."""
    papers = {reader: of_the_sample_city(tmp_path_factory.mktemp(reader), reader) for reader in READERS}
    papers["every block"] = everything()
    papers["hostile texts"] = everything(lambda name: f"{' '.join(HOSTILE)} {name}")
    folder = tmp_path_factory.mktemp("reports")
    return {name: saved(folder / f"{name}.html", paper) for name, paper in papers.items()}


@pytest.fixture(params=[*READERS, "every block", "hostile texts"])
def report(request, reports):
    """The file of a report."""
    return reports[request.param]


def saved(file, paper):
    """A file as it is handed over."""
    file.write_text(write_html(paper), encoding="utf-8")
    return file


def opened(browser, file, **page_options):
    """The page, with all that it asked for and all that the browser said of it."""
    page = browser.new_page(**page_options)
    requests, said = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(file.as_uri())
    return page, requests, said


def test_the_page_loads_nothing_but_itself_and_the_browser_has_no_complaint(browser, report):
    page, requests, said = opened(browser, report)
    page.wait_for_load_state("networkidle")
    assert requests == [report.as_uri()]
    assert said == []
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page.close()


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (LAPTOP, "dark")], ids=["phone-light", "laptop-dark"]
)
def test_axe_finds_nothing_to_mend(browser, report, size, scheme):
    page, _, _ = opened(browser, report, color_scheme=scheme, viewport=size)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    page.close()


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_page_never_scrolls_sideways(browser, report, size):
    page, _, _ = opened(browser, report, viewport=size)
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    page.close()


def pages(printed):
    """How many pages a PDF file has."""
    return len(re.findall(rb"/Type /Page\b", printed))


def test_the_page_prints_without_a_complaint_and_the_councils_on_a_single_sheet(browser, report):
    page, _, said = opened(browser, report)
    printed = page.pdf(format="Letter")
    assert said == []
    assert pages(printed) == 1 or report.stem != "council"
    page.close()


@pytest.fixture(params=[(22, False), (60, False), (60, True), (200, False), (200, True)], ids=str)
def councils(request, tmp_path):
    """The council's report of a city whose name is so long, without and with what has changed."""
    length, since_the_start = request.param
    name = ("Saint Bartholomew on the Lower Winding River " * 5)[:length]
    return of_the_sample_city(tmp_path, "council", name, since_the_start=since_the_start)


def test_the_councils_page_prints_on_a_single_sheet_whatever_it_has_to_tell(browser, councils, tmp_path):
    page, _, _ = opened(browser, saved(tmp_path / "council.html", councils))
    assert pages(page.pdf(format="Letter")) == 1
    page.close()


def test_the_councils_word_document_takes_a_single_page(browser, councils):
    document = Document(io.BytesIO(write_word(councils)))
    [section] = document.sections
    room = section.page_height.inches - section.top_margin.inches - section.bottom_margin.inches
    page = browser.new_page(viewport={"width": round(96 * WIDTH.inches), "height": 800})
    page.set_content("".join(map(laid_out, document.iter_inner_content())))
    assert page.evaluate("document.documentElement.scrollHeight") / 96 <= room
    page.close()


CALIBRI = 1.2207
"""Height of a line of it in its letters'; Arial and its like are wider, so that a page in them holds less."""


def laid_out(block, table=None):
    """A paragraph or a table of a document by the document's own styles, in letters wider than its own."""
    if hasattr(block, "rows"):
        rows = (
            "".join(
                f'<td style="width:{cell.width.inches}in;padding:0 3pt;border-bottom:.5pt solid">'
                f"{''.join(laid_out(paragraph, block) for paragraph in cell.paragraphs)}</td>"
                for cell in row.cells
            )
            for row in block.rows
        )
        return f'<table style="border-collapse:collapse"><tr>{"<tr>".join(rows)}</table>'
    style = table.style if table else block.style
    looks = [style, *(() if table else inherited(style))]

    def set_to(get):
        return next((value for look in looks if (value := get(look)) is not None), 0)

    before, after = (
        set_to(lambda look, edge=edge: getattr(look.paragraph_format, f"space_{edge}")) / 12_700
        for edge in ("before", "after")
    )
    size = set_to(lambda look: look.font.size).pt
    height = CALIBRI * size * (set_to(lambda look: look.paragraph_format.line_spacing) or 1)
    weight = "bold" if style.name.startswith(("Heading", "Title")) else "normal"
    indent = 18 if style.name.startswith("List") else 0
    return (
        f'<p style="margin:0;padding:{before}pt 0 {after}pt {indent}pt;font:{weight} {size}pt/{height}pt '
        f'Liberation Sans,Arial,sans-serif">{escape(block.text) or "&nbsp;"}</p>'
    )


def inherited(style):
    """The styles that a style is based on."""
    while style := style.base_style:
        yield style


def test_dark_and_light_differ_and_paper_is_always_light(browser, reports):
    page, _, _ = opened(browser, reports["all"])
    shown = {}
    for name, media in {
        "light": {"color_scheme": "light", "media": "screen"},
        "dark": {"color_scheme": "dark", "media": "screen"},
        "paper": {"color_scheme": "dark", "media": "print"},
    }.items():
        page.emulate_media(**media)
        shown[name] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert shown["light"] == shown["paper"] != shown["dark"]
    page.close()


def test_on_paper_the_contents_are_left_out_and_nothing_is_cut(browser, reports):
    page, _, _ = opened(browser, reports["all"], viewport=LAPTOP)
    page.emulate_media(media="print")
    assert page.locator("nav:visible").count() == 0
    assert page.evaluate(
        "[...document.querySelectorAll('.wide')].every(box => getComputedStyle(box).overflowX === 'visible')"
    )
    page.close()


def test_the_first_key_press_leads_past_the_contents(browser, reports):
    page, _, _ = opened(browser, reports["all"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**/*#main")
    page.close()
