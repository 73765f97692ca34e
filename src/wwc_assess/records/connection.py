"""Connections to the database file: opening, transactions, copies, and faults told as sentences."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from wwc_assess.errors import StoreError
from wwc_assess.records.temporary import clear_leftovers, remove_temporary, temporary_beside
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_NUMBER = 2**63 - 1
"""The largest whole number that SQLite keeps."""

BUSY_SECONDS = 5.0
"""How long a statement waits for another program that is saving."""


def connect(
    path: Path, mode: Literal["ro", "rw"], *, immutable: bool = False, recover: bool = True
) -> sqlite3.Connection:
    """Open a connection on which transactions are begun and ended by us alone.

    Args:
        path: The database file.
        mode: Read only, or read and write; the file exists.
        immutable: Read without locks and without looking at journals, so that nothing at all is touched.
        recover: Whether a reader may have taken back what a program left half saved when it was killed.

    Raises:
        sqlite3.Error: The file cannot be opened.
    """
    uri = _uri(path, mode)
    connection = sqlite3.connect(
        f"{uri}&immutable=1" if immutable else uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    connection.text_factory = _decode
    try:
        if immutable:
            # Otherwise SQLite refuses a file that is shorter than it says, as one is that waits for its journal.
            connection.execute("PRAGMA writable_schema = ON")
        if mode == "ro" and recover and not immutable:
            _recover(connection, path)
        connection.execute("PRAGMA trusted_schema = OFF")
        # FULL, and the folder too: a power cut must not bring back a journal that undoes the last answer.
        connection.execute("PRAGMA synchronous = EXTRA")
        # macOS alone: there a plain fsync leaves the data in the disk's own cache.
        connection.execute("PRAGMA fullfsync = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _recover(reader: sqlite3.Connection, path: Path) -> None:
    """Take back what a program left half saved when it was killed, which a reader alone may not."""
    try:
        reader.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        with closing(connect(path, "rw")) as writer:
            writer.execute("PRAGMA schema_version")


def _uri(path: Path, mode: str) -> str:
    """Return a path as SQLite takes it, whatever characters or bytes it is made of."""
    absolute = path.absolute().as_posix()
    # An empty authority keeps drive letters and network shares apart from host names.
    return f"file://{'' if absolute.startswith('/') else '/'}{quote(os.fsencode(absolute))}?mode={mode}"


def _decode(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")


@contextmanager
def transaction(connection: sqlite3.Connection, kind: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[None]:
    """Run the block in one transaction: committed at its end, rolled back on any error.

    Args:
        connection: One that `connect` opened.
        kind: DEFERRED to read one consistent state, IMMEDIATE to take the write lock before reading.
    """
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Some faults, such as a full disk, have already ended the transaction.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def copy_database(connection: sqlite3.Connection, target: Path) -> None:
    """Write a checked copy of the whole database to a new file, complete or not at all.

    Args:
        connection: The database to copy; not in a transaction.
        target: The file to make; its folder exists.

    Raises:
        StoreError: The target exists or cannot be written.
        sqlite3.Error: The database cannot be read, or the copy is not sound.
    """
    with new_file(target) as copy:
        connection.execute("VACUUM INTO ?", (_uri(copy, "rw"),))
        # On a read-only connection SQLite leaves the CHECK constraints out of its integrity check.
        with closing(connect(copy, "rw")) as check:
            (verdict,) = check.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            error = sqlite3.DatabaseError(verdict)
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Give an empty file to fill, which at the end of the block takes the target's name; on any error it goes.

    Args:
        target: The file to make; its folder exists.

    Raises:
        StoreError: The target exists, and is left as it is, or cannot be written.
    """
    temporary = temporary_beside(target)
    try:
        temporary.touch(exist_ok=False)
        clear_leftovers(temporary)
        try:
            yield temporary
            _publish(temporary, target)
        finally:
            remove_temporary(temporary)
    except FileExistsError as error:
        raise StoreError(
            _("There is already a file at {path}; it was left as it is.").format(path=target),
            _("Choose another name or folder."),
        ) from error
    except OSError as error:
        raise StoreError(
            _("The file {path} could not be written: {reason}.").format(path=target, reason=error.strerror),
            _("Choose a folder that exists and that you may write to."),
        ) from error


def _publish(temporary: Path, target: Path) -> None:
    """Give a finished file its name, on disk and never over another file."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # File systems without hard links, such as those of memory sticks.
        if target.exists():
            raise FileExistsError(target) from None
        temporary.rename(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder are on disk."""
    if os.name == "nt":  # Windows cannot open folders, and needs no help to keep a name.
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn every fault of SQLite inside the block into a sentence and a next step.

    Args:
        path: The database file, to name it.

    Raises:
        StoreError: SQLite could not do what was asked.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:  # A misuse by our own code, which no person can mend.
            raise
        raise _fault(path, code, str(error)) from error


def damaged(path: Path) -> StoreError:
    """Return the error that says the database does not hold what it should."""
    return StoreError(
        _("The database {path} is damaged.").format(path=path),
        _("See what is wrong with wwc-assess doctor, and mend it with wwc-assess restore."),
    )


def _fault(path: Path, code: int, detail: str) -> StoreError:
    if code & 0xFF == sqlite3.SQLITE_CORRUPT:  # The low byte is the kind of fault, the rest its detail.
        return damaged(path)
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return StoreError(
            _("The database {path} was left half saved when a program was ended.").format(path=path),
            _("Open its workspace once, which puts that right, and try again."),
        )
    sentence, next_step = {
        sqlite3.SQLITE_BUSY: (
            _("Another program is saving to this workspace right now."),
            _("Try again in a moment."),
        ),
        sqlite3.SQLITE_FULL: (
            _("The disk is full; nothing was saved."),
            _("Free some space and try again."),
        ),
        sqlite3.SQLITE_READONLY: (
            _("The database {path} cannot be written."),
            _("Make the file and its folder writable, or work on a copy."),
        ),
        sqlite3.SQLITE_IOERR: (
            _("The disk did not let the database {path} be read or saved."),
            _("Check the disk or the network connection and its free space, then try again."),
        ),
        sqlite3.SQLITE_NOTADB: (
            _("The file {path} is not a database of this program; it was left as it is."),
            _("Choose another folder with --workspace, or see wwc-assess doctor if it was one before."),
        ),
        sqlite3.SQLITE_CANTOPEN: (
            _("The database {path} cannot be opened."),
            _("Check that its folder exists and that you may read and write it."),
        ),
    }.get(code & 0xFF, (_("The database {path} refused this: {detail}."), _("Nothing was changed.")))
    return StoreError(sentence.format(path=path, detail=detail), next_step)
