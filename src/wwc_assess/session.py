"""One opened assessment: its workspace, its store and its standard, behind the acts both front ends offer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from wwc_assess.errors import InputError, WorkspaceError
from wwc_assess.links.locations import check_location, settled
from wwc_assess.readiness.score import explain, score
from wwc_assess.records.changes import UNCHANGED, AnswerChange, tidy
from wwc_assess.records.evidence import no_evidence
from wwc_assess.records.model import CheckRef, Slot, Value
from wwc_assess.records.store import Store
from wwc_assess.records.workspace import Workspace, create, locate
from wwc_assess.settings import person
from wwc_assess.standard.library import DEFAULT_STANDARD, open_standard
from wwc_assess.standard.reference import checks_of, slot_of
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wwc_assess.readiness.model import Readiness, Reason
    from wwc_assess.records.changes import NewEvidence, Unchanged
    from wwc_assess.records.model import Assessment, Event, Evidence, Records
    from wwc_assess.standard.model import Standard

CLEAR = "clear"
"""The word that takes an answer back."""


class Session:
    """One assessment, open for reading and writing.

    Args:
        workspace: The folder it lives in.
        store: Its open database.
        standard: What is asked.
        assessment: Which run of it.
        by: Who acts.
    """

    def __init__(
        self, workspace: Workspace, store: Store, standard: Standard, assessment: Assessment, by: str
    ) -> None:
        self.workspace = workspace
        self.store = store
        self.standard = standard
        self.assessment = assessment
        self.by = by

    @classmethod
    def open(cls, folder: str | None = None, *, by: str | None = None, read_only: bool = False) -> Self:
        """Open the newest assessment of a workspace.

        Args:
            folder: The workspace as the person gave it; None to look in the usual places.
            by: Who acts; None for the name that is kept.
            read_only: Whether nothing is going to be written.

        Raises:
            AssessError: There is no workspace, or its database or its standard cannot be read.
        """
        location = locate(folder)
        if not location.exists:
            raise WorkspaceError(
                _("There is no workspace yet; {path} would be it ({why}).").format(
                    path=location.path, why=location.why
                ),
                _(
                    "Begin with wwc-assess in a terminal or with wwc-assess init DIR --city NAME; "
                    "wwc-assess demo shows a sample city."
                ),
            )
        workspace = Workspace(location.path)
        store = Store.open(workspace.database, read_only=read_only)
        try:
            assessment = store.current()
            standard = open_standard(assessment.standard, workspace.criteria)
        except BaseException:
            store.close()
            raise
        return cls(workspace, store, standard, assessment, person(by))

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        city: str,
        cycle: str,
        standard_id: str = DEFAULT_STANDARD,
        by: str | None = None,
    ) -> Self:
        """Make a workspace with its first assessment and open it.

        Raises:
            AssessError: The folder cannot be made or already is a workspace, or there is no such standard.
        """
        # Everything that can be refused is looked at before the folder is made.
        cycle = tidy("cycle", cycle)
        who = tidy("by", person(by))
        standard = open_standard(standard_id, Workspace(folder).criteria)
        workspace = create(folder, city, lambda store: store.add_assessment(standard.id, cycle, who))
        store = Store.open(workspace.database)
        return cls(workspace, store, standard, store.current(), who)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def records(self) -> Records:
        """Return everything recorded, as it is on disk now."""
        return self.store.records(self.assessment.id)

    def readiness(self, records: Records, today: date) -> Readiness:
        """Return the score of records, judged on a day."""
        return score(self.standard, records, today)

    def explain(self, records: Records, readiness: Readiness, *criteria: str) -> dict[str, list[Reason]]:
        """Return the reasons for the standings of some criteria, or of all."""
        return explain(self.standard, records, readiness, list(criteria) or None)

    def changes(self, reference: str, word: str) -> list[AnswerChange]:
        """Return the changes that answer the checks of a reference with a word, such as ``DM1.written`` with ``yes``.

        Raises:
            InputError: The reference or the word is unknown.
        """
        value = value_of_word(word)
        return [
            AnswerChange(CheckRef(criterion.id, check.id), value, check.fingerprint, check.ask)
            for criterion, check in checks_of(self.standard, reference)
        ]

    def answer(self, changes: Sequence[AnswerChange]) -> None:
        """Record answers, all or nothing.

        Raises:
            AssessError: Nothing could be written.
        """
        self.store.answer(self.assessment.id, changes, self.by)

    def answer_seen(self, ref: CheckRef, value: Value | None, seen: int) -> None:
        """Record one answer by a person who saw a certain revision of it (0 for a blank check).

        Raises:
            ConflictError: Somebody else has changed it since.
            AssessError: Nothing could be written.
        """
        check = self.standard.by_id[ref.criterion].check(ref.check)
        if check is None:
            raise InputError(_("{ref} is no check of this standard.").format(ref=ref))
        change = AnswerChange(ref, value, check.fingerprint, check.ask, seen)
        self.store.answer(self.assessment.id, [change], self.by)

    def slots(self, references: Sequence[str]) -> list[Slot]:
        """Return the slots that references such as ``DM1.charter`` name.

        Raises:
            InputError: A reference names none.
        """
        return [Slot(*slot_of(self.standard, reference)) for reference in references]

    def add_evidence(self, new: NewEvidence, slots: Sequence[Slot]) -> Evidence:
        """Add an evidence item and attach it to slots.

        Raises:
            InputError: Its location is a web address of a kind that is not opened, or its dates contradict.
            AssessError: Nothing could be written.
        """
        check_location(new.location)
        _check_days(new.as_of, new.valid_until)
        new = replace(new, location=settled(new.location, self.workspace.path))
        return self.store.add_evidence(self.assessment.id, new, slots, self.by)

    def evidence(self, number: int) -> Evidence:
        """Return an evidence item as it is on disk now.

        Raises:
            InputError: There is no item with this number.
        """
        for item in self.records().evidence:
            if item.id == number:
                return item
        raise no_evidence(number)

    def edit_evidence(  # noqa: PLR0913  one keyword for each field of the form
        self,
        number: int,
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
            number: Its number.
            location: Link or path.
            title: What to call it.
            as_of: The day it speaks of; None for not known.
            valid_until: Its last day; None for no end.
            withdrawn: Whether it no longer counts.
            seen: Revision of the item that the person saw; None changes it whatever stands there.

        Raises:
            ConflictError: Somebody else changed one of these fields since.
            InputError: There is no such item, its location is a web address of a kind that is not opened, or its
                dates contradict.
            AssessError: Nothing could be written.
        """
        if location is not UNCHANGED:
            check_location(location)
            location = settled(location, self.workspace.path)
        item = self.evidence(number)
        _check_days(
            item.as_of if as_of is UNCHANGED else as_of,
            item.valid_until if valid_until is UNCHANGED else valid_until,
        )
        self.store.edit_evidence(
            number,
            self.by,
            location=location,
            title=title,
            as_of=as_of,
            valid_until=valid_until,
            withdrawn=withdrawn,
            seen=seen,
        )

    def undo(self) -> list[Event]:
        """Take back the latest act and return the events that did so."""
        return self.store.undo(self.assessment.id, self.by)


def _check_days(as_of: date | None, valid_until: date | None) -> None:
    """Refuse evidence that would end before its own date."""
    if as_of and valid_until and valid_until < as_of:
        raise InputError(
            _("The evidence would end on {end}, before its own date {start}.").format(
                end=valid_until, start=as_of
            ),
            _("Look at both dates and try again."),
        )


def check_as_of(as_of: date | Unchanged | None, today: date) -> None:
    """Refuse a date of evidence that is still to come: it is the day that the document shows.

    Args:
        as_of: The day it is to speak of, as it was given.
        today: The day it is given on.

    Raises:
        InputError: It is later.
    """
    if isinstance(as_of, date) and as_of > today:
        raise InputError(
            _("The evidence would be dated {as_of}, which is after today, {today}.").format(
                as_of=as_of, today=today
            ),
            _("Give the day that the document itself shows; until when it counts is another date."),
        )


def value_of_word(word: str) -> Value | None:
    """Return the value that a word gives; None for the word that clears.

    Raises:
        InputError: It is none of the words.
    """
    word = word.strip().lower()
    if word == CLEAR:
        return None
    try:
        return Value(word)
    except ValueError:
        words = ", ".join([*Value, CLEAR])
        raise InputError(
            _("“{word}” is no answer.").format(word=word), _("Use one of: {words}.").format(words=words)
        ) from None
