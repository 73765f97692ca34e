"""What is told and kept when the program itself fails."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime

from platformdirs import user_log_path
from rich.text import Text

from wwc_assess.words import _


def crash_sentence(error: Exception) -> Text:
    """Keep the traceback in a log file, without local variables, and return the sentence to leave with.

    Args:
        error: What was not caught.
    """
    file = user_log_path("wwc-assess", appauthor=False) / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}.log"
    frames = "".join(traceback.format_tb(error.__traceback__))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{type(error).__name__}\n{frames}", encoding="utf-8")
        where = _("What happened is kept in {file}, without your answers.").format(file=file)
    except OSError:
        where = _("No log could be written.")
    return Text(
        _("The program failed and had to close. Everything shown as saved is on disk. {where}").format(
            where=where
        )
    )
