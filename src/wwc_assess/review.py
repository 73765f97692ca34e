"""Reviewing: a proven criterion is signed off by somebody who answered none of its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.readiness.gaps import gap_of
from wwc_assess.readiness.model import Standing
from wwc_assess.readiness.sentences import STANDING_WORDS
from wwc_assess.readiness.standing import has_answered, sign_off_fingerprint
from wwc_assess.records.changes import tidy
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date

    from wwc_assess.readiness.gaps import Gap
    from wwc_assess.records.model import SignOff
    from wwc_assess.session import Session


def sign_off(session: Session, criterion_id: str, by: str, today: date) -> SignOff:
    """Sign off a proven criterion as somebody who answered none of its questions.

    Args:
        session: The opened assessment.
        criterion_id: Id of the criterion.
        by: The reviewer.
        today: The day it is judged on.

    Raises:
        InputError: It is not proven, or an answer that stands is the reviewer's.
        AssessError: Nothing could be written.
    """
    criterion = session.standard.by_id[criterion_id]
    reviewer = tidy("by", by)
    records = session.records()
    readiness = session.readiness(records, today)
    result = readiness.results[criterion_id]
    if result.standing not in {Standing.PROVEN, Standing.REVIEWED}:
        reasons = session.explain(records, readiness, criterion_id)[criterion_id]
        raise _not_proven(gap_of(criterion, result.standing, result.claim, reasons, records))
    if has_answered(criterion, records, reviewer):
        raise InputError(
            _("{by} answered {id}, and nobody signs off their own answers.").format(
                by=reviewer, id=criterion_id
            ),
            _("Ask somebody else to review it."),
        )
    seal = sign_off_fingerprint(criterion, records)
    return session.store.sign_off(session.assessment.id, criterion_id, seal, reviewer)


def replacing(earlier: SignOff) -> str:
    """Return that a sign-off takes the place of an earlier one."""
    return _("It replaces the sign-off by {by} on {day}.").format(by=earlier.by, day=earlier.day)


def _not_proven(gap: Gap) -> InputError:
    """Return the error that names what keeps a criterion from being proven."""
    questions = [missing.check.ask for missing in gap.checks]
    documents = [
        missing.document.what if missing.document else _("evidence of any kind") for missing in gap.documents
    ]
    return InputError(
        " ".join(
            (
                _("{id} is {standing}, and only what is proven can be signed off.").format(
                    id=gap.criterion.id, standing=STANDING_WORDS[gap.standing]
                ),
                *(_("Missing: {what}.").format(what=f"“{what}”") for what in (*questions, *documents)),
            )
        ),
        _("See why with wwc-assess score --explain {id}.").format(id=gap.criterion.id),
    )
