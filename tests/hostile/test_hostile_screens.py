"""The bytes that the program writes to a real terminal, on every screen, with harm in every text another program wrote."""

from __future__ import annotations

import json
import os
import re

import pytest

if os.name == "nt":  # before the imports that fail there
    pytest.skip("Windows has no pseudo terminals of this kind", allow_module_level=True)

import stream
import texts
from bounds import LONG

from terminal import Terminal

SIZE = (120, 40)
ENTER, ESCAPE, F1, F2, DELETE, QUIT = "\r", "\x1b", "\x1bOP", "\x1bOQ", "\x1b[3~", "\x11"
PALETTE, TO_THE_START = "\x10", "\x15"
HOME, END = "\x1b[H", "\x1b[F"
MAIN = "y Yes"
LEAVE = True
"""Marks the steps after which Escape leaves what was opened."""

ALLOWED = {
    *("a style", "a place"),
    "a copy",  # y on the page of all evidence
    "OSC 22;default",  # the shape of the mouse
    *("CSI ?1049h", "CSI ?1049l"),  # a screen of its own
    *("CSI ?25l", "CSI ?25h"),  # the cursor
    *("CSI ?7l", "CSI ?7h"),  # long lines
    *("CSI ?1000h", "CSI ?1003h", "CSI ?1015h", "CSI ?1006h"),  # the mouse
    *("CSI ?1000l", "CSI ?1003l", "CSI ?1015l", "CSI ?1006l"),
    *("CSI ?1004h", "CSI ?1004l"),  # whether the window is in front
    *("CSI ?2004h", "CSI ?2004l"),  # pasting
    *("CSI >25u", "CSI <u"),  # keys as they are on the keyboard
    *("CSI ?2026$p", "CSI ?2048$p"),  # what the terminal can do
}
"""The control functions that plain words on the same screens need; nothing else may be written."""


SHOWN = (
    *(
        "Zcity",
        "Zcycle",
        "Zbranch",
        "Zpeople",
        "Zcriterion",
        "Zstatement",
        "Zask",
        "Zstep",
        "Zcharter",
        "Zowner",
    ),
    *("Zlinktitle", "Zlink", "Zpath", "Zpathtitle", "Zperson", "Zsnapshot", "Zsilver"),
    *("Zbronze", "Zdid", "Zmemo", "Zshow", "Zstale", "Zwhy"),
)
"""Fields of which at least the beginning has to have been on a screen."""


class Tapped(Terminal):
    """A terminal that is strict about what is written to it, and fast."""

    def __init__(self, *arguments, size, **environment):
        self._grid = stream.Grid(*size)
        super().__init__(*arguments, size=size, **environment)

    def take(self, data):
        """Keep what the process has written."""
        self.raw += data
        self._grid.feed(data)

    def resize(self, columns, rows):
        """Give the window another size."""
        self._grid.resize(columns, rows)
        super().resize(columns, rows)

    @property
    def screen(self):
        """What the terminal shows, each run of white space as one blank."""
        return self._grid.text

    def lacks(self, text):
        """Read what the process writes until a text shows no more."""
        self.until(lambda: text not in self.screen, f"{text} to be gone")


WALK = (
    (END, "Zdid"),
    (HOME, "Zask"),
    (F1, "it is there and you could show it"),
    (END, "Esc closes this panel", LEAVE),
    (PALETTE, "Change the colors", LEAVE),
    ("/", "such as privacy"),
    ("zask", "zask"),
    (TO_THE_START, "such as privacy"),
    ("nowhere", "Nothing has all these words.", LEAVE),
    ("e", "Link or file path", LEAVE),
    ("m", "kept as you type"),
    ("{paste}", "it ends"),
    ("", "kept as you type", LEAVE),
    ("o", "a person, a post"),
    ("{paste}", "it ends"),
    ("", "a person, a post", LEAVE),
    ("d", "a day as YYYY-MM-DD"),
    ("{paste}", "it ends"),
    ("", "a day as YYYY-MM-DD", LEAVE),
    ("w", "Where are we?"),
    (F1, "Keys", LEAVE),
    ("", "Where are we?", LEAVE),
    ("t", "I have 15 minutes"),
    ("o", "I have 15 minutes ("),
    ("p", "No open question here"),
    ("", "I have 15 minutes", LEAVE),
    ("v", "All evidence: 3 items"),
    ("y", "Copied"),
    (ENTER, "Withdrawn: it stays listed", LEAVE),
    ("a", "What does it prove?", LEAVE),
    ("f", "Show: does not count"),
    ("fff", "Show: all"),
    ("s", "Sort: by state"),
    ("/", "Esc Show all"),
    ("Zpath", "Show: all (1)"),
    (ENTER, "k Check"),
    ("k", "Try 1 link or file?"),
    (F2, "1 failed", LEAVE),
    (DELETE, "Removed:"),
    ("u", "Undone"),
    ("", "All evidence: 3 items", LEAVE),
    ("f", "what a validator would ask", LEAVE),
    ("g", "The way to"),
    (" ", "c goes back to it"),
    ("c", "The way to"),
    ("a", "Accept the plan", LEAVE),
    ("", "The way to", LEAVE),
    ("c", "Compared with"),
    ("w", "Compare with (Enter", LEAVE),
    ("n", "Keep how things stand today", LEAVE),
    ("", "Compared with", LEAVE),
    ("s", "only what is proven can be signed off"),
    ("/", "such as privacy"),
    ("DM1", "DM1"),
    (ENTER, "─ DM1"),
    ("s", "Answered by"),
    ("Rita\r", "· reviewed"),
    ("r", "Gap report"),
    (END, "Zmemo"),
    ("a", "for the council"),
    ("x", "Write the report to"),
    (ENTER, "Report written"),
    ("", "Gap report", LEAVE),
)
"""Keys that lead through every screen and dialog, each with what shows once it is there."""


def walk(folder, text, size=SIZE, **environment):
    """Walk through every screen, and give the terminal that was walked in.

    Args:
        folder: The workspace.
        text: What gives a text for the label of a field, as in it.
        size: Of the terminal.
        environment: Variables of the program.
    """
    by = os.fsdecode(text("Zwho").replace("\0", "").encode("utf-8", "surrogatepass"))
    with Tapped(
        "--workspace", folder, "--by", by, "--today", texts.TODAY, size=size, **environment
    ) as terminal:
        terminal.sees(MAIN)
        for keys, told, *leave in WALK:
            terminal.press(keys.replace("{paste}", f"\x1b[200~{_pasted(text)} it ends here and now\x1b[201~"))
            terminal.sees(told)
            if leave:
                terminal.press(ESCAPE)
                terminal.lacks(told)
        terminal.resize(40, 10)
        terminal.sees("This window has 40x10 characters")
        terminal.resize(*size)
        terminal.sees(MAIN)
        terminal.press(QUIT)
        assert terminal.ends() == 0
    return terminal


def _pasted(text):
    """Return a text as terminals paste it, on one line: they let no escape character through."""
    return " ".join(text("Zpasted").replace("\x1b", "").encode("utf-8", "replace").decode().splitlines())


def test_every_screen_writes_only_the_control_sequences_that_plain_words_need(hostile):
    walked = walk(hostile, texts.hostile)
    assert stream.functions(walked.raw, SIZE) == ALLOWED
    assert texts.harm_in(stream.text(walked.raw)) == []
    [copied] = stream.copies(walked.raw)
    assert copied.startswith("https://example.org/")
    assert texts.harm_in(copied) == []
    assert set(SHOWN) <= set(re.findall("Z[a-z]+", stream.text(walked.raw)))


def test_the_first_questions_show_no_harm_that_the_computer_or_the_arguments_bring(tmp_path):
    harm = os.fsdecode(b"\x1b]0;PWNED\x07 \xc2\x9b31m \xe2\x80\xae \xff [b]x[/b] [/x]")
    home = tmp_path / harm
    home.mkdir(parents=True)
    with Tapped("--by", harm, size=SIZE, HOME=str(home), XDG_DATA_HOME=str(home)) as terminal:
        terminal.sees("how ready is your city?")
        terminal.press(F1)
        terminal.sees("as it is to stand in reports")
        terminal.press(QUIT)
        assert terminal.ends() == 0
    assert stream.functions(terminal.raw, SIZE) <= ALLOWED
    assert texts.harm_in(stream.text(terminal.raw)) == []
    assert "PWNED" in stream.text(terminal.raw)


@pytest.mark.skipif(not LONG, reason="takes its time: make hostile")
@pytest.mark.parametrize(
    "colours", [{"NO_COLOR": "1"}, {"COLORTERM": "truecolor"}, {"theme": "textual-light"}]
)
def test_without_colours_with_all_of_them_and_in_the_light_no_other_sequences_are_written(
    hostile, computer, colours
):
    if "theme" in colours:
        (computer / "config" / "settings.json").write_text(json.dumps(colours), encoding="utf-8")
    walked = walk(
        hostile, texts.hostile, **{name: value for name, value in colours.items() if name != "theme"}
    )
    assert stream.functions(walked.raw, SIZE) == ALLOWED
    assert texts.harm_in(stream.text(walked.raw)) == []


@pytest.mark.skipif(not LONG, reason="takes its time: make hostile")
def test_plain_words_need_every_control_function_that_is_allowed(harmless):
    assert stream.functions(walk(harmless, texts.harmless).raw, SIZE) == ALLOWED


@pytest.mark.skipif(not LONG, reason="takes its time: make hostile")
def test_texts_of_a_million_characters_keep_no_page_from_opening(harmless):
    texts.stretch(
        harmless, ["note", "owner", "title", "location", "city"], "Zlong \x1b[31m e\u0301 " * 70_000
    )
    with Tapped("--workspace", harmless, "--today", texts.TODAY, size=SIZE) as terminal:
        terminal.sees(MAIN)
        for key, told in (
            ("w", "Where are we?"),
            ("v", "All evidence: 3"),
            ("f", "a validator would ask"),
            ("r", "Gap report for everybody"),
        ):
            terminal.press(key)
            terminal.sees(told)
            terminal.press(ESCAPE)
            terminal.lacks(told)
        terminal.press(QUIT)
        assert terminal.ends() == 0
    assert stream.functions(terminal.raw, SIZE) <= ALLOWED
    assert texts.harm_in(stream.text(terminal.raw)) == []


ENDLESS = {"unended", "nested"}
"""Attacks that no terminal can read to their end."""


@pytest.mark.parametrize(
    "name", [name for name, attack in texts.ATTACKS.items() if texts.harm_in(attack) != []]
)
def test_the_parser_of_the_stream_knows_every_attack_for_what_it_is(name):
    raw = texts.ATTACKS[name].encode("utf-8", "replace")
    if name in ENDLESS:
        with pytest.raises(AssertionError):
            stream.tokens(raw)
    else:
        others = stream.functions(raw, SIZE) - ALLOWED
        assert (
            others or texts.harm_in(stream.text(raw)) or stream.copies(raw) == [texts.MARK] or name == "half"
        )
