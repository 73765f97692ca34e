"""What a validator reads: each criterion with its answers, its documents, the evidence for them and its sign-off."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from wwc_assess.readiness.evidence import latest_try
from wwc_assess.readiness.model import ReasonKind, TallyName
from wwc_assess.readiness.sentences import STANDING_WORDS, VALUE_WORDS, sentence
from wwc_assess.readiness.standing import value_of
from wwc_assess.records.model import CheckRef, Slot
from wwc_assess.report import phrases
from wwc_assess.report.blocks import Heading, Item, Paragraph, Run, bullets, text
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from wwc_assess.readiness.model import Use
    from wwc_assess.records.model import Evidence
    from wwc_assess.report.blocks import Block, Line
    from wwc_assess.report.view import View
    from wwc_assess.standard.model import Check, Criterion, Document

    Proof: TypeAlias = Mapping[Slot, Mapping[int, tuple[Evidence, Use]]]
    """What is attached in each slot, by the evidence item's number."""

_SIGN_OFFS = {ReasonKind.SIGNED_OFF, ReasonKind.SIGN_OFF_OWN, ReasonKind.SIGN_OFF_VOID}


def claims_and_proof(view: View) -> Iterator[Block]:
    """Give every criterion that counts, by practice: what is claimed, and what is there to prove it."""
    proof = _by_slot(view)
    for practice in view.practices:
        yield Heading(2, practice.practice.title)
        for criterion in practice.practice.criteria:
            if criterion.id in view.reasons:
                yield from _criterion(view, criterion, proof)


def _by_slot(view: View) -> Proof:
    """Return the evidence in each slot; for a criterion that names no documents, all that is attached to it."""
    proof: defaultdict[Slot, dict[int, tuple[Evidence, Use]]] = defaultdict(dict)
    for entry in view.evidence:
        for use in entry.uses:
            criterion = view.standard.by_id.get(use.slot.criterion)
            slot = use.slot if criterion and criterion.documents else Slot(use.slot.criterion)
            proof[slot][entry.item.id] = entry.item, use
    return proof


def _criterion(view: View, criterion: Criterion, proof: Proof) -> Iterator[Block]:
    yield Heading(3, f"{criterion.id} {criterion.title} — {_standing(view, criterion)}")
    yield Paragraph(text(criterion.statement))
    yield Paragraph(text(_needed(criterion)))
    yield from bullets(_check(view, criterion, check) for check in criterion.questions)
    yield Paragraph(text(_("What is there to prove it:")))
    yield from bullets(_slot(criterion, slot, proof, view) for slot in criterion.documents or (None,))
    yield Paragraph(text(_sign_off(view, criterion)))


def _standing(view: View, criterion: Criterion) -> str:
    """Return where a criterion stands; a claim is never named without saying that it is not proven."""
    standing = view.readiness.results[criterion.id].standing
    if criterion.id in view.readiness.tallies[TallyName.PROVEN].earned:
        return STANDING_WORDS[standing]
    return phrases.STATES[standing]


def _needed(criterion: Criterion) -> str:
    core = _("Core criterion.") if criterion.core else ""
    count = len(criterion.questions)
    told = ngettext(
        "The city’s own answers; {needed} of {count} has to be a yes:",
        "The city’s own answers; {needed} of {count} have to be a yes:",
        criterion.needed,
    ).format(needed=criterion.needed, count=count)
    return f"{core} {told}".strip()


def _check(view: View, criterion: Criterion, check: Check) -> Item:
    answer = view.records.answers.get(CheckRef(criterion.id, check.id))
    value = value_of(criterion, check, view.records)
    if not answer or not value:
        # An answer to an earlier wording stands in a section of its own.
        return Item(text(_("Not answered: {ask}").format(ask=check.ask)))
    told = _("{value}: {ask} ({by}, {day})").format(
        value=VALUE_WORDS[value], ask=check.ask, by=answer.by, day=answer.day
    )
    return Item(text(told))


def _slot(criterion: Criterion, document: Document | None, proof: Proof, view: View) -> Item:
    """Return a document that is asked for with all that is attached for it."""
    attached = proof.get(Slot(criterion.id, document.id if document else None), {}).values()
    what = document.what if document else _("Evidence of any kind")
    if document and document.optional:
        what = _("{what} (optional)").format(what=what)
    if not attached:
        return Item(text(_("{what}: nothing attached").format(what=what)))
    return Item(text(what), tuple(Item(_evidence(item, use, view.readiness.today)) for item, use in attached))


def _evidence(item: Evidence, use: Use, today: date) -> Line:
    dates = (
        _("as of {day}").format(day=item.as_of) if item.as_of else _("without a date"),
        _("valid until {day}").format(day=item.valid_until) if item.valid_until else "",
        _reached(item, today),
        phrases.worth(use),
    )
    told = f" ({', '.join(date for date in dates if date)})"
    named = (Run(f"{item.title}, "),) if item.title else ()
    return (*named, Run(item.location, link=True), Run(told))


def _reached(item: Evidence, today: date) -> str:
    """Return how the latest try to reach an item went."""
    tried = latest_try(item, today)
    if not tried:
        return _("not checked yet")
    return (_("reached on {day}") if tried.ok else _("not reached on {day}")).format(day=tried.day)


def _sign_off(view: View, criterion: Criterion) -> str:
    """Return whether somebody signed it off, and whether that still holds."""
    told = [
        sentence(reason, criterion, {}) for reason in view.reasons[criterion.id] if reason.kind in _SIGN_OFFS
    ]
    return " ".join(told) or _("Not signed off by a second person.")
