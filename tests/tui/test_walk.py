"""The walk: one key an answer, on to the next open question, by keyboard and mouse."""

import pytest
from person import answers

from wwc_assess.records.model import CheckRef
from wwc_assess.tui.widgets.practice_tree import PracticeTree


@pytest.mark.parametrize(("key", "value"), [("y", "yes"), ("p", "partly"), ("n", "no"), ("?", "unsure")])
async def test_one_key_answers_and_goes_on_to_the_next_open_question(at, city, key, value):
    async with at(city) as ann:
        assert ann.place == "DM1.written"
        await ann.press(key)
        assert ann.place == "DM1.named"
        assert "✓ saved 14:02:11" in ann.screen
        assert answers(city) == {"DM1.written": value}


async def test_the_next_open_question_may_be_in_another_criterion(at, city):
    async with at(city) as ann:
        await ann.press("y", "y", "y", "y")
        assert ann.place == "DM2.covers"
        assert "DM2 Maintaining a Comprehensive Data Inventory" in ann.screen


async def test_a_question_that_was_answered_already_stays_when_it_is_changed(at, city):
    async with at(city) as ann:
        await ann.press("y", "up", "n")
        assert ann.place == "DM1.written"
        assert answers(city) == {"DM1.written": "no"}


@pytest.mark.tour
async def test_unsure_leaves_the_question_open_and_the_walk_comes_round_to_it(at, city):
    city.answer(city.changes("DM1", "yes"))
    for criterion in city.standard.criteria[1:]:
        city.answer(city.changes(criterion.id, "yes"))
    city.answer(city.changes("DM1.named", "clear"))
    async with at(city) as ann:
        assert ann.place == "DM1.named"
        await ann.press("?")
        assert ann.place == "DM1.named"
        assert "Every question is answered" not in ann.told
        await ann.press("y")
        assert "Every question is answered" in ann.told


async def test_partly_and_no_show_the_first_step_and_yes_does_not(at, city):
    check = city.standard.by_id["DM1"].check("written")
    step = f"First step: {check.if_not.split()[0]}"
    async with at(city) as ann:
        assert step not in ann.screen
        for key, shown in (("p", True), ("y", False), ("n", True), ("?", False)):
            await ann.press("home", key)
            assert (step in ann.screen) is shown, key


async def test_right_goes_to_the_next_open_question_and_left_back_to_where_one_was(at, sample):
    async with at(sample) as ann:
        begun = ann.place.split(".")[0]
        visited = [begun]
        while len(visited) < 3:
            await ann.press("right")
            criterion = ann.place.split(".")[0]
            if criterion != visited[-1]:
                visited.append(criterion)
            assert CheckRef(*ann.place.split(".")) not in sample.records().answers or (
                sample.records().answers[CheckRef(*ann.place.split("."))].value == "unsure"
            )
        await ann.press("left")
        assert f" {visited[1]} " in _title(ann)
        await ann.press("left")
        assert f" {visited[0]} " in _title(ann)
        await ann.press("left")
        assert f" {visited[0]} " in _title(ann)


def _title(ann):
    return next(row for row in ann.rows if "╮╭─ " in row).split("╮╭─")[1]


@pytest.mark.tour
async def test_the_tree_shows_a_criterion_as_soon_as_its_cursor_is_on_it_and_enter_goes_to_its_questions(
    at, city
):
    async with at(city) as ann:
        await ann.press("shift+tab")
        assert ann.focus == "practices"
        await ann.press("down", "down")
        assert " DM3 Sharing Data " in _title(ann)
        assert ann.focus == "practices"
        await ann.press("enter")
        assert (ann.focus, ann.place.split(".")[0]) == ("criterion", "DM3")
        first = ann.place
        await ann.press("y")
    assert answers(city) == {first: "yes"}


async def test_the_tree_takes_the_mouse(at, city):
    async with at(city) as ann:
        await ann.click("DM4 unanswered")
        assert " DM4 " in _title(ann)
        await ann.click("Open Data")
        await ann.click("OD2 unanswered")
        assert " OD2 " in _title(ann)


async def test_following_the_walk_the_tree_marks_standing_in_words(at, city):
    async with at(city) as ann:
        await ann.press("y")
        assert "○ DM1 open" in ann.screen
        await ann.press("y", "y", "y")
        assert "◐ DM1 claimed" in ann.screen
        await ann.press("n")
        assert "✗ DM2 not met" in ann.screen
        assert ann.app.screen.query_one(PracticeTree).cursor_node.data == "DM2"
        assert "claimed 1 possible 42 of 43" in ann.screen


@pytest.mark.parametrize(
    ("nth", "value"),
    [pytest.param(1, "yes", marks=pytest.mark.tour), (2, "partly"), (3, "no"), (4, "unsure")],
)
async def test_a_click_on_an_answers_dot_answers_that_question_and_the_page_stays(at, city, nth, value):
    async with at(city) as ann:
        await ann.click("2 Do named", "·", nth=nth)
        assert answers(city) == {"DM1.named": value}
        assert ann.place == "DM1.named"


@pytest.mark.tour
async def test_a_click_on_a_questions_words_only_moves_to_it(at, city):
    async with at(city) as ann:
        await ann.click("3 Has the data")
        assert ann.place == "DM1.meets"
        assert answers(city) == {}


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_delete_takes_an_answer_back(at, city, key):
    async with at(city) as ann:
        await ann.press("y", "up", key)
        assert answers(city) == {}
        assert ann.place == "DM1.written"
        assert "· DM1 unanswered" in ann.screen


@pytest.mark.parametrize("key", ["y", "p", "n", "?"])
async def test_an_answer_key_on_a_line_that_is_no_question_says_what_to_do(at, city, key):
    async with at(city) as ann:
        await ann.press("down", "down", "down", "down")
        assert ann.place == "DM1.charter"
        await ann.press(key)
        assert "Move to a question first: ↑ and ↓, or → for the next open one." in ann.told
        assert ann.place == "DM1.charter"
        assert answers(city) == {}


async def test_a_burst_of_keys_lands_each_answer_on_its_own_question(at, city):
    keys = "ypn?" * 10
    words = {"y": "yes", "p": "partly", "n": "no", "?": "unsure"}
    order = [f"{c.id}.{check.id}" for c in city.standard.criteria for check in c.questions]
    async with at(city) as ann:
        await ann.burst(*keys)
        assert ann.place == order[40]
    assert answers(city) == {ref: words[key] for ref, key in zip(order, keys, strict=False)}


async def test_a_burst_of_moves_and_answers_keeps_its_order(at, city):
    async with at(city) as ann:
        await ann.burst("down", "y", "up", "n", "right", "p", "up", "delete")
    assert answers(city) == {"DM1.named": "no"}


async def test_a_burst_that_opens_the_note_and_writes_answers_nothing(at, city):
    async with at(city) as ann:
        await ann.burst("m", *"yes, no: any open", "escape")
        assert ann.focus == "criterion"
        assert city.records().of("DM1").note == "yes, no: any open"
    assert answers(city) == {}


@pytest.mark.parametrize(
    ("keys", "focus"),
    [
        ("m", "edit-note"),
        ("o", "edit-line"),
        ("d", "edit-line"),
        ("e", "location"),
        ("/", "search-line"),
    ],
)
async def test_letters_typed_into_a_field_never_answer_anything(at, city, keys, focus):
    async with at(city) as ann:
        await ann.press(keys)
        assert ann.focus == focus
        await ann.type("ypn?eumodwr/ypn")
        assert "ypn?eumodwr/ypn" in ann.screen
        assert len(ann.app.screen_stack) == (2 if focus in {"location", "search-line"} else 1)
        await ann.press("left", "right", "backspace")
        await ann.press("escape")
    assert answers(city) == {}


async def test_owner_and_due_are_kept_on_enter_and_shown(at, city):
    async with at(city) as ann:
        await ann.press("o")
        await ann.type("Budget office")
        await ann.press("enter", "d")
        await ann.type("2026-12-24")
        await ann.press("enter")
        assert "Budget office" in ann.screen
        assert "2026-12-24" in ann.screen
        kept = city.records().of("DM1")
        assert (kept.owner, kept.due.isoformat()) == ("Budget office", "2026-12-24")


async def test_escape_leaves_an_owner_as_it_was(at, city):
    async with at(city) as ann:
        await ann.press("o")
        await ann.type("Nobody")
        await ann.press("escape")
        assert city.records().of("DM1").owner == ""
        assert ann.focus == "criterion"


@pytest.mark.tour
async def test_a_day_that_is_none_is_told_and_stays_to_be_mended(at, city):
    async with at(city) as ann:
        await ann.press("d")
        await ann.type("Christmas")
        await ann.press("enter")
        assert "“Christmas” is no day. Write it as year-month-day" in ann.screen
        assert "✗ NOT saved" in ann.screen
        await ann.press("ctrl+u")
        await ann.type("2026-12-24")
        await ann.press("enter")
        assert city.records().of("DM1").due.isoformat() == "2026-12-24"
        assert "✓ saved" in ann.screen


@pytest.mark.parametrize("before", [(), ("m",), ("e",), ("f1",), ("/",), ("w",), ("r",)])
async def test_ctrl_q_leaves_from_everywhere(at, city, before):
    async with at(city) as ann:
        await ann.press(*before)
        await ann.press("ctrl+q")
        assert not ann.app.is_running
        assert ann.app.return_code == 0


async def test_the_page_says_which_key_does_what(at, city):
    async with at(city) as ann:
        assert "m writes one" in ann.screen
        assert "o names who sees to it" in ann.screen
        assert "d sets a day" in ann.screen


async def test_all_questions_can_be_answered_by_keys_alone_and_then_it_says_so(at, city):
    questions = sum(len(criterion.questions) for criterion in city.standard.criteria)
    async with at(city) as ann:
        await ann.burst(*"y" * questions)
        await ann.sees("Every question is answered. Next: evidence (e), or the report (r).")
        assert "claimed 43 possible 43 of 43" in ann.screen
        last = ann.place
        await ann.press("right")
        assert ann.place == last
    assert len(answers(city)) == questions
    assert set(answers(city).values()) == {"yes"}


async def test_while_the_window_is_too_small_no_key_answers_what_cannot_be_seen(at, city):
    async with at(city) as ann:
        await ann.pilot.resize_terminal(40, 10)
        await ann.sees("This window has 40x10 characters.")
        await ann.press("y", "w", "escape")
        assert answers(city) == {}
        await ann.pilot.resize_terminal(120, 40)
        await ann.sees("DM1 Implementing")
        assert ann.place == "DM1.written"


@pytest.mark.tour
async def test_a_window_that_was_too_small_shows_the_page_again_whatever_was_opened_meanwhile(at, city):
    async with at(city) as ann:
        await ann.pilot.resize_terminal(40, 10)
        await ann.sees("This window has 40x10 characters.")
        await ann.pilot.resize_terminal(50, 12)
        await ann.sees("This window has 50x12 characters.")
        await ann.press("f1")
        await ann.pilot.resize_terminal(120, 40)
        await ann.press("escape")
        await ann.until(lambda: ann.focus == "criterion", "the page")
