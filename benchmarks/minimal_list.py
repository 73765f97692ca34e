"""The other side of an answer key: a list that fills the screen, in which a key changes the text of one line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import OptionList

LINES = 30
"""As many as a page of the main screen has."""


class MinimalList(App[None]):
    """One list of questions; the first of them is answered."""

    BINDINGS: ClassVar = [("y", "answer('Yes')"), ("p", "answer('Partly')"), ("n", "answer('No')")]

    def compose(self) -> ComposeResult:
        """Show the list."""
        yield OptionList(*(_line(number, "", 0) for number in range(LINES)))

    def on_mount(self) -> None:
        """Begin."""
        self.keys = 0
        self.query_one(OptionList).highlighted = 0

    def action_answer(self, word: str) -> None:
        """Change one line."""
        self.keys += 1
        self.query_one(OptionList).replace_option_prompt_at_index(0, _line(0, word, self.keys))


def _line(number: int, word: str, key: int) -> str:
    return f"Question {number}: is it written down who does what, with a date?  {word} {key}"


if __name__ == "__main__":
    MinimalList().run()
