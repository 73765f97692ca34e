"""Light and dark, remembered over a restart; readable without colour."""

import json

from wwc_assess.settings import load_settings, settings_file


async def test_light_and_dark_are_remembered_over_a_restart(at, city, again):
    async with at(city) as ann:
        assert ann.app.current_theme.dark
        await ann.press("ctrl+t")
        assert not ann.app.current_theme.dark
    assert load_settings().theme == "textual-light"
    async with at(again(city)) as ann:
        assert not ann.app.current_theme.dark
        await ann.press("ctrl+t")
    async with at(again(city)) as ann:
        assert ann.app.current_theme.dark


async def test_a_theme_that_is_gone_or_settings_that_are_broken_do_no_harm(at, city):
    for text in (json.dumps({"theme": "no-such-theme"}), "{broken", "[]", '{"keys": {"no.such": "x"}}'):
        settings_file().write_text(text, encoding="utf-8")
        async with at(city) as ann:
            assert ann.app.current_theme.dark
            await ann.press("y", "delete")


async def test_the_theme_changes_while_a_note_is_written_and_the_note_stays(at, city):
    async with at(city) as ann:
        await ann.press("m")
        await ann.type("Ask")
        await ann.press("ctrl+t")
        await ann.type(" him")
        await ann.press("escape")
        assert city.records().of("DM1").note == "Ask him"


async def test_without_colour_every_mark_still_has_its_shape_and_word(at, sample, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with at(sample) as ann:
        for part in ("✓ DM1 proven", "✗ DM2 not met", "◐ DM3 claimed", "○ DM7 open", "●"):
            assert part in ann.screen
        colors = {
            segment.style.color.triplet
            for strip in ann.app.screen._compositor.render_strips()  # noqa: SLF001  what is painted
            for segment in strip
            if segment.style and segment.style.color and segment.style.color.triplet
        }
        assert all(red == green == blue for red, green, blue in colors)
