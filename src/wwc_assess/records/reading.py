"""Rows of the database as values of the model, cleaned: another program may have written them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING

from wwc_assess.records.act import ACTIONS, from_json
from wwc_assess.records.connection import LARGEST_NUMBER
from wwc_assess.records.model import (
    Answer,
    Assessment,
    CheckRef,
    Event,
    Evidence,
    LinkCheck,
    Particulars,
    Records,
    SignOff,
    Slot,
    Snapshot,
    Value,
)
from wwc_assess.text import clean, one_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping


def read_assessments(connection: sqlite3.Connection, city: str) -> list[Assessment]:
    """Return all assessments, the oldest first."""
    rows = connection.execute("SELECT id, standard, cycle FROM assessment ORDER BY id")
    return [Assessment(id_, city, one_line(standard), one_line(cycle)) for id_, standard, cycle in rows]


def read_records(connection: sqlite3.Connection, assessment: Assessment) -> Records:
    """Return everything recorded in an assessment; inside a transaction, at one moment.

    Raises:
        ValueError: A row holds what no version of this program writes.
    """
    return Records(
        assessment=assessment,
        answers=read_answers(connection, assessment.id),
        evidence=read_evidence(connection, assessment.id),
        particulars=_particulars(connection, assessment.id),
        sign_offs=_sign_offs(connection, assessment.id),
    )


def read_answers(connection: sqlite3.Connection, assessment: int) -> dict[CheckRef, Answer]:
    """Return the answers of an assessment.

    Raises:
        ValueError: A value is none that a check can be answered with, or a moment is none.
    """
    rows = connection.execute(
        'SELECT criterion, "check", value, at, "by", fingerprint, asked, revision FROM answer WHERE assessment = ?',
        (assessment,),
    )
    answers = (
        Answer(
            ref=CheckRef(one_line(criterion), one_line(check)),
            value=Value(value),
            at=_moment(at),
            by=one_line(by),
            fingerprint=one_line(fingerprint),
            asked=clean(asked),
            revision=revision,
        )
        for criterion, check, value, at, by, fingerprint, asked, revision in rows
    )
    return {answer.ref: answer for answer in answers}


def _particulars(connection: sqlite3.Connection, assessment: int) -> dict[str, Particulars]:
    rows = connection.execute(
        "SELECT criterion, note, owner, due, not_applicable, revision FROM particulars WHERE assessment = ?",
        (assessment,),
    )
    return {
        one_line(criterion): Particulars(
            clean(note), one_line(owner), _date(due), bool(not_applicable), revision
        )
        for criterion, note, owner, due, not_applicable, revision in rows
    }


def _sign_offs(connection: sqlite3.Connection, assessment: int) -> dict[str, SignOff]:
    rows = connection.execute(
        'SELECT criterion, "by", at, fingerprint FROM sign_off WHERE assessment = ?', (assessment,)
    )
    return {
        one_line(criterion): SignOff(one_line(by), _moment(at), one_line(fingerprint))
        for criterion, by, at, fingerprint in rows
    }


def read_evidence(
    connection: sqlite3.Connection, assessment: int, only: int | None = None
) -> tuple[Evidence, ...]:
    """Return the city's evidence in the order it was added, with its slots in one assessment.

    Args:
        connection: The database.
        assessment: Id of the assessment.
        only: The number of the one item that is wanted; None for all.

    Raises:
        ValueError: A date is none.
    """
    wanted = (-LARGEST_NUMBER, LARGEST_NUMBER) if only is None else (only, only)
    slots: dict[int, list[Slot]] = defaultdict(list)
    for evidence, criterion, document in connection.execute(
        "SELECT evidence, criterion, document FROM attachment WHERE assessment = ? AND evidence BETWEEN ? AND ?"
        " ORDER BY criterion, document",
        (assessment, *wanted),
    ):
        slots[evidence].append(Slot(one_line(criterion), one_line(document) or None))
    link_checks: dict[int, list[LinkCheck]] = defaultdict(list)
    for evidence, day, ok, detail, sha256, at in connection.execute(
        "SELECT evidence, day, ok, detail, sha256, at FROM link_check"
        " JOIN evidence ON evidence.id = evidence AND evidence.location = link_check.location"
        " WHERE evidence.id BETWEEN ? AND ? ORDER BY day, link_check.id",
        wanted,
    ):
        link_checks[evidence].append(
            LinkCheck(date.fromisoformat(day), bool(ok), one_line(detail), one_line(sha256), one_line(at))
        )
    rows = connection.execute(
        "SELECT id, location, title, as_of, valid_until, withdrawn, added_at, added_by, revision"
        " FROM evidence WHERE id BETWEEN ? AND ? ORDER BY id",
        wanted,
    )
    return tuple(
        Evidence(
            id=id_,
            location=one_line(location),
            title=one_line(title),
            as_of=_date(as_of),
            valid_until=_date(valid_until),
            withdrawn=bool(withdrawn),
            slots=tuple(slots[id_]),
            link_checks=tuple(link_checks[id_]),
            added_at=one_line(added_at),
            added_by=one_line(added_by),
            revision=revision,
        )
        for id_, location, title, as_of, valid_until, withdrawn, added_at, added_by, revision in rows
    )


def read_snapshots(connection: sqlite3.Connection, assessment: int) -> list[Snapshot]:
    """Return the snapshots of an assessment, the oldest first, without their contents."""
    rows = connection.execute(
        'SELECT name, at, "by", sha256 FROM snapshot WHERE assessment = ? ORDER BY revision', (assessment,)
    )
    return [Snapshot(*map(one_line, row)) for row in rows]


def read_events(
    connection: sqlite3.Connection,
    assessment: int,
    *,
    criterion: str | None = None,
    act: int | None = None,
    limit: int | None = None,
) -> list[Event]:
    """Return events of an assessment and of all assessments together, the newest first.

    Args:
        connection: The database.
        assessment: Id of the assessment.
        criterion: Only what was changed on this criterion.
        act: Only the events of this act.
        limit: At most so many; None for all.

    Raises:
        ValueError: A row holds what no version of this program writes.
    """
    rows = connection.execute(
        'SELECT id, act, at, "by", action, subject, before, after, undoes FROM event'
        " WHERE (assessment = :assessment OR assessment IS NULL)"
        " AND (:criterion IS NULL OR json_extract(coalesce(after, before), '$.criterion') = :criterion)"
        # No event of an act is older than the act itself: so a long history is not gone through for it.
        " AND (:act IS NULL OR act = :act) AND id >= coalesce(:act, 0)"
        " ORDER BY id DESC LIMIT :limit",
        {
            "assessment": assessment,
            "criterion": criterion,
            "act": act,
            "limit": LARGEST_NUMBER if limit is None else min(limit, LARGEST_NUMBER),
        },
    ).fetchall()
    if unknown := {action for _id, _act, _at, _by, action, *_rest in rows} - ACTIONS:
        raise ValueError(*unknown)
    return [
        Event(
            id=id_,
            act=act_,
            at=one_line(at),
            by=one_line(by),
            action=one_line(action),
            subject=one_line(subject),
            before=_row(before),
            after=_row(after),
            undoes=undoes,
        )
        for id_, act_, at, by, action, subject, before, after, undoes in rows
    ]


def _row(text: str | None) -> Mapping[str, object] | None:
    row = from_json(text)
    return row and {
        one_line(key): clean(value) if isinstance(value, str) else value for key, value in row.items()
    }


def _moment(text: str) -> str:
    """Return a moment, from which a day can be taken."""
    return datetime.fromisoformat(text).strftime("%Y-%m-%dT%H:%M:%SZ")


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
