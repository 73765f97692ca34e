"""The form that attaches a link or a file to what it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from wwc_assess.errors import AssessError, InputError
from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.model import Slot
from wwc_assess.tui.desk import day_of
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.tui.widgets.slot_picker import SlotPicker
from wwc_assess.words import _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wwc_assess.standard.model import Criterion
    from wwc_assess.tui.desk import Desk

NEW = 0
"""Stands for a new item where a number would stand for one that is there."""


FIELDS = _(
    "Link or file path: where the document is; a validator opens a link more easily than a path. What it is: how it is"
    " called here and in reports. Dated: the day that the document speaks of, from which its age is counted. Valid until:"
    " only where the document itself says when it ends."
)
"""What each field of an evidence item is for."""


class AttachScreen(Dialog[int]):
    """Ask for evidence and attach it; gives the number of the item once that is on disk.

    Args:
        desk: The assessment.
        slot: The slot that was asked for.
    """

    EXPLANATION = (
        FIELDS
        + " "
        + _(
            "It proves: the documents of this criterion that it shows. And also: more criteria or documents, such as PA3 or"
            " OD1.policy. Which: take an item that is there already instead of a new one."
        )
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Close"), key_display="Esc", id="close"),
        Binding("f2", "attach", _("Attach"), key_display="F2", id="form.done"),
    ]

    def __init__(self, desk: Desk, slot: Slot) -> None:
        super().__init__()
        self._desk = desk
        self._slot = slot
        self._criterion: Criterion = desk.standard.by_id[slot.criterion]

    def compose(self) -> ComposeResult:
        """Show the form, what is asked for above it."""
        document = self._criterion.document(self._slot.document or "")
        must_show = f"{document.must_show} {document.fresh}".strip() if document else ""
        with VerticalScroll(classes="dialog", id="evidence-form"):
            title = document.what if document else self._criterion.title
            yield Static(_("Proof for {id}: {what}").format(id=self._criterion.id, what=title), markup=False)
            if must_show:
                yield Static(must_show, markup=False, classes="hint")
            if self._desk.records.evidence:
                items = [
                    (Content(f"{each.id}  {each.name}"), each.id) for each in self._desk.records.evidence
                ]
                new = (Content(_("A new link or file")), NEW)
                with Horizontal(classes="field"):
                    yield Static(_("Which"), markup=False, classes="label")
                    yield Select([new, *items], value=NEW, allow_blank=False, compact=True, id="which")
            with Vertical(id="new-item"):
                yield from field("location", _("Link or file path"), "https://… or S:/Budget/plan.pdf")
                yield from field("title", _("What it is"), _("Council Policy 93, data governance"))
                yield from field("as-of", _("Dated"), _("year-month-day, such as 2026-03-01"))
                yield from field("valid-until", _("Valid until"), _("only if it ends on a day"))
            yield Static(_("It proves (space marks)"), markup=False)
            slots = {Slot(self._criterion.id, each.id): each.what for each in self._criterion.documents}
            yield SlotPicker(slots, [self._slot])
            yield from field("also", _("And also"), _("other criteria, such as OD1.policy PA3"))
            yield Static("", markup=False, classes="error", id="error")
            with Horizontal(classes="buttons"):
                yield Button(Content(_("Attach (F2)")), variant="primary", id="attach")
                yield Button(Content(_("Cancel (Esc)")), id="cancel")

    def on_mount(self) -> None:
        """Begin with the link; a criterion without named documents has nothing to mark."""
        self.query_one(SlotPicker).display = bool(self._criterion.documents)
        self.set_focus(self.query_one("#location"))

    def on_select_changed(self, event: Select.Changed) -> None:
        """Ask for a link only where it is a new one."""
        self.query_one("#new-item").display = event.value == NEW

    def on_input_submitted(self) -> None:
        """Go on to the next line on Enter; the form is done with F2 or its button."""
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Attach or leave."""
        if event.button.id == "attach":
            self.action_attach()
        else:
            self.dismiss(None)

    def on_input_changed(self) -> None:
        """Take back what was said of a slip: it is being mended."""
        self.query_one("#error", Static).update("")

    def action_attach(self) -> None:
        """Attach it; where that fails, say why and keep what was written on the screen."""
        try:
            number = self._save(self._slots())
        except AssessError as error:
            self.query_one("#error", Static).update(str(error))
            return
        self.dismiss(number)

    def _save(self, slots: tuple[Slot, ...]) -> int:
        which = self.query_one("#which", Select).value if self.query("#which") else NEW
        if isinstance(which, int) and which != NEW:
            self._desk.attach(which, slots)
            return which
        new = NewEvidence(
            self._text("location"),
            self._text("title"),
            day_of(self._text("as-of")),
            day_of(self._text("valid-until")),
        )
        return self._desk.add_evidence(new, slots)

    def _slots(self) -> tuple[Slot, ...]:
        chosen = self.query_one(SlotPicker).chosen
        if not self._criterion.documents:
            chosen = [Slot(self._criterion.id)]
        also = self._desk.session.slots(self._text("also").replace(",", " ").split())
        if not chosen and not also:
            raise InputError(_("Mark at least one thing that it proves."))
        return tuple(dict.fromkeys([*chosen, *also]))

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value


def field(name: str, label: str, hint: str, value: str = "") -> ComposeResult:
    """Give a line of a form.

    Args:
        name: Id of what is typed in.
        label: What stands before it.
        hint: What to type, shown while it is empty.
        value: What stands in it to begin with.
    """
    with Horizontal(classes="field"):
        yield Static(label, markup=False, classes="label")
        line = Input(value, placeholder=hint, id=name, select_on_focus=False)
        line.cursor_blink = False
        yield line
