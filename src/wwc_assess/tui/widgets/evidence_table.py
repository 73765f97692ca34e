"""Evidence as the rows of a table, and one item in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.widgets import DataTable

from wwc_assess.readiness.evidence import EvidenceState, EvidenceView, document_of, latest_try
from wwc_assess.readiness.sentences import EVIDENCE_MARKS, EVIDENCE_WORDS, flaw_words
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from textual.binding import BindingType

    from wwc_assess.readiness.model import Use
    from wwc_assess.standard.model import Standard

_ROOM_FOR_TRIES = 100
"""Columns from which the last try has a column of its own, and a state more room."""
_DAY_WIDTH = 10
_PADDING, _SCROLLBAR = 2, 2


class EvidenceTable(DataTable[Text]):
    """Evidence items, one in a row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "scroll_top", show=False),
        Binding("end", "scroll_bottom", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="evidence-list", cursor_type="row", zebra_stripes=True)
        self.views: Sequence[EvidenceView] = ()
        """The items, in their order."""

    @property
    def view(self) -> EvidenceView | None:
        """The highlighted item; None where there is none."""
        return self.views[self.cursor_row] if 0 <= self.cursor_row < len(self.views) else None

    def show(self, views: Sequence[EvidenceView], today: date, number: int | None) -> None:
        """Show some items.

        Args:
            views: The items, in their order.
            today: The day they are judged on.
            number: The item to highlight; where it is not among them, the highlight stays about where it is.
        """
        here = next((at for at, view in enumerate(views) if view.item.id == number), self.cursor_row)
        self.views = views
        self.clear(columns=True)
        wide = self.app.size.width >= _ROOM_FOR_TRIES
        for label, width in self._columns(wide=wide):
            self.add_column(Text(label), width=width)
        warning = self.app.theme_variables["text-warning"]
        for view in views:
            self.add_row(*_cells(view, today, warning, wide=wide))
        self.move_cursor(row=max(min(here, len(views) - 1), 0))

    def _columns(self, *, wide: bool) -> Iterator[tuple[str, int]]:
        """Give each heading with its width: what it is and what it proves share what the others leave."""
        state, tried = (26, 10) if wide else (16, 0)
        count = 5 if wide else 4
        room = self.app.size.width - state - _DAY_WIDTH - tried - count * _PADDING - _SCROLLBAR
        yield _("State"), state
        yield _("What it is"), room - room * 2 // 5
        yield _("Proves"), room * 2 // 5
        yield _("Until"), _DAY_WIDTH
        if wide:
            yield _("Last try"), tried


def in_full(view: EvidenceView, standard: Standard, today: date) -> Text:
    """Return all that is known about an item: where it is, its dates, and what it is worth in each slot.

    Args:
        view: The item.
        standard: What is asked.
        today: The day it is judged on.
    """
    item = view.item
    told = Text(f"{EVIDENCE_MARKS[view.state]} {item.name}")
    told.stylize("bold")
    told.append(f" ({EVIDENCE_WORDS[view.state]})", style="not bold")
    if item.title:
        told.append(f"\n{item.location}", style="not bold")
    facts = [
        _("as of {day}").format(day=item.as_of) if item.as_of else _("without a date"),
        *([_("valid until {day}").format(day=item.valid_until)] if item.valid_until else []),
        _tried_in_full(view, today),
    ]
    told.append(f"\n{', '.join(facts)}", style="not bold dim")
    for use in view.uses:
        told.append(f"\n  {_use(use, standard)}", style="not bold")
    return told


def _cells(view: EvidenceView, today: date, warning: str, *, wide: bool) -> Iterator[Text]:
    style = "" if view.state is EvidenceState.USABLE else warning
    texts = [
        Text(f"{EVIDENCE_MARKS[view.state]} {EVIDENCE_WORDS[view.state]}", style=style),
        Text(view.item.name),
        Text(" ".join(map(str, view.item.slots)) or "–"),
        Text(view.last_day.isoformat() if view.last_day else ""),
    ]
    for text in [*texts, Text(_tried(view, today))] if wide else texts:
        text.no_wrap, text.overflow = True, "ellipsis"
        yield text


def _tried(view: EvidenceView, today: date) -> str:
    """Return what the last try gave, as far as it fits into a column."""
    last = latest_try(view.item, today)
    if last is None:
        return _("not tried")
    return last.day.isoformat() if last.ok else _("failed")


def _tried_in_full(view: EvidenceView, today: date) -> str:
    last = latest_try(view.item, today)
    if last is None:
        return _("not tried yet")
    if last.ok:
        return _("reached on {day}").format(day=last.day)
    return _("not reached on {day}: {detail}").format(day=last.day, detail=last.detail)


def _use(use: Use, standard: Standard) -> str:
    criterion, document = standard.by_id.get(use.slot.criterion), document_of(use, standard)
    what = document.what if document else criterion.title if criterion else ""
    if use.flaw:
        return _("✗ {slot} {what}: {why}").format(slot=use.slot, what=what, why=flaw_words(use.flaw, use.day))
    if criterion is None:
        return _("· {slot}: not in this standard").format(slot=use.slot)
    if not use.asked_for:
        return _("· {slot} {what}: attached to none of its documents").format(slot=use.slot, what=what)
    return _("✓ {slot} {what}").format(slot=use.slot, what=what)
