"""What the history says should stand in the tables, compared with what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.records.act import (
    ANSWER,
    ASSESSMENT,
    ATTACHMENT,
    EVIDENCE,
    LINK_CHECK,
    PARTICULARS,
    SIGN_OFF,
    SNAPSHOT,
    Row,
    Table,
    from_json,
)
from wwc_assess.words import _

if TYPE_CHECKING:
    import sqlite3

TABLES = {
    table.name: table
    for table in (ASSESSMENT, ANSWER, PARTICULARS, EVIDENCE, ATTACHMENT, LINK_CHECK, SIGN_OFF, SNAPSHOT)
}
"""Every table whose rows come from events."""

TABLE_WORDS = {
    "assessment": _("assessment"),
    "answer": _("answer"),
    "particulars": _("note, owner or due date"),
    "evidence": _("evidence"),
    "attachment": _("place of evidence"),
    "link_check": _("link check"),
    "sign_off": _("sign-off"),
    "snapshot": _("snapshot"),
    "snapshot_content": _("content of a snapshot"),
    "event": _("history"),
}
"""What a person calls a row of each table."""

_Key = tuple[object, ...]
_State = dict[str, dict[_Key, tuple[Row, int]]]
"""By table and key each row with its revision."""


class Replay:
    """The rows that all events of a database give, one after the other.

    Args:
        connection: The database.

    Raises:
        ValueError: An event holds what no version of this program writes.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._state: _State = {name: {} for name in TABLES}
        self.first_jump: int | None = None
        """Number of the first event that does not begin where the ones before it ended."""
        for number, at, action, before, after in connection.execute(
            "SELECT id, at, action, before, after FROM event ORDER BY id"
        ):
            if action not in TABLES:
                raise ValueError(action)
            if action == LINK_CHECK.name:
                self._try(number, at, from_json(after))
            else:
                self._change(TABLES[action], number, from_json(before), from_json(after))

    def _change(self, table: Table, number: int, before: Row | None, after: Row | None) -> None:
        rows = self._state[table.name]
        named = after or before or {}
        if not named.keys() >= set(table.keys):
            raise ValueError(number)
        key = _key(table, named)
        stood, _revision = rows.pop(key, (None, 0))
        if stood != before and self.first_jump is None:
            self.first_jump = number
        if after is not None:
            rows[key] = (after, number)

    def _try(self, number: int, at: str, tried: Row | None) -> None:
        """Add one try as the newest version keeps it: earlier ones left out what the events before it tell."""
        if tried is None:
            raise ValueError(number)
        location = tried.get("location") or self._location(tried["evidence"])
        if location is not None:
            row: Row = {"id": number, "sha256": "", "at": at}
            row |= {**tried, "location": location}
            self._state[LINK_CHECK.name][_key(LINK_CHECK, row)] = (row, number)

    def _location(self, evidence: object) -> str | int | None:
        row, _revision = self._state[EVIDENCE.name].get((evidence,), ({}, 0))
        return row.get("location")

    def differences(self) -> list[str]:
        """Return, told to a person, each row that is not as the history says."""
        return [told for table in TABLES.values() for told in self._differences_in(table)]

    def _differences_in(self, table: Table) -> list[str]:
        names = ", ".join(f'"{column}"' for column in (*table.columns, "revision"))
        there = {}
        for *values, revision in self._connection.execute(f"SELECT {names} FROM {table.name}"):  # noqa: S608  names of our own
            row = dict(zip(table.columns, values, strict=True))
            there[_key(table, row)] = (row, revision)
        expected = self._state[table.name]
        changed = {key for key in there.keys() & expected.keys() if there[key] != expected[key]}
        return [
            *(
                _("{what} is not what the history says").format(what=_told(table, there[key]))
                for key in there
                if key in changed
            ),
            *(
                _("{what} is there without a trace in the history").format(what=_told(table, there[key]))
                for key in there
                if key not in expected
            ),
            *(
                _("{what} is gone without a trace in the history").format(what=_told(table, expected[key]))
                for key in expected
                if key not in there
            ),
        ]


def _told(table: Table, kept: tuple[Row, int]) -> str:
    return f"{TABLE_WORDS[table.name]} {table.name_of(kept[0])}"


def _key(table: Table, row: Row) -> _Key:
    return tuple(row[column] for column in table.keys)
