"""The help panel: explains what is selected, the words in it, and the keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from wwc_assess.moments import local_time
from wwc_assess.readiness.sentences import person_days
from wwc_assess.records.model import CheckRef, Slot
from wwc_assess.tui.palette import keys_of
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.tui.screens.main import MainScreen
from wwc_assess.tui.widgets.criterion_pane import CriterionPane
from wwc_assess.tui.widgets.lines import Attached
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from textual.app import ComposeResult
    from textual.screen import Screen

    from wwc_assess.records.model import Evidence
    from wwc_assess.standard.model import Check, Criterion, Document, Standard


class HelpScreen(Dialog[None]):
    """Explain what is selected.

    Args:
        behind: The screen that help was asked on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss(None)", _("Close"), key_display="Esc", id="close"),
    ]

    def __init__(self, behind: Screen[object]) -> None:
        super().__init__()
        self._behind = behind

    def compose(self) -> ComposeResult:
        """Show the explanation, then the keys."""
        with VerticalScroll(classes="dialog", id="help"):
            if isinstance(self._behind, MainScreen):
                for part in _explain(self._behind):
                    yield Static(part, markup=False)
            elif explanation := getattr(self._behind, "EXPLANATION", ""):
                yield Static(explanation, markup=False)
            yield Static(Text(_("\nKeys"), style="bold"))
            yield Static(_key_table(self._behind))
            yield Static(_("\nEsc closes this panel. Everything you answer is saved at once."), markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#help").focus()


def _explain(main: MainScreen) -> Iterator[RenderableType]:
    standard = main.desk.standard
    criterion = standard.by_id[main.criterion]
    target = main.query_one(CriterionPane).target
    if isinstance(target, CheckRef) and (check := criterion.check(target.check)):
        yield from _check_help(check)
    elif isinstance(target, Slot) and (document := criterion.document(target.document or "")):
        yield from _document_help(document)
    elif isinstance(target, Attached):
        yield from _evidence_help(main.desk.evidence(target.evidence))
    else:
        yield Text(f"{criterion.id} {criterion.title}", style="bold")
        yield Text(criterion.statement)
    if criterion.core:
        yield Text(_("\nThis is a core criterion: without it no level can be reached."))
    yield from _terms_help(standard, criterion)
    yield from _origin_help(standard, criterion)


def _check_help(check: Check) -> Iterator[RenderableType]:
    yield Text(check.ask, style="bold")
    yield Text(
        _(
            "\nYes: it is there and you could show it. Partly: some of it is. No: it is not. "
            "Unsure: leave it open and ask somebody."
        )
    )
    if check.watch_out:
        yield Text(_("\nWatch out: {text}").format(text=check.watch_out))
    if check.if_not:
        yield Text(_("\nA first step: {text}").format(text=check.if_not))
    if check.effort is not None:
        yield Text(_("\nEffort from nothing: about {days}.").format(days=person_days(check.effort)))


def _document_help(document: Document) -> Iterator[RenderableType]:
    yield Text(document.what, style="bold")
    if document.must_show:
        yield Text(_("\nIt must show: {text}").format(text=document.must_show))
    if document.fresh:
        yield Text(_("How fresh: {text}").format(text=document.fresh))
    if document.max_age:
        yield Text(_("It counts only with a date, and for {age} from it.").format(age=document.max_age.text))
    yield Text(_("\nPress e to attach a link or a file path; Delete takes one off."))


def _evidence_help(item: Evidence) -> Iterator[RenderableType]:
    yield Text(item.name, style="bold")
    yield Text(item.location)
    yield Text(_("\nDated: {day}").format(day=item.as_of or _("no date")))
    if item.valid_until:
        yield Text(_("Valid until: {day}").format(day=item.valid_until))
    yield Text(_("Proves: {slots}").format(slots=", ".join(str(slot) for slot in item.slots)))
    yield Text(_("Added by {by}, {at}").format(by=item.added_by, at=local_time(item.added_at)))
    yield Text(_("\nDelete takes it off this document; u undoes that."))


def _terms_help(standard: Standard, criterion: Criterion) -> Iterator[RenderableType]:
    """Explain the glossary's words that stand in this criterion."""
    text = " ".join([criterion.title, criterion.statement, *(check.ask for check in criterion.questions)])
    found = [
        term for term in standard.terms if any(_stands_in(form, text) for form in (term.term, *term.also))
    ]
    if found:
        yield Text(_("\nWords"), style="bold")
        for term in found:
            yield Text(f"{term.term}: ", style="bold").append(term.meaning, style="not bold")


def _stands_in(form: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) is not None


def _origin_help(standard: Standard, criterion: Criterion) -> Iterator[RenderableType]:
    words = {
        "official": _("the publisher’s own"),
        "paraphrase": _("the publisher’s, in our words"),
        "ours": _("ours, not the publisher’s"),
    }
    origin = criterion.origin
    yield Text(_("\nWhere this comes from"), style="bold")
    yield Text(
        _("Statement: {statement}. Questions: {checks}. Documents: {documents}.").format(
            statement=words[origin.statement], checks=words[origin.checks], documents=words[origin.documents]
        )
    )
    for key in origin.sources:
        source = standard.sources[key]
        yield Text(f"· {source.what} ").append(source.url, style="dim")


def _key_table(screen: Screen[object]) -> Table:
    table = Table.grid(padding=(0, 2))
    for key, what in keys_of(screen):
        table.add_row(Text(key, style="bold"), Text(what))
    return table
