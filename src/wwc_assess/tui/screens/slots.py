"""The list of everything that an evidence item can prove, to mark many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.tui.widgets.slot_picker import SlotPicker
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from wwc_assess.records.model import Evidence, Slot


class SlotsScreen(Dialog["list[Slot]"]):
    """Ask what an evidence item proves; gives all that is marked, or nothing where it is left.

    Args:
        item: The evidence.
        slots: Everything that evidence can be attached to, by name.
    """

    EXPLANATION = _(
        "Everything that this item can prove: each line is a document that a criterion asks for, or a criterion that takes"
        " any. Words in the line above narrow the list; what is marked stays marked while it is out of sight. One undo"
        " takes the whole choice back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Close"), key_display="Esc", id="close"),
        Binding("f2", "save", _("Save"), key_display="F2", id="form.done"),
        Binding("down", "into_list", show=False),
    ]

    def __init__(self, item: Evidence, slots: Mapping[Slot, str]) -> None:
        super().__init__()
        self._item = item
        self._slots = slots

    def compose(self) -> ComposeResult:
        """Show the line to narrow the list with, and the list."""
        with Vertical(classes="dialog", id="slots-form"):
            yield Static(
                _("What does it prove? {name}").format(name=self._item.name), markup=False, classes="title"
            )
            line = Input(placeholder=_("Words to narrow the list, such as budget or DM1"), id="slots-line")
            line.cursor_blink = False
            yield line
            yield Static(_("↓ into the list, space marks, F2 saves"), markup=False, classes="hint")
            yield SlotPicker(self._slots, self._item.slots)
            with Horizontal(classes="buttons"):
                yield Button(Content(_("Save (F2)")), variant="primary", id="save")
                yield Button(Content(_("Cancel (Esc)")), id="cancel")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list with each key."""
        self.query_one(SlotPicker).narrow(event.value)

    def on_input_submitted(self) -> None:
        """Go on into the list."""
        self.action_into_list()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or leave."""
        if event.button.id == "save":
            self.action_save()
        else:
            self.dismiss(None)

    def action_into_list(self) -> None:
        """Move from the line into the list."""
        picker = self.query_one(SlotPicker)
        picker.focus()
        if picker.highlighted is None and picker.option_count:
            picker.highlighted = 0

    def action_save(self) -> None:
        """Give what is marked."""
        self.dismiss(self.query_one(SlotPicker).chosen)
