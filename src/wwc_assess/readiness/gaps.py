"""What keeps each criterion from being proven, how much work is left, and what to do first."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from wwc_assess.readiness.model import Claim, Reason, ReasonKind, Standing, TallyName
from wwc_assess.records.model import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wwc_assess.readiness.model import Readiness
    from wwc_assess.records.model import Particulars, Records
    from wwc_assess.standard.model import Check, Criterion, Document, Standard


ASSUMED_FOR_A_CHECK = Decimal(1)
"""Person-days, where the standard gives no effort."""
ASSUMED_FOR_A_DOCUMENT = Decimal("0.5")
"""Person-days, where the standard gives no effort or names no document."""


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


class Step(NamedTuple):
    """One thing to do; only what its act needs is set."""

    act: Act
    check: Check | None = None
    document: Document | None = None
    criterion: str = ""
    cost: Decimal = Decimal(0)
    """Person-days at most."""
    assumed: bool = False
    """Whether the cost is assumed, because the standard gives none."""


class CheckGap(NamedTuple):
    """A question without a yes."""

    check: Check
    reason: Reason
    """Why it does not count."""

    @property
    def act(self) -> Act:
        """Whether to answer it or to work on it."""
        return Act.IMPROVE if self.reason.kind is ReasonKind.CHECK_MISSING else Act.ANSWER

    @property
    def step(self) -> Step:
        """The work to a yes; what is answered partly costs half (scoring rules, the plan)."""
        effort = self.check.effort
        cost = ASSUMED_FOR_A_CHECK if effort is None else effort
        if self.act is Act.IMPROVE and self.reason.value == Value.PARTLY:
            cost /= 2
        return Step(self.act, check=self.check, cost=cost, assumed=effort is None)


class DocumentGap(NamedTuple):
    """A document that is missing."""

    document: Document | None
    """None where the standard names no documents and any evidence will do."""
    unusable: tuple[Reason, ...]
    """Why what is attached does not count."""

    @property
    def step(self) -> Step:
        """The work to have it attached."""
        effort = self.document.effort if self.document else None
        cost = ASSUMED_FOR_A_DOCUMENT if effort is None else effort
        return Step(Act.ATTACH, document=self.document, cost=cost, assumed=effort is None)


class Gap(Struct, frozen=True, dict=True):
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
        if self.checks:
            return min(self.checks, key=self._turn).step
        if self.documents:
            return self.documents[0].step
        return Step(Act.REACH, criterion=self.requires[0])

    def steps(self, tally: TallyName) -> tuple[Step, ...]:
        """Return the least work with which it counts in a tally, in the order to do it (scoring rules, the plan).

        The cheapest missing checks, the first in the file where two cost the same, and each missing document.

        Args:
            tally: Claimed, which asks for no documents, or proven.
        """
        cheapest = sorted(self.checks, key=lambda gap: gap.step.cost)[: self.lacking]
        checks = sorted((gap for gap in self.checks if gap in cheapest), key=self._turn)
        documents = () if tally is TallyName.CLAIMED else self.documents
        return (*(gap.step for gap in checks), *(gap.step for gap in documents))

    @cached_property
    def effort(self) -> Decimal | None:
        """Person-days at most to proven; None where the standard gives no effort for a part of it."""
        steps = self.steps(TallyName.PROVEN)
        if any(step.assumed for step in steps):
            return None
        return sum((step.cost for step in steps), Decimal(0)) if steps else None

    def _turn(self, gap: CheckGap) -> bool:
        """Return what orders the questions: an open criterion may be met, and asking costs less than any improvement."""
        return gap.act is not (Act.IMPROVE if self.claim is Claim.NOT_MET else Act.ANSWER)


def gaps_of(
    standard: Standard, records: Records, readiness: Readiness, reasons: Mapping[str, Sequence[Reason]]
) -> dict[str, Gap]:
    """Return what is missing from some criteria, by their id.

    Args:
        standard: What is asked.
        records: What was answered.
        readiness: The score of these records.
        reasons: Which criteria, and why they stand where they do, as `explain` gives it.
    """
    return {
        key: gap_of(
            standard.by_id[key], readiness.results[key].standing, readiness.results[key].claim, why, records
        )
        for key, why in reasons.items()
    }


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
