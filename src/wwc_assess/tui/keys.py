"""Keys that act in the order they were pressed, however fast."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

ordered_key = partial(Binding, priority=True)
"""Make a key that acts before the next one is looked at.

Textual looks up other keys only after they have passed through the focused widget. A burst such as Down and y, or m
and the note's first letters, could then overtake itself, and a letter be taken for an answer.
"""


def in_order(bindings: Iterable[BindingType]) -> list[BindingType]:
    """Return a widget's own keys as such keys."""
    return [replace(each, priority=True) for each in Binding.make_bindings(bindings)]
