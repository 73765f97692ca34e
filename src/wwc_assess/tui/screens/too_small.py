"""What is shown while the window is too small to work in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.tui.smallest import COLUMNS, ROWS, is_too_small
from wwc_assess.words import _

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TooSmallScreen(Dialog[None]):
    """Ask for a larger window; what was open is underneath, as it was."""

    def compose(self) -> ComposeResult:
        """Leave room to say how large it has to be."""
        yield Static("", markup=False)

    def on_resize(self) -> None:
        """Say how large the window has to be, and go once it is."""
        self._look()

    def on_screen_resume(self) -> None:
        """Go also where the window grew while something lay over this."""
        self._look()

    def _look(self) -> None:
        size = self.app.size
        if is_too_small(*size):
            told = _(
                "This window has {width}x{height} characters. Please make it at least {columns}x{rows}, "
                "best 80x24 or more. Everything is saved."
            )
            self.query_one(Static).update(
                told.format(width=size.width, height=size.height, columns=COLUMNS, rows=ROWS)
            )
        elif self.is_active:
            self.dismiss()
