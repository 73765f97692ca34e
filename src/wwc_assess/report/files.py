"""Reports as files: written whole or not at all, and never over a file that somebody else wrote."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import unicodedata
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError, WorkspaceError
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

GENERATOR = "generator: wwc-assess"
"""The line of the front matter by which a report written by this program is known, up to the version."""

_HEAD = 2048
"""Bytes in which that line has to stand."""
_DATABASE = b"SQLite format 3\0"
"""How a workspace's records begin: a slip of the pen must not cost them, not even with force."""
_NAME_LENGTH = 50
"""Characters of city and cycle in a file name: up to 200 bytes, where systems allow 255 for a name."""


def write_report(path: Path, text: str, *, force: bool = False) -> None:
    """Write a report: the file holds all of it, or what it held before.

    Args:
        path: Where to; a link is followed, so that it still leads to the report afterwards.
        text: The report.
        force: Whether a file that this program did not write may be replaced.

    Raises:
        InputError: The path is a folder, a database, or a file that this program did not write.
        WorkspaceError: The folder is missing or cannot be written, or the disk is full.
    """
    try:
        target = path.resolve()
        _check(target, force=force)
        _replace(target, text)
    except (OSError, RuntimeError, ValueError) as error:
        raise WorkspaceError(
            _("The report cannot be written to {path}: {reason}.").format(
                path=one_line(str(path)), reason=getattr(error, "strerror", None) or error
            ),
            _("Check that the folder is there, that you may write in it and that the disk is not full."),
        ) from error


def _check(target: Path, *, force: bool) -> None:
    shown = one_line(str(target))
    if target.is_dir():
        raise InputError(_("{path} is a folder.").format(path=shown), _("Give the name of a file in it."))
    # A path that is still a link when it has been resolved leads in a circle.
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise InputError(_("{path} is not an ordinary file.").format(path=shown), _("Choose another name."))
    head = _head(target)
    if head.startswith(_DATABASE):
        raise InputError(
            _("{path} is a database and is never replaced by a report.").format(path=shown),
            _("Choose another name."),
        )
    if not force and not _is_ours(head):
        raise InputError(
            _("{path} was not written by this program and stays as it is.").format(path=shown),
            _("Choose another name; wwc-assess report --force would replace it."),
        )


def _head(target: Path) -> bytes:
    """Return what a file begins with; nothing where there is none yet."""
    if not target.exists():
        return b""
    with target.open("rb") as file:
        return file.read(_HEAD)


def _is_ours(head: bytes) -> bool:
    """Return whether a file begins like a report; an empty one holds nothing to lose."""
    opening, *lines = head.decode("utf-8", errors="replace").splitlines() or [""]
    if opening != "---" or "---" not in lines:
        return not head
    return any(line.startswith(f"{GENERATOR} ") for line in lines[: lines.index("---")])


def _replace(target: Path, text: str) -> None:
    temporary = target.with_name(f".wwc-assess-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def default_name(city: str, cycle: str, today: date) -> str:
    """Return a file name for a report that every system accepts, such as ``carlsbad-2026-gap-report-2026-11-22.md``.

    The words at its end keep it from being a name that Windows reserves, whatever the city is called.
    """
    letters = unicodedata.normalize("NFC", one_line(f"{city} {cycle}").lower())
    words = re.sub(r"[\W_]+", "-", letters)[:_NAME_LENGTH].strip("-")
    return "-".join(part for part in (words, "gap-report", today.isoformat()) if part) + ".md"
