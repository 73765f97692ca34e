"""The gap report: read it, and export it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.markdown import Markdown
from rich.theme import Theme
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Input, Static

from wwc_assess.errors import AssessError
from wwc_assess.records.workspace import path_of
from wwc_assess.report.files import default_name, write_report
from wwc_assess.report.markdown import write_markdown
from wwc_assess.report.view import build_view
from wwc_assess.text import clean
from wwc_assess.words import _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wwc_assess.tui.desk import Desk

_HEADINGS = Theme(
    {
        "markdown.h1": "bold",
        "markdown.h2": "bold underline",
        "markdown.h3": "bold",
        "markdown.table.header": "bold",
        "markdown.table.border": "dim",
    }
)


class ReportScreen(Screen[None]):
    """The report as it would be exported now.

    Args:
        desk: The assessment.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,r,q", "dismiss(None)", _("Back"), key_display="Esc", id="close"),
        Binding("x", "export", _("Export to a file"), id="report.export"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        view = build_view(desk.standard, desk.records, desk.readiness)
        self._text = write_markdown(view)

    def compose(self) -> ComposeResult:
        """Show the report without its front matter."""
        yield Static(_("Gap report: x exports it as a file"), markup=False, id="status")
        body = self._text.split("\n---\n", 1)[-1]
        with VerticalScroll(id="report"):
            yield Static(Markdown(body, hyperlinks=False), id="report-text")
        yield Footer()

    def on_mount(self) -> None:
        """Show headings in the page's own colors, and let the arrows scroll."""
        self.app.console.push_theme(_HEADINGS)
        self.query_one("#report").focus()

    def on_unmount(self) -> None:
        """Leave other pages as they were."""
        self.app.console.pop_theme()

    def action_export(self) -> None:
        """Ask where to, and write it."""
        assessment = self._desk.session.assessment
        name = default_name(assessment.city, assessment.cycle, self._desk.grounds.today)
        self.app.push_screen(
            ExportScreen(self._text, str(self._desk.session.workspace.reports / name)), self._tell
        )

    def _tell(self, where: str | None) -> None:
        if where:
            self.notify(where, title=_("Report written"), timeout=10, markup=False)


class ExportScreen(ModalScreen[str]):
    """Ask for the file and write the report; gives the file's name.

    Args:
        text: The report.
        proposed: The file proposed for it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Close"), key_display="Esc", id="close")
    ]

    def __init__(self, text: str, proposed: str) -> None:
        super().__init__()
        self._text = text
        self._proposed = proposed

    def compose(self) -> ComposeResult:
        """Ask for the file."""
        with Vertical(classes="dialog"):
            yield Static(_("Write the report to (Enter writes, Esc leaves):"), markup=False)
            line = Input(self._proposed, id="export-file", select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Static("", id="error", classes="error", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write the report; where that fails, say why and stay."""
        try:
            write_report(path_of(clean(event.value)), self._text)
        except AssessError as error:
            self.query_one("#error", Static).update(str(error))
            return
        self.dismiss(event.value)
