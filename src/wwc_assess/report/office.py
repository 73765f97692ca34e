"""Office files as this program hands them over: the same bytes for the same report, and known as its own."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from zipfile import ZipFile

CREATOR = "wwc-assess"
"""Who the core properties name as the author, and as the one who saved the file last."""

_LARGEST = 100_000_000
"""Bytes that a file takes when it is unpacked: a thousand times ours."""
_CORE = "docProps/core.xml"
_SAVED = re.compile(rb'(?<=W3CDTF">)[^<]*(?=</dcterms:(?:created|modified)>)')
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can hold; Office programs write it too."""
_COMMON_FILE = 0o600 << 16
"""The rights of a part: the same on every system."""
_BEGIN = b"PK\x03\x04"
_OURS = tuple(
    re.compile(rf"<{name}\b[^<>]*>{CREATOR}</{name}>".encode())
    for name in ("dc:creator", "cp:lastModifiedBy")
)


def fixed(package: bytes, day: date) -> bytes:
    """Return an Office file without anything that depends on when and where it was written.

    Its core properties come first and are stored as they are, so that `is_untouched` can tell by the file's beginning.

    Args:
        package: The file as the library wrote it, its author and last author named `CREATOR`.
        day: The report's day, from then on the day on which the file was made.
    """
    import zipfile  # noqa: PLC0415  every report asks is_untouched, few are Office files

    moment = f"{day.isoformat()}T00:00:00Z".encode()
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: name != _CORE):
            part = zipfile.ZipInfo(name, _NO_TIME)
            part.create_system, part.external_attr = 0, _COMMON_FILE
            if name == _CORE:
                new.writestr(part, _SAVED.sub(moment, old.read(name)))
            else:
                new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def is_untouched(head: bytes) -> bool:
    """Return whether a file is an Office file of ours that no other program has saved since.

    What colleagues fill in is theirs, even where this program made the file.

    Args:
        head: What the file begins with, a few kilobytes.
    """
    return head.startswith(_BEGIN) and all(mark.search(head) for mark in _OURS)


def is_bomb(package: ZipFile) -> bool:
    """Return whether an Office file, which anybody may have made, would fill the memory once it is unpacked."""
    return sum(part.file_size for part in package.infolist()) > _LARGEST
