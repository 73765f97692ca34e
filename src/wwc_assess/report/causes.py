"""Why a criterion stands otherwise in one report than in another: what differs in it, as data and in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.readiness.model import Flaw, ReasonKind, Standing
from wwc_assess.readiness.sentences import VALUE_WORDS, flaw_words
from wwc_assess.records.model import Value
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from wwc_assess.readiness.model import TallyName
    from wwc_assess.report.facts_evidence import EvidenceFacts, UseFacts
    from wwc_assess.report.facts_model import CriterionFacts, Facts, QuestionFacts, SignOffFacts
    from wwc_assess.report.pairs import Both


class CauseKind(StrEnum):
    """The kinds of difference that bear on a criterion."""

    REWORDED = "question reworded"
    ANSWER = "answer changed"
    ANSWERED_AGAIN = "answered again"
    QUESTION_NEW = "question new"
    QUESTION_GONE = "question gone"
    NEEDED = "questions needed"
    DOCUMENT_NEW = "document new"
    DOCUMENT_GONE = "document gone"
    DOCUMENT_NEEDED = "document needed"
    DOCUMENT_OPTIONAL = "document optional"
    EVIDENCE_ADDED = "evidence added"
    EVIDENCE_REMOVED = "evidence removed"
    EVIDENCE_MOVED = "evidence moved"
    EVIDENCE_DATED = "evidence dated"
    EVIDENCE_VALIDITY = "evidence validity"
    EVIDENCE_LOST = "evidence lost"
    EVIDENCE_RENEWED = "evidence renewed"
    SIGN_OFF_GIVEN = "sign-off given"
    SIGN_OFF_TAKEN_BACK = "sign-off taken back"
    SIGN_OFF_VOID = "sign-off void"
    SIGN_OFF_HOLDS = "sign-off holds again"
    NOT_APPLICABLE = "not applicable"
    APPLICABLE = "applicable"
    PREREQUISITE_REACHED = "prerequisite reached"
    PREREQUISITE_LOST = "prerequisite lost"


class Cause(Struct, frozen=True):
    """One difference in a criterion."""

    kind: CauseKind
    subject: str = ""
    """Whom or what it is about: a reference such as ``DM1.written``, a criterion, a person."""
    what: str = ""
    """The question, the document or the evidence item by its own words."""
    before: str | None = None
    after: str | None = None
    day: date | None = None
    """The last day on which the evidence could be used."""


_WORDS: Mapping[CauseKind, str] = {
    CauseKind.REWORDED: _("The question {subject} reads otherwise. Before: {before} Now: {after}"),
    CauseKind.ANSWER: _("{subject} {before} → {after}: {what}"),
    CauseKind.ANSWERED_AGAIN: _("{subject} was answered again as it reads now: {what}"),
    CauseKind.QUESTION_NEW: _("The question {subject} is new: {what}"),
    CauseKind.QUESTION_GONE: _("The question {subject} is no longer asked: {what}"),
    CauseKind.NEEDED: _("Questions that need a yes: {before} → {after}."),
    CauseKind.DOCUMENT_NEW: _("The document {subject} is newly asked for: {what}"),
    CauseKind.DOCUMENT_GONE: _("The document {subject} is no longer asked for: {what}"),
    CauseKind.DOCUMENT_NEEDED: _("The document {subject} is no longer optional: {what}"),
    CauseKind.DOCUMENT_OPTIONAL: _("The document {subject} is optional now: {what}"),
    CauseKind.EVIDENCE_ADDED: _("Evidence added for {subject}: “{what}”"),
    CauseKind.EVIDENCE_REMOVED: _("Evidence removed from {subject}: “{what}”"),
    CauseKind.EVIDENCE_MOVED: _("Evidence for {subject} stands elsewhere now: “{what}”"),
    CauseKind.EVIDENCE_DATED: _("Evidence for {subject} has another date: “{what}” ({before} → {after})"),
    CauseKind.EVIDENCE_VALIDITY: _(
        "Evidence for {subject} is valid until another day: “{what}” ({before} → {after})"
    ),
    CauseKind.EVIDENCE_LOST: _("Evidence for {subject} no longer counts: “{what}” ({after})"),
    CauseKind.EVIDENCE_RENEWED: _("Evidence for {subject} counts again: “{what}”"),
    CauseKind.SIGN_OFF_GIVEN: _("Signed off by {subject}."),
    CauseKind.SIGN_OFF_TAKEN_BACK: _("The sign-off by {subject} was taken back."),
    CauseKind.SIGN_OFF_VOID: _("The sign-off by {subject} does not count."),
    CauseKind.SIGN_OFF_HOLDS: _("The sign-off by {subject} counts again."),
    CauseKind.NOT_APPLICABLE: _("It was marked as not applying to the city."),
    CauseKind.APPLICABLE: _("It applies to the city again."),
    CauseKind.PREREQUISITE_REACHED: _("{subject}, which it requires, was reached."),
    CauseKind.PREREQUISITE_LOST: _("{subject}, which it requires, is no longer reached."),
}


def sentence(cause: Cause) -> str:
    """Return a difference in words."""
    before, after = cause.before or "", cause.after or ""
    if cause.kind is CauseKind.ANSWER:
        before, after = _value(cause.before), _value(cause.after)
    elif cause.kind in {CauseKind.EVIDENCE_DATED, CauseKind.EVIDENCE_VALIDITY}:
        none = _("no date") if cause.kind is CauseKind.EVIDENCE_DATED else _("no end")
        before, after = before or none, after or none
    elif cause.kind is CauseKind.EVIDENCE_LOST:
        after = flaw_words(Flaw(after), cause.day)
    return _WORDS[cause.kind].format(subject=cause.subject, what=cause.what, before=before, after=after)


def _value(value: str | None) -> str:
    return VALUE_WORDS[Value(value)] if value else _("no answer")


def causes_of(old: CriterionFacts, new: CriterionFacts, sides: Both) -> Iterator[Cause]:
    """Give what differs in a criterion that both reports have, in the order in which its standing comes about.

    Args:
        old: The criterion in the first report.
        new: The same in the second, perhaps under another id.
        sides: The reports.
    """
    applied, applies = (one.standing is not Standing.NOT_APPLICABLE for one in (old, new))
    if applied != applies:
        yield Cause(CauseKind.APPLICABLE if applies else CauseKind.NOT_APPLICABLE)
    yield from _questions(old, new)
    yield from _documents(old, new)
    yield from _evidence(old, new, sides)
    yield from _sign_off(old.sign_off, new.sign_off)
    yield from _prerequisites(old, new, sides)


def _questions(old: CriterionFacts, new: CriterionFacts) -> Iterator[Cause]:
    before = {question.id: question for question in old.questions}
    for question in new.questions:
        ref = f"{new.id}.{question.id}"
        then = before.pop(question.id, None)
        if then:
            yield from _question(ref, then, question)
        else:
            yield Cause(CauseKind.QUESTION_NEW, ref, question.ask)
    for question in before.values():
        yield Cause(CauseKind.QUESTION_GONE, f"{old.id}.{question.id}", question.ask)
    if old.needed != new.needed:
        yield Cause(CauseKind.NEEDED, new.id, before=str(old.needed), after=str(new.needed))


def _question(ref: str, then: QuestionFacts, now: QuestionFacts) -> Iterator[Cause]:
    if then.ask != now.ask:
        yield Cause(CauseKind.REWORDED, ref, before=then.ask, after=now.ask)
    if then.value != now.value:
        yield Cause(CauseKind.ANSWER, ref, now.ask, then.value, now.value)
    elif then.at != now.at:
        # A value that was given again: what was asked had changed in between.
        yield Cause(CauseKind.ANSWERED_AGAIN, ref, now.ask)


def _documents(old: CriterionFacts, new: CriterionFacts) -> Iterator[Cause]:
    before = {document.id: document for document in old.documents}
    for document in new.documents:
        ref = f"{new.id}.{document.id}"
        then = before.pop(document.id, None)
        if then is None:
            yield Cause(CauseKind.DOCUMENT_NEW, ref, document.what)
        elif then.optional != document.optional:
            kind = CauseKind.DOCUMENT_OPTIONAL if document.optional else CauseKind.DOCUMENT_NEEDED
            yield Cause(kind, ref, document.what)
    for document in before.values():
        yield Cause(CauseKind.DOCUMENT_GONE, f"{old.id}.{document.id}", document.what)


def _evidence(old: CriterionFacts, new: CriterionFacts, sides: Both) -> Iterator[Cause]:
    before = {
        (item.id, use.document): (item, use)
        for item in sides.a.evidence
        for use in item.uses
        if use.criterion == old.id
    }
    for item in sides.b.evidence:
        for use in item.uses:
            if use.criterion != new.id:
                continue
            was, then = before.pop((sides.evidence.get(item.id, 0), use.document), (None, None))
            if was:
                yield from _edits(was, item, _slot(use))
            yield from _use(then, use, item)
    for item, use in before.values():
        yield Cause(CauseKind.EVIDENCE_REMOVED, _slot(use), item.title or item.location)


def _edits(was: EvidenceFacts, now: EvidenceFacts, slot: str) -> Iterator[Cause]:
    """Give what was edited of an evidence item that a sign-off holds for."""
    name = now.title or now.location
    if was.location != now.location:  # From where to where is not told: there may be a password in it.
        yield Cause(CauseKind.EVIDENCE_MOVED, slot, name)
    for kind, before, after in (
        (CauseKind.EVIDENCE_DATED, was.as_of, now.as_of),
        (CauseKind.EVIDENCE_VALIDITY, was.valid_until, now.valid_until),
    ):
        if before != after:
            yield Cause(kind, slot, name, _day(before), _day(after))


def _day(day: date | None) -> str | None:
    return str(day) if day else None


def _use(then: UseFacts | None, now: UseFacts, item: EvidenceFacts) -> Iterator[Cause]:
    slot, name = _slot(now), item.title or item.location
    if then is None:
        yield Cause(CauseKind.EVIDENCE_ADDED, slot, name)
    elif then.flaw and not now.flaw:
        yield Cause(CauseKind.EVIDENCE_RENEWED, slot, name, before=then.flaw)
    elif now.flaw and not then.flaw:
        yield Cause(CauseKind.EVIDENCE_LOST, slot, name, after=now.flaw, day=now.day)


def _slot(use: UseFacts) -> str:
    return f"{use.criterion}.{use.document}" if use.document else use.criterion


def _sign_off(old: SignOffFacts | None, new: SignOffFacts | None) -> Iterator[Cause]:
    if new is None:
        if old:
            yield Cause(CauseKind.SIGN_OFF_TAKEN_BACK, old.by)
        return
    if old is None or (old.by, old.at) != (new.by, new.at):
        yield Cause(CauseKind.SIGN_OFF_GIVEN, new.by)
        if not new.holds:
            yield Cause(CauseKind.SIGN_OFF_VOID, new.by)
    elif old.holds != new.holds:
        yield Cause(CauseKind.SIGN_OFF_HOLDS if new.holds else CauseKind.SIGN_OFF_VOID, new.by)


def _prerequisites(old: CriterionFacts, new: CriterionFacts, sides: Both) -> Iterator[Cause]:
    """Give the prerequisites that earn on one side only, in a tally that they keep this criterion from."""
    now = {was: key for key, was in sides.criteria.items()}
    for reason in old.reasons:
        key = now.get(reason.criterion or "", "")
        if reason.kind is ReasonKind.REQUIRES and _earns(key, reason.tallies, sides.b):
            yield Cause(CauseKind.PREREQUISITE_REACHED, key)
    for reason in new.reasons:
        key = reason.criterion or ""
        was = sides.criteria.get(key, "")
        if reason.kind is ReasonKind.REQUIRES and _earns(was, reason.tallies, sides.a):
            yield Cause(CauseKind.PREREQUISITE_LOST, key)


def _earns(criterion: str, tallies: Iterable[TallyName] | None, facts: Facts) -> bool:
    """Return whether a criterion counts in one of these tallies."""
    return any(criterion in facts.tallies.of(name).earned for name in tallies or ())
