"""A report's seal: fingerprints by which anybody can tell later whether it still fits the records, and where not."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from wwc_assess.errors import InputError
from wwc_assess.fingerprint import fingerprint
from wwc_assess.readiness.standing import sign_off_fingerprint
from wwc_assess.records.model import Particulars
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wwc_assess.readiness.model import Readiness, Standing
    from wwc_assess.records.model import Answer, Evidence, Records, SignOff
    from wwc_assess.standard.model import Criterion, Standard

PARTS = ("text", "answers", "evidence", "sign-off", "standing")
"""What a criterion's mark is made of, in this order."""

_DIGITS = 6
"""Of each part's fingerprint: enough to notice a change, few enough to stand in a line for each criterion."""
_HEXADECIMAL = frozenset("0123456789abcdef")


class Seal(NamedTuple):
    """What a report was written from."""

    standard_id: str
    standard: str
    """The standard's fingerprint."""
    records: str
    """The records' fingerprint."""
    day: date
    """The day on which the report judges the evidence."""
    criteria: Mapping[str, str]
    """A mark for each criterion that counts: six hexadecimal digits for each of the `PARTS`."""


def seal_of(standard: Standard, records: Records, readiness: Readiness) -> Seal:
    """Return the seal of a report on these records.

    A criterion's mark changes with whatever a sign-off would be void by (scoring rules), with the sign-off itself, and
    with the standing on the report's day; not with notes, owners and due dates, nor by time passing.

    Args:
        standard: What is asked.
        records: What was answered.
        readiness: The score of these records; its day is the report's day.
    """
    marks = {
        criterion.id: _mark(criterion, records, readiness.results[criterion.id].standing)
        for criterion in standard.active()
    }
    return Seal(standard.id, standard.fingerprint, records.fingerprint, readiness.today, marks)


def basis_of(standard: Standard, records: Records) -> str:
    """Return the fingerprint of all that a report may show: notes, owners and texts too, and days by this time zone."""
    nothing = Particulars()
    shown = (
        _shown(records.answers),
        _shown(
            {key: kept for key, kept in records.particulars.items() if replace(kept, revision=0) != nothing}
        ),
        _shown(records.sign_offs),
        _shown({item.id: item for item in records.evidence}),
    )
    days = {answer.at: answer.day for answer in records.answers.values()}
    days |= {sign_off.at: sign_off.day for sign_off in records.sign_offs.values()}
    return sha256(repr((standard, shown, sorted(days.items()))).encode()).hexdigest()


def _shown(kept: Mapping[Any, Answer | Evidence | Particulars | SignOff]) -> list[list[str]]:
    """Return what is recorded, without the numbers of the events that recorded it."""
    return [
        [
            repr(key),
            *(repr(getattr(kept[key], name)) for name in kept[key].__struct_fields__ if name != "revision"),
        ]
        for key in sorted(kept)
    ]


def _mark(criterion: Criterion, records: Records, standing: Standing) -> str:
    sign_off = records.sign_offs.get(criterion.id)
    given = [sign_off.by, sign_off.fingerprint] if sign_off else None
    parts = [
        *sign_off_fingerprint(criterion, records).split(),
        fingerprint([given]),
        fingerprint([standing]),
    ]
    return "".join(part[:_DIGITS] for part in parts)


def differences(mark: str, other: str) -> tuple[str, ...]:
    """Return which of the `PARTS` two marks of a criterion differ in."""
    return tuple(
        part
        for part, place in zip(PARTS, range(0, len(PARTS) * _DIGITS, _DIGITS), strict=True)
        if mark[place : place + _DIGITS] != other[place : place + _DIGITS]
    )


def seal_text(seal: Seal) -> str:
    """Return the marks of the criteria in one line, such as ``DM1:3fa2… DM2:…``."""
    return " ".join(f"{key}:{mark}" for key, mark in seal.criteria.items())


def parse_seal(facts: Mapping[str, str]) -> Seal:
    """Return the seal that a report holds.

    Args:
        facts: What the report says about itself: ``standard``, ``standard_fingerprint``, ``records_fingerprint``,
            ``date`` and ``seal``, as `seal_text` gives it.

    Raises:
        InputError: There is no whole seal in it.
    """
    marks = dict(_parsed(word) for word in facts.get("seal", "").split())
    try:
        day = date.fromisoformat(facts.get("date", ""))
    except ValueError:
        raise _not_whole() from None
    if not marks:
        raise _not_whole()
    return Seal(
        facts.get("standard", ""),
        facts.get("standard_fingerprint", ""),
        facts.get("records_fingerprint", ""),
        day,
        marks,
    )


def _parsed(word: str) -> tuple[str, str]:
    key, _colon, mark = word.rpartition(":")
    if not key or len(mark) != len(PARTS) * _DIGITS or not _HEXADECIMAL.issuperset(mark):
        raise _not_whole()
    return key, mark


def _not_whole() -> InputError:
    return InputError(
        _("The report’s seal is missing or damaged, so it cannot be verified."),
        _("Verify the file as the program wrote it, or write the report again."),
    )
