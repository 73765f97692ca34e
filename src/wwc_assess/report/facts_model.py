"""What a report says as data: the values of its JSON form, version 1.

A key that has nothing to say is left out of the JSON; here it has a default.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  pydantic reads the types here and below
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812, TC003  a field is called date
from typing import Final, Literal

from wwc_assess.readiness.model import Claim, Flaw, ReasonKind, Standing, TallyName  # noqa: TC001  as above
from wwc_assess.records.model import Value  # noqa: TC001
from wwc_assess.report.facts_evidence import EvidenceFacts  # noqa: TC001
from wwc_assess.report.facts_work import FindingFacts, Part, PlanFacts

FORMAT: Final = "wwc-assess report"
VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardFacts(Part):
    """Which standard the city was assessed against."""

    id: str
    """The name of its folder."""
    title: str
    """Its title."""
    edition: str = ""
    """Which edition."""
    fingerprint: str
    """Of all text and rules that decide a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFacts(Part):
    """A level and what it takes."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    at_least: str | int
    """The bar as the standard writes it: a percentage such as `51%`, or points."""
    bar: int
    """The fewest points that reach it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderlineFacts(Part):
    """A level that the points do not reach, though reality was seen to grant it at this count."""

    level: str
    """Id of the level."""
    note: str
    """What was seen."""
    source: str
    """Id of the source that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyFacts(Part):
    """One way to count."""

    points: int
    """Points that count."""
    percent: int
    """Of the total, rounded down."""
    level: str | None
    """Id of the level that they reach; null for none."""
    blocked_by: tuple[str, ...]
    """Core criteria that do not count; while there is one, no level is reached."""
    borderline: BorderlineFacts | None = None
    """A level just above, if it was seen to be granted at this count."""
    earned: tuple[str, ...]
    """Ids of the criteria that count, in the standard's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalliesFacts(Part):
    """The four ways to count, the strictest first."""

    reviewed: TallyFacts
    """What is proven and signed off."""
    proven: TallyFacts
    """What is claimed and documented."""
    claimed: TallyFacts
    """What the answers say."""
    possible: TallyFacts
    """What is claimed or not yet decided."""

    def of(self, name: TallyName) -> TallyFacts:
        """Return one of them by its name."""
        tally: TallyFacts = getattr(self, name)
        return tally


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeFacts(Part):
    """A practice and its points."""

    code: str
    """Its code."""
    title: str
    """Its title."""
    total: int
    """Points that it could give."""
    reviewed: int
    """Points of those that are reviewed."""
    proven: int
    """Points of those that are proven or better."""
    claimed: int
    """Points of those that are claimed or better."""
    possible: int
    """Points of those that can still be claimed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFacts(Part):
    """A question and its answer."""

    id: str
    """Its id within the criterion."""
    ask: str
    """The question as it reads now."""
    value: Value | None
    """The answer; null where there is none."""
    by: str = ""
    """Who answered."""
    at: str = ""
    """When: UTC, such as `2026-11-22T14:02:11Z`."""
    outdated: bool = False
    """Whether the question read otherwise when it was answered, so that the answer does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts(Part):
    """A document that proves a criterion."""

    id: str
    """Its id within the criterion."""
    what: str
    """What it is."""
    optional: bool = False
    """Whether it is not needed as proof."""
    filled: bool
    """Whether usable evidence is attached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonFacts(Part):
    """One reason for a criterion's standing, as `score --json` gives it; only what its kind needs is there."""

    kind: ReasonKind
    """What kind of reason."""
    check: str | None = None
    """Id of the question."""
    value: str | None = None
    """Its answer."""
    document: str | None = None
    """Id of the document."""
    optional: bool | None = None
    """Whether that document is not needed as proof."""
    evidence: int | None = None
    """Number of the evidence item."""
    flaw: Flaw | None = None
    """Why it cannot be used."""
    day: Day | None = None
    """The last day on which it could be used."""
    criterion: str | None = None
    """The prerequisite that does not count."""
    tallies: tuple[TallyName, ...] | None = None
    """The tallies in which it keeps this criterion from counting."""
    by: str | None = None
    """Who signed off."""
    changed: tuple[str, ...] | None = None
    """What changed since the sign-off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffFacts(Part):
    """A reviewer's word that a criterion stands."""

    by: str
    """Who."""
    at: str
    """When: UTC."""
    holds: bool
    """Whether it counts: it is by somebody who did not answer, and nothing has changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionFacts(Part):
    """One criterion that counts, or would count if it applied to the city."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    practice: str
    """Code of its practice."""
    core: bool = False
    """Whether no level is reached without it."""
    weight: int = 1
    """Points that it gives."""
    needed: int
    """How many of its questions need a yes."""
    standing: Standing
    """What it has reached on the report's day."""
    claim: Claim
    """What its answers come to."""
    owner: str = ""
    """Who sees to it."""
    due: Day | None = None
    """By when."""
    note: str = ""
    """What was noted."""
    questions: tuple[QuestionFacts, ...]
    """Its questions with their answers."""
    documents: tuple[DocumentFacts, ...] = ()
    """What proves it; where there are none, any evidence does."""
    reasons: tuple[ReasonFacts, ...] = ()
    """Why it stands where it does."""
    sign_off: SignOffFacts | None = None
    """The latest sign-off, if there is one."""
    replaces: tuple[str, ...] = ()
    """Criteria of an earlier edition in whose place it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Part):
    """A whole report."""

    format: Literal["wwc-assess report"]
    """What kind of file this is."""
    version: Literal[1]
    """Version of this form; a later one may hold more keys, and a new number means that keys changed."""
    generator: str
    """The program and its version."""
    unofficial: Literal[True]
    """The certification is awarded by its publisher alone."""
    city: str
    """The city."""
    cycle: str
    """Which round."""
    date: Day
    """The day on which the evidence is judged."""
    standard: StandardFacts
    """What was asked."""
    records_fingerprint: str
    """Of everything recorded that a score depends on."""
    basis_fingerprint: str = ""
    """Of all that a report may show: notes, owners and texts too; missing in older reports."""
    seal: Mapping[str, str]
    """By criterion a mark by which `report verify` tells whether it has changed."""
    total: int
    """Points that the standard gives."""
    tallies: TalliesFacts
    """The four ways to count."""
    levels: tuple[LevelFacts, ...]
    """The standard's levels, the lowest first."""
    practices: tuple[PracticeFacts, ...]
    """The practices."""
    criteria: tuple[CriterionFacts, ...]
    """The criteria in the standard's order."""
    evidence: tuple[EvidenceFacts, ...]
    """All evidence, in the order in which it was added."""
    findings: tuple[FindingFacts, ...] = ()
    """What a validator would ask about, the most serious first."""
    plan: PlanFacts | None = None
    """The cheapest way to the next level."""
