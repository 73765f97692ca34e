"""A list to choose from that is brought up to date without losing the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import OptionList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widgets.option_list import Option


class Choices(OptionList):
    """Lines to choose from, among others that are only read.

    Args:
        id: Its id.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id, markup=False, classes="choices")

    def show(self, lines: Iterable[Option]) -> None:
        """Put other lines in the place of those there; the highlight stays on its line, or near to it."""
        kept, place, top = self.highlighted_option, self.highlighted or 0, self.scroll_offset.y
        self.set_options(lines)
        open_ones = [at for at, line in enumerate(self.options) if not line.disabled]
        same = [at for at in open_ones if kept and kept.id and self.options[at].id == kept.id]
        if open_ones:
            self.highlighted = same[0] if same else min(open_ones, key=lambda at: abs(at - place))
            self.scroll_to(y=top, animate=False, immediate=True)
            self.scroll_to_highlight()

    def scroll_to_highlight(self, top: bool = False) -> None:  # noqa: FBT001, FBT002  Textual's form
        """Scroll to the highlighted line; to the first one with all that is to be read above it."""
        super().scroll_to_highlight(top)
        if self.highlighted is not None and all(line.disabled for line in self.options[: self.highlighted]):
            self.scroll_home(animate=False, immediate=True)
