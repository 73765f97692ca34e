"""From answers and evidence to one criterion's standing, and the reasons for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.fingerprint import fingerprint
from wwc_assess.readiness.model import Claim, Flaw, Reason, ReasonKind, Result, Standing, Use
from wwc_assess.records.model import CheckRef, Evidence, Records, SignOff, Slot, Value, evidence_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from wwc_assess.standard.model import Check, Criterion, Document, Standard


class Grounds(Struct, frozen=True):
    """What every criterion is judged on: the standard's policies, the records, the day."""

    standard: Standard
    records: Records
    today: date

    def attached(self, criterion: Criterion, document: Document | None) -> Sequence[Evidence]:
        """Return the evidence items in a slot, in the order they were added.

        Args:
            criterion: The criterion they are attached to.
            document: Its slot; None for everything attached to the criterion, in whichever slot.
        """
        return self.records.attached.get(Slot(criterion.id, document.id if document else None), ())


def value_of(criterion: Criterion, check: Check, records: Records) -> Value | None:
    """Return the value that counts for a check: None where it is blank or its question has changed since.

    An answer is bound to the text it answered. When the question reads differently now, the answer is kept but the
    check is open until a person answers it again.
    """
    answer = records.answers.get(CheckRef(criterion.id, check.id))
    return answer.value if answer and answer.fingerprint == check.fingerprint else None


def claim_of(criterion: Criterion, records: Records) -> Claim:
    """Return what the answers come to: met, open or not met (scoring rules, from answers to standing)."""
    values = [value_of(criterion, check, records) for check in criterion.questions]
    yes = values.count(Value.YES)
    still_open = values.count(None) + values.count(Value.UNSURE)
    if yes >= criterion.needed:
        return Claim.MET
    return Claim.NOT_MET if yes + still_open < criterion.needed else Claim.OPEN


def flaw_of(item: Evidence, document: Document | None, today: date) -> tuple[Flaw, date | None] | None:
    """Return why an evidence item cannot be used today, with the last day it could be; None if it can.

    Args:
        item: The evidence.
        document: The slot it is to fill; None where no slot sets an age.
        today: The day it is judged on.
    """
    if item.withdrawn:
        return Flaw.WITHDRAWN, None
    if item.valid_until and item.valid_until < today:
        return Flaw.EXPIRED, item.valid_until
    if document and document.max_age:
        if not item.as_of:
            return Flaw.UNDATED, None
        last_day = document.max_age.last_day(item.as_of)
        if last_day < today:
            return Flaw.STALE, last_day
    return (Flaw.UNREACHABLE, None) if _unreachable(item, today) else None


def uses_of(item: Evidence, standard: Standard, today: date) -> Iterator[Use]:
    """Give what an evidence item proves in each slot that it is attached to.

    Args:
        item: The evidence.
        standard: What is asked.
        today: The day it is judged on.
    """
    for slot in item.slots:
        criterion = standard.by_id.get(slot.criterion)
        document = criterion.document(slot.document) if criterion and slot.document else None
        # Where a criterion names its documents, evidence that is attached to none of them fills no slot.
        asked_for = criterion is not None and (document is not None or not criterion.documents)
        flaw, day = flaw_of(item, document, today) or (None, None)
        yield Use(slot, asked_for, flaw, day)


def _unreachable(item: Evidence, today: date) -> bool:
    """Return whether the latest tries failed on two days: a single failure only warns, since sites flap."""
    failed: list[date] = []
    for check in reversed(item.link_checks):
        if check.day > today:
            continue
        if check.ok:
            break
        failed.append(check.day)
    return bool(failed) and failed[0] > failed[-1]


def is_proven(criterion: Criterion, grounds: Grounds) -> bool:
    """Return whether every required document slot is filled with usable evidence.

    A criterion that lists no documents needs one usable item of any kind.
    """
    return all(
        any(flaw_of(item, slot, grounds.today) is None for item in grounds.attached(criterion, slot))
        for slot in criterion.needed_documents
    )


def sign_off_fingerprint(criterion: Criterion, records: Records) -> str:
    """Return what a sign-off holds for: a fingerprint of each part that a reviewer judges, one after the other."""
    return " ".join(_judged(criterion, records).values())


def changed_since_sign_off(criterion: Criterion, records: Records) -> tuple[str, ...]:
    """Return what is no longer as it was signed off: ``text``, ``answers``, ``evidence``; nothing without a sign-off."""
    sign_off = records.sign_offs.get(criterion.id)
    if sign_off is None:
        return ()
    judged = _judged(criterion, records)
    signed = dict(zip(judged, sign_off.fingerprint.split(), strict=False))
    return tuple(part for part, now in judged.items() if signed.get(part) != now)


def _judged(criterion: Criterion, records: Records) -> Mapping[str, str]:
    """Return the fingerprints of a criterion's text, of the answers to it and of the evidence in its slots."""
    return {
        "text": criterion.fingerprint,
        "answers": fingerprint(
            [
                [answer.ref.check, answer.value, answer.fingerprint]
                for answer in records.answers_to.get(criterion.id, ())
            ]
        ),
        "evidence": fingerprint(
            [evidence_parts(item, criterion.id) for item in records.attached.get(Slot(criterion.id), ())]
        ),
    }


def answered_by(criterion: Criterion, records: Records) -> frozenset[str]:
    """Return the people whose answers stand for a criterion."""
    return frozenset(
        answer.by
        for check in criterion.questions
        if (answer := records.answers.get(CheckRef(criterion.id, check.id)))
    )


def has_answered(criterion: Criterion, records: Records, person: str) -> bool:
    """Return whether an answer that stands for a criterion is a person's, however they write their name."""
    return _plain(person) in map(_plain, answered_by(criterion, records))


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def is_reviewed(criterion: Criterion, records: Records) -> bool:
    """Return whether a sign-off by somebody who did not answer still matches what is there."""
    sign_off = records.sign_offs.get(criterion.id)
    return (
        sign_off is not None
        and not has_answered(criterion, records, sign_off.by)
        and not changed_since_sign_off(criterion, records)
    )


def result_of(criterion: Criterion, grounds: Grounds) -> Result:
    """Return where a criterion stands: the highest standing that holds."""
    claim = claim_of(criterion, grounds.records)
    if criterion.status != "active":
        standing = Standing.NOT_COUNTED
    elif grounds.standard.not_applicable == "excluded" and grounds.records.of(criterion.id).not_applicable:
        standing = Standing.NOT_APPLICABLE
    elif claim is Claim.NOT_MET:
        standing = Standing.NOT_MET
    elif claim is Claim.OPEN:
        standing = Standing.OPEN if answered_by(criterion, grounds.records) else Standing.UNANSWERED
    elif not is_proven(criterion, grounds):
        standing = Standing.CLAIMED
    else:
        standing = Standing.REVIEWED if is_reviewed(criterion, grounds.records) else Standing.PROVEN
    return Result(criterion.id, claim, standing)


def reasons_of(criterion: Criterion, grounds: Grounds) -> Iterator[Reason]:
    """Give the reasons for a criterion's standing in order: checks, documents, sign-off."""
    for check in criterion.questions:
        yield _reason_for_check(criterion, check, grounds.records)
    for document in criterion.documents or (None,):
        yield from _reasons_for_slot(grounds.attached(criterion, document), document, grounds.today)
    sign_off = grounds.records.sign_offs.get(criterion.id)
    if sign_off:
        yield _reason_for_sign_off(criterion, sign_off, grounds.records)


def _reason_for_check(criterion: Criterion, check: Check, records: Records) -> Reason:
    answer = records.answers.get(CheckRef(criterion.id, check.id))
    if answer and answer.fingerprint != check.fingerprint:
        kind = ReasonKind.CHECK_REWORDED
    elif answer is None or answer.value is Value.UNSURE:
        kind = ReasonKind.CHECK_OPEN
    else:
        kind = ReasonKind.CHECK_COUNTS if answer.value is Value.YES else ReasonKind.CHECK_MISSING
    return Reason(kind, check=check.id, value=answer.value if answer else None)


def _reasons_for_slot(items: Sequence[Evidence], document: Document | None, today: date) -> Iterator[Reason]:
    name = document.id if document else None
    unusable = []
    for item in items:
        flaw = flaw_of(item, document, today)
        if flaw is None:
            yield Reason(ReasonKind.DOCUMENT_FILLED, document=name, evidence=item.id)
            return
        kind, day = flaw
        unusable.append(
            Reason(ReasonKind.EVIDENCE_UNUSABLE, document=name, evidence=item.id, flaw=kind, day=day)
        )
    if document:
        yield Reason(ReasonKind.DOCUMENT_EMPTY, document=name, optional=document.optional)
    else:
        yield Reason(ReasonKind.EVIDENCE_MISSING)
    yield from unusable


def _reason_for_sign_off(criterion: Criterion, sign_off: SignOff, records: Records) -> Reason:
    if has_answered(criterion, records, sign_off.by):
        return Reason(ReasonKind.SIGN_OFF_OWN, day=sign_off.day, by=sign_off.by)
    if changed := changed_since_sign_off(criterion, records):
        return Reason(ReasonKind.SIGN_OFF_VOID, day=sign_off.day, by=sign_off.by, changed=changed)
    return Reason(ReasonKind.SIGNED_OFF, day=sign_off.day, by=sign_off.by)
