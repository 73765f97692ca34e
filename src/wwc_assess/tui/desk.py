"""What the screens work on: one assessment as it is on disk, scored, and the acts that change it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.readiness.score import score
from wwc_assess.readiness.standing import Grounds, flaw_of
from wwc_assess.readiness.walk import next_open, open_questions
from wwc_assess.records.changes import UNCHANGED
from wwc_assess.records.model import CheckRef, Evidence, Slot, Value
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wwc_assess.records.changes import NewEvidence
    from wwc_assess.records.model import Answer, Event
    from wwc_assess.session import Session
    from wwc_assess.tui.widgets.lines import FieldName


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
        self._version = version

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

    def undo(self) -> list[Event]:
        """Take back the latest act."""
        events = self.session.undo()
        self.load()
        return events


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
