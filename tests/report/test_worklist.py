"""The worklist as rows, and as CSV read back."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from wwc_assess.records.model import Assessment, CheckRef
from wwc_assess.report.seal import parse_seal, seal_of
from wwc_assess.report.worklist import CSV_SEAL, facts_of_csv, inert, rows, write_csv

FORMULAS = [
    "=cmd()",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    " =1",
    "'=1",
]


def read(text):
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def runs(cell):
    """Whether a spreadsheet program would take a cell for a formula."""
    return cell.lstrip(' "')[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20") and cell != ""


def table(view):
    heads, *lines = read(write_csv(view))
    return [dict(zip(heads, line, strict=True)) for line in lines]


def test_there_is_a_row_for_each_thing_to_do_in_the_order_of_the_report(city):
    assert [(row.reference, row.act, row.owner) for row in rows(city.view())] == [
        ("B1.policy", "attach", "Ana"),
        ("A1.policy", "attach", "Ana"),
        ("A3.c2", "put in place", "Ben"),
        ("A3.c3", "answer", "Ben"),
        ("A3.policy", "attach", "Ben"),
        ("B2.c1", "answer", ""),
        ("B2", "attach", ""),
    ]


def test_a_row_says_all_that_its_doer_has_to_know(city):
    row = next(row for row in rows(city.view()) if row.reference == "A3.c2")
    assert (row.criterion, row.title, row.practice, row.core) == ("A3", "Title of A3", "Alpha", "no")
    assert (row.what, row.state, row.begin) == ("Question 2 of A3?", "No", "Do step 2 of A3.")
    assert (row.effort, row.due, row.needed) == (Decimal(4), date(2026, 12, 1), "1 of these 2")


def test_what_is_partly_there_costs_half_and_an_unknown_effort_stays_blank(city):
    city.answer(A3="yp.")
    efforts = {row.reference: row.effort for row in rows(city.view())}
    assert efforts["A3.c2"] == Decimal(2)
    assert efforts["B2"] is None


def test_a_document_that_does_not_count_says_why(city):
    states = {row.reference: row.state for row in rows(city.view())}
    assert "“Old policy” does not count: it was fresh enough until 2026-01-31." in states["A1.policy"]
    assert states["A3.policy"] == "missing"


def test_a_question_that_was_changed_since_says_so(city):
    answers = dict(city.records.answers)
    ref = CheckRef("A3", "c2")
    answers[ref] = replace(answers[ref], fingerprint="earlier")
    city.records = replace(city.records, answers=answers)
    row = next(row for row in rows(city.view()) if row.reference == "A3.c2")
    assert (row.act, row.state) == ("answer", "the question changed since it was answered")


def test_a_criterion_that_waits_for_another_has_a_row_for_it(city):
    city.answer(A2="yn")
    row = next(row for row in rows(city.view()) if row.act == "prove first")
    assert (row.criterion, row.reference, row.what, row.state) == ("B1", "A2", "A2 Title of A2", "not met")


def test_rows_say_what_is_in_the_plan(city):
    view = city.view()
    chosen = {job.criterion for job in view.plan.jobs}
    assert chosen
    assert {row.criterion for row in rows(view) if row.planned == "yes"} == chosen


def test_the_csv_holds_the_rows_with_the_mark_and_the_line_ends_that_excel_wants(city):
    text = write_csv(city.view())
    assert text.startswith('\ufeff"Criterion","Title",')
    assert text.count("\r\n") == text.count("\n") == 1 + len(list(rows(city.view())))
    assert [line["Reference"] for line in table(city.view())] == [row.reference for row in rows(city.view())]
    assert {line["Due"] for line in table(city.view())} == {"2026-10-01", "2026-11-01", "2026-12-01", ""}


@pytest.mark.parametrize("formula", FORMULAS)
def test_text_like_a_formula_is_inert_in_every_cell(city, formula):
    city.keep("A1", owner=formula)
    alpha, beta = city.standard.practices
    evil = replace(alpha.criteria[0], title=formula)
    city.standard = replace(
        city.standard, practices=(replace(alpha, criteria=(evil, *alpha.criteria[1:])), beta)
    )
    cells = [cell for line in read(write_csv(city.view())) for cell in line]
    assert not [cell for cell in cells if runs(cell)]
    assert sum(cell.startswith("'") for cell in cells) == 2


def test_a_program_that_splits_at_semicolons_meets_no_formula_either(city):
    city.keep("A1", owner="x;=cmd() ; \"+1;'@y")
    lines = csv.reader(io.StringIO(write_csv(city.view())), delimiter=";")
    cells = [cell for line in lines for cell in line]
    assert any("cmd()" in cell for cell in cells)
    assert not [cell for cell in cells if runs(cell)]


@given(st.text(alphabet="=+-@;'\" a1", max_size=8))
def test_no_cell_begins_a_formula_however_it_is_split(text):
    assert not [cell for cell in inert(text).split(";") if runs(cell)]


def test_harmless_text_stays_as_it_is():
    harmless = "2 of 3; first = yes, e-mail a@b.example; it's +"
    assert inert(harmless) == harmless


def test_quotation_marks_commas_and_line_ends_of_a_text_stay_in_their_cell(city):
    city.keep("A1", owner='A "quoted",\r\nname')
    assert 'A "quoted", name' in {line["Owner"] for line in table(city.view())}


def test_the_facts_are_those_of_the_report(city):
    view = city.view()
    seal = seal_of(view.standard, view.records, view.readiness)
    assert parse_seal(facts_of_csv(write_csv(view))) == seal


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_facts_survive_a_spreadsheet_program(city, delimiter):
    lines = read(write_csv(city.view()))
    saved = io.StringIO()
    csv.writer(saved, delimiter=delimiter).writerows(reversed([[*line, "", "new"] for line in lines[1:]]))
    resaved = delimiter.join([*lines[0], "", "Mine"]) + "\r\n" + saved.getvalue()
    assert facts_of_csv(resaved) == facts_of_csv(write_csv(city.view()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\r\n1,2\r\n",
        f'"{CSV_SEAL}"\r\n',
        f'"{CSV_SEAL} nonsense"\r\n',
        f'"mine"\r\n"{CSV_SEAL} 2026-11-22 ab cd A1:12 small"\r\n',
        "\x00",
        "x" * 200_000,
    ],
)
def test_a_file_that_is_no_report_of_ours_has_no_facts(text):
    assert facts_of_csv(text) == {}


def test_a_city_with_nothing_to_do_has_a_head_with_a_whole_seal_and_no_row(city):
    city.answer(A1="yy", A2="yy", A3="yyy", B1="yy", B2="y")
    city.attach("A1.policy", "A2.policy", "A3.policy", "B1.policy", "B2")
    assert len(read(write_csv(city.view()))) == 1
    assert set(parse_seal(facts_of_csv(write_csv(city.view()))).criteria) == {"A1", "A2", "A3", "B1", "B2"}


def test_the_city_s_name_is_in_no_cell_so_that_it_can_do_no_harm(city):
    before = write_csv(city.view())
    city.records = replace(city.records, assessment=Assessment(1, "=cmd()", "small", "<script>"))
    assert write_csv(city.view()) == before
