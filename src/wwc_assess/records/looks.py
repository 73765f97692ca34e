"""Looks at what is inside a database, each of them giving the faults of its own kinds."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path

from wwc_assess.errors import StoreError
from wwc_assess.records.act import first_broken_event
from wwc_assess.records.faults import Fault, is_damage
from wwc_assess.records.migrations import APPLICATION_ID, SCHEMA_VERSION, migrate, refuse_newer
from wwc_assess.records.replay import TABLE_WORDS, Replay
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

_MOST = 1_000
"""So many slips of one kind are asked for."""
_TOLD = 5
"""So many single things are named; of more only the number is told."""
_OURS = {"city", "assessment", "answer", "event"}


def pages(connection: sqlite3.Connection) -> list[Fault]:
    """Return what SQLite's own check finds, by what it means."""
    by_kind: dict[str, list[str]] = {}
    for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if line != "ok":
            told = one_line(str(line))
            by_kind.setdefault(_kind_of(told), []).append(told)
    return [
        Fault(kind, _("SQLite’s check says: {lines}.").format(lines=_some(lines)))
        for kind, lines in by_kind.items()
    ]


def _kind_of(line: str) -> str:
    if "missing from index" in line or "entries in index" in line or "non-unique entry" in line:
        return "index"
    if line.startswith(("CHECK constraint", "NULL value in", "non-")) or " value in " in line:
        return "rules"
    return "pages"


def mark(connection: sqlite3.Connection) -> list[Fault]:
    """Return what is wrong with what a file says of itself: whose it is, and of which version."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if not set(shape(connection)) >= {("table", name) for name in _OURS}:
        if mark != APPLICATION_ID:
            return [Fault("foreign", _("The file is a database of another program."))]
        return [Fault("schema", _("The tables that hold the records are not there."))]
    found = []
    if mark != APPLICATION_ID:
        found.append(Fault("mark", _("The mark of this program is missing from the file.")))
    if (steps := applied_steps(connection)) != version:
        told = _("It says version {version}, and its tables are those of version {steps}.")
        found.append(Fault("version", told.format(version=version, steps=steps)))
    return found


def applied_steps(connection: sqlite3.Connection) -> int:
    """Return how many steps of our schema a database has by its own list of them.

    Raises:
        sqlite3.DatabaseError: It has no such list.
    """
    (steps,) = connection.execute(
        "SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'wwc-assess'"
    ).fetchone()
    return int(steps)


def bring_up_to_date(connection: sqlite3.Connection, path: Path, copy: Path) -> list[Fault]:
    """Bring the copy of an older database up to this version, as opening it would."""
    steps = applied_steps(connection)
    refuse_newer(path, steps)
    if steps == SCHEMA_VERSION:
        return []
    connection.execute(f"PRAGMA user_version = {steps}")
    try:
        migrate(connection, copy)
    except StoreError as error:
        if isinstance(error.__cause__, sqlite3.Error) and is_damage(error.__cause__):
            raise error.__cause__ from error
        raise
    return [Fault("older", _("It is of version {steps}.").format(steps=steps))]


def shape(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return by kind and name how each table, index and trigger of a database was made, but SQLite's own."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '%sqlite\\_%' ESCAPE '\\'"
    )
    return {(kind, name): " ".join(sql.split()) for kind, name, sql in rows}


@cache
def our_shape() -> dict[tuple[str, str], str]:
    """Return the shape that a new database has."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, Path(":memory:"))
        return shape(connection)


def schema(connection: sqlite3.Connection) -> list[Fault]:
    """Return what is missing, was made otherwise or was added."""
    there, ours = shape(connection), our_shape()
    missing = [name for _kind, name in ours.keys() - there.keys()]
    changed = [name for kind, name in ours.keys() & there.keys() if ours[kind, name] != there[kind, name]]
    extra = there.keys() - ours.keys()
    told = (
        ("schema", _("Missing: {names}."), missing),
        ("schema", _("Made otherwise: {names}."), changed),
        # A trigger acts by itself on what is saved.
        ("schema", _("Somebody has added: {names}."), [name for kind, name in extra if kind == "trigger"]),
        ("extra", _("Somebody has added: {names}."), [name for kind, name in extra if kind != "trigger"]),
    )
    return [
        Fault(kind, sentence.format(names=_some(sorted(names)))) for kind, sentence, names in told if names
    ]


def orphans(connection: sqlite3.Connection) -> list[Fault]:
    """Return rows whose assessment, evidence or snapshot is gone."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    counted = Counter((table, parent) for table, _row, parent, _key in rows)
    return [
        Fault(
            "orphans",
            _("Without what it belongs to ({parent}): {table}, {number} times.").format(
                parent=TABLE_WORDS.get(parent, parent), table=TABLE_WORDS.get(table, table), number=number
            ),
        )
        for (table, parent), number in sorted(counted.items())
    ]


def history(connection: sqlite3.Connection) -> list[Fault]:
    """Return whether the events are as they were written, and give what stands in the tables."""
    number = first_broken_event(connection)
    replay = Replay(connection)
    found = []
    if number is not None:
        there = connection.execute("SELECT 1 FROM event WHERE id = ?", (number,)).fetchone()
        told = _("Change {number} is not as it was written.") if there else _("Change {number} is missing.")
        found.append(Fault("history", told.format(number=number)))
    elif replay.first_jump is not None:
        told = _("Change {number} does not begin where the ones before it ended.")
        found.append(Fault("history", told.format(number=replay.first_jump)))
    if differences := replay.differences():
        found.append(Fault("values", _("The records hold: {what}.").format(what=_some(differences))))
    return found


def city(connection: sqlite3.Connection) -> list[Fault]:
    """Return whether nobody knows any more whose records these are."""
    if connection.execute("SELECT 1 FROM city").fetchone() is None:
        return [Fault("values", _("The name of the city is gone."))]
    return []


def snapshots(connection: sqlite3.Connection) -> list[Fault]:
    """Return whether a snapshot's content is no longer what was kept."""
    changed = [
        digest
        for digest, content in connection.execute("SELECT sha256, content FROM snapshot_content")
        if sha256(content.encode()).hexdigest() != digest
    ]
    if not changed:
        return []
    told = ngettext(
        "{number} snapshot is not as it was kept.",
        "{number} snapshots are not as they were kept.",
        len(changed),
    )
    return [Fault("snapshots", told.format(number=len(changed)))]


def _some(lines: list[str]) -> str:
    """Return the first ones, and how many more there are."""
    told = "; ".join(map(one_line, lines[:_TOLD]))
    more = len(lines) - _TOLD
    return told if more <= 0 else _("{told}; and {more} more").format(told=told, more=more)
