"""What the screens work on: one assessment as it is on disk, scored, and the acts that change it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from wwc_assess.errors import InputError
from wwc_assess.readiness.score import score
from wwc_assess.readiness.sentences import day_figure, level_title
from wwc_assess.readiness.standing import Grounds, flaw_of
from wwc_assess.readiness.walk import next_open, open_questions
from wwc_assess.records.changes import UNCHANGED
from wwc_assess.records.model import CheckRef, Evidence, Slot, Value
from wwc_assess.session import check_as_of
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from decimal import Decimal

    from wwc_assess.links.model import Outcome
    from wwc_assess.readiness.findings import Finding
    from wwc_assess.readiness.plan import Job, Plan
    from wwc_assess.records.changes import NewEvidence, Unchanged
    from wwc_assess.records.model import Answer, Event
    from wwc_assess.session import Session
    from wwc_assess.tui.widgets.lines import FieldName

Kept = TypeVar("Kept")

_AHEAD_WIDTH = 28
"""Characters of what is ahead that the frame of the practices has room for."""


class Desk:
    """One assessment, as last read from disk.

    Args:
        session: The opened assessment.
        today: Gives the day on which evidence is judged.
    """

    def __init__(self, session: Session, today: Callable[[], date]) -> None:
        self.session = session
        self.standard = session.standard
        self._today = today
        self.load()

    def load(self) -> None:
        """Read everything from disk and score it."""
        version = self.session.store.data_version()  # first: what is written from here on is noticed later
        self.records = self.session.records()
        self.grounds = Grounds(self.standard, self.records, self._today())
        self.readiness = score(self.standard, self.records, self.grounds.today)
        self.__dict__.pop("findings", None)
        self.__dict__.pop("plan", None)
        self._version = version

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What a validator would ask about."""
        from wwc_assess.readiness.findings import find  # noqa: PLC0415  not for the first paint

        return find(self.standard, self.records, self.readiness)

    @cached_property
    def plan(self) -> Plan:
        """The cheapest way to the next level, proven."""
        from wwc_assess.readiness.plan import make_plan  # noqa: PLC0415  not for the first paint

        return make_plan(self.standard, self.records, self.readiness)

    def ahead(self) -> str:
        """Return how many weaknesses a validator would find and what the next level costs, in a few words."""
        count = len(self.findings)
        findings = ngettext("{n} finding", "{n} findings", count).format(n=count)
        if not self.plan.jobs:
            return findings
        level, days = level_title(self.standard, self.plan.to), day_figure(self.plan.cost)
        told = _("{findings} · {level}: {days} d").format(findings=findings, level=level, days=days)
        if len(told) <= _AHEAD_WIDTH:
            return told
        return _("{findings} · {level} {days} d").format(findings=findings, level=level, days=days)

    def is_behind(self) -> bool:
        """Return whether another program has written since the last reading."""
        return self.session.store.data_version() != self._version

    def is_of_yesterday(self) -> bool:
        """Return whether the day has changed since the last reading."""
        return self._today() != self.grounds.today

    def next_open(self, after: CheckRef | None = None) -> CheckRef | None:
        """Return the next open question after a check."""
        return next_open(self.standard, self.records, after)

    def is_open(self, ref: CheckRef) -> bool:
        """Return whether a check still waits for its answer."""
        return ref in set(open_questions(self.standard, self.records))

    def answer(self, ref: CheckRef, value: Value | None, seen: Answer | None) -> None:
        """Answer a check, or clear it, unless somebody else changed what the person saw there; None for a blank."""
        self.session.answer_seen(ref, value, seen.revision if seen else 0)
        self.load()

    def field(self, criterion: str, field: FieldName) -> str:
        """Return a note, owner or due date as text to edit."""
        particulars = self.records.of(criterion)
        if field == "due":
            return particulars.due.isoformat() if particulars.due else ""
        return particulars.note if field == "note" else particulars.owner

    def revision(self, criterion: str) -> int:
        """Return the revision of a criterion's note, owner and due date as they were last read."""
        return self.records.of(criterion).revision

    def write(self, criterion: str, field: FieldName, text: str, *, seen: int, goes_on: bool = False) -> None:
        """Keep a note, owner or due date.

        Args:
            criterion: Whose.
            field: Which of them.
            text: As it was written.
            seen: The revision that the person began from.
            goes_on: Whether this goes on with the writing of that revision.
        """
        self.session.store.set_particulars(
            self.session.assessment.id,
            criterion,
            self.session.by,
            note=text if field == "note" else UNCHANGED,
            owner=text if field == "owner" else UNCHANGED,
            due=day_of(text) if field == "due" else UNCHANGED,
            seen=seen,
            goes_on=goes_on,
        )
        self.load()

    def first_empty_slot(self, criterion_id: str) -> Slot:
        """Return the first slot of a criterion that nothing usable fills, or its first one."""
        criterion = self.standard.by_id[criterion_id]
        documents = criterion.documents or (None,)
        empty = (
            document
            for document in documents
            if all(
                flaw_of(item, document, self.grounds.today)
                for item in self.grounds.attached(criterion, document)
            )
        )
        document = next(empty, documents[0])
        return Slot(criterion_id, document.id if document else None)

    def evidence(self, number: int) -> Evidence:
        """Return the evidence item with this number."""
        return next(item for item in self.records.evidence if item.id == number)

    def add_evidence(self, new: NewEvidence, slots: Sequence[Slot]) -> int:
        """Add an evidence item, attach it and return its number."""
        check_as_of(new.as_of, self.grounds.today)
        number = self.session.add_evidence(new, slots).id
        self.load()
        return number

    def attach(self, number: int, slots: Sequence[Slot]) -> None:
        """Attach an item that is there already."""
        self.session.store.attach(self.session.assessment.id, number, slots, self.session.by)
        self.load()

    def detach(self, number: int, slot: Slot) -> None:
        """Take an item off a slot; off its last one, it is removed."""
        store, by = self.session.store, self.session.by
        with store.as_one_act():
            store.detach(self.session.assessment.id, number, [slot], by)
            if not store.is_attached(number):
                store.remove_evidence(number, by)
        self.load()

    def on_disk(self, item: Evidence) -> Evidence:
        """Return an item as it is on disk by now; as it was, where it is gone."""
        return next((each for each in self.session.records().evidence if each.id == item.id), item)

    def edit_evidence(self, item: Evidence, new: NewEvidence, *, withdrawn: bool) -> None:
        """Change an item that a person saw, unless somebody else changed the same meanwhile."""
        check_as_of(_changed(item.as_of, new.as_of), self.grounds.today)
        self.session.edit_evidence(
            item.id,
            location=_changed(item.location, new.location),
            title=_changed(item.title, new.title),
            as_of=_changed(item.as_of, new.as_of),
            valid_until=_changed(item.valid_until, new.valid_until),
            withdrawn=_changed(item.withdrawn, withdrawn),
            seen=item.revision,
        )
        self.load()

    def attach_exactly(self, item: Evidence, slots: Collection[Slot]) -> None:
        """Attach an item to these slots and no others, in one act; where the standard has no such slot it stays."""
        store, assessment, by = self.session.store, self.session.assessment.id, self.session.by
        known = set(self.slot_names())
        with store.as_one_act():
            store.detach(assessment, item.id, [s for s in item.slots if s in known and s not in slots], by)
            store.attach(assessment, item.id, slots, by)
        self.load()

    def slot_names(self) -> dict[Slot, str]:
        """Return everything that evidence can be attached to, with a name for each."""
        return {
            Slot(criterion.id, document.id if document else None): f"{criterion.id}  "
            + (document.what if document else criterion.title)
            for criterion in self.standard.active()
            for document in criterion.documents or (None,)
        }

    def remove_evidence(self, number: int) -> None:
        """Remove an item from everything that it proves."""
        self.session.store.remove_evidence(number, self.session.by)
        self.load()

    def record_try(self, item: Evidence, outcome: Outcome) -> None:
        """Keep what trying a link or a file gave, without reading everything again."""
        self.session.store.record_link_check(
            item.id, self._today(), outcome.ok, outcome.detail, outcome.sha256, location=item.location
        )

    def sign_off(self, criterion: str, by: str) -> None:
        """Sign off a criterion as its reviewer."""
        from wwc_assess.review import sign_off  # noqa: PLC0415  only when something is signed off

        sign_off(self.session, criterion, by, self.grounds.today)
        self.load()

    def accept(self, jobs: Sequence[Job], start: date, days_per_week: Decimal, *, owner: str) -> None:
        """Write by when jobs are due, and who sees to those that nobody has taken."""
        from wwc_assess.acceptance import accept  # noqa: PLC0415  only when a plan is accepted

        accept(self.session, self.records, jobs, start=start, days_per_week=days_per_week, owner=owner)
        self.load()

    def as_shown(self, event: Event) -> Event:
        """Return an event with its question named as on the screens, by its place."""
        row = event.after or event.before or {}
        criterion = self.standard.by_id.get(str(row.get("criterion")))
        names = [check.id for check in criterion.questions] if criterion else []
        if row.get("check") not in names:
            return event
        place = names.index(str(row["check"])) + 1
        subject = _("{criterion}, question {place}").format(criterion=row["criterion"], place=place)
        return replace(event, subject=subject)

    def undo(self) -> list[Event]:
        """Take back the latest act."""
        events = self.session.undo()
        self.load()
        return events


def _changed(seen: Kept, now: Kept) -> Kept | Unchanged:
    """Return what a person wants a field to be, where that is not what they saw there."""
    return UNCHANGED if seen == now else now


def day_of(text: str) -> date | None:
    """Return the day a text gives; None for an empty one.

    Raises:
        InputError: It is no day.
    """
    cleaned = one_line(text)
    if not cleaned:
        return None
    try:
        return date.fromisoformat(cleaned)
    except ValueError:
        raise InputError(
            _("“{text}” is no day.").format(text=cleaned),
            _("Write it as year-month-day, such as 2026-11-30."),
        ) from None
