"""Mending a damaged database, or putting a backup in its place, without losing a byte of the damaged one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError, StoreError
from wwc_assess.records.connection import connect, copy_database, new_file, sync_folder, told_plainly
from wwc_assess.records.faults import Fault, is_damage
from wwc_assess.records.health import SIDE_FILES, Health, copy_of, examine, is_half_saved
from wwc_assess.records.looks import applied_steps, our_shape, shape
from wwc_assess.records.migrations import APPLICATION_ID, SCHEMA_VERSION
from wwc_assess.records.temporary import remove_temporary, temporary_beside
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def examine_backups(database: Path) -> Sequence[Health]:
    """Look at every backup of a workspace, the one with the latest record first.

    Args:
        database: The workspace's database, beside which ``backups/`` stands.
    """
    found = [_examine_backup(path) for path in sorted((database.parent / "backups").glob("*.db"))]
    return sorted(found, key=lambda one: (one.last.at, one.last.id) if one.last else ("", 0), reverse=True)


def _examine_backup(path: Path) -> Health:
    try:
        return examine(path)
    except StoreError as error:
        return Health(path, (Fault("refused", error.sentence),))


def find_backup(name: str, database: Path) -> Health:
    """Return a backup that a person named by its path, or by its name in ``backups/``.

    Raises:
        InputError: There is none, or it is not sound.
        StoreError: It cannot be read, or was made by a newer version.
    """
    path = next(
        (place for place in (Path(name), database.parent / "backups" / name) if place.is_file()), None
    )
    if path is None:
        raise InputError(
            _("There is no backup {name}.").format(name=name),
            _("See which there are with wwc-assess doctor."),
        )
    if database.exists() and path.samefile(database):
        raise InputError(_("{name} is the database itself.").format(name=name), _("Name one of its backups."))
    found = examine(path)
    if not found.sound:
        raise InputError(
            _("The backup {name} is damaged: {what}").format(name=name, what=_first_damage(found)),
            _("See which are sound with wwc-assess doctor."),
        )
    return found


def _first_damage(health: Health) -> str:
    return next(fault.what for fault in health.faults if fault.damage)


def mend(database: Path, target: Path) -> Health | None:
    """Write a mended copy of a damaged database, where every record and every event is proven to be in it.

    Indexes, triggers and what the file says of itself hold no records, and are made anew. Whether that was all is for
    the whole examination to say.

    Args:
        database: The damaged database; it is left as it is.
        target: The copy to make, in a folder where it may stay.

    Returns:
        How the copy is; None where there is nothing to mend or it cannot be mended so, and nothing is there.

    Raises:
        StoreError: There is no room for it.
    """
    if not os.path.lexists(database):
        return None
    with copy_of(database) as copy:
        try:
            with closing(connect(copy, "rw")) as connection:
                _make_anew(connection)
                connection.execute("VACUUM INTO ?", (str(target),))
            found = examine(target)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                with told_plainly(target):
                    raise
            found = None
    if found and found.sound:
        return found
    target.unlink(missing_ok=True)
    return None


def _make_anew(connection: sqlite3.Connection) -> None:
    """Make anew whatever in a database of this version holds no records."""
    steps = applied_steps(connection)
    if steps != SCHEMA_VERSION:
        return
    connection.execute(f"PRAGMA user_version = {steps}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    there, ours = shape(connection), our_shape()
    for kind, name in there.keys() - {key for key in ours if ours[key] == there.get(key)}:
        if kind == "trigger" or (kind == "index" and (kind, name) in ours):
            quoted = name.replace('"', '""')
            connection.execute(f'DROP {kind} "{quoted}"')
    for key, statement in ours.items():
        if key[0] in {"trigger", "index"} and key not in shape(connection):
            connection.execute(statement)
    connection.execute("REINDEX")


def acts_since(backup: Path, database: Path) -> int | None:
    """Return how many acts a database has that a backup of it has not; None where that cannot be read or is gone."""
    try:
        with copy_of(backup) as before, closing(connect(before, "rw")) as connection:
            kept = dict(connection.execute("SELECT id, digest FROM event").fetchall())
        with copy_of(database) as after, closing(connect(after, "rw")) as connection:
            events = connection.execute("SELECT id, digest, act FROM event").fetchall()
    except (sqlite3.DatabaseError, StoreError, FileNotFoundError):
        return None
    common = max((number for number, digest, _act in events if kept.get(number) == digest), default=0)
    return len({act for number, _digest, act in events if number > common})


def put_in_place(source: Path, database: Path, today: date) -> Path | None:
    """Put a copy of a sound database in the place of another one, which is kept beside it under another name.

    At every moment there is one whole file in that place, the old one or the new one.

    Args:
        source: What was examined; it stays where it is.
        database: The place.
        today: The day, for the name of what was there.

    Returns:
        Where what was there is now; None where nothing was there.

    Raises:
        StoreError: Another program is saving to it, or it cannot be read, kept or replaced.
    """
    fresh = temporary_beside(database)
    try:
        with told_plainly(source), copy_of(source) as copy, closing(connect(copy, "rw")) as connection:
            copy_database(connection, fresh)
        with suppress(FileNotFoundError):
            shutil.copymode(database, fresh)  # colleagues may have rights of their own to it
        with told_plainly(database):
            return _exchange(fresh, database, today)
    except OSError as error:
        raise StoreError(
            _("The database {path} could not be replaced: {reason}.").format(
                path=database, reason=error.strerror
            ),
            _("Close the program everywhere and try again; nothing was changed."),
        ) from error
    finally:
        remove_temporary(fresh)


def _exchange(fresh: Path, database: Path, today: date) -> Path | None:
    if not os.path.lexists(database):
        _drop_side_files(database)
        fresh.replace(database)
        sync_folder(database.parent)
        return None
    with ExitStack() as held:
        # Opened first and closed last: closing a file ends every lock that this process has on it.
        old = held.enter_context(database.open("rb"))
        beside = [ending for ending in SIDE_FILES if os.path.lexists(f"{database}{ending}")]
        # What was left half saved is kept so, and nobody is saving to it.
        if not is_half_saved(database):
            _lock(held, database)
        kept = _free_name(database, today)
        with new_file(kept) as file, file.open("wb") as copy:
            shutil.copyfileobj(old, copy)
        for ending in beside:
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{database}{ending}", f"{kept}{ending}")
        if os.name == "nt":  # where no open file is replaced, and so none that another program has open
            held.close()
        # A journal that is left would be played back into the new file.
        _drop_side_files(database)
        fresh.replace(database)
        sync_folder(database.parent)
    return kept


def _lock(held: ExitStack, database: Path) -> None:
    """Keep other programs from saving, where the file is whole enough for that."""
    try:
        held.enter_context(closing(connect(database, "rw"))).execute("BEGIN IMMEDIATE")
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise


def _free_name(database: Path, today: date) -> Path:
    stem, number = f"{database.stem}-before-restore-{today.isoformat()}", 1
    while os.path.lexists(kept := database.with_name(f"{stem}-{number}{database.suffix}")):
        number += 1
    return kept


def _drop_side_files(database: Path) -> None:
    for ending in (*SIDE_FILES, "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
