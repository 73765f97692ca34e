"""Opening the terminal UI and coming back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.tui.app import AssessApp

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from wwc_assess.session import Session


def run(session: Session | None, *, folder: Path, today: date | None = None) -> int:
    """Run the terminal UI until it is left and return what the command exits with.

    Args:
        session: The opened assessment; None to begin with the first-run questions.
        folder: Where the first-run questions make the workspace.
        today: The day on which evidence is judged; None for the day it is.
    """
    app = AssessApp(session, folder=folder, today=today)
    app.run()
    return app.return_code or 0
