"""What follows page one of the gap report: the worklist, the gaps, the evidence, what is open, the words used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.gaps import Act
from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.sentences import STANDING_WORDS, VALUE_WORDS, sentence
from wwc_assess.report import phrases
from wwc_assess.report.blocks import (
    Bar,
    Chart,
    Column,
    Heading,
    Item,
    Paragraph,
    Quote,
    Run,
    Table,
    bullets,
    text,
)
from wwc_assess.text import clean
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from wwc_assess.readiness.evidence import EvidenceView
    from wwc_assess.readiness.gaps import CheckGap, DocumentGap, Gap
    from wwc_assess.readiness.model import PracticeTally
    from wwc_assess.records.model import Evidence
    from wwc_assess.report.blocks import Block, Line
    from wwc_assess.report.view import ChangedAnswer, PracticeView, View
    from wwc_assess.standard.model import Check, Criterion


def worklist(view: View) -> Iterator[Block]:
    """Give the work by owner, unassigned last, the nearest due date first."""
    if view.work:
        yield Heading(2, _("Worklist"))
    for work in view.work:
        yield Heading(3, work.owner or _("Nobody yet"))
        yield from bullets(_work(gap, view.readiness.today) for gap in work.gaps)


def _work(gap: Gap, today: date) -> Line:
    due = phrases.due(gap, today)
    return phrases.named(gap.criterion, f": {phrases.to_do(gap)}.{due and f' {due}'}")


def practices(view: View) -> Iterator[Block]:
    """Give each practice: what is proven, then every gap with what is missing and how to begin."""
    yield from _at_a_glance(view)
    evidence = {item.id: item for item in view.records.evidence}
    for practice in view.practices:
        yield Heading(2, practice.practice.title)
        yield from _standing(practice, view)
        for gap in practice.gaps:
            yield from _gap(gap, view.readiness.today, evidence)


def _at_a_glance(view: View) -> Iterator[Block]:
    """Give how far each practice is, as a chart and as a table."""
    shown = {practice.practice.code: practice.practice.title for practice in view.practices}
    tallies = [tally for tally in view.readiness.practices if tally.code in shown and tally.total]
    if not tallies:
        return
    yield Heading(2, _("The practices at a glance"))
    yield Chart(
        _("How much of each practice is proven, and in a lighter shade how much more is claimed"),
        100,
        tuple(_bar(shown[tally.code], tally) for tally in tallies),
    )
    yield Table(
        _("How much of each practice is proven and claimed"),
        (
            Column(_("Practice"), 8),
            Column(_("Proven"), 3, is_number=True),
            Column(_("Claimed"), 3, is_number=True),
            Column(_("Total"), 3, is_number=True),
        ),
        tuple(
            tuple(
                text(str(cell))
                for cell in (
                    shown[tally.code],
                    tally.points[TallyName.PROVEN],
                    tally.points[TallyName.CLAIMED],
                    tally.total,
                )
            )
            for tally in tallies
        ),
    )


def _bar(title: str, tally: PracticeTally) -> Bar:
    """Return a practice's bar, in percent of its own points."""
    proven, claimed = tally.points[TallyName.PROVEN], tally.points[TallyName.CLAIMED]
    told = _("{proven} of {total} proven, {claimed} claimed")
    share = 100 * proven // tally.total
    return Bar(
        title,
        share,
        told.format(proven=proven, claimed=claimed, total=tally.total),
        lighter=100 * claimed // tally.total - share,
    )


def _standing(practice: PracticeView, view: View) -> Iterator[Block]:
    """Give how far a practice is, and the criteria that ask for no work, one line each."""
    tally = next(tally for tally in view.readiness.practices if tally.code == practice.practice.code)
    told = _("Proven: {proven} of {total}. Claimed: {claimed} of {total}.").format(
        proven=tally.points[TallyName.PROVEN], claimed=tally.points[TallyName.CLAIMED], total=tally.total
    )
    yield Paragraph(text(told))
    yield from bullets(
        phrases.named(criterion, f": {STANDING_WORDS[view.readiness.results[criterion.id].standing]}")
        for criterion in (*practice.proven, *practice.not_applicable)
    )


def _gap(gap: Gap, today: date, evidence: Mapping[int, Evidence]) -> Iterator[Block]:
    criterion = gap.criterion
    yield Heading(3, f"{criterion.id} {criterion.title} — {phrases.state(gap)}")
    yield Paragraph(text(criterion.statement))
    if criterion.why:
        yield Paragraph(text(_("Why it matters: {why}").format(why=criterion.why)))
    core = _("Core criterion.") if criterion.core else ""
    facts = (core, phrases.effort(gap), phrases.owner(gap), phrases.due(gap, today))
    if particulars := " ".join(fact for fact in facts if fact):
        yield Paragraph(text(particulars))
    if gap.checks and criterion.needed < len(criterion.questions):
        yield Paragraph(text(_missing_yes(gap)))
    yield from bullets(
        (
            *(_check(check, criterion, evidence) for check in gap.checks),
            *(_document(document, criterion, evidence) for document in gap.documents),
            *(
                text(_("{criterion} has to be proven before this one counts.").format(criterion=required))
                for required in gap.requires
            ),
        )
    )
    yield from _note(gap.particulars.note)


def _missing_yes(gap: Gap) -> str:
    return ngettext(
        "{needed} of its {questions} questions need a yes; {lacking} more is missing.",
        "{needed} of its {questions} questions need a yes; {lacking} more are missing.",
        gap.lacking,
    ).format(needed=gap.criterion.needed, questions=len(gap.criterion.questions), lacking=gap.lacking)


def _check(gap: CheckGap, criterion: Criterion, evidence: Mapping[int, Evidence]) -> Item:
    begin = _("First step: {step}") if gap.act is Act.IMPROVE else _("If the answer is no: {step}")
    return _item(
        sentence(gap.reason, criterion, evidence),
        gap.check.if_not and begin.format(step=gap.check.if_not),
        gap.check.watch_out and _("Watch out: {pitfall}").format(pitfall=gap.check.watch_out),
    )


def _document(gap: DocumentGap, criterion: Criterion, evidence: Mapping[int, Evidence]) -> Item:
    document = gap.document
    unusable = [sentence(reason, criterion, evidence) for reason in gap.unusable]
    if not document:
        return _item(_("Missing: a document or a link that proves it"), *unusable)
    age = document.max_age
    fresh = document.fresh or (_("not older than {age}").format(age=age.text) if age else "")
    return _item(
        _("Missing document: {what}").format(what=document.what),
        document.must_show and _("It must show: {must_show}").format(must_show=document.must_show),
        fresh and _("How recent: {fresh}").format(fresh=fresh),
        *unusable,
    )


def _item(words: str, *below: str | None) -> Item:
    """Return an item with those below it that say anything."""
    return Item(text(words), tuple(Item(text(line)) for line in below if line))


def _note(note: str) -> Iterator[Block]:
    """Give the city's note as a quote, each of its lines a paragraph of its own."""
    lines = [line.strip() for line in clean(note).split("\n")]
    if paragraphs := tuple(line for line in lines if line):
        yield Paragraph(text(_("The city’s note:")))
        yield Quote(paragraphs)


def register(view: View) -> Iterator[Block]:
    """Give all evidence as a table."""
    yield Heading(2, _("Evidence"))
    if not view.evidence:
        yield Paragraph(text(_("No document or link has been recorded yet.")))
        return
    yield Table(
        _("Every document and link, what it proves and whether it counts"),
        (
            Column(_("No."), 2, is_number=True),
            Column(_("Title"), 8),
            Column(_("Where"), 10),
            Column(_("As of"), 4),
            Column(_("Valid until"), 4),
            Column(_("Proves"), 7),
            Column(_("State"), 7),
        ),
        tuple(_evidence(entry) for entry in view.evidence),
    )


def _evidence(entry: EvidenceView) -> tuple[Line, ...]:
    item = entry.item
    return (
        text(str(item.id)),
        text(item.title),
        (Run(item.location, link=True),),
        text(f"{item.as_of or ''}"),
        text(f"{item.valid_until or ''}"),
        text(", ".join(str(use.slot) for use in entry.uses)),
        text(phrases.usability(entry)),
    )


def unanswered(view: View) -> Iterator[Block]:
    """Give the questions without any answer, by practice."""
    yield Heading(2, _("What nobody has answered"))
    if not any(practice.blank for practice in view.practices):
        yield Paragraph(text(_("Nothing: every question has an answer.")))
    for practice in view.practices:
        for blank in bullets(_blank(criterion, checks) for criterion, checks in practice.blank):
            yield Heading(3, practice.practice.title)
            yield blank


def _blank(criterion: Criterion, checks: tuple[Check, ...]) -> Item:
    """Return a line for a criterion that is wholly blank, and the questions of one that is partly so."""
    if len(checks) == len(criterion.questions):
        count = ngettext("its only question", "all {count} questions", len(checks)).format(count=len(checks))
        return Item(phrases.named(criterion, f": {count}"))
    return Item(phrases.named(criterion, ":"), tuple(Item(text(check.ask)) for check in checks))


def changed(view: View) -> Iterator[Block]:
    """Give the answers whose question reads differently now, with both wordings."""
    for answers in bullets(_changed(entry) for entry in view.changed):
        yield Heading(2, _("Answers whose question has changed"))
        told = _("These answers are kept but do not count until somebody answers today’s question.")
        yield Paragraph(text(told))
        yield answers


def _changed(entry: ChangedAnswer) -> Item:
    answer = entry.answer
    return _item(
        _("{ref}: {value}, answered by {by} on {day}").format(
            ref=answer.ref, value=VALUE_WORDS[answer.value], by=answer.by, day=answer.day
        ),
        _("Asked then: {ask}").format(ask=answer.asked),
        _("Asked now: {ask}").format(ask=entry.now) if entry.now else _("No longer asked."),
    )


def glossary(view: View) -> Iterator[Block]:
    """Give the words that a reader may not know, those only that stand in the report."""
    for terms in bullets((Run(term.term, strong=True), Run(f": {term.meaning}")) for term in view.terms):
        yield Heading(2, _("Words used"))
        yield terms
