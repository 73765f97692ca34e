"""Files for a moment: hidden ones that take another name when they are full, what is left of them, and copies to look at."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"\.wwc-assess-[0-9a-f]{16}\.tmp(-journal)?")
"""Names of ours, and of the journal that SQLite keeps beside a database."""

_LIFE = 86_400
"""Seconds after which nobody fills a file any more: whoever does writes to it every moment."""


def temporary_beside(target: Path) -> Path:
    """Return a name in a target's folder that no file has."""
    return target.with_name(f".wwc-assess-{os.urandom(8).hex()}.tmp")


def remove_temporary(temporary: Path) -> None:
    """Remove a temporary file where it is still there, and the journal that SQLite leaves beside it on a full disk.

    Where the disk does not let it be removed, `clear_leftovers` does so another day: what else went wrong is told.
    """
    for place in (temporary, temporary.with_name(f"{temporary.name}-journal")):
        with suppress(OSError):
            place.unlink(missing_ok=True)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder for copies, which is removed at the end of the block where the disk lets it be.

    `tempfile.TemporaryDirectory` raises where it cannot be removed, and without end where rights are missing.
    """
    import shutil  # noqa: PLC0415  whoever only reads and saves needs no copies
    import tempfile  # noqa: PLC0415  as above

    folder = Path(tempfile.mkdtemp(prefix="wwc-assess-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_leftovers(fresh: Path) -> None:
    """Remove what programs that were killed have left in a folder.

    Args:
        fresh: A temporary file of our own in that folder, just made: its time is by the clock of the disk or share that
            the others have theirs from, whatever this computer's clock says.
    """
    with suppress(OSError):  # It is no part of what was asked for.
        now = fresh.stat().st_mtime
        for place in fresh.parent.iterdir():
            if _NAME.fullmatch(place.name) and now - place.stat(follow_symlinks=False).st_mtime > _LIFE:
                place.unlink()
