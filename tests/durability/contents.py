"""What there is in a workspace, to be compared with how it was: contents by their places, without moments."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from hashlib import sha256


def state(folder):
    """Return what there is in a workspace by its place, but moments and what is hidden."""
    found = {}
    for place in sorted(folder.rglob("[!.]*")):
        name = re.sub(r"\d{8}T\w+Z", "*", str(place.relative_to(folder)))
        if place.suffix == ".db":
            with closing(sqlite3.connect(place)) as connection:
                found[name] = _rows(connection)
        elif place.is_file() and not name.endswith("-journal"):
            found[name] = sha256(place.read_bytes()).hexdigest()
    return found


def _rows(connection):
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    rows = [
        (
            table,
            *(
                value
                for name, value in zip([c[0] for c in cursor.description], row, strict=True)
                if _lasts(name)
            ),
        )
        for (table,) in tables
        if table != "_sqlite_migrations"
        for cursor in [connection.execute(f'SELECT * FROM "{table}"')]  # noqa: S608  a name from the file itself
        for row in cursor
    ]
    return sha256(repr(sorted(rows, key=repr)).encode()).hexdigest()


def _lasts(column):
    """Return whether a column holds no moment, and nothing that follows from one."""
    return column not in {"at", "created_at", "added_at", "digest", "before", "after", "sha256", "content"}


def is_at(found, end):
    return end.items() <= found.items()


def foreign(found, before, after):
    """Give what is neither as it was before nor as it is after."""
    for place, content in found.items():
        if content not in {*before.values(), *after.values()}:
            yield f"{place} is there by half"
    for place in before:
        if place not in found:
            yield f"{place} is gone"
