"""Reasons, standings and tallies in words: one wording for screens, reports and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.evidence import EvidenceState, changed_since, latest_try
from wwc_assess.readiness.model import Flaw, Reason, ReasonKind, Standing, TallyName
from wwc_assess.readiness.standing import uses_of
from wwc_assess.records.model import Value
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from wwc_assess.readiness.model import Readiness, Tally
    from wwc_assess.records.model import Evidence
    from wwc_assess.standard.model import Criterion, Level, Standard

STANDING_WORDS: Mapping[Standing, str] = {
    Standing.REVIEWED: _("reviewed"),
    Standing.PROVEN: _("proven"),
    Standing.CLAIMED: _("claimed"),
    Standing.OPEN: _("open"),
    Standing.UNANSWERED: _("unanswered"),
    Standing.NOT_MET: _("not met"),
    Standing.NOT_APPLICABLE: _("not applicable"),
    Standing.NOT_COUNTED: _("not counted"),
}
STANDING_MARKS: Mapping[Standing, str] = {
    Standing.REVIEWED: "★",
    Standing.PROVEN: "✓",
    Standing.CLAIMED: "◐",
    Standing.OPEN: "○",
    Standing.UNANSWERED: "·",
    Standing.NOT_MET: "✗",
    Standing.NOT_APPLICABLE: "–",
    Standing.NOT_COUNTED: "–",
}
"""One cell each, told apart by shape, always beside the word."""

VALUE_WORDS: Mapping[Value, str] = {
    Value.YES: _("Yes"),
    Value.PARTLY: _("Partly"),
    Value.NO: _("No"),
    Value.UNSURE: _("Unsure"),
}
TALLY_WORDS: Mapping[TallyName, str] = {
    TallyName.REVIEWED: _("Reviewed"),
    TallyName.PROVEN: _("Proven"),
    TallyName.CLAIMED: _("Claimed"),
    TallyName.POSSIBLE: _("Still possible"),
}
TALLY_MEANINGS: Mapping[TallyName, str] = {
    TallyName.REVIEWED: _("proven, and signed off by somebody who did not answer"),
    TallyName.PROVEN: _("claimed, and every required document is there and fresh"),
    TallyName.CLAIMED: _("the answers say so"),
    TallyName.POSSIBLE: _("claimed, or not yet decided"),
}
EVIDENCE_WORDS: Mapping[EvidenceState, str] = {
    EvidenceState.WITHDRAWN: _("withdrawn"),
    EvidenceState.UNUSED: _("proves nothing that is asked for"),
    EvidenceState.EXPIRED: _("expired"),
    EvidenceState.STALE: _("too old"),
    EvidenceState.UNDATED: _("needs a date"),
    EvidenceState.UNREACHABLE: _("not reachable"),
    EvidenceState.EXPIRING: _("expires soon"),
    EvidenceState.WARNED: _("counts, though the last try failed"),
    EvidenceState.USABLE: _("counts"),
}
EVIDENCE_MARKS: Mapping[EvidenceState, str] = {
    EvidenceState.WITHDRAWN: "–",
    EvidenceState.UNUSED: "·",
    EvidenceState.EXPIRED: "✗",
    EvidenceState.STALE: "✗",
    EvidenceState.UNDATED: "✗",
    EvidenceState.UNREACHABLE: "✗",
    EvidenceState.EXPIRING: "!",
    EvidenceState.WARNED: "!",
    EvidenceState.USABLE: "✓",
}
"""One cell each, always beside the words."""

_LACKS: Mapping[TallyName, str] = {
    TallyName.REVIEWED: _("not reviewed"),
    TallyName.PROVEN: _("not proven"),
    TallyName.CLAIMED: _("not claimed"),
    TallyName.POSSIBLE: _("out of reach"),
}
"""What a criterion that does not earn in a tally is."""
_FLAW_WORDS: Mapping[Flaw, str] = {
    Flaw.WITHDRAWN: _("it was withdrawn"),
    Flaw.EXPIRED: _("it was valid until {day}"),
    Flaw.STALE: _("it was fresh enough until {day}"),
    Flaw.UNDATED: _("it has no date, and this document must not be too old"),
    Flaw.UNREACHABLE: _("it could not be reached on two days"),
}
_CHANGES: Mapping[tuple[str, ...], str] = {
    ("text",): _("the text"),
    ("answers",): _("an answer"),
    ("evidence",): _("the evidence"),
    ("text", "answers"): _("the text and an answer"),
    ("text", "evidence"): _("the text and the evidence"),
    ("answers", "evidence"): _("the evidence and an answer"),
    ("text", "answers", "evidence"): _("the text, the evidence and an answer"),
}
"""What changed since a sign-off; whole phrases, since languages join differently."""


def level_title(standard: Standard, level_id: str | None) -> str:
    """Return a level's title; for no level, a word that says so."""
    level = standard.level(level_id) if level_id else None
    return level.title if level else _("no level")


def day_figure(days: Decimal) -> str:
    """Return a number of days exactly and plainly, such as 0.5 or 24.25; sums that are told add up."""
    figure = f"{days:f}"
    return figure.rstrip("0").rstrip(".") if "." in figure else figure


def person_days(days: Decimal) -> str:
    """Return an effort in person-days."""
    return ngettext("{count} person-day", "{count} person-days", 1 if days == 1 else 2).format(
        count=day_figure(days)
    )


def flaw_words(flaw: Flaw, day: date | None) -> str:
    """Return why an evidence item cannot be used, as half a sentence.

    Args:
        flaw: What is wrong with it.
        day: The last day on which it could be used, where there was one.
    """
    return _FLAW_WORDS[flaw].format(day=day)


def doubts(item: Evidence, standard: Standard, today: date) -> list[str]:
    """Return why an evidence item does not count where it is attached, one sentence for each such place.

    Args:
        item: The evidence.
        standard: What is asked.
        today: The day that it is judged on.
    """
    told = _("It does not count for {slot} yet: {why}.")
    return [
        told.format(slot=use.slot, why=flaw_words(use.flaw, use.day))
        for use in uses_of(item, standard, today)
        if use.flaw
    ]


def sentence(reason: Reason, criterion: Criterion, evidence: Mapping[int, Evidence]) -> str:
    """Return one reason in words.

    Args:
        reason: The reason, as `explain` gives it.
        criterion: The criterion it is about.
        evidence: The evidence items by their number.
    """
    if reason.check is not None:
        return _check_sentence(reason, criterion)
    if reason.kind in {
        ReasonKind.DOCUMENT_FILLED,
        ReasonKind.DOCUMENT_EMPTY,
        ReasonKind.EVIDENCE_MISSING,
        ReasonKind.EVIDENCE_UNUSABLE,
    }:
        return _evidence_sentence(reason, criterion, evidence)
    if reason.kind is ReasonKind.REQUIRES:
        return _("{criterion} has to be reached first.").format(criterion=reason.criterion)
    words = {
        ReasonKind.SIGNED_OFF: _("Signed off by {by} on {day}."),
        ReasonKind.SIGN_OFF_VOID: _(
            "The sign-off by {by} on {day} no longer holds: {changed} changed since."
        ),
        ReasonKind.SIGN_OFF_OWN: _("The sign-off by {by} on {day} does not count: the same person answered."),
    }
    changed = _CHANGES.get(reason.changed or ())
    return words[reason.kind].format(by=reason.by, day=reason.day, changed=changed)


def _check_sentence(reason: Reason, criterion: Criterion) -> str:
    check = criterion.check(reason.check or "")
    ask = check.ask if check else ""
    if reason.kind is ReasonKind.CHECK_REWORDED:
        return _("The question changed since it was answered: {ask}").format(ask=ask)
    if reason.value is None:
        return _("Not answered: {ask}").format(ask=ask)
    return f"{VALUE_WORDS[Value(reason.value)]}: {ask}"


def _evidence_sentence(reason: Reason, criterion: Criterion, evidence: Mapping[int, Evidence]) -> str:
    document = criterion.document(reason.document or "")
    what = document.what if document else _("Evidence of any kind")
    item = evidence.get(reason.evidence or 0)
    if reason.kind is ReasonKind.DOCUMENT_FILLED:
        return _("{what}: {name}").format(what=what, name=item.name if item else "")
    if reason.flaw:
        why = flaw_words(reason.flaw, reason.day)
        return _("“{name}” does not count: {why}.").format(name=item.name if item else "", why=why)
    if reason.optional:
        return _("{what}: nothing usable attached (optional)").format(what=what)
    return _("{what}: nothing usable attached").format(what=what)


def blockers(standard: Standard, readiness: Readiness, name: TallyName) -> list[str]:
    """Return why a tally reaches no higher level, most important first, one sentence each.

    Args:
        standard: Whose levels and core criteria are meant.
        readiness: The score.
        name: Which tally to explain.
    """
    tally = readiness.tallies[name]
    sentences = [
        _("Core criterion {id} is {lack}; without it no level can be reached.").format(
            id=core, lack=_LACKS[name]
        )
        for core in tally.blocked_by
    ]
    gap = next_level_gap(standard, readiness, name)
    if gap:
        level, points = gap
        sentences.append(
            ngettext(
                "{points} more point is needed for {level}.",
                "{points} more points are needed for {level}.",
                points,
            ).format(points=points, level=level.title)
        )
    return sentences


def borderline_sentence(standard: Standard, tally: Tally) -> str:
    """Return what was observed at a count near a level's bar; empty where nothing was."""
    if not tally.borderline:
        return ""
    return _("Borderline {level}: {note}").format(
        level=level_title(standard, tally.borderline.level), note=tally.borderline.seen.note
    )


def next_level_gap(standard: Standard, readiness: Readiness, name: TallyName) -> tuple[Level, int] | None:
    """Return the lowest level that a tally's points do not reach and how many points lack; None at the top."""
    points = readiness.tallies[name].points
    for level in standard.levels:
        if (lack := level.bar(readiness.total) - points) > 0:
            return level, lack
    return None


def changed_words(item: Evidence, today: date) -> str:
    """Return that a file has changed and what to ask oneself then, to follow its name.

    Args:
        item: The evidence.
        today: The day it is judged on.

    Returns:
        Nothing where it has not changed, or could not be read at the latest try.
    """
    tried, since = latest_try(item, today), changed_since(item, today)
    if not (tried and tried.ok and since):
        return ""
    return _("the file has changed since {day}. Does it still prove the same?").format(day=since)
