"""The other side of the first paint: the smallest Textual app there is, one label."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Label


class MinimalApp(App[None]):
    """One label."""

    def compose(self) -> ComposeResult:
        """Show the label."""
        yield Label("nothing but this")


if __name__ == "__main__":
    MinimalApp().run()
