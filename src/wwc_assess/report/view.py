"""All facts that a report needs, computed once and without a word on how they are written down."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from wwc_assess.readiness.evidence import survey
from wwc_assess.readiness.findings import find
from wwc_assess.readiness.gaps import Gap, gaps_of
from wwc_assess.readiness.model import Reason, ReasonKind, Standing, TallyName
from wwc_assess.readiness.plan import make_plan
from wwc_assess.readiness.score import counting, explain
from wwc_assess.records.model import CheckRef
from wwc_assess.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wwc_assess.readiness.evidence import EvidenceView
    from wwc_assess.readiness.findings import Finding
    from wwc_assess.readiness.model import Readiness
    from wwc_assess.readiness.plan import Plan
    from wwc_assess.records.model import Answer, Records
    from wwc_assess.standard.model import Check, Criterion, Practice, Standard, Term

FIRST_STEPS = 5
"""How many first steps a reader is shown."""


class PracticeView(NamedTuple):
    """One practice: what is done, what is missing, what nobody has answered."""

    practice: Practice
    proven: tuple[Criterion, ...]
    gaps: tuple[Gap, ...]
    blank: tuple[tuple[Criterion, tuple[Check, ...]], ...]
    """Criteria with questions that have no answer at all, and those questions."""
    not_applicable: tuple[Criterion, ...]


class OwnerWork(NamedTuple):
    """What one person has to do, the nearest due date first."""

    owner: str
    """Empty where nobody has taken it."""
    gaps: tuple[Gap, ...]


class ChangedAnswer(NamedTuple):
    """An answer to a question that reads differently now, or is no longer asked."""

    answer: Answer
    now: str
    """Today's question; empty where it is no longer asked."""


class View(Struct, frozen=True):
    """What a report is written from."""

    standard: Standard
    records: Records
    readiness: Readiness
    reasons: Mapping[str, Sequence[Reason]]
    """By criterion id, those that count, in the standard's order."""
    practices: tuple[PracticeView, ...]
    """Those with at least one criterion that the standard asks for."""
    first: tuple[Gap, ...]
    """Where the next work has the most effect, most important first."""
    work: tuple[OwnerWork, ...]
    evidence: tuple[EvidenceView, ...]
    findings: tuple[Finding, ...]
    """What a validator would ask."""
    plan: Plan
    """The cheapest way to prove the next level."""
    changed: tuple[ChangedAnswer, ...]
    terms: tuple[Term, ...]
    """Those that stand in the report."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """All criteria that are not proven, in the standard's order."""
        return tuple(gap for practice in self.practices for gap in practice.gaps)

    @property
    def counts_criteria(self) -> bool:
        """Whether a point is a criterion, as it is unless a standard weighs them."""
        return all(criterion.weight == 1 for criterion in self.standard.active())


def build_view(standard: Standard, records: Records, readiness: Readiness) -> View:
    """Return all facts that a report needs.

    Args:
        standard: What is asked.
        records: What was answered.
        readiness: The score of these records; its day is the report's day.
    """
    counted = [criterion.id for criterion in counting(standard, readiness.results)]
    reasons = explain(standard, records, readiness, counted)
    proven = readiness.tallies[TallyName.PROVEN].earned
    missing = {key: why for key, why in reasons.items() if key not in proven}
    gaps = gaps_of(standard, records, readiness, missing)
    practices = [_practice(practice, readiness, gaps, reasons) for practice in standard.practices]
    return View(
        standard,
        records,
        readiness,
        reasons,
        tuple(view for view in practices if view.proven or view.gaps or view.not_applicable),
        tuple(sorted(gaps.values(), key=_rank)[:FIRST_STEPS]),
        _work(gaps.values()),
        survey(standard, records, readiness.today),
        find(standard, records, readiness),
        make_plan(standard, records, readiness),
        tuple(_changed(standard, records)),
        _terms(standard, gaps),
    )


def _practice(
    practice: Practice,
    readiness: Readiness,
    gaps: Mapping[str, Gap],
    reasons: Mapping[str, Sequence[Reason]],
) -> PracticeView:
    counted = [criterion for criterion in practice.criteria if criterion.id in reasons]
    blank = [
        (criterion, tuple(check for check in criterion.questions if check.id in unanswered))
        for criterion in counted
        if (unanswered := _unanswered(reasons[criterion.id]))
    ]
    return PracticeView(
        practice,
        tuple(criterion for criterion in counted if criterion.id not in gaps),
        tuple(gaps[criterion.id] for criterion in counted if criterion.id in gaps),
        tuple(blank),
        tuple(c for c in practice.criteria if readiness.results[c.id].standing is Standing.NOT_APPLICABLE),
    )


def _unanswered(reasons: Sequence[Reason]) -> set[str | None]:
    return {r.check for r in reasons if r.kind is ReasonKind.CHECK_OPEN and r.value is None}


def _rank(gap: Gap) -> tuple[int, Decimal]:
    """Return what orders the first steps: core criteria, then claims that lack only proof, then the rest; cheap first."""
    beyond_the_core = 1 if gap.standing is Standing.CLAIMED else 2
    effort = gap.effort
    return 0 if gap.criterion.core else beyond_the_core, Decimal("Infinity") if effort is None else effort


def _work(gaps: Iterable[Gap]) -> tuple[OwnerWork, ...]:
    by_owner: defaultdict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_owner[one_line(gap.particulars.owner)].append(gap)
    return tuple(
        OwnerWork(owner, tuple(sorted(by_owner[owner], key=lambda gap: gap.particulars.due or date.max)))
        for owner in sorted(by_owner, key=lambda name: (not name, name.casefold(), name))
    )


def _changed(standard: Standard, records: Records) -> Iterable[ChangedAnswer]:
    """Give the answers that no longer fit, in the standard's order; those no longer asked for last."""
    asked = {CheckRef(c.id, check.id): check for c in standard.criteria for check in c.questions}
    for ref, check in asked.items():
        answer = records.answers.get(ref)
        if answer and answer.fingerprint != check.fingerprint:
            yield ChangedAnswer(answer, check.ask)
    for ref in sorted(records.answers.keys() - asked.keys()):
        yield ChangedAnswer(records.answers[ref], "")


def _terms(standard: Standard, gaps: Mapping[str, Gap]) -> tuple[Term, ...]:
    """Return the terms that stand in the gaps, in any of their forms, by the alphabet."""
    words = _words("\n".join(text for gap in gaps.values() for text in _texts(gap)))
    known, in_a_row = set(words), f" {' '.join(words)} "

    def stands(form: str) -> bool:
        parts = _words(form)
        # Going through the whole row takes long, and few forms need it.
        return known.issuperset(parts) and (len(parts) == 1 or f" {' '.join(parts)} " in in_a_row)

    found = [term for term in standard.terms if any(map(stands, (term.term, *term.also)))]
    return tuple(sorted(found, key=lambda term: term.term.casefold()))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _texts(gap: Gap) -> Iterable[str]:
    """Give the standard's texts that a report shows on a gap."""
    criterion = gap.criterion
    yield from (criterion.title, criterion.statement, criterion.why)
    for missing in gap.checks:
        yield from (missing.check.ask, missing.check.if_not, missing.check.watch_out)
    for document in (missing.document for missing in gap.documents):
        if document:
            yield from (document.what, document.must_show, document.fresh)
