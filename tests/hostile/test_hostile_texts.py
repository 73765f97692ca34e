"""Texts of every kind of character: cleaned, kept and given back, and written into every report that is read as text."""

from __future__ import annotations

import json
from datetime import date

import pytest
import texts
from bounds import looking
from hypothesis import example, given
from hypothesis import strategies as st
from readers import read
from rich.segment import Segment
from textual.color import Color

from wwc_assess.report.formats import write
from wwc_assess.report.view import build_view
from wwc_assess.session import Session
from wwc_assess.text import clean, in_json, one_line
from wwc_assess.tui.net import ControlFilter

CATEGORIES = (
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Mn",
    "Me",
    "Zl",
    "Zp",
    "Zs",
    "Lo",
    "Lu",
    "Nd",
    "Pd",
    "Po",
    "So",
    "Sm",
)
ODD = st.text(st.characters(categories=CATEGORIES), max_size=40)
ANY = ODD | st.lists(st.sampled_from([*texts.ATTACKS.values()]) | ODD, max_size=6).map("".join)


@given(ANY)
@looking(150)
def test_a_cleaned_text_steers_nothing_and_is_not_cleaned_again(text):
    kept = clean(text)
    assert texts.harm_in(kept) == []
    assert clean(kept) == kept
    assert one_line(text) == one_line(kept)
    assert kept.encode("utf-8").decode("utf-8") == kept


@given(ANY)
@example("\x9b\u202e\ud800\ufffe\U0010ffff\u2028")
@looking(150)
def test_printed_json_steers_nothing_and_says_exactly_what_it_should(text):
    printed = in_json(json.dumps([text], ensure_ascii=False))
    assert texts.harm_in(printed) == []
    assert json.loads(printed) == json.loads(json.dumps([text]))


@given(ANY)
@example("a\x1bb\tc\ufffe\n")
@looking(100)
def test_the_net_below_the_screens_lets_nothing_through_and_moves_no_cell(text):
    painted = Segment(text)
    [caught] = ControlFilter().apply([painted], Color(0, 0, 0))
    assert texts.harm_in(caught.text) == []
    assert not {"\t", "\n"} & set(caught.text)
    assert caught.cell_length == painted.cell_length


@pytest.fixture
def city(tmp_path):
    """Make a blank assessment of the small standard, on which Ann works."""
    texts.write_standard(tmp_path / "city" / "criteria" / "tiny", texts.harmless)
    with Session.create(
        tmp_path / "city", city="City", cycle="2026", standard_id="tiny", by="Ann"
    ) as session:
        yield session


@given(note=ANY, owner=ANY, by=ANY)
@example(note="", owner=texts.ATTACKS["formula"], by="")
@looking(8)
def test_what_is_typed_is_kept_clean_and_stands_in_every_report_as_it_was_kept(
    city, tmp_path, note, owner, by
):
    who = by if one_line(by) else "Ann"
    city.store.set_particulars(city.assessment.id, "DM1", who, note=note, owner=owner)
    records = city.records()
    kept = records.of("DM1")
    assert (kept.note, kept.owner) == (clean(note), one_line(owner))
    assert texts.harm_in(json.dumps([kept.note, kept.owner], ensure_ascii=False)) == []
    view = build_view(city.standard, records, city.readiness(records, date(2026, 11, 22)))
    for kind in ("md", "html", "csv", "json"):
        file = tmp_path / f"report.{kind}"
        content = write(view, kind)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        reading = read(file)
        assert reading.harm == []
        assert [found for found in reading.texts if texts.harm_in(found.replace("\r\n", "\n"))] == []
        # In CSV an apostrophe stands wherever a formula would begin.
        bare = {ord("'"): None} if kind == "csv" else {}
        if owner := kept.owner.translate(bare):
            assert any(owner in one_line(found).translate(bare) for found in reading.texts), kind
