"""A page over the main screen: a heading, what it shows of the assessment, and where to go from it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Self

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Footer, OptionList, Static

from wwc_assess.records.model import CheckRef, Particular, Slot
from wwc_assess.tui.kept import KeptScreen
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.await_complete import AwaitComplete
    from textual.widget import Widget

    from wwc_assess.tui.desk import Desk

Destination = CheckRef | Slot | Particular | str
"""Where the main screen goes when a page is left: to a question, a document, a note or owner, or a criterion."""


PAGES = {
    "dashboard": ("wwc_assess.tui.screens.dashboard", "DashboardScreen"),
    "queue": ("wwc_assess.tui.screens.queue", "QueueScreen"),
    "evidence": ("wwc_assess.tui.screens.evidence", "EvidenceScreen"),
    "findings": ("wwc_assess.tui.screens.findings", "FindingsScreen"),
    "plan": ("wwc_assess.tui.screens.plan", "PlanScreen"),
    "compare": ("wwc_assess.tui.screens.compare", "CompareScreen"),
    "report": ("wwc_assess.tui.screens.report", "ReportScreen"),
}
"""Each page's module and class; a page is imported when it opens."""

_GAP = 2
"""Blanks between the heading and the state of saving."""


class PageHead(Static):
    """The top line of a page: what it is, and that what was done on it is saved."""

    heading: reactive[str] = reactive("")
    saved: reactive[str] = reactive("")

    def render(self) -> Content:
        """Show the heading as far as there is room beside the state of saving."""
        room = self.content_size.width - cell_len(self.saved) - _GAP
        heading = Text(self.heading)
        heading.truncate(max(room, 0), overflow="ellipsis", pad=True)
        return Content(f"{heading.plain}{' ' * _GAP}{self.saved}")


class Page(KeptScreen[Destination]):
    """A page on the assessment; gives where to go, or nothing.

    Args:
        desk: The assessment.
    """

    EXPLANATION: ClassVar[str]
    """What the page is for and how to read it, for the help panel."""
    BACK: ClassVar[str] = ""
    """What the main screen calls the way back to the page, on pages that point there."""
    KEEPS: ClassVar[Sequence[str]] = ()
    """Names of what is chosen on the page and still holds when a person comes back to it."""
    CSS_PATH = "pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", _("Back"), key_display="Esc", id="close"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pointer: Page = self
        """Which page pointed to what this one gives: itself, or one that was opened on it."""
        self._left_at: int | None = None
        """The line on which the page was left; None for the first."""

    def heading(self) -> str:
        """Return what the page is, in the top line."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """Give what stands below the heading."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield PageHead(id="status")
        yield from self.body()
        yield Footer()

    def on_mount(self) -> None:
        """Show what is there, from the line on which it was left."""
        self.refresh_all()
        if self._left_at is not None:
            self.query(OptionList).first().highlighted = self._left_at
            self.show()

    def again(self) -> Self:
        """Return the page anew, as and where it was left."""
        made = type(self)(self.desk)
        for name in ("_left_at", *self.KEEPS):
            setattr(made, name, getattr(self, name))
        return made

    def dismiss(self, result: Destination | None = None) -> AwaitComplete:
        """Leave the page, and remember where."""
        lists = self.query(OptionList)
        self._left_at = lists.first().highlighted if lists else None
        return super().dismiss(result)

    def refresh_all(self) -> None:
        """Show everything as it was last read from disk."""
        self.query_one(PageHead).heading = self.heading()
        self.show()

    def show(self) -> None:
        """Bring the body up to date with the assessment, keeping the place."""
        raise NotImplementedError

    def open_page(self, name: str) -> None:
        """Open another page on top; where that one points to, this one does."""
        opened = page(name, self.desk)

        def come_back(found: Destination | None) -> None:
            if found is None:
                self.reload()
            else:
                self.pointer = opened.pointer
                self.dismiss(found)

        self.app.push_screen(opened, come_back)

    def action_undo(self) -> None:
        """Take back the last change, on the pages that have a key for it."""
        self.take_back()

    def watch_saved(self, saved: str) -> None:
        """Say that what was done here is saved."""
        self.query_one(PageHead).saved = saved


def page(name: str, desk: Desk) -> Page:
    """Return a page on an assessment, importing it now."""
    module, kind = PAGES[name]
    made: Page = getattr(import_module(module), kind)(desk)
    return made
