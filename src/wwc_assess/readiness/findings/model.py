"""What a finding is: a weakness that a validator would spot, and the field where a person mends it."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from wwc_assess.readiness.evidence import EvidenceView, document_of, is_expiring, last_day, survey
from wwc_assess.readiness.score import counting
from wwc_assess.records.model import CheckRef, Particular, Slot
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from wwc_assess.readiness.model import Readiness, Use
    from wwc_assess.records.model import Records
    from wwc_assess.standard.model import Criterion, Standard


class Severity(StrEnum):
    """How much a finding weighs, heaviest first."""

    SERIOUS = "serious"
    """A validator would not grant the point."""
    WARNING = "warning"
    """A validator would ask."""
    HINT = "hint"
    """It would make a better impression."""


SEVERITY_WORDS: Mapping[Severity, str] = {
    Severity.SERIOUS: _("serious"),
    Severity.WARNING: _("warning"),
    Severity.HINT: _("hint"),
}


class EvidenceField(NamedTuple):
    """An evidence item, by its number."""

    number: int

    def __str__(self) -> str:
        return f"evidence:{self.number}"


Field = CheckRef | Slot | Particular | EvidenceField | None
"""Where a person goes to mend a finding. No id holds a colon, so that the text of each kind is its own."""


class Finding(NamedTuple):
    """One weakness."""

    rule: str
    """Id of the rule that found it."""
    severity: Severity
    sentence: str
    """What is weak and what to do."""
    criterion: str | None
    """The criterion that it weakens, the first in the file of several; None where it weakens the whole."""
    field: Field


class Rule(NamedTuple):
    """One kind of weakness."""

    id: str
    severity: Severity
    """That of its worst findings."""
    title: str
    """What stands over its findings, beside their number."""
    advice: str
    """What to do about findings of this kind."""

    def found(
        self, sentence: str, criterion: str | None, field: Field, severity: Severity | None = None
    ) -> Finding:
        """Return a finding of this kind, as severe as the rule unless said otherwise."""
        return Finding(self.id, severity or self.severity, sentence, criterion, field)


class Case(Struct, frozen=True, dict=True):
    """What the rules look at: one assessment, scored."""

    standard: Standard
    records: Records
    readiness: Readiness

    @cached_property
    def counted(self) -> Sequence[Criterion]:
        """The criteria that count, in the standard's order."""
        return counting(self.standard, self.readiness.results)

    @cached_property
    def counts(self) -> frozenset[str]:
        """Ids of the criteria that count."""
        return frozenset(criterion.id for criterion in self.counted)

    @cached_property
    def evidence(self) -> Sequence[EvidenceView]:
        """The evidence that nobody has withdrawn, in the order it was added."""
        views = survey(self.standard, self.records, self.readiness.today)
        return [view for view in views if not view.item.withdrawn]

    @cached_property
    def filled(self) -> frozenset[Slot]:
        """The slots that something usable fills; a criterion without documents is one slot."""
        return frozenset(self.slot(use) for view in self.evidence for use in view.uses if self._fills(use))

    @cached_property
    def filled_for_long(self) -> frozenset[Slot]:
        """The slots in which something usable does not expire soon."""
        return frozenset(
            self.slot(use)
            for view in self.evidence
            for use in view.uses
            if self._fills(use) and not is_expiring(self.end(view, use), self.readiness.today)
        )

    def slot(self, use: Use) -> Slot:
        """Return the slot that a use is about: one that the standard has, where it asks for it."""
        document = document_of(use, self.standard)
        return Slot(use.slot.criterion, document.id if document else None)

    def end(self, view: EvidenceView, use: Use) -> date | None:
        """Return the last day on which the dates of an item let it fill a slot; None where they set no end."""
        return last_day(view.item, document_of(use, self.standard))

    @staticmethod
    def _fills(use: Use) -> bool:
        return use.asked_for and use.flaw is None
