"""One act: row changes that stand or fall together, each leaving its event in the history."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from wwc_assess.errors import ConflictError
from wwc_assess.fingerprint import fingerprint
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, str | int | None]
"""A row by column names, without its revision."""


class Table(Struct, frozen=True):
    """A table whose rows are changed by acts alone; its name is the action of their events."""

    name: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    subject: tuple[str, ...]
    """Columns that name a row to a person."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Keys and values, without the revision."""
        return self.keys + self.values

    def name_of(self, row: Row) -> str:
        """Return what names a row to a person, such as ``DM1.written``."""
        return ".".join(str(row[column]) for column in self.subject if row[column] != "")


ASSESSMENT = Table("assessment", ("id",), ("standard", "cycle", "created_at"), ("cycle",))
ANSWER = Table(
    "answer",
    ("assessment", "criterion", "check"),
    ("value", "at", "by", "fingerprint", "asked"),
    ("criterion", "check"),
)
PARTICULARS = Table(
    "particulars", ("assessment", "criterion"), ("note", "owner", "due", "not_applicable"), ("criterion",)
)
EVIDENCE = Table(
    "evidence",
    ("id",),
    ("location", "title", "as_of", "valid_until", "withdrawn", "added_at", "added_by"),
    ("id",),
)
ATTACHMENT = Table(
    "attachment", ("assessment", "evidence", "criterion", "document"), (), ("criterion", "document")
)
LINK_CHECK = Table(
    "link_check", ("id",), ("evidence", "location", "day", "ok", "detail", "sha256", "at"), ("evidence",)
)
SIGN_OFF = Table("sign_off", ("assessment", "criterion"), ("by", "at", "fingerprint"), ("criterion",))
SNAPSHOT = Table("snapshot", ("assessment", "name"), ("at", "by", "sha256"), ("name",))

ACTIONS = frozenset(
    table.name
    for table in (ASSESSMENT, ANSWER, PARTICULARS, EVIDENCE, ATTACHMENT, LINK_CHECK, SIGN_OFF, SNAPSHOT)
)
"""All that an event can be."""
_UNDOABLE = {table.name: table for table in (ANSWER, PARTICULARS, EVIDENCE, ATTACHMENT, SIGN_OFF, SNAPSHOT)}


class Act:
    """Changes rows inside an open write transaction and writes down each change.

    Args:
        connection: In a transaction that holds the write lock.
        at: When, as the records keep it.
        by: Who.
        assessment: The assessment it belongs to; None for all of them.
        undoes: The act that this one undoes.
        continues: An event of the same person whose act this one goes on with, such as a note being typed; where
            that act has been undone meanwhile, this is an act of its own.
    """

    def __init__(  # noqa: PLR0913  one keyword for each column an act's events share
        self,
        connection: sqlite3.Connection,
        *,
        at: str,
        by: str,
        assessment: int | None = None,
        undoes: int | None = None,
        continues: int | None = None,
    ) -> None:
        last = connection.execute("SELECT id, digest FROM event ORDER BY id DESC LIMIT 1").fetchone()
        self._connection = connection
        self._last: int = last[0] if last else 0
        self._digest: str = last[1] if last else ""
        self._assessment = assessment
        self._undoes = undoes
        self.id = _open_act(connection, continues, by) or self._last + 1
        self.at = at
        self.by = by

    def find(self, table: Table, key: Row) -> tuple[Row | None, int]:
        """Return the row with this key and its revision; None and 0 where there is none."""
        found = self._select(table, table.keys, key).fetchone()
        return (None, 0) if found is None else (_row(table, found), found[-1])

    def find_all(self, table: Table, like: Row) -> list[Row]:
        """Return all rows that have these values."""
        return [_row(table, found) for found in self._select(table, like, like)]

    def _select(self, table: Table, columns: Iterable[str], values: Row) -> sqlite3.Cursor:
        names = _names((*table.columns, "revision"))
        return self._connection.execute(f"SELECT {names} FROM {table.name} WHERE {_match(columns)}", values)  # noqa: S608  names of our own

    def change(self, table: Table, before: Row | None, after: Row | None) -> None:
        """Put one row in the place of another, None standing for no row, and write the event.

        Args:
            table: Where.
            before: The row as it stands now.
            after: The row as it shall be; nothing happens where it is the same.

        Raises:
            sqlite3.Error: The database does not take it.
        """
        if before == after:
            return
        named = after or before or {}
        self._last += 1
        if after is None:
            self._connection.execute(f"DELETE FROM {table.name} WHERE {_match(table.keys)}", named)  # noqa: S608  names of our own
        else:
            columns = (*table.columns, "revision")
            self._connection.execute(
                f"INSERT INTO {table.name} ({_names(columns)}) VALUES ({', '.join(f':{c}' for c in columns)})"  # noqa: S608  names of our own
                f" ON CONFLICT ({_names(table.keys)}) DO UPDATE SET "
                + ", ".join(f'"{c}" = excluded."{c}"' for c in columns),
                {**after, "revision": self._last},
            )
        event = (
            self._last,
            self.id,
            self._assessment,
            self.at,
            self.by,
            table.name,
            table.name_of(named),
            _json(before),
            _json(after),
            self._undoes,
        )
        self._digest = fingerprint([self._digest, *event])
        self._connection.execute(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*event, self._digest)
        )

    def put(self, table: Table, row: Row) -> None:
        """Write a row over whatever has its key."""
        before, _revision = self.find(table, row)
        self.change(table, before, row)

    def edit(self, table: Table, row: Row, fields: Row, seen: int | None) -> int:
        """Change some fields of a row, without covering what somebody else changed meanwhile.

        Two people who change different fields of one row do not conflict, nor do two who change a field alike.

        Args:
            table: Where.
            row: The whole row as it is to be made where there is none yet.
            fields: The new values by column.
            seen: Revision of the row that the person saw, 0 for none; None changes it whatever stands there.

        Returns:
            The revision that the row has now, 0 where there is none.

        Raises:
            ConflictError: A field of these was changed to something else since the person saw it.
        """
        before, revision = self.find(table, row)
        current = before or row
        if seen is not None and seen != revision:
            known = self._left_by(seen) or row
            for name, value in fields.items():
                if current[name] not in (known[name], value):
                    raise ConflictError(
                        _(
                            "{subject} was changed by somebody else since you saw it; your change was not saved."
                        ).format(subject=_told(table, current)),
                        _("Look at both and save again."),
                    )
        after = {**current, **fields}
        if after == current:
            return revision
        self.change(table, before, after)
        return self._last

    def _left_by(self, event_id: int) -> Row | None:
        """Return the row that an event left; its number is the row's revision."""
        found = self._connection.execute("SELECT after FROM event WHERE id = ?", (event_id,)).fetchone()
        return from_json(found[0]) if found else None


def _told(table: Table, row: Row) -> str:
    """Return what names a row in a sentence: a number alone says nothing."""
    name = table.name_of(row)
    return _("Evidence {number}").format(number=name) if table is EVIDENCE else name


def _open_act(connection: sqlite3.Connection, event_id: int | None, by: str) -> int | None:
    """Return the act of a person's event, unless it is undone or an undoing itself."""
    found = connection.execute(
        'SELECT act FROM event WHERE id = ? AND "by" = ? AND undoes IS NULL'
        " AND act NOT IN (SELECT undoes FROM event WHERE undoes IS NOT NULL)",
        (event_id, by),
    ).fetchone()
    return int(found[0]) if found else None


def latest_undoable(connection: sqlite3.Connection, assessment: int) -> int | None:
    """Return the latest act of an assessment that is neither undone nor an undo itself; None where none is left."""
    names = ", ".join(f"'{name}'" for name in _UNDOABLE)
    (act,) = connection.execute(
        "SELECT max(act) FROM event WHERE undoes IS NULL AND (assessment = ? OR assessment IS NULL)"  # noqa: S608  names of our own
        f" AND action IN ({names}) AND act NOT IN (SELECT undoes FROM event WHERE undoes IS NOT NULL)",
        (assessment,),
    ).fetchone()
    return None if act is None else int(act)


def undo(connection: sqlite3.Connection, target: int, *, at: str, by: str) -> Act:
    """Undo an act: each of its changes the other way round, the last one first, as an act of its own.

    Raises:
        ConflictError: What the act left is no longer there as it left it.
        ValueError: An event of it holds what no version of this program writes.
    """
    events = connection.execute(
        "SELECT assessment, action, subject, before, after FROM event WHERE act = ? ORDER BY id DESC",
        (target,),
    ).fetchall()
    act = Act(connection, at=at, by=by, assessment=events[0][0], undoes=target)
    for _assessment, action, subject, before, after in events:
        table, earlier, left = _UNDOABLE[action], from_json(before), from_json(after)
        named = left or earlier or {}
        if not named.keys() >= set(table.keys):
            raise ValueError(subject)
        current, _revision = act.find(table, named)
        conflict = ConflictError(
            _("{subject} was changed by something else since, so this cannot be undone.").format(
                subject=subject
            ),
            _("Look at it and set it by hand."),
        )
        if current != left:
            raise conflict
        try:
            act.change(table, current, earlier)
        except sqlite3.IntegrityError as error:  # Such as evidence that another cycle has attached meanwhile.
            raise conflict from error
    return act


def first_broken_event(connection: sqlite3.Connection) -> int | None:
    """Return the number of the first event that is not as it was written, or None where the chain holds."""
    digest = ""
    for expected, (*event, kept) in enumerate(connection.execute("SELECT * FROM event ORDER BY id"), start=1):
        digest = fingerprint([digest, *event])
        if event[0] != expected or digest != kept:
            return expected
    return None


def _row(table: Table, found: tuple[str | int | None, ...]) -> Row:
    return dict(zip(table.columns, found, strict=False))  # the revision is left over


def from_json(text: str | None) -> Row | None:
    """Return a row as an event keeps it; a ValueError where it keeps something else."""
    row: Any = None if text is None else json.loads(text)
    if not isinstance(row, dict | None):
        raise ValueError(text)  # noqa: TRY004  the callers know a file's damage by this kind
    return row


def _json(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, sort_keys=True)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _match(keys: Iterable[str]) -> str:
    return " AND ".join(f'"{key}" = :{key}' for key in keys)
