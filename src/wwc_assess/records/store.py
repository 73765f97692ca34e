"""The store: the one interface to a city's records, a method for each thing a person can do to them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.records.act import (
    ANSWER,
    ASSESSMENT,
    ATTACHMENT,
    EVIDENCE,
    LINK_CHECK,
    PARTICULARS,
    SIGN_OFF,
    Act,
    latest_undoable,
    undo,
)
from wwc_assess.records.changes import (
    UNCHANGED,
    AnswerChange,
    AnswerConflict,
    NewEvidence,
    Unchanged,
    row_of,
    tidy,
)
from wwc_assess.records.connection import LARGEST_NUMBER
from wwc_assess.records.database import DatabaseFile
from wwc_assess.records.reading import read_answers, read_assessments, read_events, read_evidence
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from wwc_assess.records.act import Row
    from wwc_assess.records.model import Assessment, Event, Evidence, Slot

OURSELVES = "wwc-assess"
"""Who tries links: no person does."""


class Store(DatabaseFile):
    """A city's records, to read and to change.

    Each change is one transaction together with its events; when the method returns, it is on disk. Every method
    raises StoreError where the database cannot be read or written, and leaves the store usable.
    """

    _begun_at: int | None = None
    """The last event before several acts that make up one."""

    def add_assessment(self, standard: str, cycle: str, by: str) -> Assessment:
        """Start an assessment.

        Args:
            standard: Id of the standard.
            cycle: Which round, such as ``2026``.
            by: Who.

        Raises:
            InputError: There is one for this standard and cycle, or a text is empty or too long.
        """
        row = row_of(standard=standard, cycle=cycle)
        with self._writing():
            existing = read_assessments(self._connection, self.city)
            if any((one.standard, one.cycle) == (row["standard"], row["cycle"]) for one in existing):
                raise InputError(
                    _("There is already an assessment of {standard} for {cycle}.").format(**row),
                    _("Choose another name for the cycle."),
                )
            number = 1 + max((one.id for one in existing), default=0)
            act = self._act(by, number)
            act.change(ASSESSMENT, None, {"id": number, **row, "created_at": act.at})
            return self._assessment(number)

    def answer(self, assessment_id: int, changes: Sequence[AnswerChange], by: str) -> None:
        """Set or clear answers, all or none.

        Args:
            assessment_id: Which assessment.
            changes: What to set; an answer that stands already as wanted is left as it is.
            by: Who.

        Raises:
            AnswerConflict: Somebody else answered otherwise since the person saw it.
            InputError: A text is empty or too long.
        """
        with self._writing():
            act = self._act(by, assessment_id)
            for change in changes:
                self._answer(act, assessment_id, change)

    def _answer(self, act: Act, assessment_id: int, change: AnswerChange) -> None:
        key = row_of(assessment=assessment_id, **change.ref._asdict())
        before, revision = act.find(ANSWER, key)
        if change.seen not in {None, revision} and change.value != (before and before["value"]):
            raise AnswerConflict(change, read_answers(self._connection, assessment_id).get(change.ref))
        if change.value is None:
            act.change(ANSWER, before, None)
            return
        judged = row_of(value=change.value, fingerprint=change.fingerprint)
        if before is None or not judged.items() <= before.items():
            said = row_of(by=act.by, asked=change.asked)
            act.change(ANSWER, before, {**key, **judged, **said, "at": act.at})

    def set_particulars(  # noqa: PLR0913  one keyword for each field of the form
        self,
        assessment_id: int,
        criterion: str,
        by: str,
        *,
        note: str | Unchanged = UNCHANGED,
        owner: str | Unchanged = UNCHANGED,
        due: date | Unchanged | None = UNCHANGED,
        not_applicable: bool | Unchanged = UNCHANGED,
        seen: int | None = None,
        goes_on: bool = False,
    ) -> None:
        """Set what is kept beside a criterion's answers.

        Args:
            assessment_id: Which assessment.
            criterion: Id of the criterion.
            by: Who.
            note: Free text of several lines.
            owner: Who sees to it.
            due: By when; None for no day.
            not_applicable: Whether the criterion does not apply to the city.
            seen: Revision of the particulars that the person saw, 0 for none; None sets them whatever stands there.
            goes_on: Whether this goes on with the act that wrote that revision, so that both are undone together.

        Raises:
            ConflictError: Somebody else changed one of these fields since the person saw it.
            InputError: A text is too long.
        """
        blank = row_of(
            assessment=assessment_id, criterion=criterion, note="", owner="", due=None, not_applicable=False
        )
        fields = row_of(note=note, owner=owner, due=due, not_applicable=not_applicable)
        with self._writing():
            act = self._act(by, assessment_id, continues=seen if goes_on else None)
            act.edit(PARTICULARS, blank, fields, seen)

    def add_evidence(self, assessment_id: int, new: NewEvidence, slots: Iterable[Slot], by: str) -> Evidence:
        """Add an evidence item and attach it.

        Args:
            assessment_id: The assessment that it is attached in.
            new: What it is.
            slots: Where it is attached; none is fine.
            by: Who.

        Returns:
            The item with its number.

        Raises:
            InputError: The location is empty, or a text is too long.
        """
        row = row_of(
            location=new.location,
            title=new.title,
            as_of=new.as_of,
            valid_until=new.valid_until,
            withdrawn=False,
        )
        with self._writing():
            (number,) = self._connection.execute(
                "SELECT 1 + coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'evidence'"
            ).fetchone()
            act = self._act(by, assessment_id)
            act.change(EVIDENCE, None, {"id": number, **row, "added_at": act.at, "added_by": act.by})
            for attachment in _attachments(assessment_id, number, slots):
                act.put(ATTACHMENT, attachment)
            return next(item for item in read_evidence(self._connection, assessment_id) if item.id == number)

    def edit_evidence(  # noqa: PLR0913  one keyword for each field of the form
        self,
        evidence_id: int,
        by: str,
        *,
        location: str | Unchanged = UNCHANGED,
        title: str | Unchanged = UNCHANGED,
        as_of: date | Unchanged | None = UNCHANGED,
        valid_until: date | Unchanged | None = UNCHANGED,
        withdrawn: bool | Unchanged = UNCHANGED,
        seen: int | None = None,
    ) -> None:
        """Change an evidence item, in all assessments.

        Args:
            evidence_id: Its number.
            by: Who.
            location: Link or path.
            title: What to call it.
            as_of: The day it speaks of; None for not known.
            valid_until: Its last day; None for no end.
            withdrawn: Whether it no longer counts.
            seen: Revision of the item that the person saw; None changes it whatever stands there.

        Raises:
            ConflictError: Somebody else changed one of these fields since the person saw it.
            InputError: There is no such item, the location is empty, or a text is too long.
        """
        fields = row_of(
            location=location, title=title, as_of=as_of, valid_until=valid_until, withdrawn=withdrawn
        )
        with self._writing():
            act = self._act(by)
            act.edit(EVIDENCE, _evidence(act, evidence_id), fields, seen)

    def remove_evidence(self, evidence_id: int, by: str) -> None:
        """Remove an evidence item from all assessments; its number is never used again.

        Args:
            evidence_id: Its number.
            by: Who.

        Raises:
            InputError: There is no such item.
        """
        with self._writing():
            act = self._act(by)
            item = _evidence(act, evidence_id)
            for attachment in act.find_all(ATTACHMENT, {"evidence": evidence_id}):
                act.change(ATTACHMENT, attachment, None)
            act.change(EVIDENCE, item, None)

    def attach(self, assessment_id: int, evidence_id: int, slots: Iterable[Slot], by: str) -> None:
        """Attach an evidence item to slots; where it is attached already nothing happens.

        Args:
            assessment_id: Which assessment.
            evidence_id: Number of the item.
            slots: Where.
            by: Who.

        Raises:
            InputError: There is no such item.
        """
        with self._writing():
            act = self._act(by, assessment_id)
            _evidence(act, evidence_id)
            for attachment in _attachments(assessment_id, evidence_id, slots):
                act.put(ATTACHMENT, attachment)

    def detach(self, assessment_id: int, evidence_id: int, slots: Iterable[Slot], by: str) -> None:
        """Take an evidence item off slots; where it is not attached nothing happens.

        Args:
            assessment_id: Which assessment.
            evidence_id: Number of the item.
            slots: Where.
            by: Who.

        Raises:
            InputError: There is no such item.
        """
        with self._writing():
            act = self._act(by, assessment_id)
            _evidence(act, evidence_id)
            for attachment in _attachments(assessment_id, evidence_id, slots):
                before, _revision = act.find(ATTACHMENT, attachment)
                act.change(ATTACHMENT, before, None)

    def sign_off(self, assessment_id: int, criterion: str, fingerprint: str, by: str) -> None:
        """Keep a reviewer's word that a criterion stands; it takes the place of an earlier one.

        Args:
            assessment_id: Which assessment.
            criterion: Id of the criterion.
            fingerprint: Of the text, answers and evidence that were reviewed.
            by: The reviewer.
        """
        row = row_of(assessment=assessment_id, criterion=criterion, by=by, fingerprint=fingerprint)
        with self._writing():
            act = self._act(by, assessment_id)
            act.put(SIGN_OFF, row | {"at": act.at})

    def record_link_check(self, evidence_id: int, day: date, ok: bool, detail: str) -> None:  # noqa: FBT001  the outcome is the message
        """Keep the outcome of trying a link; a later try on the same day takes its place.

        Args:
            evidence_id: Number of the item.
            day: When it was tried.
            ok: Whether it was reached.
            detail: What was seen, such as ``404 Not Found``.

        Raises:
            InputError: There is no such item, or the detail is too long.
        """
        outcome = row_of(evidence=evidence_id, day=day, ok=ok, detail=detail)
        with self._writing():
            act = self._act(OURSELVES)
            _evidence(act, evidence_id)
            act.put(LINK_CHECK, outcome)

    def undo(self, assessment_id: int, by: str) -> list[Event]:
        """Undo the latest act of a person that is not undone yet; called again, the one before it.

        Args:
            assessment_id: Which assessment; acts on the city's evidence count too.
            by: Who.

        Returns:
            The events of the undoing, the newest first.

        Raises:
            ConflictError: What the act left has been changed since by something else.
            InputError: There is nothing left to undo.
        """
        who = tidy("by", by)
        with self._writing():
            target = latest_undoable(self._connection, assessment_id)
            if target is None:
                raise InputError(_("There is nothing left to undo."))
            act = undo(self._connection, target, at=self._moment(), by=who)
            return read_events(self._connection, assessment_id, act=act.id)

    @contextmanager
    def as_one_act(self) -> Iterator[None]:
        """Run several acts of one person as a single one: one transaction, undone together."""
        with self.together():
            self._begun_at = self._last_event()
            try:
                yield
            finally:
                self._begun_at = None

    def _last_event(self) -> int:
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM event").fetchone()
        return int(last)

    def _act(self, by: str, assessment_id: int | None = None, continues: int | None = None) -> Act:
        who = tidy("by", by)
        if self._begun_at is not None and (last := self._last_event()) > self._begun_at:
            continues = last
        return Act(self._connection, at=self._moment(), by=who, assessment=assessment_id, continues=continues)


def _evidence(act: Act, evidence_id: int) -> Row:
    item = act.find(EVIDENCE, {"id": evidence_id})[0] if abs(evidence_id) <= LARGEST_NUMBER else None
    if item is None:
        raise InputError(
            _("There is no evidence item {number}.").format(number=evidence_id),
            _("See their numbers with wwc-assess evidence list."),
        )
    return item


def _attachments(assessment_id: int, evidence_id: int, slots: Iterable[Slot]) -> Iterator[Row]:
    for criterion, document in slots:
        yield row_of(
            assessment=assessment_id, evidence=evidence_id, criterion=criterion, document=document or ""
        )
