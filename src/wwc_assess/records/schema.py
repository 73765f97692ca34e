"""The tables of the database, and the steps by which they came to be; imported only to make or update one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

STEPS = Migrations("wwc-assess")
"""All steps, oldest first; a published one is never edited, only followed by another."""

# SQLite gives back a different text, or NULL, for what is no date or moment; it needs a step to notice 30 February.
_IS_DATE = "CHECK ({0} IS date({0}, '+0 days'))"
_IS_MOMENT = "CHECK ({0} IS strftime('%Y-%m-%dT%H:%M:%SZ', {0}, '+0 days'))"
_IS_TRUTH = "CHECK ({0} IN (0, 1))"

_FIRST = (
    """
    CREATE TABLE city (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        name TEXT NOT NULL
    ) STRICT
    """,
    f"""
    CREATE TABLE assessment (
        id INTEGER PRIMARY KEY,
        standard TEXT NOT NULL,
        cycle TEXT NOT NULL,
        created_at TEXT NOT NULL {_IS_MOMENT.format("created_at")},
        revision INTEGER NOT NULL,
        UNIQUE (standard, cycle)
    ) STRICT
    """,
    f"""
    CREATE TABLE answer (
        assessment INTEGER NOT NULL REFERENCES assessment (id),
        criterion TEXT NOT NULL,
        "check" TEXT NOT NULL,
        value TEXT NOT NULL CHECK (value IN ('yes', 'partly', 'no', 'unsure')),
        at TEXT NOT NULL {_IS_MOMENT.format("at")},
        "by" TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        asked TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (assessment, criterion, "check")
    ) STRICT
    """,
    f"""
    CREATE TABLE particulars (
        assessment INTEGER NOT NULL REFERENCES assessment (id),
        criterion TEXT NOT NULL,
        note TEXT NOT NULL,
        owner TEXT NOT NULL,
        due TEXT {_IS_DATE.format("due")},
        not_applicable INTEGER NOT NULL {_IS_TRUTH.format("not_applicable")},
        revision INTEGER NOT NULL,
        PRIMARY KEY (assessment, criterion)
    ) STRICT
    """,
    # AUTOINCREMENT: the number of a removed item is never given to another one.
    f"""
    CREATE TABLE evidence (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        location TEXT NOT NULL,
        title TEXT NOT NULL,
        as_of TEXT {_IS_DATE.format("as_of")},
        valid_until TEXT {_IS_DATE.format("valid_until")},
        withdrawn INTEGER NOT NULL {_IS_TRUTH.format("withdrawn")},
        added_at TEXT NOT NULL {_IS_MOMENT.format("added_at")},
        added_by TEXT NOT NULL,
        revision INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE attachment (
        assessment INTEGER NOT NULL REFERENCES assessment (id),
        evidence INTEGER NOT NULL REFERENCES evidence (id),
        criterion TEXT NOT NULL,
        document TEXT NOT NULL, -- empty: none in particular
        revision INTEGER NOT NULL,
        PRIMARY KEY (assessment, evidence, criterion, document)
    ) STRICT
    """,
    "CREATE INDEX attachment_evidence ON attachment (evidence)",
    # No foreign key: the tries of a removed item wait here for the removal to be undone.
    f"""
    CREATE TABLE link_check (
        evidence INTEGER NOT NULL,
        day TEXT NOT NULL {_IS_DATE.format("day")},
        ok INTEGER NOT NULL {_IS_TRUTH.format("ok")},
        detail TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (evidence, day)
    ) STRICT
    """,
    f"""
    CREATE TABLE sign_off (
        assessment INTEGER NOT NULL REFERENCES assessment (id),
        criterion TEXT NOT NULL,
        "by" TEXT NOT NULL,
        at TEXT NOT NULL {_IS_MOMENT.format("at")},
        fingerprint TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (assessment, criterion)
    ) STRICT
    """,
    f"""
    CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        act INTEGER NOT NULL CHECK (act <= id),
        assessment INTEGER REFERENCES assessment (id),
        at TEXT NOT NULL {_IS_MOMENT.format("at")},
        "by" TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        before TEXT CHECK (before LIKE '{{%}}'),
        after TEXT CHECK (after LIKE '{{%}}'),
        undoes INTEGER CHECK (undoes < act),
        digest TEXT NOT NULL CHECK (length(digest) = 64),
        CHECK (before IS NOT NULL OR after IS NOT NULL)
    ) STRICT
    """,
    "CREATE INDEX event_act ON event (act)",
    "CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL",
    """
    CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END
    """,
    """
    CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END
    """,
    # INSERT OR REPLACE deletes without asking the trigger above.
    """
    CREATE TRIGGER event_is_only_appended BEFORE INSERT ON event
    WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM event)
    BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END
    """,
)


@STEPS()
def first_tables(database: Database) -> None:
    """Make the tables of the first version."""
    for statement in _FIRST:
        database.execute(statement)


_SECOND = (
    # A try belongs to the location that was tried: the one of the item's last event before it.
    f"""
    CREATE TABLE link_check_2 (
        evidence INTEGER NOT NULL,
        location TEXT NOT NULL,
        day TEXT NOT NULL {_IS_DATE.format("day")},
        ok INTEGER NOT NULL {_IS_TRUTH.format("ok")},
        detail TEXT NOT NULL,
        sha256 TEXT NOT NULL, -- of a file; empty for a link
        at TEXT NOT NULL {_IS_MOMENT.format("at")},
        revision INTEGER NOT NULL,
        PRIMARY KEY (evidence, location, day)
    ) STRICT
    """,
    """
    INSERT INTO link_check_2
    SELECT
        link_check.evidence,
        (
            SELECT json_extract(earlier.after, '$.location') FROM event AS earlier
            WHERE earlier.action = 'evidence' AND earlier.subject = CAST(link_check.evidence AS TEXT)
                AND earlier.id < link_check.revision
            ORDER BY earlier.id DESC LIMIT 1
        ) AS tried,
        day, ok, detail, '', event.at, link_check.revision
    FROM link_check JOIN event ON event.id = link_check.revision
    WHERE tried IS NOT NULL
    """,
    "DROP TABLE link_check",
    "ALTER TABLE link_check_2 RENAME TO link_check",
    """
    CREATE TABLE snapshot_content (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        content TEXT NOT NULL
    ) STRICT
    """,
    f"""
    CREATE TABLE snapshot (
        assessment INTEGER NOT NULL REFERENCES assessment (id),
        name TEXT NOT NULL,
        at TEXT NOT NULL {_IS_MOMENT.format("at")},
        "by" TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES snapshot_content (sha256),
        revision INTEGER NOT NULL,
        PRIMARY KEY (assessment, name)
    ) STRICT
    """,
)


@STEPS()
def tries_of_locations_and_snapshots(database: Database) -> None:
    """Keep each try of a link with its location, its time and a file's SHA-256, and snapshots."""
    for statement in _SECOND:
        database.execute(statement)


_THIRD = (
    f"""
    CREATE TABLE link_check_3 (
        id INTEGER PRIMARY KEY,
        evidence INTEGER NOT NULL,
        location TEXT NOT NULL,
        day TEXT NOT NULL {_IS_DATE.format("day")},
        ok INTEGER NOT NULL {_IS_TRUTH.format("ok")},
        detail TEXT NOT NULL,
        sha256 TEXT NOT NULL, -- of a file; empty for a link
        at TEXT NOT NULL {_IS_MOMENT.format("at")},
        revision INTEGER NOT NULL
    ) STRICT
    """,
    # Of several tries on one day the table kept the last one; the history has them all.
    """
    INSERT INTO link_check_3
    SELECT
        id,
        json_extract(after, '$.evidence'),
        coalesce(
            json_extract(after, '$.location'), -- which the first version did not keep
            (
                SELECT json_extract(earlier.after, '$.location') FROM event AS earlier
                WHERE earlier.action = 'evidence' AND earlier.subject = event.subject AND earlier.id < event.id
                ORDER BY earlier.id DESC LIMIT 1
            )
        ) AS tried,
        json_extract(after, '$.day'),
        json_extract(after, '$.ok'),
        json_extract(after, '$.detail'),
        coalesce(json_extract(after, '$.sha256'), ''),
        at,
        id
    FROM event WHERE action = 'link_check' AND tried IS NOT NULL
    """,
    "DROP TABLE link_check",
    "ALTER TABLE link_check_3 RENAME TO link_check",
)


@STEPS()
def every_try(database: Database) -> None:
    """Keep every try of a link or a file, also where there are several on one day."""
    for statement in _THIRD:
        database.execute(statement)
