"""What is to be done as data: the findings and the plan, as their own commands give them too."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003  pydantic reads the types here and below
from typing import TYPE_CHECKING

from wwc_assess.readiness.findings import Severity  # noqa: TC001  as above
from wwc_assess.readiness.gaps import Act
from wwc_assess.readiness.model import TallyName  # noqa: TC001
from wwc_assess.records.model import CheckRef, Slot

if TYPE_CHECKING:
    from wwc_assess.readiness.findings import Finding
    from wwc_assess.readiness.gaps import Step
    from wwc_assess.readiness.plan import Plan


class Part:
    """Base of every part of a report in JSON: its fields' docstrings are the descriptions in the schema."""

    __slots__ = ()
    __pydantic_config__ = {"use_attribute_docstrings": True}  # noqa: RUF012  pydantic asks for a plain dictionary


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts(Part):
    """Something that a validator would ask about, as `findings --json` gives it."""

    id: str
    """Id of the rule."""
    severity: Severity
    """How much it matters."""
    sentence: str
    """What is wrong."""
    criterion: str | None
    """The criterion it concerns."""
    field: str | None
    """What to go to, such as `DM1.charter`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts(Part):
    """One thing to do."""

    do: Act
    """What kind of work."""
    ref: str
    """The question, the place for evidence, or the criterion."""
    what: str
    """The question or the document by its own words."""
    cost: Decimal
    """Person-days at most."""
    assumed: bool = False
    """Whether the cost is assumed, because the standard gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFacts(Part):
    """A criterion that the plan earns."""

    id: str
    """Its id."""
    cost: Decimal
    """Person-days."""
    steps: tuple[StepFacts, ...]
    """What to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayFacts(Part):
    """Another way to the same level."""

    cost: Decimal
    """Person-days."""
    criteria: tuple[str, ...]
    """Ids of the criteria that it earns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginalFacts(Part):
    """What a criterion of the plan brings when it is done in the plan's order."""

    id: str
    """Its id."""
    cost: Decimal
    """Person-days."""
    points: int
    """Points that newly count."""
    reaches: str | None
    """Id of the level that is reached with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts(Part):
    """The cheapest way to a level, as `plan --json` gives it."""

    to: str
    """Id of the level; empty where there is none to reach."""
    tally: TallyName
    """In which tally."""
    feasible: bool
    """Whether the level can be reached."""
    reason: str
    """Why not, or that it is reached already."""
    cost: Decimal
    """Person-days."""
    criteria: tuple[JobFacts, ...]
    """What to earn, in the order to do it."""
    runner_up: WayFacts | None
    """The next cheapest way."""
    marginal: tuple[MarginalFacts, ...]
    """What each step brings."""


def finding_facts(finding: Finding) -> FindingFacts:
    """Return a finding as data."""
    return FindingFacts(
        id=finding.rule,
        severity=finding.severity,
        sentence=finding.sentence,
        criterion=finding.criterion,
        field=None if finding.field is None else str(finding.field),
    )


def plan_facts(plan: Plan) -> PlanFacts:
    """Return a plan as data."""
    other = plan.runner_up
    return PlanFacts(
        to=plan.to,
        tally=plan.tally,
        feasible=plan.feasible,
        reason=plan.reason,
        cost=plan.cost,
        criteria=tuple(
            JobFacts(
                id=job.criterion,
                cost=job.cost,
                steps=tuple(_step(step, job.criterion) for step in job.steps),
            )
            for job in plan.jobs
        ),
        runner_up=WayFacts(cost=other.cost, criteria=other.criteria) if other else None,
        marginal=tuple(
            MarginalFacts(id=bought.id, cost=bought.cost, points=bought.points, reaches=bought.reaches)
            for bought in plan.marginal
        ),
    )


def _step(step: Step, criterion: str) -> StepFacts:
    ref, what = step.criterion, ""
    if step.check:
        ref, what = str(CheckRef(criterion, step.check.id)), step.check.ask
    elif step.act is Act.ATTACH:
        ref = str(Slot(criterion, step.document.id if step.document else None))
        what = step.document.what if step.document else ""
    return StepFacts(do=step.act, ref=ref, what=what, cost=step.cost, assumed=step.assumed)
