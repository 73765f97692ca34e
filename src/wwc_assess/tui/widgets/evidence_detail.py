"""One evidence item in full: where it is, its dates, and what it is worth in each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from wwc_assess.readiness.evidence import EvidenceView, document_of, latest_try
from wwc_assess.readiness.sentences import EVIDENCE_MARKS, EVIDENCE_WORDS, changed_words, flaw_words
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wwc_assess.readiness.model import Use
    from wwc_assess.records.model import Evidence
    from wwc_assess.standard.model import Standard


class EvidenceDetail(Static):
    """The highlighted item, one line for each fact; what went wrong takes as many as it needs."""

    def __init__(self) -> None:
        super().__init__(id="evidence-detail", markup=False)

    def show(self, view: EvidenceView, standard: Standard, today: date) -> None:
        """Show an item; of its places as many as fit, those where it does not count first.

        Args:
            view: The item.
            standard: What is asked.
            today: The day it is judged on.
        """
        told = Text(f"{EVIDENCE_MARKS[view.state]} {one_line(view.item.name)}", style="bold")
        told.append(f" ({EVIDENCE_WORDS[view.state]})", style="not bold")
        facts = [Text(one_line(view.item.location))] if view.item.title else []
        facts.append(Text(", ".join(_dates(view, today)), style="dim"))
        for trouble in _troubles(view.item, today):
            facts += Text(f"! {trouble}").wrap(self.app.console, max(self.content_size.width, 1))
        room = max(self.content_size.height - 1 - len(facts), 1)
        uses = sorted(view.uses, key=lambda use: (use.flaw is None, use.asked_for))
        shown = uses if len(uses) <= room else uses[: room - 1]
        facts += [Text(f"  {_use(use, standard)}") for use in shown]
        if more := len(uses) - len(shown):
            facts.append(Text("  " + _("… and {n} more; a lists them all").format(n=more), style="dim"))
        self.tell(Text("\n").join([told, *facts]))

    def tell(self, told: Text) -> None:
        """Show a text; the size is fixed, so that the list does not wait for a new layout."""
        self.update(told, layout=False)


def _dates(view: EvidenceView, today: date) -> Iterator[str]:
    item, last = view.item, latest_try(view.item, today)
    yield _("as of {day}").format(day=item.as_of) if item.as_of else _("without a date")
    if item.valid_until:
        yield _("valid until {day}").format(day=item.valid_until)
    if last is None:
        yield _("not tried yet")
    elif last.ok:
        yield _("reached on {day}").format(day=last.day)


def _troubles(item: Evidence, today: date) -> Iterator[str]:
    """Give what there is to look after since the latest try, each on a line of its own."""
    last = latest_try(item, today)
    if last and not last.ok:
        yield _("failed on {day}: {detail}").format(day=last.day, detail=one_line(last.detail))
    if changed := changed_words(item, today):
        yield changed


def _use(use: Use, standard: Standard) -> str:
    """Return what an item is worth in one place."""
    criterion, document = standard.by_id.get(use.slot.criterion), document_of(use, standard)
    what = document.what if document else criterion.title if criterion else ""
    if criterion is None:
        return _("· {slot}: not in this standard").format(slot=use.slot)
    if use.flaw:
        return _("✗ {slot}: {why} ({what})").format(
            slot=use.slot, what=what, why=flaw_words(use.flaw, use.day)
        )
    if not use.asked_for:
        return _("· {slot} {what}: attached to none of its documents").format(slot=use.slot, what=what)
    return _("✓ {slot} {what}").format(slot=use.slot, what=what)
