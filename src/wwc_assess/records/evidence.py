"""The store's part on evidence: adding, changing, removing and attaching it, and keeping what trying its link gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.records.act import ATTACHMENT, EVIDENCE, LINK_CHECK, Act
from wwc_assess.records.changes import UNCHANGED, NewEvidence, Unchanged, row_of
from wwc_assess.records.connection import LARGEST_NUMBER, told_plainly
from wwc_assess.records.database import DatabaseFile
from wwc_assess.records.reading import read_evidence
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from wwc_assess.records.act import Row
    from wwc_assess.records.model import Evidence, Slot

OURSELVES = "wwc-assess"
"""Who tries links: no person does."""


class EvidenceStore(DatabaseFile):
    """The city's evidence; `Store` adds everything else."""

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
            (item,) = read_evidence(self._connection, assessment_id, only=number)
            return item

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

    def is_attached(self, evidence_id: int) -> bool:
        """Return whether an evidence item is attached anywhere, in whichever assessment."""
        with told_plainly(self._path):
            found = self._connection.execute(
                "SELECT 1 FROM attachment WHERE evidence = ? LIMIT 1", (evidence_id,)
            ).fetchone()
        return found is not None

    def record_link_check(  # noqa: PLR0913  one argument for each part of the outcome
        self,
        evidence_id: int,
        day: date,
        ok: bool,  # noqa: FBT001  the outcome is the message
        detail: str,
        sha256: str = "",
        *,
        location: str | None = None,
    ) -> None:
        """Keep the outcome of trying a link or a file, beside all earlier ones.

        It belongs to the location that was tried: once the item has another one, it counts no longer.

        Args:
            evidence_id: Number of the item.
            day: When it was tried.
            ok: Whether it was reached.
            detail: What was seen, such as ``404 Not Found``.
            sha256: Of the bytes of a file, as 64 hexadecimal digits.
            location: What was tried; None for the location that the item has now.

        Raises:
            InputError: There is no such item, or a text is too long.
        """
        outcome = row_of(evidence=evidence_id, day=day, ok=ok, detail=detail, sha256=sha256)
        with self._writing():
            act = self._act(OURSELVES)
            item = _evidence(act, evidence_id)
            # What was tried stands in the records already, however long another program made it.
            tried = item["location"] if location is None else location
            (number,) = self._connection.execute("SELECT 1 + coalesce(max(id), 0) FROM link_check").fetchone()
            act.change(LINK_CHECK, None, {"id": number, **outcome, "location": tried, "at": act.at})


def no_evidence(number: int) -> InputError:
    """Return the error that there is no evidence item with a number."""
    return InputError(
        _("There is no evidence item {number}.").format(number=number),
        _("See their numbers with wwc-assess evidence list."),
    )


def _evidence(act: Act, evidence_id: int) -> Row:
    item = act.find(EVIDENCE, {"id": evidence_id})[0] if abs(evidence_id) <= LARGEST_NUMBER else None
    if item is None:
        raise no_evidence(evidence_id)
    return item


def _attachments(assessment_id: int, evidence_id: int, slots: Iterable[Slot]) -> Iterator[Row]:
    for criterion, document in slots:
        yield row_of(
            assessment=assessment_id, evidence=evidence_id, criterion=criterion, document=document or ""
        )
