"""What a city has recorded: answers, evidence, notes, sign-offs, as plain frozen values."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from wwc_assess.fingerprint import fingerprint
from wwc_assess.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class Value(StrEnum):
    """What a check can be answered with (`scoring.md`); a blank check has no answer at all."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNSURE = "unsure"


class CheckRef(NamedTuple):
    """Which check: the criterion's id and the check's."""

    criterion: str
    check: str

    def __str__(self) -> str:
        return f"{self.criterion}.{self.check}"


class Slot(NamedTuple):
    """Where evidence is attached: a criterion, and one of its documents or none of them in particular."""

    criterion: str
    document: str | None = None

    def __str__(self) -> str:
        return f"{self.criterion}.{self.document}" if self.document else self.criterion


class Particular(NamedTuple):
    """What is kept beside a criterion's answers."""

    criterion: str
    name: Literal["note", "owner", "due"]

    def __str__(self) -> str:
        return f"{self.criterion}:{self.name}"


class Assessment(Struct, frozen=True):
    """One city's run against one edition of a standard in one cycle."""

    id: int
    city: str
    standard: str
    """Id of the standard: the name of its folder."""
    cycle: str


class Answer(Struct, frozen=True):
    """The answer to one check, bound to the exact text it answered."""

    ref: CheckRef
    value: Value
    at: str
    """When: UTC, ISO 8601 to the second, such as ``2026-11-22T14:02:11Z``."""
    by: str
    fingerprint: str
    """Of the check as it was asked."""
    asked: str
    """The question as it was asked, kept beside the answer when the standard's text changes."""
    revision: int
    """Number of the event that wrote it; grows with every change and is never used twice."""

    @property
    def day(self) -> date:
        """The city's day, for people to read."""
        return local_day(self.at)


class LinkCheck(Struct, frozen=True):
    """One try to reach a link or to read a file; it says nothing about any other location."""

    day: date
    ok: bool
    detail: str = ""
    """What was seen, such as ``404 Not Found``."""
    sha256: str = ""
    """Of the bytes of a file, as 64 hexadecimal digits; empty for a link."""
    at: str = ""
    """When: UTC, as for an answer."""


class Evidence(Struct, frozen=True):
    """A link or a file path with its dates, attached to any number of slots."""

    id: int
    location: str
    title: str
    as_of: date | None
    valid_until: date | None
    withdrawn: bool
    slots: tuple[Slot, ...]
    link_checks: tuple[LinkCheck, ...]
    """The tries of its present location, oldest first."""
    added_at: str
    added_by: str
    revision: int

    @property
    def name(self) -> str:
        """What to call it: its title, or its location where it has none."""
        return self.title or self.location


class Particulars(Struct, frozen=True):
    """What is kept beside a criterion's answers: note, owner, due date."""

    note: str = ""
    owner: str = ""
    due: date | None = None
    not_applicable: bool = False
    revision: int = 0


class SignOff(Struct, frozen=True):
    """A reviewer's word that a proven criterion stands, for exactly what was there on that day."""

    by: str
    at: str
    fingerprint: str

    @property
    def day(self) -> date:
        """The city's day, for people to read."""
        return local_day(self.at)


class Snapshot(Struct, frozen=True):
    """Where an assessment stood at one moment, kept under a name."""

    name: str
    at: str
    by: str
    sha256: str
    """Of its content, as 64 hexadecimal digits."""


class Event(Struct, frozen=True):
    """One change, as it is kept for good."""

    id: int
    act: int
    """Events of one act (one key, one command) share this number and are undone together."""
    at: str
    by: str
    action: str
    subject: str
    """What was changed: a reference such as ``DM1.written``, or the number of an evidence item."""
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    undoes: int | None
    """The act that this one undid."""


class Records(Struct, frozen=True, dict=True):
    """Everything recorded in one assessment at one moment."""

    assessment: Assessment
    answers: Mapping[CheckRef, Answer] = {}
    evidence: tuple[Evidence, ...] = ()
    """In the order it was added."""
    particulars: Mapping[str, Particulars] = {}
    sign_offs: Mapping[str, SignOff] = {}

    @cached_property
    def attached(self) -> Mapping[Slot, Sequence[Evidence]]:
        """By slot the evidence in it, in the order it was added; by criterion alone that in all slots of it."""
        attached: defaultdict[Slot, list[Evidence]] = defaultdict(list)
        for item in self.evidence:
            for slot in {*item.slots, *(Slot(slot.criterion) for slot in item.slots)}:
                attached[slot].append(item)
        return attached

    @cached_property
    def answers_to(self) -> Mapping[str, Sequence[Answer]]:
        """By criterion all answers to its questions, also to those that are no longer asked, in the order of their ids."""
        answers: defaultdict[str, list[Answer]] = defaultdict(list)
        for ref, answer in sorted(self.answers.items()):
            answers[ref.criterion].append(answer)
        return answers

    def of(self, criterion_id: str) -> Particulars:
        """Return the note, owner and due date of a criterion; blank ones where nothing is kept."""
        return self.particulars.get(criterion_id) or Particulars()

    @property
    def fingerprint(self) -> str:
        """Of everything a score depends on: answers, evidence, sign-offs; not of notes, owners or times."""
        return fingerprint(
            [
                [[*ref, answer.value, answer.fingerprint] for ref, answer in sorted(self.answers.items())],
                [evidence_parts(item) for item in self.evidence],
                sorted(key for key, value in self.particulars.items() if value.not_applicable),
                [[key, value.by, value.fingerprint] for key, value in sorted(self.sign_offs.items())],
            ]
        )


def evidence_parts(
    item: Evidence, criterion: str | None = None
) -> list[str | int | list[list[str | None]] | None]:
    """Return what makes an evidence item the one that a person judged, for a fingerprint.

    Args:
        item: The evidence.
        criterion: Only its slots in this criterion count; None for all of them.
    """
    return [
        item.id,
        item.location,
        item.as_of.isoformat() if item.as_of else None,
        item.valid_until.isoformat() if item.valid_until else None,
        int(item.withdrawn),
        sorted(([*slot] for slot in item.slots if criterion in {None, slot.criterion}), key=str),
    ]
