"""The words of the reports: standings, steps, efforts and dates as short phrases, in no particular format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.evidence import EvidenceState
from wwc_assess.readiness.gaps import Act
from wwc_assess.readiness.model import Standing
from wwc_assess.readiness.sentences import EVIDENCE_WORDS, flaw_words, person_days
from wwc_assess.report.blocks import Run
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from wwc_assess.readiness.evidence import EvidenceView
    from wwc_assess.readiness.gaps import Gap, Step
    from wwc_assess.readiness.model import Use
    from wwc_assess.report.blocks import Line
    from wwc_assess.report.view import View
    from wwc_assess.standard.model import Criterion, Standard

STATES: Mapping[Standing, str] = {
    Standing.REVIEWED: _("reviewed, waiting for another criterion"),
    Standing.PROVEN: _("proven, waiting for another criterion"),
    Standing.CLAIMED: _("claimed, not proven"),
    Standing.OPEN: _("not fully answered"),
    Standing.UNANSWERED: _("not answered"),
    Standing.NOT_MET: _("not met"),
}
"""Where a criterion that is not proven stands."""


def state(gap: Gap) -> str:
    """Return where a criterion that is not proven stands."""
    return STATES[gap.standing]


def named(criterion: Criterion, more: str = "") -> Line:
    """Return a line on a criterion: its id so that it stands out, its title, and what is said of it."""
    return Run(criterion.id, strong=True), Run(f" {criterion.title}{more}")


def names(standard: Standard, ids: Iterable[str]) -> str:
    """Return criteria by id and title."""
    return ", ".join(f"{key} {standard.by_id[key].title}" for key in ids)


def amount(view: View, points: int) -> str:
    """Return a number of criteria, or of points where the standard weighs its criteria."""
    if view.counts_criteria:
        return ngettext("{count} criterion", "{count} criteria", points).format(count=points)
    return ngettext("{count} point", "{count} points", points).format(count=points)


def doing(step: Step) -> str:
    """Return one thing to do in a sentence."""
    if step.check and step.act is Act.ANSWER:
        return _("Answer the question: {ask}").format(ask=step.check.ask)
    if step.check:
        return step.check.if_not or _("Work towards a yes to: {ask}").format(ask=step.check.ask)
    if step.act is Act.REACH:
        return _("Prove {criterion} first.").format(criterion=step.criterion)
    if not step.document:
        return _("Attach a document or a link that proves it.")
    return _("Attach: {what}.").format(what=step.document.what.rstrip("."))


def first_step(gap: Gap) -> str:
    """Return what to do first about a gap, one or two sentences."""
    step = gap.first_step
    answers = len(gap.checks_to(Act.ANSWER))
    if step.check and step.act is Act.ANSWER and answers > 1:
        return _("Answer {count} questions, beginning with: {ask}").format(count=answers, ask=step.check.ask)
    if step.document and step.document.must_show:
        must_show = _("It must show: {must_show}").format(must_show=step.document.must_show)
        return f"{doing(step)} {must_show}"
    return doing(step)


def to_do(gap: Gap) -> str:
    """Return all that a gap asks for in a few words, such as "answer 2 questions, attach 1 document"."""
    answers = len(gap.checks_to(Act.ANSWER))
    improvements = max(gap.lacking - answers, 0)
    documents = len(gap.documents)
    parts = [
        (answers, ngettext("answer {count} question", "answer {count} questions", answers)),
        (improvements, ngettext("put {count} thing in place", "put {count} things in place", improvements)),
        (documents, ngettext("attach {count} document", "attach {count} documents", documents)),
    ]
    words = [text.format(count=count) for count, text in parts if count]
    words += [_("prove {criterion} first").format(criterion=required) for required in gap.requires]
    return ", ".join(words)


def effort(gap: Gap) -> str:
    """Return the work that is left in person-days; empty where it is not known."""
    if gap.effort is None:
        return ""
    if gap.checks_to(Act.ANSWER):
        return _("Effort in all: {days} or less, depending on the answers.").format(
            days=person_days(gap.effort)
        )
    return _("Effort in all: about {days}.").format(days=person_days(gap.effort))


def owner(gap: Gap) -> str:
    """Return who has taken a criterion; empty if nobody has."""
    name = one_line(gap.particulars.owner)
    return _("Owner: {owner}.").format(owner=name) if name else ""


def due(gap: Gap, today: date) -> str:
    """Return when a criterion is due; empty where no date is set."""
    day = gap.particulars.due
    if not day:
        return ""
    sentence = _("Due {day}, overdue.") if day < today else _("Due {day}.")
    return sentence.format(day=day)


def usability(evidence: EvidenceView) -> str:
    """Return whether an evidence item counts, and where it does not, why."""
    if not evidence.uses:
        return (
            EVIDENCE_WORDS[EvidenceState.WITHDRAWN] if evidence.item.withdrawn else _("attached to nothing")
        )
    if evidence.state is EvidenceState.EXPIRING:
        return _("counts until {day}").format(day=evidence.last_day)
    if evidence.state is EvidenceState.WARNED:
        return EVIDENCE_WORDS[evidence.state]
    worths = {str(use.slot): worth(use) for use in evidence.uses}
    if len(set(worths.values())) == 1:
        return next(iter(worths.values()))
    return "; ".join(_("{slot}: {state}").format(slot=slot, state=state) for slot, state in worths.items())


def worth(use: Use) -> str:
    """Return whether an evidence item counts in one slot, and where it does not, why."""
    if use.flaw:
        return _("does not count: {why}").format(why=flaw_words(use.flaw, use.day))
    if not use.asked_for:
        return _("not attached to a document that is asked for")
    return EVIDENCE_WORDS[EvidenceState.USABLE]
