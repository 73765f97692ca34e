"""The gap report: read it, and export it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.markdown import Markdown
from rich.theme import Theme
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Select, Static

from wwc_assess.errors import AssessError
from wwc_assess.records.workspace import path_of
from wwc_assess.report.blocks import abridged
from wwc_assess.report.files import default_name, write_report
from wwc_assess.report.formats import FOR_READERS, format_for, write
from wwc_assess.report.markdown import write_markdown
from wwc_assess.report.paper import build_paper
from wwc_assess.report.view import build_view
from wwc_assess.text import clean
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.tui.screens.page import Page
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.segment import Segment
    from textual.app import ComposeResult
    from textual.widget import Widget

    from wwc_assess.report.formats import Format
    from wwc_assess.report.paper import Audience
    from wwc_assess.report.view import View
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


_FOR: Mapping[Audience, str] = {
    "all": _("for everybody"),
    "council": _("for the council"),
    "team": _("for the team"),
    "validator": _("for a validator"),
}
_KINDS: Mapping[Format, str] = {
    "md": _("Markdown, plain text"),
    "html": _("Web page"),
    "docx": _("Word"),
    "xlsx": _("Excel worklist"),
    "csv": _("Worklist for any program"),
    "json": _("Data"),
}
_LONGEST_SHOWN = 10_000
"""Characters of a text that the page shows; the file has all of it."""


class _LaidOut:
    """Text that is laid out once for a width: Textual asks several times, for its height and for its lines.

    Args:
        text: What to lay out.
    """

    def __init__(self, text: Markdown) -> None:
        self._text = text
        self._width = 0
        self._lines: list[Segment] = []

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give what stands on the lines."""
        if options.max_width != self._width:
            self._width = options.max_width
            self._lines = list(console.render(self._text, options))
        return self._lines


class ReportScreen(Page):
    """The report as it would be exported now, for one kind of reader or for all."""

    EXPLANATION = _(
        "The gap report as it would be written now: where the city stands, why it is not higher, and what to do. For the"
        " council it is one page, for the team a list of work, for a validator what proves each criterion. Written as a"
        " file, it also says by which answers and which texts it was made."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "dismiss(None)", show=False),
        Binding("x", "export", _("Export to a file"), id="report.export"),
        Binding(
            "a", "audience", _("For whom"), id="report.audience", tooltip=_("All, council, team, validator")
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._audience: Audience = "all"

    def heading(self) -> str:
        """Return what the page is and what can be done on it."""
        return _("Gap report {audience}: x exports it as a file").format(audience=_FOR[self._audience])

    def body(self) -> Iterator[Widget]:
        """Lay out the page."""
        with VerticalScroll(id="report"):
            yield Static(id="report-text")

    def on_mount(self) -> None:
        """Show headings in the page's own colors, and let the arrows scroll."""
        self.app.console.push_theme(_HEADINGS)
        self.query_one("#report").focus()

    def show(self) -> None:
        """Show the report without its front matter."""
        self._view = build_view(self.desk.standard, self.desk.records, self.desk.readiness)
        paper = abridged(build_paper(self._view, self._audience), _LONGEST_SHOWN)
        body = write_markdown(paper).split("\n---\n", 1)[-1]
        self.query_one("#report-text", Static).update(_LaidOut(Markdown(body, hyperlinks=False)))

    def on_unmount(self) -> None:
        """Leave other pages as they were."""
        self.app.console.pop_theme()

    def action_audience(self) -> None:
        """Show it for the next kind of reader."""
        order = list(_FOR)
        self._audience = order[(order.index(self._audience) + 1) % len(order)]
        self.refresh_all()
        self.query_one("#report").scroll_home(animate=False)

    def action_export(self) -> None:
        """Ask where to, and write it."""
        self.ask(ExportScreen(self._view, self._audience, self.desk.session.workspace.reports), self._tell)

    def _tell(self, where: str) -> None:
        self.notify(where, title=_("Report written"), timeout=10, markup=False)


class ExportScreen(Dialog[str]):
    """Ask for format and file and write the report; gives the file's name.

    Args:
        view: The facts.
        audience: Who reads it.
        folder: Where the proposed file is.
    """

    EXPLANATION = _(
        "Format: Markdown and the web page are to be read, Word to be edited, Excel and CSV to work through, data for other"
        " programs. File: where it is written; its ending says the format too."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Close"), key_display="Esc", id="close"),
        Binding("f2", "done", _("Write"), key_display="F2", id="form.done"),
    ]

    def __init__(self, view: View, audience: Audience, folder: Path) -> None:
        super().__init__()
        self._view = view
        self._audience: Audience = audience
        self._folder = folder

    def compose(self) -> ComposeResult:
        """Ask for format and file."""
        with Vertical(classes="dialog"):
            with Horizontal(classes="field"):
                yield Static(_("Format"), markup=False, classes="label")
                kinds = [(Content(words), kind) for kind, words in _KINDS.items()]
                yield Select(kinds, value="md", allow_blank=False, compact=True, id="kind")
            yield Static(_("Write the report to (Enter or F2 writes, Esc leaves):"), markup=False)
            line = Input(self._proposed("md"), id="export-file", select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Static("", id="writing", markup=False)
            yield Static("", id="error", classes="error", markup=False)

    def on_mount(self) -> None:
        """Begin on the file: Enter alone writes the report in Markdown."""
        self.query_one(Input).focus()

    def _proposed(self, kind: Format) -> str:
        assessment, day = self._view.records.assessment, self._view.readiness.today
        audience = self._audience if kind in FOR_READERS else "all"
        return str(self._folder / default_name(assessment.city, assessment.cycle, day, kind, audience))

    def on_select_changed(self, event: Select.Changed) -> None:
        """Propose the file of this format, unless its name already says so."""
        kind = next(kind for kind in _KINDS if kind == event.value)
        line = self.query_one(Input)
        if _meant(line.value) != kind:
            line.value = self._proposed(kind)
        line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let the format follow the name."""
        if kind := _meant(event.value):
            self.query_one(Select).value = kind

    async def action_done(self) -> None:
        """Do what Enter does."""
        await self.query_one(Input).action_submit()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write the report; where that fails, say why and stay."""
        self.run_worker(self._write(event.value), exclusive=True)

    async def _write(self, name: str) -> None:
        """Write the report in a thread of its own: the first for Word or Excel takes seconds."""
        self.query_one("#error", Static).update("")
        self.query_one("#writing", Static).update(_("Writing …"))
        try:
            await asyncio.to_thread(self._write_to, name)
        except AssessError as error:
            self.query_one("#writing", Static).update("")
            self.query_one("#error", Static).update(str(error))
        else:
            self.dismiss(name)

    def _write_to(self, name: str) -> None:
        path = path_of(clean(name))
        write_report(path, write(self._view, format_for(None, path), self._audience))


def _meant(name: str) -> Format | None:
    """Return the format that a file's name asks for; None where it asks for none that there is."""
    with suppress(AssessError):
        return format_for(None, Path(clean(name)))
    return None
