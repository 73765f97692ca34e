"""What the palette and the help panel list: each key of a screen, in the words of its binding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SystemCommand

from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.binding import Binding
    from textual.screen import Screen

    from wwc_assess.tui.app import AssessApp


def bindings_of(screen: Screen[object]) -> Iterator[Binding]:
    """Give the bindings that belong to a screen and to the program, each once, as they are keyed now."""
    seen = set()
    for node in (screen, screen.app):
        for bindings in node._bindings.key_to_bindings.values():  # noqa: SLF001  Textual has no public list of them
            for binding in bindings:
                if binding.id and binding.id not in seen:
                    seen.add(binding.id)
                    yield binding


def keys_of(screen: Screen[object]) -> Iterator[tuple[str, str]]:
    """Give each key and what it does."""
    for binding in bindings_of(screen):
        told = f"{binding.description}: {binding.tooltip}" if binding.tooltip else binding.description
        yield screen.app.get_key_display(binding), told


def commands_of(app: AssessApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Give everything the palette offers."""
    for binding in bindings_of(screen):
        key = app.get_key_display(binding)
        told = f"{binding.tooltip or binding.description} ({key})"

        async def press(action: str = binding.action) -> None:
            await app.run_action(action, screen)

        yield SystemCommand(binding.description, told, press)
    yield SystemCommand(_("Choose a theme"), _("Change the colors"), app.action_change_theme)
