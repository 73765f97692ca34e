"""The palette: everything that has a key, in words."""

import json

import pytest
from person import answers, on_disk

from wwc_assess.settings import settings_file


async def choose(ann, words):
    await ann.press("ctrl+p")
    await ann.type(words)
    await ann.app.workers.wait_for_complete()
    await ann.until(lambda: words in ann.screen.partition("Search")[2] or words in ann.screen, words)
    await ann.press("down", "enter")


COMMANDS = {
    "Yes": lambda ann, city: answers(city) == {"DM1.written": "yes"},
    "Partly": lambda ann, city: answers(city) == {"DM1.written": "partly"},
    "No": lambda ann, city: answers(city) == {"DM1.written": "no"},
    "Unsure": lambda ann, city: answers(city) == {"DM1.written": "unsure"},
    "Evidence": lambda ann, city: ann.focus == "location",
    "Next open": lambda ann, city: ann.place == "DM1.named",
    "Write a note": lambda ann, city: ann.focus == "edit-note",
    "Name an owner": lambda ann, city: ann.focus == "edit-line" and "Owner:" in ann.screen,
    "Set a due date": lambda ann, city: ann.focus == "edit-line" and "Due:" in ann.screen,
    "Undo the last change": lambda ann, city: "nothing left to undo" in ann.told,
    "Where are we?": lambda ann, city: "22 more points are needed" in ann.screen,
    "Gap report": lambda ann, city: "x exports it as a file" in ann.screen,
    "Search": lambda ann, city: ann.focus == "search-line",
    "Help": lambda ann, city: ann.focus == "help",
    "Light or dark": lambda ann, city: ann.app.theme == "textual-light",
    "Quit": lambda ann, city: not ann.app.is_running,
}
