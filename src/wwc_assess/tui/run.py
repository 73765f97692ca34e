"""Opening the terminal UI and coming back from it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from wwc_assess.tui.app import AssessApp

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from wwc_assess.session import Session


def run(session: Session | None, *, folder: Path, today: date | None = None, by: str | None = None) -> int:
    """Run the terminal UI until it is left and return what the command exits with.

    Args:
        session: The opened assessment; None to begin with the first-run questions.
        folder: Where the first-run questions make the workspace.
        today: The day on which evidence is judged; None for the day it is.
        by: The name that the first-run questions propose; None for the one that is kept.

    Raises:
        AssessError: What is on disk cannot be shown.
    """
    app = AssessApp(session, folder=folder, today=today, by=by)
    drawn_on = sys.__stderr__
    sys.__stderr__ = _OutlivesTheWindow(drawn_on or sys.stderr)  # type: ignore[misc, assignment]  # where Textual draws
    try:
        app.run()
    finally:
        sys.__stderr__ = drawn_on  # type: ignore[misc]
        if app.session and not session:  # the one that the first-run questions made
            app.session.close()
    if app.fault:
        raise app.fault
    return app.return_code or 0


class _OutlivesTheWindow:
    """An output that takes everything also when its window is closed.

    Without it Textual's writing thread dies with the window, and the program waits for that thread for ever
    instead of leaving cleanly.
    """

    def __init__(self, output: TextIO) -> None:
        self._output = output

    def write(self, text: str) -> int:
        with suppress(OSError):
            return self._output.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._output.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._output, name)
