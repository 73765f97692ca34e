"""The workbook, read back with openpyxl and as the XML it is made of."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl import load_workbook

from wwc_assess.records.model import Assessment
from wwc_assess.report.office import is_untouched
from wwc_assess.report.paper import facts_about
from wwc_assess.report.seal import parse_seal, seal_of
from wwc_assess.report.workbook import facts_of_workbook, write_workbook
from wwc_assess.report.worklist import rows

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = [
    "=cmd()",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\uff1dcmd()",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    '"=1',
    "#N/A",
    "=",
]
HOSTILE = [
    "../../x",
    "<script>alert(1)</script>",
    "]]>",
    "&amp;",
    "\x00\x1b[2J\ufffe\ud800",
    "_x003D_cmd()",
    "\u202eabc",
]


def opened(view):
    return load_workbook(io.BytesIO(write_workbook(view)))


def parts(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(page):
    """The rows of a sheet by the words over their columns."""
    heads, *below = page.iter_rows(values_only=True)
    return [dict(zip(heads, line, strict=True)) for line in below]


def rename(city, name):
    city.records = replace(city.records, assessment=Assessment(1, name, "small", name))


def test_the_sheets_are_those_of_the_brief_worklist_first(city):
    workbook = opened(city.view())
    assert workbook.sheetnames == ["Worklist", "Criteria", "Evidence", "Findings", "About"]
    assert workbook.active.title == "Worklist"


def test_the_worklist_has_the_rows_of_the_csv_with_real_dates_and_numbers(city):
    view = city.view()
    read_back = lines(opened(view)["Worklist"])
    assert [line["Reference"] for line in read_back] == [row.reference for row in rows(view)]
    first = read_back[0]
    assert first["Due"] == datetime(2026, 10, 1)  # noqa: DTZ001  a workbook knows no time zones
    assert first["Person-days"] == 0.5
    assert (first["Status"], first["New answer"]) == ("to do", None)


def test_what_is_to_be_filled_in_is_picked_from_a_list(city):
    page = opened(city.view())["Worklist"]
    offered = {str(found.sqref): found.formula1 for found in page.data_validations.dataValidation}
    assert offered == {"O2:O8": '"to do,doing,done"', "P2:P8": '"yes,partly,no,unsure"'}


def test_each_sheet_filters_keeps_its_head_in_sight_and_prints_on_the_width_of_a_page(city):
    for page in opened(city.view()):
        assert page.auto_filter.ref == page.dimensions
        assert page.freeze_panes == "B2"
        assert page.print_title_rows == "$1:$1"
        assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert all(cell.alignment.wrap_text for row in page.iter_rows() for cell in row)


def test_all_criteria_stand_in_the_workbook_with_what_is_missing(city):
    read_back = {line["Criterion"]: line for line in lines(opened(city.view())["Criteria"])}
    assert list(read_back) == ["A1", "A2", "A3", "B1", "B2"]
    assert (read_back["A2"]["Standing"], read_back["A2"]["To do"]) == ("proven", None)
    assert (read_back["A1"]["Standing"], read_back["A1"]["To do"]) == ("claimed", "attach 1 document")
    assert (read_back["A1"]["Core"], read_back["A1"]["Owner"], read_back["A1"]["Note"]) == (
        "yes",
        "Ana",
        "Ask the clerk.",
    )


def test_a_planned_criterion_is_left_out(city):
    alpha, beta = city.standard.practices
    planned = replace(beta.criteria[1], status="planned")
    city.standard = replace(
        city.standard, practices=(alpha, replace(beta, criteria=(beta.criteria[0], planned)))
    )
    assert "B2" not in {line["Criterion"] for line in lines(opened(city.view())["Criteria"])}


def test_evidence_and_findings_stand_beside(city):
    view = city.view()
    workbook = opened(view)
    assert [line["Title"] for line in lines(workbook["Evidence"])] == ["Policy 7", "Old policy", "Guide"]
    assert [line["Attached to"] for line in lines(workbook["Evidence"])][1] == "A1.policy, A2.policy"
    assert [line["Finding"] for line in lines(workbook["Findings"])] == [
        found.sentence for found in view.findings
    ]


def test_a_date_before_excel_knows_any_is_text(city):
    city.attach("A3.policy", title="Charter", as_of=date(1850, 7, 4), valid_until=date(2999, 12, 31))
    charter = lines(opened(city.view())["Evidence"])[-1]
    assert charter["As of"] == "1850-07-04"
    assert charter["Valid until"].date() == date(2999, 12, 31)


@pytest.mark.parametrize("formula", FORMULAS)
def test_text_like_a_formula_is_text_in_every_sheet_and_stays_so_when_edited(city, formula):
    rename(city, f"{formula}")
    city.keep("A1", owner=formula, note=formula)
    city.attach("A1.policy", title=formula, location=formula)
    package = write_workbook(city.view())
    for name, content in parts(package).items():
        if name.startswith("xl/worksheets/"):
            sheet = etree.fromstring(content)
            assert not list(sheet.iter(f"{MAIN}f"))
            assert {cell.get("t") for cell in sheet.iter(f"{MAIN}c")} <= {"inlineStr", "n", "d", None}
    found = [
        cell
        for page in load_workbook(io.BytesIO(package))
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.strip() == formula.strip()
    ]
    assert len(found) >= 4
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.quotePrefix for cell in found) == (formula != "#N/A")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text_and_breaks_no_file(city, words):
    rename(city, words)
    city.keep("A1", owner=words, note=words)
    city.attach("A1.policy", title=words)
    package = write_workbook(city.view())
    for name, content in parts(package).items():
        assert etree.fromstring(content) is not None, name
    owners = {line["Owner"] for line in lines(load_workbook(io.BytesIO(package))["Criteria"])}
    shown = re.sub("[\x00\x1b\ufffe\u202e]", "", words).replace("\ud800", "\ufffd")
    assert shown in {re.sub("_x005F_", "_", owner) for owner in owners if owner}


@pytest.mark.parametrize("letter", ["x", "\U0001f389", "="])
def test_a_text_that_is_too_long_for_a_cell_is_cut_and_says_so(city, letter):
    city.keep("A1", note=letter * 40_000)
    note = lines(opened(city.view())["Criteria"])[0]["Note"]
    assert note.startswith(letter * 10_000)
    assert note.endswith(" …")
    assert len(note.encode("utf-16-le")) <= 2 * 32_767


def test_the_lines_of_a_note_stay_lines(city):
    city.keep("A1", note="First.\r\n\r\nSecond.")
    assert lines(opened(city.view())["Criteria"])[0]["Note"] == "First.\n\nSecond."


def test_the_same_facts_give_the_same_bytes(city):
    assert write_workbook(city.view()) == write_workbook(city.view())


def test_a_workbook_says_about_itself_what_every_report_does(city, tmp_path):
    view = city.view()
    path = tmp_path / "r.xlsx"
    path.write_bytes(write_workbook(view))
    assert facts_of_workbook(path) == facts_about(view)
    assert parse_seal(facts_of_workbook(path)) == seal_of(view.standard, view.records, view.readiness)


def test_its_facts_survive_colleagues_who_sort_fill_in_and_save(city, tmp_path):
    view = city.view()
    workbook = opened(view)
    workbook["Worklist"]["O2"] = "done"
    workbook.move_sheet("About", -4)
    workbook["About"].column_dimensions["C"].hidden = False
    path = tmp_path / "r.xlsx"
    workbook.properties.lastModifiedBy = "Ann"
    workbook.save(path)
    assert facts_of_workbook(path) == facts_about(view)
    assert not is_untouched(path.read_bytes())


def test_its_facts_are_found_behind_an_empty_sheet(city, tmp_path):
    view = city.view()
    workbook = opened(view)
    workbook.create_sheet("Scribbles", 0)
    workbook.save(tmp_path / "r.xlsx")
    assert facts_of_workbook(tmp_path / "r.xlsx") == facts_about(view)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_workbook_has_no_facts(tmp_path, content):
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    assert facts_of_workbook(path) == {}


def test_a_damaged_workbook_has_no_facts_wherever_it_is_damaged(city, tmp_path):
    whole = write_workbook(city.view())
    path = tmp_path / "r.xlsx"
    for name, content in parts(whole).items():
        for damage in (b"", content[: len(content) // 2], b"<x/>", content.replace(b"=", b"")):
            with zipfile.ZipFile(path, "w") as archive:
                for other, kept in parts(whole).items():
                    archive.writestr(other, damage if other == name else kept)
            assert facts_of_workbook(path) in ({}, facts_about(city.view())) or name.startswith(
                "xl/worksheets/"
            )


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(tmp_path):
    path = tmp_path / "r.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(200_000_000))
    assert facts_of_workbook(path) == {}


def test_a_sheet_that_says_it_has_a_million_rows_is_not_walked_through(city, tmp_path):
    tracemalloc.start()
    whole = parts(write_workbook(city.view()))
    with zipfile.ZipFile(tmp_path / "r.xlsx", "w") as archive:
        for name, content in whole.items():
            far = re.sub(rb'(<dimension ref="A1:[A-Z]+)\d+', rb"\g<1>1000000", content)
            archive.writestr(name, re.sub(rb'<row r="\d+"(?!.*<row r=)', b'<row r="1000000"', far))
    tracemalloc.reset_peak()
    facts = facts_of_workbook(tmp_path / "r.xlsx")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert facts.keys() < facts_about(city.view()).keys()
    assert peak < 5_000_000


def test_a_city_with_nothing_to_do_still_gets_a_whole_workbook(city):
    city.answer(A1="yy", A2="yy", A3="yyy", B1="yy", B2="y")
    city.attach("A1.policy", "A2.policy", "A3.policy", "B1.policy", "B2")
    page = opened(city.view())["Worklist"]
    assert page.max_row == 1
    assert not page.data_validations.dataValidation


def test_efforts_are_exact_numbers(city):
    content = parts(write_workbook(city.view()))["xl/worksheets/sheet1.xml"]
    values = [value.text for value in etree.fromstring(content).iter(f"{MAIN}v")]
    assert "0.5" in values
    assert {Decimal(value) for value in values} >= {Decimal("0.5"), Decimal(4), Decimal(6)}
