"""Search over all text of the standard."""

from person import answers


async def test_a_criterion_is_found_by_its_code(at, city):
    async with at(city) as ann:
        await ann.press("/")
        await ann.type("pa3")
        await ann.press("enter")
        assert ann.place.startswith("PA3.")
        assert ann.focus == "criterion"


async def test_a_question_is_found_by_its_words_in_any_order_and_case(at, city):
    question = city.standard.by_id["DM5"].questions[1]
    words = " ".join(reversed([word for word in question.ask.split() if word.isalpha()])).upper()
    async with at(city) as ann:
        await ann.press("/")
        await ann.type(words)
        assert "1 place" in ann.screen
        await ann.press("enter")
        assert ann.place == f"DM5.{question.id}"


async def test_every_criterion_is_listed_before_anything_is_typed(at, city):
    async with at(city) as ann:
        await ann.press("/")
        assert "43 places" in ann.screen
        await ann.press("down", "down", "enter")
        assert ann.place.startswith("DM2.")


async def test_words_that_stand_nowhere_are_told_and_enter_does_nothing(at, city):
    async with at(city) as ann:
        await ann.press("/")
        await ann.type("xyzzy")
        assert "Nothing has all these words." in ann.screen
        await ann.press("enter")
        assert "Nothing has all these words." in ann.screen


async def test_escape_leaves_the_search_where_one_was(at, city):
    async with at(city) as ann:
        await ann.press("down", "/")
        await ann.type("privacy")
        await ann.press("escape")
        assert (ann.place, ann.focus) == ("DM1.named", "criterion")


async def test_the_search_takes_the_mouse_and_left_goes_back(at, city):
    async with at(city) as ann:
        await ann.press("/")
        await ann.click("OD1 ")
        assert ann.place.startswith("OD1.")
        await ann.press("left")
        assert " DM1 Implementing" in ann.screen
    assert answers(city) == {}
