"""The words of the reports: standings, steps, efforts and dates as short phrases, in no particular format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.model import Flaw, Standing
from wwc_assess.readiness.gaps import Act
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from wwc_assess.readiness.model import Use
    from wwc_assess.readiness.gaps import Gap
    from wwc_assess.report.view import EvidenceView, View

_WEEKS = 10
"""Person-days from which an effort is told in whole days."""

_STATES: Mapping[Standing, str] = {
    Standing.REVIEWED: _("reviewed, waiting for another criterion"),
    Standing.PROVEN: _("proven, waiting for another criterion"),
    Standing.CLAIMED: _("claimed, not proven"),
    Standing.OPEN: _("not fully answered"),
    Standing.UNANSWERED: _("not answered"),
    Standing.NOT_MET: _("not met"),
}
_FLAWS: Mapping[Flaw, str] = {
    Flaw.WITHDRAWN: _("withdrawn"),
    Flaw.EXPIRED: _("expired, valid until {day}"),
    Flaw.STALE: _("too old, fresh enough until {day}"),
    Flaw.UNDATED: _("without a date, which is needed here"),
    Flaw.UNREACHABLE: _("not reachable on two days"),
}


def state(gap: Gap) -> str:
    """Return where a criterion that is not proven stands."""
    return _STATES[gap.standing]


def amount(view: View, points: int) -> str:
    """Return a number of criteria, or of points where the standard weighs its criteria."""
    if view.counts_criteria:
        return ngettext("{count} criterion", "{count} criteria", points).format(count=points)
    return ngettext("{count} point", "{count} points", points).format(count=points)


def first_step(gap: Gap) -> str:
    """Return what to do first about a gap, one or two sentences."""
    step = gap.first_step
    if step.check and step.act is Act.ANSWER:
        count = len(gap.checks_to(Act.ANSWER))
        return ngettext(
            "Answer the question: {ask}", "Answer {count} questions, beginning with: {ask}", count
        ).format(count=count, ask=step.check.ask)
    if step.check:
        return step.check.if_not or _("Work towards a yes to: {ask}").format(ask=step.check.ask)
    if step.act is Act.REACH:
        return _("Prove {criterion} first.").format(criterion=step.criterion)
    if not step.document:
        return _("Attach a document or a link that proves it.")
    attach = _("Attach: {what}.").format(what=step.document.what.rstrip("."))
    if step.document.must_show:
        return attach + " " + _("It must show: {must_show}").format(must_show=step.document.must_show)
    return attach


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
            days=_person_days(gap.effort)
        )
    return _("Effort in all: about {days}.").format(days=_person_days(gap.effort))


def _person_days(days: Decimal) -> str:
    # Quarters of a day mean nothing in an estimate of weeks.
    figure = f"{days.normalize():f}" if days < _WEEKS else str(round(days))
    return ngettext("{count} person-day", "{count} person-days", 1 if days == 1 else 2).format(count=figure)


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
        return _FLAWS[Flaw.WITHDRAWN] if evidence.item.withdrawn else _("attached to nothing")
    problems = {str(use.slot): _problem(use) for use in evidence.uses}
    if not any(problems.values()):
        return _("usable")
    if len(set(problems.values())) == 1:
        return next(iter(problems.values()))
    return "; ".join(
        _("{slot}: {state}").format(slot=slot, state=problem or _("usable"))
        for slot, problem in problems.items()
    )


def _problem(use: Use) -> str:
    if use.flaw:
        return _FLAWS[use.flaw].format(day=use.day)
    return "" if use.asked_for else _("not attached to a document that is asked for")
