"""The help panel explains what is selected, the words in it, and the keys."""

import pytest

TALL = (100, 120)
"""Room for everything, so that nothing has to be scrolled to."""


async def test_help_on_a_question_explains_the_answers_the_traps_and_the_first_step(at, city):
    check = city.standard.by_id["DM1"].check("written")
    async with at(city, TALL) as ann:
        await ann.press("f1")
        for part in (
            check.ask,
            "Partly: some of it is.",
            f"Watch out: {check.watch_out}",
            f"A first step: {check.if_not}",
            "This is a core criterion: without it no level can be reached.",
            "Where this comes from",
        ):
            assert part in ann.screen


@pytest.mark.tour
async def test_a_small_window_scrolls_to_the_rest_of_the_help(at, city):
    async with at(city, (80, 24)) as ann:
        await ann.press("f1")
        assert "Esc closes this panel." not in ann.screen
        await ann.press("end")
        assert "Esc closes this panel." in ann.screen


async def test_help_explains_the_glossarys_words_that_stand_in_the_criterion(at, sample):
    async with at(sample, TALL) as ann:
        assert ann.place.startswith("DM2.")
        await ann.press("f1")
        assert "data inventory: A described list of the data the city holds" in ann.screen


@pytest.mark.tour
async def test_help_on_a_document_says_what_it_must_show(at, city):
    document = city.standard.by_id["DM1"].documents[0]
    async with at(city) as ann:
        while ann.place != "DM1.charter":
            await ann.press("down")
        await ann.press("f1")
        assert document.what in ann.screen
        assert f"It must show: {document.must_show}" in ann.screen
        assert "Press e to attach" in ann.screen


async def test_help_on_the_note_explains_the_criterion(at, city):
    async with at(city) as ann:
        while ann.place != "note":
            await ann.press("down")
        await ann.press("f1")
        assert city.standard.by_id["DM1"].statement in ann.screen


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ((), ["y Yes: It is there", "u Undo the last change", "w Where are we?", "Take back", "Quit"]),
        (("w",), ["Esc Back", "Light or dark"]),
        pytest.param(("r",), ["x Export to a file"], marks=pytest.mark.tour),
        (("e",), ["F2 Attach"]),
        (("m",), ["Esc Close"]),
    ],
)
async def test_help_lists_the_keys_of_the_page_it_was_asked_on(at, city, before, told):
    async with at(city, TALL) as ann:
        await ann.press(*before, "f1")
        assert ann.focus == "help"
        for part in told:
            assert part in ann.screen


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("w", "Claimed: the answers say so. Proven: every required document is there"),
        pytest.param(
            "t",
            "Open questions in the order in which their answers can change the level most",
            marks=pytest.mark.tour,
        ),
        ("v", "Nothing goes online unless you try the links."),
        ("f", "Serious: the point would not be granted."),
        ("g", "Space takes one in or out and shows at once what level results."),
        ("c", "A snapshot keeps today under a name and never changes."),
        ("r", "For the council it is one page"),
    ],
)
async def test_help_on_a_page_explains_it_above_its_keys(at, city, page, told):
    async with at(city, TALL) as ann:
        await ann.press(page, "f1")
        assert told in ann.screen
        assert ann.screen.index(told) < ann.screen.index("Esc Back")


@pytest.mark.parametrize("key", ["escape", "f1", "enter", "q"])
async def test_help_closes_and_gives_the_page_back(at, city, key):
    async with at(city) as ann:
        await ann.press("down", "f1", key)
        assert (ann.place, ann.focus) == ("DM1.named", "criterion")


async def test_help_while_a_note_is_written_keeps_the_note_open(at, city):
    async with at(city) as ann:
        await ann.press("m")
        await ann.type("Ask")
        await ann.press("f1", "escape")
        assert ann.focus == "edit-note"
        await ann.type(" him")
        await ann.press("escape")
        assert city.records().of("DM1").note == "Ask him"


@pytest.mark.tour
async def test_help_on_the_first_questions_lists_their_keys(at, tmp_path):
    async with at(None, folder=tmp_path / "new") as ann:
        await ann.press("f1")
        assert "F2 Begin" in ann.screen


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["e"], "Dated: the day that the document speaks of"),
        (["v", "enter"], "Withdrawn: it stays listed, but counts for nothing."),
        (["v", "a"], "what is marked stays marked while it is out of sight"),
        (["g", "a"], "Days a week: person-days that all who work on it have for it together."),
        (["c", "n"], "A snapshot keeps today under a name and never changes"),
        (["r", "x"], "Format: Markdown and the web page are to be read"),
    ],
)
async def test_help_on_a_form_says_what_its_fields_are_for(at, sample, keys, told):
    async with at(sample, TALL) as ann:
        await ann.press(*keys, "f1")
        assert told in ann.screen
        assert "F2" in ann.screen
