"""The palette: everything that has a key, in words, and does the same."""

import json

import pytest
from person import answers
from textual.command import CommandList

from wwc_assess.settings import settings_file

ACTS = {
    "Yes": lambda _ann, city: answers(city) == {"DM1.written": "yes"},
    "Partly": lambda _ann, city: answers(city) == {"DM1.written": "partly"},
    "No": lambda _ann, city: answers(city) == {"DM1.written": "no"},
    "Unsure": lambda _ann, city: answers(city) == {"DM1.written": "unsure"},
    "Take back": lambda ann, city: answers(city) == {} and "✓ saved" in ann.screen,
    "Next open": lambda ann, _city: ann.place == "DM1.named",
    "Back": lambda ann, _city: ann.place == "DM1.written",
    "Undo the last change": lambda ann, _city: "nothing left to undo" in ann.told,
    "Sign off": lambda ann, _city: "only what is proven can be signed off" in ann.told,
    "Light or dark": lambda ann, _city: ann.app.theme == "textual-light",
    "Quit": lambda ann, _city: not ann.app.is_running,
}
PLACES = {
    "Evidence": lambda ann, _city: ann.focus == "location",
    "Write a note": lambda ann, _city: ann.focus == "edit-note",
    "Name an owner": lambda ann, _city: "Owner: a person" in ann.screen,
    "Set a due date": lambda ann, _city: "Due: a day" in ann.screen,
    "Where are we?": lambda ann, _city: "22 more points are needed" in ann.screen,
    "I have 15 minutes": lambda ann, _city: "questions, about" in ann.screen,
    "All evidence": lambda ann, _city: "There is no evidence yet;" in ann.screen,
    "Findings": lambda ann, _city: "what a validator would ask" in ann.screen,
    "The way to the next level": lambda ann, _city: "The way to Silver, proven" in ann.screen,
    "Compare": lambda ann, _city: "there is nothing to compare with yet" in ann.screen,
    "Gap report": lambda ann, _city: "x exports it as a file" in ann.screen,
    "Search": lambda ann, _city: ann.focus == "search-line",
    "Help": lambda ann, _city: ann.focus == "help",
    "Choose a theme": lambda ann, _city: "nord" in ann.screen,
}
"""Commands that lead somewhere, from where Escape leads back."""
COMMANDS = {**ACTS, **PLACES}


async def offered(ann):
    """Open the palette and return what it offers."""
    await ann.press("ctrl+p")
    await ann.app.workers.wait_for_complete()
    await ann.pilot.pause()
    commands = ann.app.screen.query_one(CommandList)
    return [commands.get_option_at_index(at).hit.text for at in range(commands.option_count)]


async def choose(ann, command):
    commands = await offered(ann)
    await ann.burst(*["down"] * commands.index(command), "enter")
    await ann.pilot.pause()


@pytest.mark.tour
async def test_the_palette_offers_everything_that_has_a_key(at, city):
    async with at(city) as ann:
        assert sorted(await offered(ann)) == sorted(COMMANDS)


@pytest.mark.parametrize("command", ACTS)
async def test_choosing_a_command_does_what_its_key_does(at, city, command):
    async with at(city) as ann:
        await choose(ann, command)
        await ann.until(lambda: ACTS[command](ann, city), command)


async def test_choosing_a_place_opens_what_its_key_opens_and_escape_leads_back(at, city):
    async with at(city) as ann:
        for command, is_there in PLACES.items():
            await choose(ann, command)
            await ann.until(lambda is_there=is_there: is_there(ann, city), command)
            await ann.press("escape")
            await ann.until(lambda: ann.focus == "criterion", f"the page after {command}")


async def test_a_command_acts_on_the_line_that_was_highlighted(at, city):
    async with at(city) as ann:
        await ann.press("down")
        await choose(ann, "Partly")
        await ann.until(lambda: answers(city) == {"DM1.named": "partly"}, "the answer")


async def test_while_something_is_written_the_palette_offers_only_what_can_be_done_then(at, city):
    async with at(city) as ann:
        await ann.press("m")
        commands = await offered(ann)
        assert {"Close", "Help", "Light or dark", "Quit"} <= set(commands)
        assert "Yes" not in commands


@pytest.mark.parametrize("before", ["e", "w", "t", "v", "f", "g", "c", "r", "/"])
async def test_the_palette_opens_over_every_page_and_reaches_its_keys(at, city, before):
    async with at(city) as ann:
        await ann.press(before)
        commands = await offered(ann)
        assert {"Help", "Light or dark", "Quit"} <= set(commands)
        assert {"Back", "Close"} & set(commands)


async def test_escape_leaves_the_palette_and_nothing_is_done(at, city):
    async with at(city) as ann:
        await ann.press("ctrl+p")
        await ann.type("yes")
        await ann.press("escape")
        assert (ann.place, ann.focus) == ("DM1.written", "criterion")
    assert answers(city) == {}


@pytest.mark.parametrize("keys", ["[/x]", "[@click=app.quit]", "left_square_bracket"])
async def test_a_persons_own_keys_are_never_taken_for_markup(at, city, keys):
    settings_file().write_text(json.dumps({"keys": {"answer.yes": keys}}), encoding="utf-8")
    async with at(city) as ann:
        shown = ann.app.get_key_display(ann.app.screen.active_bindings[keys].binding)
        assert "Yes" in await offered(ann)
        await ann.type("yes")
        await ann.sees(f"It is there ({shown})")


async def test_a_persons_own_keys_act_and_stand_in_the_help_and_in_the_palette(at, city):
    settings_file().write_text(json.dumps({"keys": {"answer.yes": "j"}}), encoding="utf-8")
    async with at(city) as ann:
        assert "j Yes" in ann.screen
        await ann.press("y")
        assert answers(city) == {}
        await ann.press("j")
        assert answers(city) == {"DM1.written": "yes"}
        await ann.press("f1", "end")
        assert "j Yes: It is there" in ann.screen
        await ann.press("escape", "ctrl+p")
        await ann.type("yes")
        await ann.sees("It is there (j)")
