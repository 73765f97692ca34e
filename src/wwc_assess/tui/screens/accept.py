"""The form that accepts a plan: from when, at how many person-days a week, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from wwc_assess.acceptance import days_of, replacing, starting
from wwc_assess.errors import AssessError, InputError
from wwc_assess.readiness.schedule import schedule
from wwc_assess.tui.desk import day_of
from wwc_assess.tui.screens.attach import field
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from textual.app import ComposeResult

    from wwc_assess.readiness.plan import Job
    from wwc_assess.tui.desk import Desk


class AcceptScreen(Dialog[bool]):
    """Ask for start and pace, and write owners and due dates; gives True once they are on disk.

    Args:
        desk: The assessment.
        jobs: What is to be done, in order.
    """

    EXPLANATION = _(
        "Begin on: the day on which the work starts. Days a week: person-days that all who work on it have for it together."
        " Owner: who takes the criteria that have no owner; the others keep theirs. The criteria are done one after the"
        " other, each due when its days are used up."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Close"), key_display="Esc", id="close"),
        Binding("f2", "accept", _("Accept"), key_display="F2", id="form.done"),
    ]

    def __init__(self, desk: Desk, jobs: Sequence[Job]) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def compose(self) -> ComposeResult:
        """Show the form."""
        with Vertical(classes="dialog", id="accept-form"):
            yield Static(
                ngettext(
                    "Accept the plan: {n} criterion gets a due date.",
                    "Accept the plan: {n} criteria get due dates, one after the other.",
                    len(self._jobs),
                ).format(n=len(self._jobs)),
                markup=False,
            )
            yield from field(
                "start", _("Begin on"), _("year-month-day"), self._desk.grounds.today.isoformat()
            )
            yield from field("per-week", _("Days a week"), _("person-days, such as 2.5"), "2.5")
            yield from field("owner", _("Owner"), _("for those that nobody has taken; may stay empty"))
            yield Static("", markup=False, classes="hint", id="ends")
            yield Static("", markup=False, classes="error", id="error")
            with Horizontal(classes="buttons"):
                yield Button(Content(_("Accept (F2)")), variant="primary", id="accept")
                yield Button(Content(_("Cancel (Esc)")), id="cancel")

    def on_mount(self) -> None:
        """Say when the plan would be done."""
        self.on_input_changed()

    def on_input_changed(self) -> None:
        """Say when the plan would be done and what it replaces, or what keeps it from being one."""
        try:
            dues = schedule(self._jobs, *self._pace())
        except AssessError as error:
            self._tell(error=str(error))
        else:
            _criterion, last = dues[-1]
            sentences = (
                _("The last one would be due on {day}.").format(day=last),
                replacing(self._desk.records, dues),
                _("u takes it all back."),
            )
            self._tell(ends=" ".join(filter(None, sentences)))

    def _tell(self, *, ends: str = "", error: str = "") -> None:
        self.query_one("#ends", Static).update(ends)
        self.query_one("#error", Static).update(error)

    def _pace(self) -> tuple[date, Decimal]:
        start = day_of(self._text("start"))
        if start is None:
            raise InputError(_("The plan needs a day to begin on."), _("Such as 2026-12-01."))
        return starting(start, self._desk.grounds.today), days_of(self._text("per-week"))

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def on_input_submitted(self) -> None:
        """Go on to the next line on Enter; the form is done with F2 or its button."""
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Accept or leave."""
        if event.button.id == "accept":
            self.action_accept()
        else:
            self.dismiss(None)

    def action_accept(self) -> None:
        """Write owners and due dates and say what they replaced; where that fails, say why and stay."""
        try:
            start, days_per_week = self._pace()
            told = replacing(self._desk.records, schedule(self._jobs, start, days_per_week))
            self._desk.accept(self._jobs, start, days_per_week, owner=self._text("owner"))
        except AssessError as error:
            self._tell(error=str(error))
            return
        if told:
            self.notify(f"{told} {_('u takes it all back.')}", markup=False)
        self.dismiss(result=True)
