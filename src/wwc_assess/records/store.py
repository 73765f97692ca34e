"""The store: the one interface to a city's records, a method for each thing a person can do to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.records.act import (
    ANSWER,
    ASSESSMENT,
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
    Unchanged,
    row_of,
    tidy,
)
from wwc_assess.records.evidence import EvidenceStore
from wwc_assess.records.model import SignOff
from wwc_assess.records.reading import read_answers, read_assessments, read_events
from wwc_assess.records.snapshots import SnapshotStore
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wwc_assess.records.model import Assessment, Event


class Store(EvidenceStore, SnapshotStore):
    """A city's records, to read and to change.

    Each change is one transaction together with its events; when the method returns, it is on disk. Every method
    raises StoreError where the database cannot be read or written, and leaves the store usable.
    """

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
    ) -> int:
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

        Returns:
            The revision that the particulars have now.

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
            return act.edit(PARTICULARS, blank, fields, seen)

    def sign_off(self, assessment_id: int, criterion: str, fingerprint: str, by: str) -> SignOff:
        """Keep a reviewer's word that a criterion stands; it takes the place of an earlier one.

        Args:
            assessment_id: Which assessment.
            criterion: Id of the criterion.
            fingerprint: Of the text, answers and evidence that were reviewed.
            by: The reviewer.

        Raises:
            InputError: The name is empty or too long.
        """
        row = row_of(assessment=assessment_id, criterion=criterion, by=by, fingerprint=fingerprint)
        with self._writing():
            act = self._act(by, assessment_id)
            act.put(SIGN_OFF, row | {"at": act.at})
            return SignOff(act.by, act.at, fingerprint)

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
