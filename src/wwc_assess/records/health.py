"""Whether a database is sound: everything that can be known of it, found without writing to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.records import looks
from wwc_assess.records.connection import connect, told_plainly
from wwc_assess.records.faults import Fault, is_damage
from wwc_assess.records.reading import read_assessments, read_events
from wwc_assess.records.temporary import temporary_folder
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wwc_assess.records.model import Event

SIDE_FILES = ("-journal", "-wal")
"""Endings of the files beside a database that belong to it while something is being saved."""

_MAGIC = b"SQLite format 3\x00"
_HEAD = 100
"""Bytes of a database file before its first table."""


class Health(Struct, frozen=True):
    """What is known of a database file."""

    path: Path
    faults: tuple[Fault, ...]
    city: str = ""
    acts: int = 0
    """How many acts its history has; 0 where it cannot be read."""
    last: Event | None = None
    """The last thing that was recorded."""

    @property
    def sound(self) -> bool:
        """Whether nothing in it is damaged."""
        return not any(fault.damage for fault in self.faults)


def examine(path: Path) -> Health:
    """Look at everything in a database file, on a copy: nothing is written to it or beside it.

    Raises:
        StoreError: It cannot be read for now, or was made by a newer version.
        OSError: There is no room for the copy.
    """
    if not os.path.lexists(path):
        return Health(path, (Fault("missing", _("The file is not there.")),))
    with copy_of(path) as copy:
        found = []
        if is_half_saved(copy):
            found.append(Fault("half saved", _("The last change was not completely saved.")))
        broken = _broken_outside(copy)
        if broken:
            return Health(path, (*found, broken))
        _take_back(copy)
        found += filter(None, [_cut_off(copy)])
        with told_plainly(path):
            return Health(path, *_looked_at(copy, path, found))


def _looked_at(
    copy: Path, path: Path, found: list[Fault]
) -> tuple[tuple[Fault, ...], str, int, Event | None]:
    """Return all faults of a database, and what it holds as far as that can be read."""
    content: tuple[str, int, Event | None] = "", 0, None
    with ExitStack() as opened:
        try:
            connection = opened.enter_context(closing(connect(copy, "rw")))
        except sqlite3.DatabaseError as error:
            _add_unreadable(found, error)
            return (*found,), *content
        for look in (
            looks.pages,
            looks.mark,
            partial(looks.bring_up_to_date, path=path, copy=copy),
            looks.schema,
            looks.orphans,
            looks.history,
            looks.city,
            looks.snapshots,
        ):
            try:
                found += look(connection)
            except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as error:
                _add_unreadable(found, error)
            if any(fault.kind == "foreign" for fault in found):
                return (*found,), *content
        content = _content(connection)
    return (*found,), *content


def _add_unreadable(found: list[Fault], error: Exception) -> None:
    """Say that something cannot be read, unless a damage already found is the reason."""
    if isinstance(error, sqlite3.Error) and not is_damage(error):
        raise error
    if not any(fault.damage for fault in found):
        found.append(Fault("pages", _("It cannot be read: {detail}.").format(detail=one_line(str(error)))))


@contextmanager
def copy_of(path: Path) -> Iterator[Path]:
    """Give a copy of a database as it stands at one moment, in a folder that goes at the end of the block.

    Raises:
        StoreError: Another program keeps it from being read.
        OSError: There is no such file, or no room for the copy.
    """
    with temporary_folder() as folder:
        copy = folder / path.name
        with told_plainly(path), _held_still(path):
            for ending in SIDE_FILES:
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
            # Last: closing it ends every lock that this process has on it.
            shutil.copyfile(path, copy)
        yield copy


@contextmanager
def _held_still(path: Path) -> Iterator[None]:
    """Keep other programs from saving, where the file is whole enough for that."""
    with ExitStack() as held:
        try:
            reader = held.enter_context(closing(connect(path, "ro", recover=False)))
            reader.execute("BEGIN")
            reader.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            # What is left half saved has nobody any more who saves it.
            if not is_damage(error) and error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
        yield


def is_half_saved(path: Path) -> bool:
    """Return whether a program was ended while it saved, which the next writer takes back."""
    try:
        with closing(connect(path, "ro", recover=False)) as reader:
            reader.execute("SELECT 1 FROM sqlite_master")
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode == sqlite3.SQLITE_READONLY_ROLLBACK
    return False


def _take_back(copy: Path) -> None:
    """Take back in a copy what was half saved, as opening would; what cannot be read is found by the looks."""
    with suppress(sqlite3.DatabaseError), closing(connect(copy, "rw")) as connection:
        connection.execute("SELECT 1 FROM sqlite_master")


def _broken_outside(copy: Path) -> Fault | None:
    """Return what is wrong with a file that SQLite would not even open."""
    with copy.open("rb") as file:
        head = file.read(len(_MAGIC))
    if not head:
        return Fault("empty", _("The file is empty."))
    if head != _MAGIC:
        return Fault("no database", _("The file does not begin as a database does."))
    return None


def _cut_off(copy: Path) -> Fault | None:
    """Return whether a file ends before its first page says."""
    with copy.open("rb") as file:
        head = file.read(_HEAD)
    size = copy.stat().st_size
    if len(head) == _HEAD:
        # The format's own names: page size, change counter, size in pages, version valid for.
        page_size, changes, pages, valid_for = struct.unpack(">16xH6xII60xI4x", head)
        wanted = pages * (page_size if page_size > 1 else 65_536)
        if changes != valid_for or size >= wanted:
            return None
        told = _("The file has {size} of {wanted} bytes.").format(size=size, wanted=wanted)
    else:
        told = _("The file has only {size} bytes.").format(size=size)
    return Fault("truncated", told)


def _content(connection: sqlite3.Connection) -> tuple[str, int, Event | None]:
    """Return the city, the number of acts and the last event, as far as they can be read."""
    city, acts, last = "", 0, None
    with suppress(sqlite3.DatabaseError, ValueError, TypeError):
        for (name,) in connection.execute("SELECT name FROM city"):
            city = one_line(name)
        (acts,) = connection.execute("SELECT count(DISTINCT act) FROM event").fetchone()
        for assessment in read_assessments(connection, city)[-1:]:
            last = next(iter(read_events(connection, assessment.id, limit=1)), None)
    return city, acts, last
