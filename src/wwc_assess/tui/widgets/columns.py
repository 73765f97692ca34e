"""Texts beside each other: one takes the room that is left, the others have their widths."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.content import Content
from textual.strip import Strip
from textual.visual import RenderOptions, Visual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text
    from textual.css.styles import RulesMap
    from textual.style import Style

Row = tuple["Text", ...]


class Columns(Visual):
    """Rows of wrapped texts under each other.

    Rich's tables would do, but each is measured and drawn again inside the next, and the page waits for them.

    Args:
        widths: Cells of each column; 0 for the one that takes what is left.
        rows: The texts of each row, one for each column; the last one of a shorter row runs on to the end.
    """

    def __init__(self, widths: Sequence[int], *rows: Row) -> None:
        self._widths = widths
        self._rows = [[Content.from_rich_text(text) for text in row] for row in rows]

    def _fitted(self, row: Sequence[Content], width: int) -> list[int]:
        """Return the cells that each text of a row has at a width."""
        rest = max(width - sum(self._widths), 1)
        widths = [cells or rest for cells in self._widths]
        last = len(row) - 1
        return [*widths[:last], sum(widths[last:])]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002  Textual's form
        """Return the width of the container: the rows take all of it."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines at a width."""
        return sum(
            max(
                1 if text.cell_length <= cells else text.get_height(rules, cells)
                for text, cells in zip(row, self._fitted(row, width), strict=True)
            )
            for row in self._rows
        )

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the lines at a width."""
        base = style.rich_style
        strips: list[Strip] = []
        for row in self._rows:
            widths = self._fitted(row, width)
            columns = [
                text.render_strips(cells, None, style, options)
                for text, cells in zip(row, widths, strict=True)
            ]
            strips.extend(
                Strip.join(
                    (strip or Strip.blank(0, base)).adjust_cell_length(cells, base)
                    for strip, cells in zip(line, widths, strict=True)
                )
                for line in zip_longest(*columns)
            )
        return strips[:height]
