"""A dialog: a screen that lies over another one and gives what was settled on it."""

from __future__ import annotations

from typing import Generic

from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType], Generic[ScreenResultType]):
    """What every dialog is drawn by."""

    CSS_PATH = "pages.tcss"
