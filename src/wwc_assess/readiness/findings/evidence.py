"""Rules on what a city attached: dates, and whether it fills a document that is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wwc_assess.readiness.evidence import document_of, is_expiring
from wwc_assess.readiness.findings.model import EvidenceField, Rule, Severity
from wwc_assess.readiness.model import Flaw
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from wwc_assess.readiness.evidence import EvidenceView
    from wwc_assess.readiness.findings.model import Case, Finding
    from wwc_assess.readiness.model import Use
    from wwc_assess.records.model import Evidence

TOO_OLD = Rule(
    "evidence-too-old",
    Severity.SERIOUS,
    _("Evidence that is too old"),
    _("Attach a newer document, or correct its date if that is wrong."),
)
UNDATED = Rule(
    "evidence-undated",
    Severity.SERIOUS,
    _("Evidence without a date"),
    _("Enter the day that the document speaks of; a validator asks how old it is."),
)
EXPIRING = Rule(
    "evidence-expiring",
    Severity.WARNING,
    _("Evidence that soon expires"),
    _("Have a newer document ready before the day given."),
)
UNUSED = Rule(
    "evidence-unused",
    Severity.HINT,
    _("Evidence that proves nothing"),
    _("Attach it to a document that a criterion asks for, or take it away."),
)

_LISTED = 8
_SIGN_IN = re.compile(r"(?<=//)[^/?#]*@")


def too_old(case: Case) -> Iterator[Finding]:
    """Give the evidence past its last day in a slot that nothing else fills."""
    for view in case.evidence:
        if uses := _lacking(case, view, {Flaw.STALE, Flaw.EXPIRED}):
            sentence = _("{name} counted for {slots}: attach a newer document.").format(
                name=called(view.item), slots=_until((use, use.day) for use in uses)
            )
            yield TOO_OLD.found(sentence, *_where(case, view, uses), _severity(case, uses))


def expiring(case: Case) -> Iterator[Finding]:
    """Give the usable evidence that soon reaches its last day in a slot that nothing else fills for longer."""
    today = case.readiness.today
    for view in case.evidence:
        ends = {
            use: end
            for use in used(case, view)
            if not use.flaw
            and is_expiring(end := case.end(view, use), today)
            and case.slot(use) not in case.filled_for_long
        }
        if ends:
            sentence = _("{name} counts for {slots}: have a newer document ready.").format(
                name=called(view.item), slots=_until(ends.items())
            )
            yield EXPIRING.found(sentence, *_where(case, view, ends))


def undated(case: Case) -> Iterator[Finding]:
    """Give the evidence without a date: serious where a slot that nothing else fills asks for one, else a hint."""
    for view in case.evidence:
        if uses := _lacking(case, view, {Flaw.UNDATED}):
            sentence = _("{name} has no date, so it does not count for {slots}: enter its date.").format(
                name=called(view.item), slots=listed(str(use.slot) for use in uses)
            )
            yield UNDATED.found(sentence, *_where(case, view, uses), _severity(case, uses))
        elif view.item.as_of is None and (uses := used(case, view)):
            sentence = _("{name} has no date: enter the day that it speaks of.")
            yield UNDATED.found(
                sentence.format(name=called(view.item)), *_where(case, view, uses), Severity.HINT
            )


def unused(case: Case) -> Iterator[Finding]:
    """Give the evidence that is attached to nothing, or where no document asks for it."""
    for view in case.evidence:
        if not view.uses:
            sentence = _("{name} is attached to nothing: attach it to what it proves, or take it away.")
            yield UNUSED.found(sentence.format(name=called(view.item)), None, EvidenceField(view.item.id))
            continue
        idle = [use for use in view.uses if not use.asked_for]
        if idle:
            sentence = _("{name} fills no document at {slots}: choose the document that it is.").format(
                name=called(view.item), slots=listed(str(use.slot) for use in idle)
            )
            yield UNUSED.found(sentence, *_where(case, view, idle))


def used(case: Case, view: EvidenceView) -> list[Use]:
    """Return where an item is asked for by a criterion that counts."""
    return [use for use in view.uses if use.asked_for and use.slot.criterion in case.counts]


def called(item: Evidence) -> str:
    """Return what a sentence calls an evidence item: its name, without a password in it, and its number."""
    return _("“{name}” (evidence {number})").format(
        name=one_line(_SIGN_IN.sub("", item.name)), number=item.id
    )


def listed(names: Iterable[str]) -> str:
    """Return names one after the other, the first few where there are many."""
    names = list(names)
    return ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")


def first_criterion(case: Case, ids: Iterable[str]) -> str | None:
    """Return the criterion of these that stands first in the standard; None where none of them is in it."""
    ids = set(ids)
    return next((criterion.id for criterion in case.standard.criteria if criterion.id in ids), None)


def _lacking(case: Case, view: EvidenceView, flaws: Collection[Flaw]) -> list[Use]:
    """Return where an item has one of these flaws and nothing else fills the slot."""
    return [use for use in used(case, view) if use.flaw in flaws and case.slot(use) not in case.filled]


def _severity(case: Case, uses: Iterable[Use]) -> Severity:
    """Return how much it weighs that slots stay empty: little where all of them are optional."""
    documents = [document_of(use, case.standard) for use in uses]
    return Severity.HINT if all(d is not None and d.optional for d in documents) else Severity.SERIOUS


def _where(case: Case, view: EvidenceView, uses: Iterable[Use]) -> tuple[str | None, EvidenceField]:
    """Return the first criterion of these uses, and the evidence item as the field."""
    return first_criterion(case, (use.slot.criterion for use in uses)), EvidenceField(view.item.id)


def _until(days: Iterable[tuple[Use, date | None]]) -> str:
    return listed(_("{slot} until {day}").format(slot=use.slot, day=day) for use, day in days)
