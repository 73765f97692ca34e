"""Reports as files: written whole or not at all, known again by how they begin, and never over somebody else's file."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError, WorkspaceError
from wwc_assess.records.temporary import clear_leftovers, remove_temporary, temporary_beside
from wwc_assess.report.office import is_untouched
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from wwc_assess.report.formats import Format
    from wwc_assess.report.paper import Audience

GENERATOR = "generator: wwc-assess"
"""The line of a Markdown report's front matter by which it is known, up to the version."""
HTML_GENERATOR = '<meta name="generator" content="wwc-assess '
"""What an HTML report is known by, up to the version."""
JSON_BEGIN = '{\n  "format": "wwc-assess report",'
"""How a JSON report begins."""
CSV_SEAL = "wwc-assess seal"
"""How the head of a CSV report's last column begins: without its quotation marks another program has saved the file."""

_HEAD = 65_536
"""Bytes in which these stand."""
_DATABASE = b"SQLite format 3\0"
"""How a workspace's records begin: a slip of the pen must not cost them, not even with force."""
_NAME_LENGTH = 50
"""Characters of city and cycle in a file name: up to 200 bytes, where systems allow 255 for a name."""


class SomebodyElsesError(InputError):
    """A file that this program did not write would have been replaced."""


def write_report(path: Path, report: str | bytes, *, force: bool = False) -> None:
    """Write a report: the file holds all of it, or what it held before.

    Args:
        path: Where to; a link is followed, so that it still leads to the report afterwards.
        report: The report; text becomes UTF-8.
        force: Whether a file that this program did not write may be replaced.

    Raises:
        SomebodyElsesError: The path is a file that this program did not write.
        InputError: It is a folder or a database.
        WorkspaceError: The folder is missing or cannot be written, or the disk is full.
    """
    try:
        target = path.resolve()
        _check(target, force=force)
        _replace(target, report.encode() if isinstance(report, str) else report)
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
        raise SomebodyElsesError(
            _("{path} was not written by this program and stays as it is.").format(path=shown),
            _("Choose another name."),
        )


def _head(target: Path) -> bytes:
    """Return what a file begins with; nothing where there is none yet."""
    if not target.exists():
        return b""
    with target.open("rb") as file:
        return file.read(_HEAD)


def _is_ours(head: bytes) -> bool:
    """Return whether a file begins like a report in any format; an empty one holds nothing to lose."""
    text = head.decode("utf-8", errors="replace")
    return (
        not head
        or is_untouched(head)
        or _has_front_matter(text)
        or (text.startswith("<!doctype html>") and HTML_GENERATOR in text.partition("<body")[0])
        or text.startswith(JSON_BEGIN)
        or f',"{CSV_SEAL} ' in text.partition("\r\n")[0]
    )


def _has_front_matter(text: str) -> bool:
    opening, *lines = text.splitlines() or [""]
    if opening != "---" or "---" not in lines:
        return False
    return any(line.startswith(f"{GENERATOR} ") for line in lines[: lines.index("---")])


def _replace(target: Path, report: bytes) -> None:
    temporary = temporary_beside(target)
    try:
        with temporary.open("xb") as file:
            file.write(report)
            file.flush()
            os.fsync(file.fileno())
        clear_leftovers(temporary)
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException:
        remove_temporary(temporary)
        raise


def default_name(city: str, cycle: str, today: date, kind: Format = "md", audience: Audience = "all") -> str:
    """Return a file name for a report that every system accepts, such as ``carlsbad-2026-gap-report-2026-11-22.md``.

    The words at its end keep it from being a name that Windows reserves, whatever the city is called.

    Args:
        city: The city.
        cycle: The cycle.
        today: The report's day.
        kind: Its format.
        audience: Who reads it; its name stands in the file's unless it is all.
    """
    letters = unicodedata.normalize("NFC", one_line(f"{city} {cycle}").lower())
    words = re.sub(r"[\W_]+", "-", letters)[:_NAME_LENGTH].strip("-")
    parts = (words, "gap-report", "" if audience == "all" else audience, today.isoformat())
    return "-".join(part for part in parts if part) + f".{kind}"
