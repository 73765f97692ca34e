"""Trying one file: whether it can be read, and the fingerprint of its bytes."""

from __future__ import annotations

import asyncio
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

from wwc_assess.links.model import Verdict
from wwc_assess.links.threads import in_thread
from wwc_assess.words import _

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 1 << 20


async def file_verdict(path: Path, patience: float) -> Verdict:
    """Return whether a file can be read, with the SHA-256 of its bytes, or whether a folder can be opened.

    However large, a file is read to its end as long as bytes keep coming. A folder is only opened: what is in it may
    come and go.

    Args:
        path: Which file.
        patience: Seconds in which the next bytes must have come.
    """
    reading = _Reading(path)
    result = in_thread(reading.sha256)
    try:
        while not result.done():
            read = reading.chunks
            await asyncio.wait([result], timeout=patience)
            if not result.done() and reading.chunks == read:
                return Verdict(
                    False, _("it could not be read within {seconds:g} seconds").format(seconds=patience)
                )
        digest = result.result()
        return Verdict(True, _("the file is there") if digest else _("the folder is there"), digest)
    except (OSError, ValueError) as error:
        return Verdict(False, _why(error))
    finally:
        reading.given_up = True
        result.cancel()


class _Reading:
    """A file being read in a thread: how far it is, and whether anybody still waits for it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.chunks = 0
        self.given_up = False

    def sha256(self) -> str:
        """Return the fingerprint of the bytes; empty for a folder.

        Raises:
            OSError: There is no such file, or it cannot be read.
            ValueError: The path can be none.
        """
        mode = self._path.stat().st_mode
        if stat.S_ISDIR(mode):
            next(self._path.iterdir(), None)
            return ""
        if not stat.S_ISREG(mode):  # Opening a pipe would wait for somebody to write into it.
            raise ValueError
        digest = sha256()
        with self._path.open("rb") as file:
            while not self.given_up and (chunk := file.read(_CHUNK)):
                digest.update(chunk)
                self.chunks += 1
        return digest.hexdigest()


def _why(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return _("there is no such file")
        case PermissionError():
            return _("you may not read it")
        case OSError():
            return _("it cannot be read: {reason}").format(reason=error.strerror)
        case _:
            return _("it is no ordinary file")
