"""The form that changes an evidence item."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from wwc_assess.errors import AssessError, ConflictError
from wwc_assess.records.changes import NewEvidence
from wwc_assess.tui.desk import day_of
from wwc_assess.tui.screens.attach import FIELDS, field
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.tui.widgets.tick_box import TickBox
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from wwc_assess.records.model import Evidence
    from wwc_assess.tui.desk import Desk


class EvidenceForm(Dialog[bool]):
    """Ask what an evidence item is to be and change it; gives True once that is on disk.

    Args:
        desk: The assessment.
        item: As it is now.
    """

    EXPLANATION = f"{FIELDS} " + _("Withdrawn: it stays listed, but counts for nothing.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Close"), key_display="Esc", id="close"),
        Binding("f2", "save", _("Save"), key_display="F2", id="form.done"),
    ]

    def __init__(self, desk: Desk, item: Evidence) -> None:
        super().__init__()
        self._desk = desk
        self._item = item

    def compose(self) -> ComposeResult:
        """Show the form."""
        item = self._item
        with VerticalScroll(classes="dialog", id="evidence-form"):
            yield Static(_("Evidence {number}").format(number=item.id), markup=False)
            yield from field(
                "location", _("Link or file path"), "https://… or S:/Budget/plan.pdf", item.location
            )
            yield from field("title", _("What it is"), _("Council Policy 93, data governance"), item.title)
            yield from field("as-of", _("Dated"), _("year-month-day, such as 2026-03-01"), _day(item.as_of))
            yield from field(
                "valid-until", _("Valid until"), _("only if it ends on a day"), _day(item.valid_until)
            )
            yield TickBox(_("Withdrawn: it stays listed, but counts for nothing"), value=item.withdrawn)
            yield Static("", markup=False, classes="error", id="error")
            with Horizontal(classes="buttons"):
                yield Button(Content(_("Save (F2)")), variant="primary", id="save")
                yield Button(Content(_("Cancel (Esc)")), id="cancel")

    def on_mount(self) -> None:
        """Begin with the link."""
        self.set_focus(self.query_one("#location"))

    def on_input_submitted(self) -> None:
        """Go on to the next line on Enter; the form is done with F2 or its button."""
        self.focus_next()

    def on_input_changed(self) -> None:
        """Take back what was said of a slip: it is being mended."""
        self.query_one("#error", Static).update("")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or leave."""
        if event.button.id == "save":
            self.action_save()
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        """Save it; where that fails, say why and keep what was written on the screen."""
        try:
            new = NewEvidence(
                self._text("location"),
                self._text("title"),
                day_of(self._text("as-of")),
                day_of(self._text("valid-until")),
            )
            self._desk.edit_evidence(self._item, new, withdrawn=self.query_one(TickBox).value)
        except ConflictError:
            self._item = self._desk.on_disk(self._item)  # so that who saves again does so knowingly
            told = _(
                "Somebody else changed this meanwhile; look at it behind this form. Saving again puts yours there."
            )
            self.query_one("#error", Static).update(told)
            return
        except AssessError as error:
            self.query_one("#error", Static).update(str(error))
            return
        self.dismiss(result=True)

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
