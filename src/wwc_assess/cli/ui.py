"""Opening the terminal UI from the command line, where there is a terminal for it."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.records.workspace import locate
from wwc_assess.tui.smallest import COLUMNS, ROWS, is_too_small
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from wwc_assess.cli.params import Place
    from wwc_assess.session import Session


def is_terminal() -> bool:
    """Return whether a person sits at a terminal that can show screens."""
    streams = (sys.stdin, sys.stdout, sys.stderr)  # Textual draws on standard error.
    return (
        all(stream is not None and stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb"
    )


def check_size() -> None:
    """Refuse a terminal that is too small.

    Raises:
        InputError: It is.
    """
    size = shutil.get_terminal_size()
    if is_too_small(*size):
        raise InputError(
            _("This terminal has {columns}x{rows} characters; the screens need {wide}x{high}.").format(
                columns=size.columns, rows=size.lines, wide=COLUMNS, high=ROWS
            ),
            _("Enlarge the window, best to 80x24 or more, or use the commands: wwc-assess --help."),
        )


def open_ui(place: Place, today: date | None) -> int:
    """Open the terminal UI on the workspace, or on the first-run questions where there is none yet.

    Args:
        place: Where and for whom.
        today: The day on which evidence is judged; None for the day it is.

    Raises:
        AssessError: There is no terminal, or it is too small, or the workspace cannot be opened.
    """
    if not is_terminal():
        raise InputError(
            _("The screens need a terminal, and there is none here."),
            _("Use a command such as wwc-assess score; wwc-assess --help lists them all."),
        )
    check_size()

    location = locate(place.workspace)
    session = place.open() if location.exists else None

    try:
        return show(session, location.path, today, by=place.by)
    finally:
        if session:
            session.close()


def show(session: Session | None, folder: Path, today: date | None, *, by: str | None = None) -> int:
    """Show the screens until they are left and return what the command exits with.

    Args:
        session: The opened assessment; None to begin with the first-run questions.
        folder: Where the first-run questions make the workspace.
        today: The day on which evidence is judged; None for the day it is.
        by: The name that the first-run questions propose; None for the one that is kept.
    """
    # What is loaded here stays to the end; looking for garbage in it would hold up the first page by a tenth. The
    # screens look again once they are painted.
    gc.disable()
    try:
        from wwc_assess.tui.run import run  # noqa: PLC0415  a third of a second, paid only when the screens open

        return run(session, folder=folder, today=today, by=by)
    finally:
        gc.enable()
