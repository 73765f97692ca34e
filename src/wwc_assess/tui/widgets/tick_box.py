"""A box to tick, without colour carrying the tick."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Checkbox


class TickBox(Checkbox):
    """A line that is ticked or not.

    Args:
        label: What it means to tick it.
        value: Whether it is ticked to begin with.
    """

    def __init__(self, label: str, *, value: bool = False) -> None:
        super().__init__(Content(label), value, compact=True)

    @property
    def _button(self) -> Content:
        """The box; Textual's own shows an X in either case, in another colour."""
        return Content("[x]" if self.value else "[ ]")
