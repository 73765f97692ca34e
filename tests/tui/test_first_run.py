"""The first ten minutes: from nothing to the first question, by keyboard alone."""

import pytest
from person import answers
from textual.widgets import Input

from wwc_assess.records.store import Store
from wwc_assess.session import Session
from wwc_assess.settings import load_settings


@pytest.mark.tour
async def test_a_city_begins_by_keyboard_alone_and_lands_on_its_first_question(at, tmp_path):
    async with at(None, (80, 24), folder=tmp_path / "new") as ann:
        assert ann.focus == "city"
        await ann.type("Carlsbad, California")
        await ann.press("enter", "ctrl+u")
        await ann.type("spring")
        await ann.press("enter", "ctrl+u")
        await ann.type("Data office")
        await ann.press("f2")
        await ann.sees("DM1 Implementing Data Strategy")
        assert "Carlsbad, California" in ann.screen
        await ann.press("y")
        assert (ann.place, ann.focus) == ("DM1.named", "criterion")
        session = ann.app.session
    assert (session.assessment.city, session.assessment.cycle) == ("Carlsbad, California", "spring")
    assert answers(session) == {"DM1.written": "yes"}
    [answer] = session.records().answers.values()
    assert answer.by == "Data office"
    session.close()


async def test_enter_on_the_last_line_begins_and_the_name_is_kept_for_the_next_time(
    at, tmp_path, monkeypatch
):
    monkeypatch.setenv("WWC_ASSESS_BY", "Ann")
    async with at(None, folder=tmp_path / "new") as ann:
        await ann.type("Carlsbad")
        await ann.press("enter", "enter", "enter", "enter")
        await ann.sees("DM1 Implementing")
        ann.app.session.close()
    assert load_settings().name == "Ann"


async def test_the_standard_can_be_chosen_with_the_keyboard(at, tmp_path):
    async with at(None, folder=tmp_path / "new") as ann:
        await ann.type("Carlsbad")
        await ann.press("tab", "tab", "tab", "tab")
        assert ann.focus == "standard"
        await ann.press("enter", "enter", "f2")
        await ann.sees("DM1 Implementing")
        assert ann.app.session.assessment.standard == "what-works-cities-2022"
        ann.app.session.close()


@pytest.mark.parametrize(
    ("city", "place", "sentence"),
    [
        ("", "new", "Please name the city."),
        ("  ", "new", "Please name the city."),
        pytest.param("Carlsbad", "", "Please name the folder", marks=pytest.mark.tour),
        ("Carlsbad", "file", "cannot be made"),
        ("Carlsbad", "file/below", "cannot be made"),
        ("Carlsbad", "taken", "There is already a workspace"),
        ("C" * 2001, "new", "The city’s name has 2001 characters"),
    ],
)
async def test_a_slip_is_told_on_the_screen_and_what_was_typed_stays(at, tmp_path, city, place, sentence):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    Session.create(tmp_path / "taken", city="Other", cycle="2026").close()
    folder = str(tmp_path / place) if place else ""
    async with at(None, folder=tmp_path) as ann:
        for line, text in (("city", city), ("folder", folder)):
            ann.app.screen.query_one(f"#{line}", Input).value = text
        await ann.press("f2")
        assert sentence in ann.screen
        assert ann.app.screen.query_one("#city", Input).value == city
        assert ann.app.screen.query_one("#folder", Input).value == folder
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "new").exists()
    with Store.open(tmp_path / "taken" / "assessment.db", read_only=True) as store:
        assert store.city == "Other"


async def test_after_a_slip_is_mended_the_same_form_goes_on(at, tmp_path):
    async with at(None, (80, 24), folder=tmp_path / "new") as ann:
        await ann.press("f2")
        assert "Please name the city." in ann.screen
        await ann.type("Carlsbad")
        await ann.press("f2")
        await ann.sees("DM1 Implementing")
        ann.app.session.close()


async def test_escape_leaves_the_first_questions_without_making_anything(at, tmp_path):
    async with at(None, folder=tmp_path / "new") as ann:
        await ann.type("Carlsbad")
        await ann.press("escape")
        assert not ann.app.is_running
    assert not (tmp_path / "new").exists()
