"""What the palette and the help panel list: each key of a screen, in the words of its binding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.content import Content
from textual.widgets import Input

from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.binding import ActiveBinding
    from textual.dom import DOMNode
    from textual.screen import Screen

    from wwc_assess.tui.app import AssessApp


class Palette(CommandPalette):
    """Textual's palette with a cursor that stands still: a screen that waits writes nothing to the terminal."""

    def on_mount(self) -> None:
        """Keep the cursor from blinking."""
        self.query_one(Input).cursor_blink = False


def bindings_of(screen: Screen[object]) -> Iterator[ActiveBinding]:
    """Give what can be done on a screen now, each once, as it is keyed now; over a dialog the program's own too."""
    everywhere = screen.app.screen_stack[0].active_bindings.values()
    own = (each for each in everywhere if each.node is screen.app)
    seen = set()
    for active in (*screen.active_bindings.values(), *own):
        if active.binding.id and active.binding.id not in seen:
            seen.add(active.binding.id)
            yield active


def keys_of(screen: Screen[object]) -> Iterator[tuple[str, str]]:
    """Give each key and what it does."""
    for _node, binding, _enabled, tooltip in bindings_of(screen):
        told = f"{binding.description}: {tooltip}" if tooltip else binding.description
        yield screen.app.get_key_display(binding), told


def commands_of(app: AssessApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Give everything the palette offers."""
    for node, binding, _enabled, tooltip in bindings_of(screen):
        if binding.action == "command_palette":  # itself
            continue
        key = app.get_key_display(binding)

        async def press(action: str = binding.action, node: DOMNode = node) -> None:
            await app.run_action(action, node)

        told = Content(f"{tooltip} ({key})" if tooltip else key)  # a person's own keys may look like markup
        yield SystemCommand(binding.description, told.markup, press)
    yield SystemCommand(_("Choose a theme"), _("Change the colors"), app.action_change_theme)
