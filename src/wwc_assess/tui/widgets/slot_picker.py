"""The list in which the documents that evidence proves are marked, without colour carrying the mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from wwc_assess.records.model import Slot
from wwc_assess.words import _

if TYPE_CHECKING:
    from wwc_assess.standard.model import Criterion


class SlotPicker(OptionList):
    """The document slots of a criterion, each marked or not.

    Args:
        criterion: Whose documents.
        marked: The slot that is marked to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", _("Mark"), show=False)]

    def __init__(self, criterion: Criterion, marked: Slot) -> None:
        super().__init__(id="slots", markup=False)
        self._slots = {Slot(criterion.id, each.id): each.what for each in criterion.documents}
        self._marked = {marked} & self._slots.keys()
        for slot in self._slots:
            self.add_option(self._prompt(slot))
        if marked in self._slots:
            self.highlighted = list(self._slots).index(marked)

    @property
    def chosen(self) -> list[Slot]:
        """The marked slots, in the criterion's order."""
        return [slot for slot in self._slots if slot in self._marked]

    def _prompt(self, slot: Slot) -> Text:
        return Text(f"{'[x]' if slot in self._marked else '[ ]'} {self._slots[slot]}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Mark or unmark a slot."""
        event.stop()
        slot = list(self._slots)[event.option_index]
        self._marked ^= {slot}
        self.replace_option_prompt_at_index(event.option_index, self._prompt(slot))
