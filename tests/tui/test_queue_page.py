"""I have 15 minutes: the open questions that matter most."""

from datetime import date

import pytest
from person import SMALL

from wwc_assess.readiness.queue import queue

TODAY = date(2026, 11, 22)


def waiting(session, **options):
    records = session.records()
    return queue(session.standard, records, session.readiness(records, TODAY), **options)


def listed(ann):
    """Return the references of the questions in the list."""
    return [option.id for option in ann.app.screen.query_one("#queue").options if option.id]


async def test_as_many_questions_are_listed_as_there_is_time_for_with_what_they_can_change(at, city):
    questions = waiting(city, minutes=15)
    async with at(city) as ann:
        await ann.press("t")
        assert "I have 15 minutes" in ann.screen
        assert (
            f"{len(questions)} questions, about {sum(each.minutes for each in questions)} minutes"
            in ann.screen
        )
        assert listed(ann) == [str(each.ref) for each in questions]
        for each in questions:
            assert city.standard.by_id[each.ref.criterion].check(each.ref.check).ask in ann.screen
        assert f"{questions[0].minutes} min" in ann.screen
        assert "core criterion" in ann.screen


async def test_more_time_lists_more_questions_until_all_are_there(at, sample):
    async with at(sample, SMALL) as ann:
        await ann.press("t")
        for minutes, told in (
            (15, "I have 15"),
            (30, "I have 30"),
            (60, "I have 60"),
            (None, "All open"),
            (15, "I have 15"),
        ):
            assert told in ann.screen
            assert listed(ann) == [str(each.ref) for each in waiting(sample, minutes=minutes)]
            await ann.press("m")


async def test_one_practice_after_the_other_and_at_last_all_again(at, city):
    async with at(city) as ann:
        await ann.press("t")
        for practice in city.standard.practices:
            await ann.press("p")
            assert f"I have 15 minutes ({practice.title})" in ann.screen
            assert listed(ann) == [
                str(each.ref) for each in waiting(city, minutes=15, practice=practice.code)
            ]
        await ann.press("p")
        assert "(" not in ann.within("#status")


@pytest.mark.tour
async def test_one_owner_after_the_other_then_nobodys_and_at_last_all_again(at, city):
    city.store.set_particulars(1, "PA1", "Ann", owner="Budget office")
    city.store.set_particulars(1, "DM3", "Ann", owner="City attorney")
    async with at(city) as ann:
        await ann.press("t", "o")
        assert "I have 15 minutes (Budget office)" in ann.screen
        assert {each.split(".")[0] for each in listed(ann)} == {"PA1"}
        await ann.press("o")
        assert {each.split(".")[0] for each in listed(ann)} == {"DM3"}
        await ann.press("o")
        assert "(nobody’s)" in ann.screen
        assert not {"PA1", "DM3"} & {each.split(".")[0] for each in listed(ann)}
        await ann.press("o")
        assert "(" not in ann.within("#status")


async def test_enter_goes_to_the_question_and_the_next_time_it_is_gone_from_the_queue(at, city):
    second = waiting(city, minutes=15)[1].ref
    async with at(city) as ann:
        await ann.press("t", "down", "enter")
        assert (ann.place, ann.focus) == (str(second), "criterion")
        await ann.press("y", "t")
        assert str(second) not in listed(ann)


async def test_a_question_takes_the_mouse(at, city):
    third = waiting(city, minutes=15)[2].ref
    ask = city.standard.by_id[third.criterion].check(third.check).ask
    async with at(city) as ann:
        await ann.press("t")
        await ann.click(ask[:30])
        assert ann.place == str(third)


@pytest.mark.parametrize("key", ["escape", "t", "q"])
async def test_the_page_goes_back_to_the_question(at, city, key):
    async with at(city) as ann:
        await ann.press("down")
        await ann.press("t", key)
        assert (ann.place, ann.focus) == ("DM1.named", "criterion")


@pytest.mark.tour
async def test_where_all_is_answered_the_page_says_so_and_enter_does_nothing(at, city):
    for criterion in city.standard.criteria:
        city.answer(city.changes(criterion.id, "yes"))
    async with at(city, SMALL) as ann:
        await ann.press("t", "enter")
        assert "No open question here: every one is answered." in ann.screen


@pytest.mark.tour
async def test_an_answer_that_another_program_saves_leaves_the_queue_within_a_second(at, city, again):
    ben, first = again(city), waiting(city)[0].ref
    async with at(city) as ann:
        await ann.press("t")
        assert str(first) in listed(ann)
        ben.answer(ben.changes(str(first), "yes"))
        await ann.until(lambda: str(first) not in listed(ann), "the queue without it")


@pytest.mark.tour
async def test_escape_goes_back_to_the_queue_for_the_same_time(at, sample):
    async with at(sample, SMALL) as ann:
        await ann.press("t", "m", "down", "down", "enter")
        assert "Esc back to the questions" in ann.screen
        await ann.press("escape")
        assert "I have 30 minutes" in ann.screen
        assert ann.app.screen.query_one("#queue").highlighted == 3
