"""One opened assessment: its workspace, its store and its standard, behind the acts both front ends offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from wwc_assess.errors import InputError
from wwc_assess.readiness.score import explain, score
from wwc_assess.records.model import CheckRef, Slot, Value
from wwc_assess.records.store import AnswerChange, Store
from wwc_assess.records.workspace import Workspace, locate
from wwc_assess.settings import person
from wwc_assess.standard.library import DEFAULT_STANDARD, open_standard
from wwc_assess.standard.reference import checks_of, slot_of
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from wwc_assess.readiness.model import Readiness, Reason
    from wwc_assess.records.model import Assessment, Event, Records
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
        workspace = Workspace(locate(folder).path)
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
        cls, folder: Path, *, city: str, cycle: str, standard_id: str = DEFAULT_STANDARD, by: str | None = None
    ) -> Self:
        """Make a workspace with its first assessment and open it.

        Raises:
            AssessError: The folder cannot be made or already is a workspace, or there is no such standard.
        """
        standard = open_standard(standard_id, folder / "criteria")
        workspace = Workspace.create(folder, city)
        store = Store.open(workspace.database)
        assessment = store.add_assessment(standard.id, cycle, person(by))
        return cls(workspace, store, standard, assessment, person(by))

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

    def readiness(self, today: date) -> Readiness:
        """Return the score of what is recorded, judged on a day."""
        return score(self.standard, self.records(), today)

    def explain(self, records: Records, readiness: Readiness, *criteria: str) -> dict[str, list[Reason]]:
        """Return the reasons for the standings of some criteria, or of all."""
        return explain(self.standard, records, readiness, list(criteria) or None)

    def answer(self, given: Iterable[tuple[str, str]]) -> list[CheckRef]:
        """Record answers by reference and word, all or nothing, and return the checks they were for.

        Args:
            given: Pairs such as ``("DM1.written", "yes")`` or ``("DM1", "clear")``.

        Raises:
            InputError: A reference or word is unknown; every such pair is named.
            AssessError: Nothing could be written.
        """
        changes: list[AnswerChange] = []
        errors: list[InputError] = []
        for reference, word in given:
            try:
                changes.extend(self._changes(reference, word))
            except InputError as error:
                errors.append(error)
        if errors:
            raise InputError("\n".join(str(error) for error in errors)) if len(errors) > 1 else errors[0]
        self.store.answer(self.assessment.id, changes, self.by)
        return [change.ref for change in changes]

    def _changes(self, reference: str, word: str) -> list[AnswerChange]:
        value = value_of_word(word)
        return [
            AnswerChange(CheckRef(criterion.id, check.id), value, check.fingerprint, check.ask)
            for criterion, check in checks_of(self.standard, reference)
        ]

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

    def undo(self) -> list[Event]:
        """Take back the latest act and return the events that did so."""
        return self.store.undo(self.assessment.id, self.by)


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
