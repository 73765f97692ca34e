"""Charts as pictures within a web page: bars that take the page's width, while their words keep their size."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wwc_assess.report.blocks import Bar, Chart

_FLAG = 22
"""Pixels in height of a mark's words above the bars."""
_ROW = 48
"""Pixels in height of a bar with the words above it."""
_BAR = 16
"""Pixels in height of a bar alone."""
_OVER = 2
"""Pixels by which a mark's line reaches beyond a bar."""


def draw(chart: Chart, name: str) -> str:
    """Return the chart as a picture that says its figures to readers who do not see it.

    Colors come from the page's style by the classes ``track``, ``bar``, ``lighter`` and ``mark``.

    Args:
        chart: What to draw; its title stays with the page.
        name: An id of the page that is free, for the picture's description.
    """
    # The mark furthest right stands highest, so that no line runs through another mark's words.
    marks = sorted(chart.marks, key=lambda mark: -mark.points)
    top = _FLAG * len(marks)
    height = top + _ROW * len(chart.bars)
    said = "; ".join(
        _("{label}: {figure}").format(label=bar.label, figure=bar.told) for bar in (*chart.bars, *chart.marks)
    )
    drawn = [(_bar(bar, chart.total, top + row * _ROW)) for row, bar in enumerate(chart.bars)]
    bars = [top + row * _ROW + _ROW - _BAR for row in range(len(chart.bars))]
    drawn += [_mark(mark, chart.total, row * _FLAG, top, bars) for row, mark in enumerate(marks)]
    parts = (
        f'<svg role="img" aria-labelledby="{name}" width="100%" height="{height}">',
        f'<desc id="{name}">{_words(said)}</desc>',
        *(shape for shape, __ in drawn),
        *(words for __, words in drawn),
        "</svg>",
    )
    return "\n".join(parts)


def _bar(bar: Bar, total: int, top: int) -> tuple[str, str]:
    """Return a bar on its track, and the words above it."""
    y = top + _ROW - _BAR
    reached = _share(bar.points, total)
    beyond = _share(bar.points + bar.lighter, total) - reached
    shapes = (
        f'<rect class="track" y="{y}" width="100%" height="{_BAR}"/>'
        f'<rect class="bar" y="{y}" width="{reached:.2f}%" height="{_BAR}"/>'
        f'<rect class="lighter" x="{reached:.2f}%" y="{y}" width="{beyond:.2f}%" height="{_BAR}"/>'
    )
    return shapes, f'<text y="{y - 7}">{_told(bar)}</text>'


def _mark(mark: Bar, total: int, flag: int, top: int, bars: Sequence[int]) -> tuple[str, str]:
    """Return a line across each bar, and its words like a flag on the side that has more room.

    Between the bars there is no line: on a narrow screen it would run through their words.
    """
    share = _share(mark.points, total)
    side, gap = ("end", -6) if share > _share(1, 2) else ("start", 8)
    pieces = [(flag, top - flag), *((y - _OVER, _BAR + 2 * _OVER) for y in bars)]
    line = "".join(
        f'<rect class="mark" x="{share:.2f}%" y="{y}" width="3" height="{height}"/>' for y, height in pieces
    )
    words = f'<text x="{share:.2f}%" y="{flag + 15}" dx="{gap}" text-anchor="{side}">{_told(mark)}</text>'
    return line, words


def _told(bar: Bar) -> str:
    return f'{_words(bar.label)} <tspan class="told">{_words(bar.told)}</tspan>'


def _share(points: int, total: int) -> float:
    """Return points as percent of the chart's width, within it."""
    return 100 * min(max(points / total, 0), 1) if total else 0


def _words(words: str) -> str:
    return escape(one_line(words))
