"""The kinds of fault that a database can have, and what each means for the city."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from wwc_assess.words import _

_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
}
"""Kinds of fault that the file is to blame for, and not the disk."""

MEANINGS = {
    "missing": _("Somebody has deleted, moved or renamed it; what was recorded is in its backups alone."),
    "empty": _("Nothing of what was recorded is in this file."),
    "no database": _(
        "Something has overwritten the beginning of the file, or put another file in its place; nothing in it can be read."
    ),
    "foreign": _("Somebody put another program’s file in the place of your records."),
    "truncated": _(
        "The end of the file is missing, for instance after a copy that did not finish; records in it are lost."
    ),
    "pages": _("Parts of the file hold other bytes than were saved; some records cannot be read."),
    "index": _(
        "Your records are there, but a list that finds them is wrong, so that some might not be shown."
    ),
    "rules": _("A row holds what this program never writes; pages that show it may fail."),
    "mark": _("The file no longer says that it is ours, so that the program refuses to open it."),
    "version": _(
        "The file says the wrong version, so that the program might refuse it or change it wrongly."
    ),
    "schema": _("Somebody changed how the records are kept; what guards them against loss may be missing."),
    "orphans": _("Something was deleted by another program, and what belonged to it was left behind."),
    "history": _("The history was changed after it was written; it no longer proves who answered what."),
    "values": _("Something was changed by another program, so nobody can say by whom and when."),
    "snapshots": _("A snapshot is no longer what was kept; it cannot be compared with."),
    "half saved": _("A program was ended while it saved. What it had not yet confirmed will be taken back."),
    "older": _("An earlier version wrote this; it will be brought up to date when it is next opened."),
    "extra": _("It does no harm, but was not made by this program."),
}
"""By kind of fault what it means for the city."""

HARMLESS = {"half saved", "older", "extra"}
"""Kinds that are no damage."""


class Fault(Struct, frozen=True):
    """One thing about a database that is not as it should be."""

    kind: str
    """A key of `MEANINGS`."""
    what: str
    """What was seen: one sentence."""

    @property
    def damage(self) -> bool:
        """Whether it has to be mended."""
        return self.kind not in HARMLESS


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether the file is to blame for an error of SQLite, and not the disk or another program."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in _DAMAGE
