"""Which database is ours, how old it is, and how an older one is brought up to date without risk."""

from __future__ import annotations

import stat
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wwc_assess.errors import StoreError
from wwc_assess.records.connection import connect, copy_database, told_plainly, transaction
from wwc_assess.words import _

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from sqlite_utils import Migrations

APPLICATION_ID = 0x57574361
"""What `PRAGMA application_id` says in our files: the letters WWCa."""

SCHEMA_VERSION = 3
"""What `PRAGMA user_version` says: how many steps of the schema the file has."""


def recognise(path: Path) -> None:
    """Make sure that a file is a database of ours that this version can read, without touching it.

    Raises:
        StoreError: It is missing, empty, no database, somebody else's database, or made by a newer version.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise StoreError(
            _("There is no database at {path}: {reason}.").format(path=path, reason=error.strerror),
            _("Check the folder, or make a workspace with wwc-assess init DIR --city NAME."),
        ) from error
    if not stat.S_ISREG(status.st_mode):
        raise _foreign(path)
    if status.st_size == 0:
        raise StoreError(
            _("The database {path} is empty.").format(path=path),
            _("Put the newest backup in its place with wwc-assess restore, or delete it and start anew."),
        )
    with told_plainly(path), closing(connect(path, "ro", immutable=True)) as connection:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        if application_id != APPLICATION_ID:
            raise _foreign(path)
        refuse_newer(path, _version(connection))


def migrate_for_reader(reader: sqlite3.Connection, path: Path) -> None:
    """Bring an older database up to date before it is read, on a connection that may write.

    Args:
        reader: Opened for reading only; not in a transaction.
        path: As for `migrate`.

    Raises:
        StoreError: It is older, and nobody may write it here.
    """
    if not is_older(reader):
        return
    try:
        with told_plainly(path), closing(connect(path, "rw")) as writer:
            migrate(writer, path)
    except StoreError as error:
        raise StoreError(
            _(
                "The database {path} was made by an older version and could not be brought up to date: {why}"
            ).format(path=path, why=error.sentence),
            error.next_step,
        ) from error


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring an empty or older database up to this version's schema.

    Args:
        connection: One on which foreign keys are not yet enforced, since steps may rebuild tables.
        path: The database file; copies from before a migration go to ``backups/`` beside it.

    Raises:
        StoreError: The database, or the copy of its state before, cannot be written; nothing is changed. Or a newer
            program has brought it further than this one knows.
    """
    if is_older(connection):
        from wwc_assess.records.schema import STEPS  # noqa: PLC0415  sqlite_utils costs more than all else here

        upgrade(connection, path, STEPS)
    # A newer program may have come in between.
    refuse_newer(path, _version(connection))


def upgrade(connection: sqlite3.Connection, path: Path, steps: Migrations) -> None:
    """Apply the steps that a database lacks, under one lock and in one transaction.

    Any number of programs may do so at once: the first one works, the others find it done.

    Args:
        connection: As for `migrate`.
        path: As for `migrate`.
        steps: All steps, oldest first.

    Raises:
        StoreError: The database, or the copy of its state before, cannot be written; nothing is changed.
    """
    from sqlite_utils import Database  # noqa: PLC0415  as above

    with told_plainly(path), transaction(connection, "IMMEDIATE"):
        database = Database(connection, execute_plugins=False)
        pending = len(steps.pending(database))
        version = len(steps.applied(database))
        if not pending:
            return
        if version:
            _keep_copy(path, version + pending)
        elif not _is_empty(connection):
            raise _foreign(path)
        steps.apply(database)
        connection.execute(f"PRAGMA user_version = {version + pending}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def is_older(connection: sqlite3.Connection) -> bool:
    """Return whether a database lacks steps of the schema that this version knows."""
    return _version(connection) < SCHEMA_VERSION


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def _keep_copy(path: Path, version: int) -> None:
    """Copy the committed state on a second connection, while the first one holds the write lock."""
    folder = path.parent / "backups"
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(
            _("The folder {folder} for the copy before the update cannot be made: {reason}.").format(
                folder=folder, reason=error.strerror
            ),
            _("Make room for it and open the workspace again; nothing was changed."),
        ) from error
    with closing(connect(path, "ro")) as reader:
        copy_database(reader, folder / f"{path.stem}-before-v{version}-{moment}.db")


def _foreign(path: Path) -> StoreError:
    return StoreError(
        _("The file {path} belongs to another program; it was left as it is.").format(path=path),
        _("Choose another folder with --workspace, or see wwc-assess doctor if it was a workspace before."),
    )


def refuse_newer(path: Path, version: int) -> None:
    """Refuse a database that this program is too old for.

    Args:
        path: The file, to name it.
        version: How many steps of the schema it has.

    Raises:
        StoreError: This version does not know them all.
    """
    if version > SCHEMA_VERSION:
        raise StoreError(
            _(
                "The database {path} has version {version}, made by a newer wwc-assess; this one knows version {known}."
            ).format(path=path, version=version, known=SCHEMA_VERSION),
            _("Install the newer wwc-assess to open it."),
        )
