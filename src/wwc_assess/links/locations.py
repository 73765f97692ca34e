"""What the location of an evidence item is: a web address, or the path of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wwc_assess.errors import InputError
from wwc_assess.records.workspace import path_of
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from pathlib import Path

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""A scheme has two letters or more, so that ``S:/Budget`` is a path."""


def is_address(location: str) -> bool:
    """Return whether a location is an address with a scheme, and not the path of a file."""
    return _ADDRESS.match(one_line(location)) is not None


def file_of(location: str, folder: Path) -> Path:
    """Return the file that a path means.

    Args:
        location: The path as it is kept.
        folder: The workspace, from which relative paths count.
    """
    return folder / path_of(location)


def settled(location: str, folder: Path) -> str:
    """Return a location so that it is found from anywhere, not only from the current folder.

    Args:
        location: As a person gave it.
        folder: The workspace; paths into it stay relative, so that it can be moved and copied as a whole.
    """
    line = one_line(location)
    path = path_of(line)
    try:
        if not line or is_address(line) or not path.exists():
            return location
        found, home = path.resolve(), folder.resolve()
    except (OSError, ValueError, RuntimeError):
        return location
    return found.relative_to(home).as_posix() if found.is_relative_to(home) else str(found)


def check_location(location: str) -> None:
    """Refuse an address that no reader should be sent to; the path of a file may be anything.

    Raises:
        InputError: It is an address that is neither http nor https, or names no host that there can be.
    """
    line = one_line(location)
    if is_address(line) and not _is_web_address(line):
        raise InputError(
            _("“{location}” cannot be opened as a link.").format(location=line),
            _("Give an address that starts with https:// or http://, or the path of a file."),
        )


def _is_web_address(line: str) -> bool:
    try:
        parts = urlsplit(line)
        _port = parts.port  # reading it is what checks it
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
