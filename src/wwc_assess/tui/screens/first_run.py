"""The first-run questions: name the city, choose the standard, begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Select, Static

from wwc_assess.errors import AssessError, InputError
from wwc_assess.records.workspace import path_of, remember
from wwc_assess.session import Session
from wwc_assess.settings import save_settings
from wwc_assess.standard.library import DEFAULT_STANDARD, available, open_standard
from wwc_assess.text import clean
from wwc_assess.words import _

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from wwc_assess.tui.app import AssessApp


class FirstRunScreen(Screen[None]):
    """Make a workspace from four answers, each with a sensible one to start from.

    Args:
        folder: Where the workspace is proposed.
        name: The name proposed for the person.
    """

    EXPLANATION = _(
        "City: as it is to stand in reports. Cycle: this round of the assessment; later ones stand beside it. You: kept"
        " beside every answer, so that somebody else can review it. Folder: everything is in it and nowhere else; a shared"
        " drive lets several people work on it. Standard: what is asked."
    )
    app: AssessApp
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "begin", _("Begin"), key_display="F2", id="form.done"),
        Binding("escape", "app.quit", _("Leave"), key_display="Esc", id="leave"),
    ]

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__()
        self._person = name
        self._folder = folder

    def compose(self) -> ComposeResult:
        """Show the questions."""
        standards = [(Content(open_standard(key, None).title), key) for key in available(None)]
        yield Static(_("wwc-assess: how ready is your city? (unofficial)"), markup=False, id="status")
        with VerticalScroll(id="first-run", can_focus=False):
            yield Static(
                _(
                    "You answer questions about how your city works with data, attach what proves it, and see "
                    "which level of the What Works Cities Certification that would reach. "
                    "Every answer is saved at once; you can stop at any second."
                ),
                markup=False,
            )
            yield Static("", markup=False)
            yield from self._line("city", _("City"), "", _("Carlsbad, California"))
            yield from self._line(
                "cycle", _("Cycle"), str(self.app.today.year), _("a year or a name for this run")
            )
            yield from self._line(
                "name", _("You"), self._person, _("your name or department; it stands beside your answers")
            )
            yield from self._line("folder", _("Folder"), str(self._folder), _("where everything is kept"))
            with Horizontal(classes="field"):
                yield Static(_("Standard"), markup=False, classes="label")
                yield Select(
                    standards, value=DEFAULT_STANDARD, allow_blank=False, compact=True, id="standard"
                )
            yield Static("", markup=False, classes="error", id="error")
            with Horizontal(classes="buttons"):
                yield Button(Content(_("Begin (F2)")), variant="primary", id="begin")
        yield Footer()

    @staticmethod
    def _line(name: str, label: str, value: str, hint: str) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Static(label, markup=False, classes="label")
            line = Input(value, placeholder=hint, id=name, select_on_focus=False)
            line.cursor_blink = False
            yield line

    def on_mount(self) -> None:
        """Begin with the city."""
        self.query_one("#city").focus()

    def on_input_changed(self) -> None:
        """Take back what was said of a slip: it is being mended."""
        self.query_one("#error", Static).update("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on on Enter; from the last line, begin."""
        if event.input.id == "folder":
            self.action_begin()
        else:
            self.focus_next()

    def on_button_pressed(self) -> None:
        """Begin."""
        self.action_begin()

    def action_begin(self) -> None:
        """Make the workspace and go to the first question; where that fails, say why and stay."""
        try:
            session = self._create()
        except AssessError as error:
            self.query_one("#error", Static).update(str(error))
            return
        self.app.begin(session)

    def _create(self) -> Session:
        name = self._text("name")
        if not self._text("city"):
            raise InputError(_("Please name the city."))
        if not self._text("folder"):
            raise InputError(_("Please name the folder to keep everything in."))
        standard = self.query_one("#standard", Select).value
        session = Session.create(
            path_of(self._text("folder")),
            city=self._text("city"),
            cycle=self._text("cycle") or str(self.app.today.year),
            standard_id=str(standard),
            by=name,
        )
        remember(session.workspace)
        if name:
            save_settings(name=name)
        return session

    def _text(self, name: str) -> str:
        return clean(self.query_one(f"#{name}", Input).value).strip()
