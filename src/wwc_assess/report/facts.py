"""The report as data: gathered from the view, and written as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from wwc_assess import __version__
from wwc_assess.plain import plain
from wwc_assess.readiness.model import ReasonKind, Standing
from wwc_assess.readiness.standing import is_reviewed
from wwc_assess.records.model import CheckRef
from wwc_assess.report.facts_evidence import evidence_facts
from wwc_assess.report.facts_model import (
    FORMAT,
    VERSION,
    BorderlineFacts,
    CriterionFacts,
    DocumentFacts,
    Facts,
    LevelFacts,
    PracticeFacts,
    QuestionFacts,
    ReasonFacts,
    SignOffFacts,
    StandardFacts,
    TalliesFacts,
    TallyFacts,
)
from wwc_assess.report.facts_work import finding_facts, plan_facts
from wwc_assess.report.seal import basis_of, seal_of

if TYPE_CHECKING:
    from wwc_assess.readiness.model import Reason, Tally
    from wwc_assess.records.model import Records
    from wwc_assess.report.view import View
    from wwc_assess.standard.model import Check, Criterion


def write_json(view: View) -> str:
    """Return the whole report as JSON, for programs and for snapshots."""
    return json.dumps(facts_of(view), default=plain, ensure_ascii=False, indent=2) + "\n"


def facts_of(view: View) -> Facts:
    """Return the whole report as data."""
    standard, records, readiness = view.standard, view.records, view.readiness
    assessment, seal = records.assessment, seal_of(standard, records, readiness)
    return Facts(
        format=FORMAT,
        version=VERSION,
        unofficial=True,
        generator=f"wwc-assess {__version__}",
        city=assessment.city,
        cycle=assessment.cycle,
        date=readiness.today,
        standard=StandardFacts(
            id=standard.id,
            title=standard.title,
            edition=standard.edition,
            fingerprint=standard.fingerprint,
        ),
        records_fingerprint=seal.records,
        basis_fingerprint=basis_of(standard, records),
        seal=seal.criteria,
        total=readiness.total,
        tallies=TalliesFacts(**{name: _tally(tally, view) for name, tally in readiness.tallies.items()}),
        levels=tuple(
            LevelFacts(
                id=level.id, title=level.title, at_least=level.at_least, bar=level.bar(readiness.total)
            )
            for level in standard.levels
        ),
        practices=tuple(
            PracticeFacts(
                code=practice.code,
                title=practice.title,
                total=tally.total,
                **{str(name): points for name, points in tally.points.items()},
            )
            for practice, tally in zip(standard.practices, readiness.practices, strict=True)
        ),
        criteria=tuple(
            _criterion(criterion, practice.code, view)
            for practice in standard.practices
            for criterion in practice.criteria
            if readiness.results[criterion.id].standing is not Standing.NOT_COUNTED
        ),
        evidence=tuple(evidence_facts(seen, readiness.today) for seen in view.evidence),
        findings=tuple(finding_facts(finding) for finding in view.findings),
        plan=plan_facts(view.plan),
    )


def _tally(tally: Tally, view: View) -> TallyFacts:
    near = tally.borderline
    return TallyFacts(
        points=tally.points,
        percent=tally.percent,
        level=tally.level,
        blocked_by=tally.blocked_by,
        borderline=BorderlineFacts(level=near.level, note=near.seen.note, source=near.seen.source)
        if near
        else None,
        earned=tuple(key for key in view.readiness.results if key in tally.earned),
    )


def _criterion(criterion: Criterion, practice: str, view: View) -> CriterionFacts:
    records = view.records
    result = view.readiness.results[criterion.id]
    kept = records.of(criterion.id)
    reasons = view.reasons.get(criterion.id, ())
    filled = {reason.document for reason in reasons if reason.kind is ReasonKind.DOCUMENT_FILLED}
    return CriterionFacts(
        id=criterion.id,
        title=criterion.title,
        practice=practice,
        core=criterion.core,
        weight=criterion.weight,
        needed=criterion.needed,
        standing=result.standing,
        claim=result.claim,
        owner=kept.owner,
        due=kept.due,
        note=kept.note,
        questions=tuple(
            _question(check, CheckRef(criterion.id, check.id), records) for check in criterion.questions
        ),
        documents=tuple(
            DocumentFacts(
                id=document.id, what=document.what, optional=document.optional, filled=document.id in filled
            )
            for document in criterion.documents
        ),
        reasons=tuple(_reason(reason) for reason in reasons),
        sign_off=_sign_off(criterion, records),
        replaces=criterion.replaces,
    )


def _question(check: Check, ref: CheckRef, records: Records) -> QuestionFacts:
    answer = records.answers.get(ref)
    if answer is None:
        return QuestionFacts(id=check.id, ask=check.ask, value=None)
    outdated = answer.fingerprint != check.fingerprint
    return QuestionFacts(
        id=check.id, ask=check.ask, value=answer.value, by=answer.by, at=answer.at, outdated=outdated
    )


def _reason(reason: Reason) -> ReasonFacts:
    return ReasonFacts(**asdict(reason))


def _sign_off(criterion: Criterion, records: Records) -> SignOffFacts | None:
    given = records.sign_offs.get(criterion.id)
    if given is None:
        return None
    return SignOffFacts(by=given.by, at=given.at, holds=is_reviewed(criterion, records))
