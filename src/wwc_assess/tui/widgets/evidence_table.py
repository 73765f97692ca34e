"""Evidence as the rows of a table that paints only what is in sight, however long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from wwc_assess.readiness.evidence import EvidenceState, EvidenceView, latest_try
from wwc_assess.readiness.sentences import EVIDENCE_MARKS, EVIDENCE_WORDS, changed_words
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.style import Style
    from textual import events
    from textual.binding import BindingType

    from wwc_assess.records.model import Evidence

_ROOM_FOR_TRIES = 100
"""Columns from which the last try has a column of its own, and a state more room."""
_DAY_WIDTH, _GAP = 10, 2
_STATE_WORDS = {
    **EVIDENCE_WORDS,
    EvidenceState.UNUSED: _("proves nothing"),
    EvidenceState.WARNED: _("failed once"),
}
"""What a state is in its column, where long words would lose the end that matters."""


class EvidenceTable(ScrollView, can_focus=True):
    """Evidence items, one in a row below the heads; Textual's own table takes too long over a thousand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--head", "table--highlight", "table--flawed"}

    row: reactive[int] = reactive(0)
    """The highlighted row, from 0."""

    class Chosen(Message):
        """The highlighted row was clicked."""

    def __init__(self) -> None:
        super().__init__(id="evidence-list")
        self.views: Sequence[EvidenceView] = ()
        """The items, in their order."""

    @property
    def view(self) -> EvidenceView | None:
        """The highlighted item; None where there is none."""
        return self.views[self.row] if self.row < len(self.views) else None

    def show(self, views: Sequence[EvidenceView], today: date, number: int | None) -> None:
        """Show some items.

        Args:
            views: The items, in their order.
            today: The day they are judged on.
            number: The item to highlight; where it is not among them, the highlight stays about where it is.
        """
        here = next((at for at, view in enumerate(views) if view.item.id == number), self.row)
        self.views, self._today = views, today
        self.virtual_size = Size(0, len(views) + 1)
        self.row = here
        self._come_into_sight()
        self.refresh()

    def validate_row(self, row: int) -> int:
        """Return the nearest row that there is."""
        return max(min(row, len(self.views) - 1), 0)

    def watch_row(self) -> None:
        """Bring the highlighted row into sight."""
        self._come_into_sight()

    def _come_into_sight(self) -> None:
        top, page = self.scroll_offset.y, self._page
        if not top <= self.row < top + page:
            to = self.row if self.row < top else self.row - page + 1
            self.scroll_to(y=to, animate=False, immediate=True)

    @property
    def _page(self) -> int:
        """The rows that are in sight at a time."""
        return max(self.size.height - 1, 1)

    def action_move(self, rows: int) -> None:
        """Move by some rows."""
        self.row += rows

    def action_page(self, direction: int) -> None:
        """Move by a page."""
        self.row += direction * self._page

    def action_first(self) -> None:
        """Go to the first row."""
        self.row = 0

    def action_last(self) -> None:
        """Go to the last row."""
        self.row = len(self.views)

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        row = self.scroll_offset.y + event.y - 1
        if event.y and row < len(self.views):
            self.row = row
            self.post_message(self.Chosen())

    def render_line(self, y: int) -> Strip:
        """Return the line at a height: the heads, which stay, or a row."""
        width = self.scrollable_content_region.width
        heads, widths = zip(*self._columns(width), strict=True)
        row = self.scroll_offset.y + y - 1
        if y == 0:
            style = self.get_component_rich_style("table--head")
            return _line(heads, widths, style, style, width)
        if row >= len(self.views):
            return Strip.blank(width, self.rich_style)
        view, style = self.views[row], self.rich_style
        if row == self.row:
            style = first = self.get_component_rich_style("table--highlight")
        else:
            is_fine = view.state is EvidenceState.USABLE
            first = style if is_fine else self.get_component_rich_style("table--flawed")
        return _line(list(_texts(view, self._today)), widths, first, style, width)

    def _columns(self, width: int) -> Iterator[tuple[str, int]]:
        """Give each head with its width: what it is and what it proves share what the others leave."""
        wide = self.app.size.width >= _ROOM_FOR_TRIES
        state, tried = (26, 10) if wide else (16, 0)
        room = width - state - _DAY_WIDTH - tried - (6 if wide else 5) * _GAP + 1
        yield _("State"), state
        yield _("What it is"), room - room * 2 // 5
        yield _("Proves"), room * 2 // 5
        yield _("Until"), _DAY_WIDTH
        if wide:
            yield _("Last try"), tried


def _texts(view: EvidenceView, today: date) -> Iterator[str]:
    """Give what stands in each column; the last one may have no room."""
    yield f"{EVIDENCE_MARKS[view.state]} {_STATE_WORDS[view.state]}"
    yield one_line(view.item.name)
    yield " ".join(map(str, view.item.slots)) or "–"
    yield view.last_day.isoformat() if view.last_day else ""
    yield _tried(view.item, today)


def _tried(item: Evidence, today: date) -> str:
    """Return what the latest try gave: its day, where there is nothing more to say."""
    last = latest_try(item, today)
    if last is None:
        return _("not tried")
    if not last.ok:
        return _("failed")
    return _("changed") if changed_words(item, today) else last.day.isoformat()


def _line(texts: Sequence[str], widths: Sequence[int], first: Style, rest: Style, width: int) -> Strip:
    """Return texts beside each other, each cut to its width.

    Args:
        texts: One for each column, or more.
        widths: Cells of each column.
        first: The style of the first text.
        rest: The style of the others.
        width: Cells of the whole line.
    """
    cells = [_cut(text, room) for text, room in zip(texts, widths, strict=False)]
    gap = " " * _GAP
    strip = Strip([Segment(f" {cells[0]}{gap}", first), Segment(gap.join(cells[1:]), rest)])
    return strip.adjust_cell_length(width, rest)


def _cut(text: str, width: int) -> str:
    return set_cell_size(text, width) if cell_len(text) <= width else f"{set_cell_size(text, width - 1)}…"
