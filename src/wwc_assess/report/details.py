"""What follows page one of the gap report: the worklist, the gaps, the evidence, what is open, the words used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.sentences import STANDING_WORDS, VALUE_WORDS, sentence
from wwc_assess.report import phrases
from wwc_assess.readiness.gaps import Act
from wwc_assess.text import clean, markdown, markdown_link
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from wwc_assess.records.model import Evidence
    from wwc_assess.readiness.gaps import CheckGap, DocumentGap, Gap
    from wwc_assess.report.view import ChangedAnswer, EvidenceView, PracticeView, View
    from wwc_assess.standard.model import Check, Criterion


def worklist(view: View) -> Iterable[str]:
    """Give the work by owner, unassigned last, the nearest due date first."""
    if not view.work:
        return
    yield f"## {_('Worklist')}"
    yield ""
    for work in view.work:
        yield f"### {markdown(work.owner) if work.owner else _('Nobody yet')}"
        yield ""
        yield from (_work_line(gap, view.readiness.today) for gap in work.gaps)
        yield ""


def _work_line(gap: Gap, today: date) -> str:
    due = phrases.due(gap, today)
    work = f"- {_name(gap.criterion)}: {markdown(phrases.to_do(gap))}."
    return f"{work} {due}" if due else work


def _name(criterion: Criterion) -> str:
    return f"**{markdown(criterion.id)}** {markdown(criterion.title)}"


def practices(view: View) -> Iterable[str]:
    """Give each practice: what is proven, then every gap with what is missing and how to begin."""
    evidence = {item.id: item for item in view.records.evidence}
    for practice in view.practices:
        yield f"## {markdown(practice.practice.title)}"
        yield ""
        yield from _standing(practice, view)
        for gap in practice.gaps:
            yield from _gap(gap, view.readiness.today, evidence)


def _standing(practice: PracticeView, view: View) -> Iterable[str]:
    """Give how far a practice is, and the criteria that ask for no work, one line each."""
    tally = next(tally for tally in view.readiness.practices if tally.code == practice.practice.code)
    yield _("Proven: {proven} of {total}. Claimed: {claimed} of {total}.").format(
        proven=tally.points[TallyName.PROVEN], claimed=tally.points[TallyName.CLAIMED], total=tally.total
    )
    yield ""
    settled = [*practice.proven, *practice.not_applicable]
    for criterion in settled:
        standing = STANDING_WORDS[view.readiness.results[criterion.id].standing]
        yield f"- {_name(criterion)}: {standing}"
    if settled:
        yield ""


def _gap(gap: Gap, today: date, evidence: Mapping[int, Evidence]) -> Iterable[str]:
    criterion = gap.criterion
    yield f"### {markdown(criterion.id)} {markdown(criterion.title)} — {phrases.state(gap)}"
    yield ""
    yield markdown(criterion.statement)
    yield ""
    if criterion.why:
        yield markdown(_("Why it matters: {why}").format(why=criterion.why))
        yield ""
    core = _("Core criterion.") if criterion.core else ""
    facts = (core, phrases.effort(gap), phrases.owner(gap), phrases.due(gap, today))
    if particulars := " ".join(fact for fact in facts if fact):
        yield markdown(particulars)
        yield ""
    if gap.checks and criterion.needed < len(criterion.questions):
        yield markdown(_missing_yes(gap))
        yield ""
    for check in gap.checks:
        yield from _check(check, criterion, evidence)
    for document in gap.documents:
        yield from _document(document, criterion, evidence)
    yield from (
        f"- {markdown(_('{criterion} has to be proven before this one counts.').format(criterion=required))}"
        for required in gap.requires
    )
    yield ""
    yield from _note(gap.particulars.note)


def _missing_yes(gap: Gap) -> str:
    return ngettext(
        "{needed} of its {questions} questions need a yes; {lacking} more is missing.",
        "{needed} of its {questions} questions need a yes; {lacking} more are missing.",
        gap.lacking,
    ).format(needed=gap.criterion.needed, questions=len(gap.criterion.questions), lacking=gap.lacking)


def _check(gap: CheckGap, criterion: Criterion, evidence: Mapping[int, Evidence]) -> Iterable[str]:
    yield f"- {markdown(sentence(gap.reason, criterion, evidence))}"
    if gap.check.if_not:
        begin = _("First step: {step}") if gap.act is Act.IMPROVE else _("If the answer is no: {step}")
        yield f"  - {markdown(begin.format(step=gap.check.if_not))}"
    if gap.check.watch_out:
        yield f"  - {markdown(_('Watch out: {pitfall}').format(pitfall=gap.check.watch_out))}"


def _document(gap: DocumentGap, criterion: Criterion, evidence: Mapping[int, Evidence]) -> Iterable[str]:
    document = gap.document
    if not document:
        yield f"- {_('Missing: a document or a link that proves it')}"
    else:
        yield f"- {markdown(_('Missing document: {what}').format(what=document.what))}"
        if document.must_show:
            yield f"  - {markdown(_('It must show: {must_show}').format(must_show=document.must_show))}"
        if fresh := document.fresh or (document.max_age and _max_age(document.max_age.text)):
            yield f"  - {markdown(_('How recent: {fresh}').format(fresh=fresh))}"
    yield from (f"  - {markdown(sentence(reason, criterion, evidence))}" for reason in gap.unusable)


def _max_age(age: str) -> str:
    return _("not older than {age}").format(age=age)


def _note(note: str) -> Iterable[str]:
    """Give the city's note as quoted text, each of its lines a paragraph of its own."""
    lines = [markdown(line) for line in clean(note).split("\n")]
    paragraphs = [line for line in lines if line]
    if paragraphs:
        yield _("The city’s note:")
        yield ""
        yield "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)
        yield ""


def register(view: View) -> Iterable[str]:
    """Give all evidence as a table."""
    yield f"## {_('Evidence')}"
    yield ""
    if not view.evidence:
        yield _("No document or link has been recorded yet.")
    else:
        titles = (_("No."), _("Title"), _("Where"), _("As of"), _("Valid until"), _("Proves"), _("State"))
        yield f"| {' | '.join(titles)} |"
        # Pandoc takes the columns' widths from the dashes where a line is long.
        yield "| -- | -------- | ---------- | ---- | ---- | ------- | ------- |"
        yield from (_evidence(entry) for entry in view.evidence)
    yield ""


def _evidence(entry: EvidenceView) -> str:
    item = entry.item
    cells = (
        str(item.id),
        markdown(item.title),
        markdown_link(item.location),
        f"{item.as_of or ''}",
        f"{item.valid_until or ''}",
        markdown(", ".join(str(use.slot) for use in entry.uses)),
        markdown(phrases.usability(entry)),
    )
    return f"| {' | '.join(cells)} |"


def unanswered(view: View) -> Iterable[str]:
    """Give the questions without any answer, by practice."""
    yield f"## {_('What nobody has answered')}"
    yield ""
    if not any(practice.blank for practice in view.practices):
        yield _("Nothing: every question has an answer.")
        yield ""
    for practice in view.practices:
        if practice.blank:
            yield f"### {markdown(practice.practice.title)}"
            yield ""
            for criterion, checks in practice.blank:
                yield from _blank(criterion, checks)
            yield ""


def _blank(criterion: Criterion, checks: tuple[Check, ...]) -> Iterable[str]:
    """Give a line for a criterion that is wholly blank, and the questions of one that is partly so."""
    if len(checks) == len(criterion.questions):
        count = ngettext("its only question", "all {count} questions", len(checks)).format(count=len(checks))
        yield f"- {_name(criterion)}: {count}"
    else:
        yield f"- {_name(criterion)}:"
        yield from (f"  - {markdown(check.ask)}" for check in checks)


def changed(view: View) -> Iterable[str]:
    """Give the answers whose question reads differently now, with both wordings."""
    if not view.changed:
        return
    yield f"## {_('Answers whose question has changed')}"
    yield ""
    yield _("These answers are kept but do not count until somebody answers today’s question.")
    yield ""
    for entry in view.changed:
        yield from _changed(entry)
    yield ""


def _changed(entry: ChangedAnswer) -> Iterable[str]:
    answer = entry.answer
    given = _("{ref}: {value}, answered by {by} on {day}").format(
        ref=answer.ref, value=VALUE_WORDS[answer.value], by=answer.by, day=answer.at[:10]
    )
    yield f"- {markdown(given)}"
    yield f"  - {markdown(_('Asked then: {ask}').format(ask=answer.asked))}"
    now = _("Asked now: {ask}").format(ask=entry.now) if entry.now else _("No longer asked.")
    yield f"  - {markdown(now)}"


def glossary(view: View) -> Iterable[str]:
    """Give the words that a reader may not know, those only that stand in the report."""
    if not view.terms:
        return
    yield f"## {_('Words used')}"
    yield ""
    yield from (f"- **{markdown(term.term)}**: {markdown(term.meaning)}" for term in view.terms)
    yield ""
