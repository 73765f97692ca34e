"""The last net below the screens: control characters in a rendered line never reach the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

from wwc_assess.text import clean

if TYPE_CHECKING:
    from textual.color import Color


class ControlFilter(LineFilter):
    """Clean every segment of every line; texts are cleaned where they enter, this catches what was missed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  the net has no colour
        """Return the segments of a line without unwanted characters, blanks for those that take cells, so that none moves."""
        return [self._cleaned(segment) for segment in segments]

    @staticmethod
    def _cleaned(segment: Segment) -> Segment:
        text = segment.text
        if segment.control or text.isprintable() or all(map(_is_fine, text)):
            return segment
        return Segment(
            "".join(c if _is_fine(c) else " " * cell_len(c) for c in text),
            segment.style,
        )


def _is_fine(character: str) -> bool:
    """Return whether a character only shows; a tab or a new line would move what comes after it."""
    return character.isprintable() or (character not in "\t\n" and clean(character) == character)
