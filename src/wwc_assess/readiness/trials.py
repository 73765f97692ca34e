"""The executable examples of a standard: answer sets, and whether they give the level they should."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.score import score
from wwc_assess.records.model import Answer, Assessment, CheckRef, Records, Value
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wwc_assess.standard.model import Standard, Trial

_ANY_DAY = date(2000, 1, 1)
"""Claims do not depend on the day."""
_NOBODYS = Assessment(0, "", "", "")
"""Nor on whose assessment it is."""


class TrialFailure(Struct, frozen=True):
    """An example that did not give what it should, with a sentence on what it gave."""

    where: str
    sentence: str


def run_trials(standard: Standard) -> Iterator[TrialFailure]:
    """Score each executable example of the standard and give those that fail."""
    for trial in standard.trials:
        met = _criteria_met(standard, trial)
        wanted = standard.core if trial.core else ()
        if not set(wanted).issubset(met) or (trial.met is not None and len(met) != trial.met):
            sentence = _("no answer set fits what is given: see met, core and not_met.")
            yield TrialFailure(trial.where, sentence)
        elif sentence := _judge(standard, trial, met):
            yield TrialFailure(trial.where, sentence)


def _criteria_met(standard: Standard, trial: Trial) -> list[str]:
    """Return the ids to answer with yes: core criteria first, then file order, up to the number asked for."""
    open_to_meet = [c for c in standard.active() if c.id not in trial.not_met]
    if trial.core is False:
        open_to_meet = [c for c in open_to_meet if not c.core]
    in_order = sorted(open_to_meet, key=lambda c: not c.core)
    return [c.id for c in in_order[: trial.met]]


def _judge(standard: Standard, trial: Trial, met: list[str]) -> str:
    """Return what is wrong with what an answer set gave; empty if nothing is."""
    answers = {
        (ref := CheckRef(c.id, check.id)): Answer(
            ref, Value.YES if c.id in met else Value.NO, "", "", check.fingerprint, check.ask, 0
        )
        for c in standard.criteria
        for check in c.questions
    }
    records = Records(_NOBODYS, answers)
    claimed = score(standard, records, _ANY_DAY).tallies[TallyName.CLAIMED]
    because = [f"core {core}" for core in claimed.blocked_by]
    borderline = claimed.borderline.level if claimed.borderline else ""
    if claimed.level != trial.level:
        return _("gave level {given}, expected {expected}.").format(
            given=claimed.level or "none", expected=trial.level or "none"
        )
    if trial.because and trial.because not in because:
        return _("expected because “{expected}”, but the reason is “{given}”.").format(
            expected=trial.because, given=", ".join(because) or "none"
        )
    if trial.borderline and trial.borderline != borderline:
        return _("gave borderline {given}, expected {expected}.").format(
            given=borderline or "none", expected=trial.borderline
        )
    return ""
