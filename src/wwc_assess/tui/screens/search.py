"""Search over all text of the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from wwc_assess.records.model import CheckRef
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.tui.widgets.lines import Line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from wwc_assess.standard.model import Criterion, Standard

MOST_SHOWN = 50


class SearchScreen(Dialog[CheckRef | str]):
    """Find a criterion or a question by its words; gives what was chosen.

    Args:
        standard: What is searched.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Close"), key_display="Esc", id="close"),
        Binding("down", "into_list", show=False),
    ]

    def __init__(self, standard: Standard) -> None:
        super().__init__()
        self._standard = standard

    def compose(self) -> ComposeResult:
        """Show the line to type in and the list of what it finds."""
        with Vertical(classes="dialog", id="search"):
            line = Input(placeholder=_("Words to search for, such as privacy or DM5"), id="search-line")
            line.cursor_blink = False
            yield line
            yield Static("", id="search-count", markup=False, classes="hint")
            yield OptionList(id="search-found", markup=False)

    def on_mount(self) -> None:
        """Show everything until something is typed."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search with each key."""
        self._show(event.value)

    def _show(self, words: str) -> None:
        lines = list(self._find(words.casefold().split()))
        found = self.query_one(OptionList)
        found.set_options(lines[:MOST_SHOWN])
        found.highlighted = 0 if lines else None
        count = ngettext("{n} place", "{n} places", len(lines)).format(n=len(lines))
        self.query_one("#search-count", Static).update(count if lines else _("Nothing has all these words."))

    def _find(self, words: list[str]) -> Iterator[Line]:
        for criterion in self._standard.criteria:
            if _has(words, _criterion_text(criterion)):
                label = Text(f"{criterion.id} {criterion.title}", style="bold")
                yield Line(label, criterion.id, read=False)
            if not words:
                continue
            for check in criterion.questions:
                if _has(words, f"{criterion.id} {check.ask} {check.if_not} {check.watch_out}"):
                    yield Line(Text(f"  {criterion.id}  {check.ask}"), CheckRef(criterion.id, check.id))

    def on_input_submitted(self) -> None:
        """Go to what is highlighted."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give what was chosen."""
        if isinstance(event.option, Line) and isinstance(event.option.target, str | CheckRef):
            self.dismiss(event.option.target)

    def action_into_list(self) -> None:
        """Move from the line into the list."""
        self.query_one(OptionList).focus()


def _has(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _criterion_text(criterion: Criterion) -> str:
    documents = " ".join(f"{each.what} {each.must_show}" for each in criterion.documents)
    return f"{criterion.id} {criterion.title} {criterion.statement} {criterion.why} {documents}"
