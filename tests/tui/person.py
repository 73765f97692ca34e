"""Somebody at the keyboard of a running terminal UI: presses, clicks, looks."""

from __future__ import annotations

from time import monotonic

from textual import events
from textual.widgets import Input, TextArea

from wwc_assess.records.store import Store
from wwc_assess.tui.widgets.criterion_pane import CriterionPane

PATIENCE = 10.0
"""Seconds to wait for something to show before the test fails; only a failing test takes that long."""
LOOK_AGAIN = 0.02

SMALL, LARGE = (80, 24), (120, 40)
"""The windows that every screen is looked at in."""


class Person:
    """Drives one running app the way a person would, and sees only what is on the screen.

    Args:
        pilot: Of the running app.
    """

    def __init__(self, pilot):
        self.pilot = pilot
        self.app = pilot.app

    @property
    def rows(self):
        """The lines on the screen, after the app's last net."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]  # noqa: SLF001  what is painted

    @property
    def screen(self):
        """All that can be read in front, each run of white space as one blank and without frames."""
        front = self.within(".dialog") if self.app.screen.query(".dialog") else " ".join(self.rows)
        return " ".join(front.translate(str.maketrans("│┃▌▎▊", "     ")).split())

    @property
    def told(self):
        """What the messages that lie over the screen say."""
        return " ".join(self.within("Toast").split())

    def within(self, selector):
        """Return what is painted where widgets are, frames left out."""
        rows = self.rows
        return "\n".join(
            rows[y][part.x : part.right]
            for part in (widget.content_region for widget in self.app.screen.query(selector))
            for y in range(part.y, part.bottom)
        )

    @property
    def place(self):
        """What the highlighted line of the page stands for, as text, such as DM1.written."""
        return str(self._pane.target)

    @property
    def focus(self):
        """The id of what has the focus."""
        return self.app.focused.id if self.app.focused else None

    @property
    def _pane(self):
        return next(s for s in reversed(self.app.screen_stack) if s.query(CriterionPane)).query_one(
            CriterionPane
        )

    async def press(self, *keys):
        """Press keys one after the other, each answered by the screen."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text):
        """Type a text at once into the line that is open for it, as a fast typist would."""
        await self.until(lambda: isinstance(self.app.focused, Input | TextArea), "a line to type in")
        await self.burst(*text)

    async def burst(self, *keys):
        """Press keys with no pause between them, then wait until all have been taken."""
        for key in keys:
            character = key if len(key) == 1 else None
            self.app.post_message(events.Key(_NAMES.get(key, key), character))
        await self.until(lambda: not self.app.message_queue_size, "the keys to be taken")
        await self.pilot.pause()

    async def paste(self, text):
        """Paste a text into what has the focus."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()
        await self.pilot.pause()

    async def click(self, *words, nth=1):
        """Click the first place on the screen that shows a word, on the line that shows all the words before it.

        Args:
            words: On one line, from left to right; the last one is clicked.
            nth: Which of several such last words on that line.
        """
        row = next(y for y, line in enumerate(self.rows) if all(word in line for word in words))
        line = self.rows[row]
        column = max((line.index(word) + len(word) for word in words[:-1]), default=0) - 1
        for _time in range(nth):
            column = line.index(words[-1], column + 1)
        await self.pilot.click(offset=(column, row))
        await self.pilot.pause()

    async def sees(self, text):
        """Wait until a text shows."""
        await self.until(lambda: text in self.screen or text in self.told, repr(text))

    async def until(self, condition, what):
        """Wait until a condition holds."""
        end = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < end, f"waited in vain for {what}; the screen shows:\n" + "\n".join(self.rows)
            await self.pilot.pause(LOOK_AGAIN)


_NAMES = {"?": "question_mark", "/": "slash", " ": "space", ".": "full_stop", ":": "colon", "-": "minus"}


def on_disk(session):
    """Return the records of a session's assessment as a second connection reads them now."""
    with Store.open(session.workspace.database, read_only=True) as store:
        return store.records(session.assessment.id)


def answers(session):
    """Return each answer on disk by its reference."""
    return {str(ref): answer.value for ref, answer in on_disk(session).answers.items()}
