"""The list in which the documents that evidence proves are marked, without colour carrying the mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from wwc_assess.records.model import Slot


class SlotPicker(OptionList):
    """Document slots, each marked or not.

    Args:
        slots: What each is called.
        marked: Those that are marked to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", _("Mark"), show=False)]

    def __init__(self, slots: Mapping[Slot, str], marked: Collection[Slot]) -> None:
        super().__init__(id="slots", markup=False)
        self._slots: Mapping[Slot, str] = slots
        self._marked: set[Slot] = slots.keys() & set(marked)
        self._shown: Sequence[Slot] = list(slots)
        self.narrow("")
        if first := [place for place, slot in enumerate(self._shown) if slot in self._marked]:
            self.highlighted = first[0]

    @property
    def chosen(self) -> list[Slot]:
        """The marked slots, in their order."""
        return [slot for slot in self._slots if slot in self._marked]

    def narrow(self, words: str) -> None:
        """Show only the slots whose names have all these words; the others stay marked as they are."""
        wanted = words.casefold().split()
        self._shown = [
            slot
            for slot, name in self._slots.items()
            if all(word in f"{slot} {name}".casefold() for word in wanted)
        ]
        self.set_options(map(self._prompt, self._shown))
        if not self._shown:
            told = _("Nothing is called “{words}”.").format(words=" ".join(words.split()))
            self.add_option(Option(Text(told), disabled=True))

    def _prompt(self, slot: Slot) -> Text:
        return Text(f"{'[x]' if slot in self._marked else '[ ]'} {self._slots[slot]}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Mark or unmark a slot."""
        event.stop()
        slot = self._shown[event.option_index]
        self._marked ^= {slot}
        self.replace_option_prompt_at_index(event.option_index, self._prompt(slot))
