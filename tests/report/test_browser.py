"""Reports as web pages in a real browser: what it loads, what it complains of, what axe-core finds."""

from __future__ import annotations

import os
import re
import shutil
from typing import get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from papers import HOSTILE, everything, of_the_sample_city
from playwright.sync_api import sync_playwright

from wwc_assess.report.html import write_html
from wwc_assess.report.paper import Audience

READERS = get_args(Audience)
NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium; where there is none, only the CI has to have one."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        assert os.environ.get("CI") != "true", "no Chromium here: name one in CHROMIUM"
        pytest.skip("no Chromium here: name one in CHROMIUM to try reports in it")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_axe_finds_nothing_to_mend(browser, report, scheme, size):
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
