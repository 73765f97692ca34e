"""What keeps each criterion from being proven, how much work is left, and what to do first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wwc_assess.readiness.model import Claim, Reason, ReasonKind, Standing
from wwc_assess.records.model import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from wwc_assess.records.model import Particulars, Records
    from wwc_assess.standard.model import Check, Criterion, Document


class Act(StrEnum):
    """The kinds of work that a criterion can ask for."""

    ANSWER = "answer"
    """A question is blank, unsure, or was changed since it was answered."""
    IMPROVE = "improve"
    """The city does not do this yet, or not fully."""
    ATTACH = "attach"
    """It does, and a document has to show it."""
    REACH = "reach"
    """Another criterion has to be reached first."""


@dataclass(frozen=True, slots=True)
class CheckGap:
    """A question without a yes."""

    check: Check
    reason: Reason
    """Why it does not count."""

    @property
    def act(self) -> Act:
        """Whether to answer it or to work on it."""
        return Act.IMPROVE if self.reason.kind is ReasonKind.CHECK_MISSING else Act.ANSWER


@dataclass(frozen=True, slots=True)
class DocumentGap:
    """A document that is missing."""

    document: Document | None
    """None where the standard names no documents and any evidence will do."""
    unusable: tuple[Reason, ...]
    """Why what is attached does not count."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; only what its act needs is set."""

    act: Act
    check: Check | None = None
    document: Document | None = None
    criterion: str = ""


@dataclass(frozen=True)
class Gap:
    """A criterion that is not proven, with all that is missing."""

    criterion: Criterion
    standing: Standing
    claim: Claim
    particulars: Particulars
    checks: tuple[CheckGap, ...]
    """Empty where the claim is met."""
    documents: tuple[DocumentGap, ...]
    requires: tuple[str, ...]
    lacking: int
    """How many more of its questions have to be a yes."""

    def checks_to(self, act: Act) -> Sequence[CheckGap]:
        """Return the questions to answer, or those to work on."""
        return [gap for gap in self.checks if gap.act is act]

    @property
    def first_step(self) -> Step:
        """What to do first: what decides the claim, then what proves it."""
        # An open criterion may turn out to be met: asking costs less than any improvement.
        act = Act.IMPROVE if self.claim is Claim.NOT_MET else Act.ANSWER
        for gap in self.checks_to(act):
            return Step(act, check=gap.check)
        for missing in self.documents:
            return Step(Act.ATTACH, document=missing.document)
        return Step(Act.REACH, criterion=self.requires[0])

    @property
    def effort(self) -> Decimal | None:
        """Person-days at most to proven: the cheapest missing checks, and each missing document; None if not known.

        A check answered partly costs half (scoring rules, the plan).
        """
        checks = _known(_left(gap) for gap in self.checks)
        documents = _known(gap.document.effort if gap.document else None for gap in self.documents)
        if checks is None or documents is None:
            return None
        parts = sorted(checks)[: self.lacking] + documents
        return sum(parts[1:], parts[0]) if parts else None


def gap_of(
    criterion: Criterion, standing: Standing, claim: Claim, reasons: Sequence[Reason], records: Records
) -> Gap:
    """Return what is missing from a criterion, by the reasons for its standing.

    Args:
        criterion: The criterion.
        standing: What it has reached.
        claim: What its answers come to.
        reasons: Why, as `explain` gives it.
        records: What was answered.
    """
    yes = sum(reason.kind is ReasonKind.CHECK_COUNTS for reason in reasons)
    return Gap(
        criterion,
        standing,
        claim,
        records.of(criterion.id),
        () if claim is Claim.MET else tuple(_check_gaps(criterion, reasons)),
        tuple(_document_gaps(criterion, reasons)),
        tuple(reason.criterion for reason in reasons if reason.criterion),
        max(criterion.needed - yes, 0),
    )


def _check_gaps(criterion: Criterion, reasons: Sequence[Reason]) -> Iterable[CheckGap]:
    for reason in reasons:
        check = criterion.check(reason.check or "")
        if check and reason.kind is not ReasonKind.CHECK_COUNTS:
            yield CheckGap(check, reason)


def _document_gaps(criterion: Criterion, reasons: Sequence[Reason]) -> Iterable[DocumentGap]:
    for reason in reasons:
        missing = reason.kind is ReasonKind.DOCUMENT_EMPTY and not reason.optional
        if missing or reason.kind is ReasonKind.EVIDENCE_MISSING:
            unusable = tuple(r for r in reasons if r.flaw and r.document == reason.document)
            yield DocumentGap(criterion.document(reason.document or ""), unusable)


def _left(gap: CheckGap) -> Decimal | None:
    effort = gap.check.effort
    return (
        effort / 2
        if effort is not None and gap.act is Act.IMPROVE and gap.reason.value == Value.PARTLY
        else effort
    )


def _known(efforts: Iterable[Decimal | None]) -> list[Decimal] | None:
    """Return the efforts if all of them are known."""
    known = list(efforts)
    return None if None in known else [effort for effort in known if effort is not None]
