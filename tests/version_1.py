"""A real database of the first version, as the program made it then: for the tests of what becomes of it."""

from __future__ import annotations

from contextlib import closing

from sqlite_utils import Migrations

from wwc_assess.records.act import ANSWER, ASSESSMENT, ATTACHMENT, EVIDENCE, Act, Table
from wwc_assess.records.connection import connect, transaction
from wwc_assess.records.migrations import upgrade
from wwc_assess.records.schema import first_tables

TRY = Table("link_check", ("evidence", "day"), ("ok", "detail"), ("evidence",))
"""A try as the first version kept it."""


def make_version_1(path):
    """Make a database with an answer and evidence whose location was edited between two tries."""
    path.touch()
    steps = Migrations("wwc-assess")
    steps()(first_tables)
    with closing(connect(path, "rw")) as connection:
        upgrade(connection, path, steps)
        connection.execute("INSERT INTO city VALUES (1, 'Carlsbad')")
        with transaction(connection, "IMMEDIATE"):
            _fill(connection)


def _fill(connection):
    act = Act(connection, at="2026-11-01T09:00:00Z", by="Ann", assessment=1)
    act.change(
        ASSESSMENT, None, {"id": 1, "standard": "tiny", "cycle": "2026", "created_at": "2026-11-01T09:00:00Z"}
    )
    answer = {"assessment": 1, "criterion": "DM1", "check": "written", "value": "yes"}
    act.change(
        ANSWER, None, answer | {"at": act.at, "by": act.by, "fingerprint": "f" * 64, "asked": "Is it?"}
    )
    item = {
        "id": 1,
        "location": "https://example.org/old",
        "title": "Charter",
        "as_of": "2026-03-01",
        "valid_until": None,
        "withdrawn": 0,
        "added_at": act.at,
        "added_by": act.by,
    }
    act.change(EVIDENCE, None, item)
    act.change(ATTACHMENT, None, {"assessment": 1, "evidence": 1, "criterion": "DM1", "document": "charter"})
    other = item | {"id": 2, "location": "https://example.org/gone"}
    act.change(EVIDENCE, None, other)
    tried = Act(connection, at="2026-11-02T09:00:00Z", by="wwc-assess")
    for number in (1, 2):
        tried.change(TRY, None, {"evidence": number, "day": "2026-11-02", "ok": 0, "detail": "404 Not Found"})
    edit = Act(connection, at="2026-11-03T09:00:00Z", by="Ann")
    edit.change(EVIDENCE, item, item | {"location": "https://example.org/new"})
    edit.change(EVIDENCE, other, None)
    again = Act(connection, at="2026-11-04T09:00:00Z", by="wwc-assess")
    again.change(TRY, None, {"evidence": 1, "day": "2026-11-04", "ok": 1, "detail": "200 OK"})
