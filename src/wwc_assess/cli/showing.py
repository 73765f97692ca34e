"""A standard and its criteria as JSON for programs and as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict

from wwc_assess.readiness.sentences import person_days
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from wwc_assess.standard.model import Criterion, Document, Standard


def standard_data(standard: Standard) -> dict[str, object]:
    """Return a standard as `criteria list --json` prints it."""
    return {
        "standard": {
            "id": standard.id,
            "title": standard.title,
            "levels": [
                {"id": level.id, "title": level.title, "at_least": level.at_least}
                for level in standard.levels
            ],
            "core": standard.core,
        },
        "practices": [
            {
                "code": practice.code,
                "title": practice.title,
                "criteria": [_listed(criterion) for criterion in practice.criteria],
            }
            for practice in standard.practices
        ],
    }


def criterion_data(standard: Standard, criterion: Criterion) -> dict[str, object]:
    """Return all there is to a criterion, as `criteria show --json` prints it."""
    return _listed(criterion) | {
        "practice": standard.practice_of(criterion.id).code,
        "statement": criterion.statement,
        "why": criterion.why,
        "weight": criterion.weight,
        "status": criterion.status,
        "checks": [
            {
                "id": check.id,
                "ask": check.ask,
                "if_not": check.if_not,
                "watch_out": check.watch_out,
                "effort": check.effort,
                "fingerprint": check.fingerprint,
            }
            for check in criterion.questions
        ],
        "documents": [
            _document(document) | {"must_show": document.must_show, "fresh": document.fresh}
            for document in criterion.documents
        ],
        "notes": criterion.notes,
        "replaces": criterion.replaces,
        "contradicts": criterion.contradicts,
        "examples": [asdict(example) for example in criterion.examples],
        "resources": [asdict(resource) for resource in criterion.resources],
        "fingerprint": criterion.fingerprint,
    }


def _listed(criterion: Criterion) -> dict[str, object]:
    return {
        "id": criterion.id,
        "title": criterion.title,
        "core": criterion.core,
        "need": criterion.needed,
        "checks": [
            {"id": check.id, "ask": check.ask, "if_not": check.if_not, "effort": check.effort}
            for check in criterion.questions
        ],
        "documents": [_document(document) for document in criterion.documents],
        "requires": criterion.requires,
        "origin": asdict(criterion.origin),
    }


def _document(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "what": document.what,
        "max_age": document.max_age.text if document.max_age else None,
        "optional": document.optional,
        "effort": document.effort,
    }


def standard_lines(standard: Standard) -> Iterator[str]:
    """Give the lines that list a standard."""
    yield f"{standard.title} ({standard.edition})" if standard.edition else standard.title
    yield from filter(None, (standard.unofficial, standard.incomplete))
    for practice in standard.practices:
        yield f"\n{practice.code} {practice.title}"
        for criterion in practice.criteria:
            yield "  " + _heading(criterion)


def criterion_lines(standard: Standard, criterion: Criterion) -> Iterator[str]:
    """Give the lines that show all there is to a criterion."""
    yield _heading(criterion)
    yield criterion.statement
    if criterion.why:
        yield "\n" + _("Why it matters: {why}").format(why=criterion.why)
    yield "\n" + _("Questions ({need} of {count} must be a yes)").format(
        need=criterion.needed, count=len(criterion.questions)
    )
    for place, check in enumerate(criterion.questions, start=1):
        yield f"  {place} {criterion.id}.{check.id}: {check.ask}{_days(check.effort)}"
        yield from _detail(_("If not: {text}"), check.if_not)
        yield from _detail(_("Watch out: {text}"), check.watch_out)
    if criterion.documents:
        yield "\n" + _("Documents that prove it")
    for document in criterion.documents:
        optional = _(" (optional)") if document.optional else ""
        yield f"  {criterion.id}.{document.id}: {document.what}{optional}{_days(document.effort)}"
        yield from _detail(_("Must show: {text}"), document.must_show)
        yield from _detail(_("How fresh: {text}"), document.fresh)
        if document.max_age:
            yield from _detail(_("No older than: {text}"), document.max_age.text)
    yield from _background(standard, criterion)


def _background(standard: Standard, criterion: Criterion) -> Iterator[str]:
    """Give what stands behind a criterion: prerequisites, notes, examples, resources, origin."""
    if criterion.requires:
        yield "\n" + _("Needs first: {ids}").format(ids=", ".join(criterion.requires))
    for note in criterion.notes:
        yield "\n" + _("Note: {note}").format(note=note)
    if criterion.examples:
        yield "\n" + _("Cities that did it")
    for example in criterion.examples:
        source = standard.sources.get(example.source)
        address = example.url or (source.url if source else "")
        yield f"  {example.city} {example.year}: {example.what} {address}".rstrip()
    if criterion.resources:
        yield "\n" + _("Guides and templates")
    for resource in criterion.resources:
        yield f"  {resource.title}, {resource.publisher}: {resource.url}"
    origin = criterion.origin
    yield "\n" + _(
        "Origin: statement {statement}, questions {checks}, documents {documents}; from {sources}"
    ).format(
        statement=origin.statement,
        checks=origin.checks,
        documents=origin.documents,
        sources=", ".join(origin.sources) or _("our own experience"),
    )


def _heading(criterion: Criterion) -> str:
    remarks = [_("core criterion")] if criterion.core else []
    if criterion.status != "active":
        remarks.append(criterion.status)
    return f"{criterion.id} {criterion.title}" + (f" · {', '.join(remarks)}" if remarks else "")


def _detail(template: str, text: str) -> Iterator[str]:
    if text:
        yield "      " + template.format(text=text)


def _days(effort: Decimal | None) -> str:
    if effort is None:
        return ""
    return f" [{person_days(effort)}]"
