"""What is kept and when: at once, visibly, undoable, and never lost or covered in silence."""

import shutil
import sqlite3
from datetime import date, datetime, timedelta

import pytest
from person import SMALL, Person, answers, on_disk

from wwc_assess.records.changes import AnswerChange, NewEvidence
from wwc_assess.records.model import CheckRef, Slot, Value
from wwc_assess.session import Session
from wwc_assess.tui.app import AssessApp
from wwc_assess.tui.widgets.edit_bar import AUTOSAVE_SECONDS


async def test_each_acknowledged_change_is_there_for_a_second_connection_at_once(at, city):
    async with at(city) as ann:
        assert "✓ all saved" in ann.screen
        await ann.press("y")
        assert "✓ saved 14:02:11" in ann.screen
        assert answers(city) == {"DM1.written": "yes"}
        await ann.press("o")
        await ann.type("Clerk")
        await ann.press("enter")
        assert on_disk(city).of("DM1").owner == "Clerk"
        await ann.press("u")
        assert on_disk(city).of("DM1").owner == ""
        await ann.press("up", "delete")
        assert answers(city) == {}


@pytest.mark.tour
async def test_a_note_is_on_disk_within_a_second_without_leaving_it(at, city):
    assert AUTOSAVE_SECONDS < 1
    async with at(city) as ann:
        await ann.press("m")
        await ann.type("Ask the clerk")
        await ann.until(lambda: on_disk(city).of("DM1").note == "Ask the clerk", "the note on disk")
        assert ann.focus == "edit-note"
        assert "✓ saved" in ann.screen


async def test_leaving_a_note_keeps_its_last_letters(at, city):
    async with at(city) as ann:
        await ann.press("m")
        await ann.burst(*"Ask", "escape")
        assert on_disk(city).of("DM1").note == "Ask"
        assert "Ask" in ann.screen


async def test_a_note_keeps_its_lines(at, city):
    async with at(city) as ann:
        await ann.press("m")
        await ann.burst(*"one", "enter", *"two", "escape")
        assert on_disk(city).of("DM1").note == "one\ntwo"


async def test_opening_and_leaving_a_note_changes_nothing(at, sample):
    before = sample.store.history(sample.assessment.id)
    async with at(sample) as ann:
        await ann.press("m", "escape")
    assert sample.store.history(sample.assessment.id) == before


@pytest.mark.tour
async def test_undo_takes_back_an_answer_and_goes_where_it_was(at, city):
    async with at(city) as ann:
        await ann.press("y", "y", "y", "y", "n")
        assert ann.place.startswith("DM2.")
        await ann.press("u")
        assert "Undone DM2, question 1: blank → no" in ann.told
        assert ann.place == "DM2.covers"
        await ann.press("u")
        assert " DM1 Implementing" in ann.screen
        assert ann.place == "DM1.acts"
        assert "blank → yes" in ann.told
    assert len(answers(city)) == 3


async def test_undo_takes_back_a_notes_whole_writing_at_once(at, sample):
    before = sample.records().of("DM2").note
    assert before
    async with at(sample) as ann:
        await ann.press("m")
        await ann.type(" One.")
        await ann.until(lambda: on_disk(sample).of("DM2").note.endswith("One."), "the first part")
        await ann.type(" Two.")
        await ann.until(lambda: on_disk(sample).of("DM2").note.endswith("Two."), "the second part")
        await ann.type(" Three.")
        await ann.press("escape")
        assert on_disk(sample).of("DM2").note == f"{before} One. Two. Three."
        await ann.press("u")
        assert on_disk(sample).of("DM2").note == before


async def test_undo_takes_back_evidence_with_all_its_places(at, city):
    async with at(city) as ann:
        await ann.press("e")
        await ann.type("https://example.org/policy.pdf")
        await ann.press("f2")
        assert [item.location for item in on_disk(city).evidence] == ["https://example.org/policy.pdf"]
        await ann.press("u")
        assert on_disk(city).evidence == ()
        assert "Evidence 1" in ann.told


async def test_undo_of_an_answer_to_a_criterion_that_is_gone_stays_on_the_page(at, city):
    gone = AnswerChange(CheckRef("OLD1", "asked"), Value.YES, "print", "Was this asked?")
    city.store.answer(city.assessment.id, [gone], "Ann")
    async with at(city) as ann:
        await ann.press("u")
        assert "Undone OLD1.asked: blank → yes" in ann.told
        assert ann.place == "DM1.written"
    assert answers(city) == {}


@pytest.mark.tour
async def test_delete_pressed_twice_at_once_takes_off_one_document(at, city):
    city.add_evidence(NewEvidence("https://example.org"), city.slots(["DM1.charter"]))
    async with at(city) as ann:
        await ann.press(*["down"] * 5)
        assert "evidence=1" in ann.place
        await ann.burst("delete", "delete")
        assert ann.app.is_running
    assert on_disk(city).evidence == ()


@pytest.mark.usefixtures("unaware")
async def test_evidence_that_somebody_else_attached_elsewhere_meanwhile_is_not_removed(at, city, again):
    ben = again(city)
    city.add_evidence(NewEvidence("https://example.org"), city.slots(["DM1.charter"]))
    async with at(city) as ann:
        await ann.press(*["down"] * 5)
        assert "evidence=1" in ann.place
        ben.store.attach(1, 1, ben.slots(["DM2"]), "Ben")
        await ann.burst("delete")
    assert [item.slots for item in on_disk(city).evidence] == [(Slot("DM2"),)]


async def test_undo_with_nothing_left_says_so_and_no_more(at, city):
    async with at(city) as ann:
        await ann.press("u")
        assert "There is nothing left to undo." in ann.told


@pytest.mark.tour
@pytest.mark.usefixtures("unaware")
@pytest.mark.parametrize(("choice", "kept"), [("mine", "no"), ("theirs", "yes")])
async def test_a_conflict_shows_both_answers_and_keeps_the_chosen_one(at, city, again, choice, kept):
    ben = again(city)
    async with at(city) as ann:
        ben.answer(ben.changes("DM1.written", "yes"))
        await ann.burst("n")
        await ann.sees("Somebody else answered DM1.written meanwhile.")
        assert "Theirs: Yes (Ben, 2026-11-22" in ann.screen
        assert "Yours: No" in ann.screen
        assert answers(city) == {"DM1.written": "yes"}
        await ann.press(*(["tab", "enter"] if choice == "mine" else ["enter"]))
        assert answers(city) == {"DM1.written": kept}
    history = [event.after["value"] for event in city.store.history(1) if event.action == "answer"]
    assert history == (["no", "yes"] if choice == "mine" else ["yes"])


@pytest.mark.usefixtures("unaware")
async def test_an_answer_given_while_a_conflict_is_shown_is_not_covered_unseen(at, city, again):
    ben = again(city)
    async with at(city) as ann:
        ben.answer(ben.changes("DM1.written", "yes"))
        await ann.burst("n")
        await ann.sees("Theirs: Yes (Ben")
        ben.answer(ben.changes("DM1.written", "partly"))
        ann.app.screen_stack[0].look_for_others()
        await ann.press("tab", "enter")
        await ann.sees("Theirs: Partly (Ben")
        assert answers(city) == {"DM1.written": "partly"}


@pytest.mark.tour
@pytest.mark.usefixtures("unaware")
async def test_escape_in_a_conflict_keeps_what_is_on_disk(at, city, again):
    ben = again(city)
    async with at(city) as ann:
        ben.answer(ben.changes("DM1.written", "yes"))
        await ann.burst("n")
        await ann.sees("Somebody else answered")
        await ann.press("escape")
        assert answers(city) == {"DM1.written": "yes"}
        assert "◐" not in ann.screen
        assert "○ DM1 open" in ann.screen


@pytest.mark.usefixtures("unaware")
async def test_two_who_give_the_same_answer_do_not_conflict(at, city, again):
    ben = again(city)
    async with at(city) as ann:
        ben.answer(ben.changes("DM1.written", "yes"))
        await ann.burst("y")
        assert "Somebody else answered" not in ann.screen
        assert answers(city) == {"DM1.written": "yes"}


@pytest.mark.tour
@pytest.mark.usefixtures("not_by_itself")
async def test_a_note_that_somebody_else_wrote_meanwhile_is_not_covered_and_neither_text_is_lost(
    at, city, again
):
    ben = again(city)
    async with at(city) as ann:
        await ann.press("m")
        ben.store.set_particulars(1, "DM1", "Ben", note="Ben's words")
        await ann.type("Ann's words")
        await ann.press("escape")
        await ann.sees("DM1 was changed by somebody else since you saw it")
        assert "✗ NOT saved" in ann.screen
        assert on_disk(city).of("DM1").note == "Ben's words"
        assert "Ben's words" in ann.within("#criterion")
        assert "Ann's words" in ann.within("#edit-note")
        await ann.press("escape")
        assert on_disk(city).of("DM1").note == "Ann's words"
    notes = [event.after["note"] for event in city.store.history(1, criterion="DM1")]
    assert notes == ["Ann's words", "Ben's words"]


@pytest.mark.usefixtures("not_by_itself")
async def test_a_note_refused_for_another_reason_does_not_cover_what_somebody_else_wrote_meanwhile(
    at, city, again
):
    ben = again(city)
    async with at(city) as ann:
        await ann.press("m")
        await ann.type("Ann's words")
        ben.store.set_particulars(1, "DM1", "Ben", note="Ben's words")
        city.workspace.database.rename(city.workspace.path / "away")
        await ann.press("escape")
        await ann.sees("was moved, deleted or replaced while it was open.")
        (city.workspace.path / "away").rename(city.workspace.database)
        await ann.press("escape")
        await ann.sees("DM1 was changed by somebody else since you saw it")
        assert on_disk(city).of("DM1").note == "Ben's words"


async def test_pressing_escape_twice_at_once_covers_nothing_that_was_not_seen(at, city, again):
    ben = again(city)
    async with at(city) as ann:
        await ann.press("m")
        ben.store.set_particulars(1, "DM1", "Ben", note="Ben's words")
        await ann.burst(*"Ann", "escape", "escape")
        await ann.sees("DM1 was changed by somebody else since you saw it")
        assert on_disk(city).of("DM1").note == "Ben's words"
        assert "Ann" in ann.within("#edit-note")


async def test_escape_closes_a_note_also_from_the_tree(at, city):
    async with at(city) as ann:
        await ann.press("m")
        await ann.type("Ask")
        await ann.press("tab")
        assert ann.focus == "practices"
        await ann.press("escape")
        assert ann.focus == "criterion"
        await ann.press("y")
    assert on_disk(city).of("DM1").note == "Ask"
    assert answers(city) == {"DM1.written": "yes"}


async def test_a_click_on_another_field_goes_back_to_the_one_being_written(at, sample):
    async with at(sample, (120, 60)) as ann:
        await ann.press("m")
        await ann.type("Ask")
        await ann.click("Owner")
        assert ann.focus == "edit-note"
        await ann.press("escape")
    assert on_disk(sample).of("DM2").note.endswith("Ask")


async def test_what_another_program_saves_shows_within_a_second(at, city, again):
    ben = again(city)
    async with at(city) as ann:
        await ann.press("down")
        ben.answer(ben.changes("DM1.written", "yes"))
        ben.store.set_particulars(1, "DM1", "Ben", owner="Mayor's office")
        await ann.sees("Mayor's office")
        assert "○ DM1 open" in ann.screen
        await ann.sees("Somebody else saved a change; you see the latest.")
        assert ann.place == "DM1.named"


async def test_what_another_program_saves_behind_the_dashboard_shows_on_the_way_back(at, city, again):
    ben = again(city)
    async with at(city) as ann:
        await ann.press("w")
        ben.answer(ben.changes("DM1", "yes"))
        ann.app.screen_stack[0].look_for_others()
        await ann.pilot.pause()
        assert "you see the latest" not in ann.told
        await ann.press("escape")
        await ann.sees("Somebody else saved a change; you see the latest.")
        assert "claimed 1" in ann.screen


async def test_another_programs_change_does_not_disturb_what_is_being_written(at, city, again):
    ben = again(city)
    async with at(city) as ann:
        await ann.press("o")
        await ann.type("Budget")
        ben.answer(ben.changes("DM1.written", "yes"))
        await ann.sees("○ DM1 open")
        assert ann.focus == "edit-line"
        await ann.type(" office")
        await ann.press("enter")
        assert on_disk(city).of("DM1").owner == "Budget office"


@pytest.mark.parametrize("how", ["replaced", "deleted"])
async def test_a_database_that_is_gone_under_the_running_screens_is_told_and_gets_nothing(
    at, city, tmp_path, how
):
    other = Session.create(tmp_path / "other", city="Other", cycle="2026", by="Ben")
    other.close()
    file = city.workspace.database
    async with at(city) as ann:
        await ann.press("y", "m")
        if how == "replaced":
            shutil.copy(other.workspace.database, tmp_path / "copy")
            (tmp_path / "copy").replace(file)
        else:
            file.rename(tmp_path / "away")
        await ann.type("Written in vain?")
        await ann.press("escape")
        await ann.sees("was moved, deleted or replaced while it was open.")
        assert "✗ NOT saved" in ann.screen
        assert "Written in vain?" in ann.within("#edit-note")
    if how == "replaced":
        assert file.read_bytes() == other.workspace.database.read_bytes()
    else:
        assert not file.exists()


async def test_a_busy_database_is_told_after_a_while_and_nothing_is_lost(at, city):
    city.store._connection.execute("PRAGMA busy_timeout = 50")  # noqa: SLF001  five seconds are long in a test
    other = sqlite3.connect(city.workspace.database, isolation_level=None)
    async with at(city) as ann:
        other.execute("BEGIN IMMEDIATE")
        await ann.press("y")
        assert "Another program is saving to this workspace right now. Try again in a moment." in ann.told
        assert ann.place == "DM1.written"
        other.execute("ROLLBACK")
        await ann.press("y")
        assert answers(city) == {"DM1.written": "yes"}
    other.close()


@pytest.mark.tour
async def test_evidence_that_somebody_else_removed_meanwhile_cannot_be_attached_and_that_is_told(
    at, city, again
):
    ben = again(city)
    item = ben.add_evidence(NewEvidence("https://example.org"), [])
    async with at(city) as ann:
        await ann.press("e", "shift+tab")
        assert ann.focus == "which"
        await ann.press("enter", "down", "enter")
        ben.store.remove_evidence(item.id, "Ben")
        await ann.press("f2")
        assert f"There is no evidence item {item.id}." in ann.screen
        assert on_disk(city).evidence == ()


async def test_past_midnight_evidence_is_judged_on_the_new_day(city):
    city.add_evidence(NewEvidence("plan.pdf", valid_until=date(2026, 11, 22)), city.slots(["DM1.charter"]))
    now = datetime(2026, 11, 22, 23, 59)  # noqa: DTZ001  the clock on the wall
    app = AssessApp(city, folder=city.workspace.path, clock=lambda: now)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        ann = Person(pilot)
        assert "does not count" not in ann.screen
        now += timedelta(minutes=2)
        await ann.sees("✗ does not count: it was valid until 2026-11-22")
        assert "Somebody else" not in ann.told


@pytest.mark.parametrize("key", ["e", "f", "f1"])
async def test_a_message_does_not_cover_the_dialog_or_page_that_opens_next(at, sample, key):
    async with at(sample, SMALL) as ann:
        await ann.press("y", "u")
        assert "Undone" in ann.told
        await ann.press(key)
        assert not ann.told


async def test_a_message_that_something_was_not_saved_stays_over_the_page_that_opens_next(at, sample):
    async with at(sample, SMALL) as ann:
        sample.workspace.database.rename(sample.workspace.path / "away")
        await ann.press("y")
        await ann.sees("Not saved")
        await ann.press("f")
        assert "Not saved" in ann.told


@pytest.mark.parametrize(("key", "field"), [("m", "note"), ("o", "owner"), ("d", "due")])
async def test_f2_keeps_what_was_written_and_closes_as_in_every_form(at, city, key, field):
    async with at(city, SMALL) as ann:
        await ann.press(key)
        assert "F2 Keep" in ann.screen
        await ann.type("2026-12-24")
        await ann.press("f2")
        assert not ann.app.screen.query("EditBar")
    assert str(getattr(on_disk(city).of("DM1"), field)) == "2026-12-24"
