"""Whether a report still fits the records that it was written from, and where not; and whether it is as written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from wwc_assess.errors import InputError
from wwc_assess.readiness.score import score
from wwc_assess.report.rewrite import wording
from wwc_assess.report.seal import Seal, differences, parse_seal, seal_of
from wwc_assess.report.written import read_written
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from wwc_assess.records.model import Records
    from wwc_assess.report.facts_model import Facts
    from wwc_assess.standard.model import Standard

_PART_WORDS: Mapping[str, str] = {
    "text": _("the criterion’s text"),
    "answers": _("the answers"),
    "evidence": _("the evidence"),
    "sign-off": _("the sign-off"),
    "standing": _("the standing"),
    "new": _("the criterion is new"),
    "gone": _("the criterion is no longer asked"),
}


class Change(Struct, frozen=True):
    """A criterion that is not as the report has it."""

    criterion: str
    parts: tuple[str, ...]
    """What changed: some of the seal's `PARTS`; or ``new`` or ``gone``, where only one side has the criterion."""


class Verification(Struct, frozen=True):
    """How a report compares with the records of today."""

    day: date
    """The day that the report judges on."""
    today: date
    """The day on which it is asked what has aged."""
    changed: tuple[Change, ...]
    standard_changed: bool
    """Whether the standard's text or rules are others."""
    records_changed: bool
    """Whether anything else that a score depends on was changed, such as evidence that is attached to nothing."""
    aged: tuple[str, ...]
    """Criteria that nobody changed, and that stand otherwise today: evidence ages and links die."""
    text: Literal["as written", "edited", "not compared"] = "not compared"
    """Whether the report says word for word what the records give."""
    why: str = ""
    """Why its text was not compared, as half a sentence; empty where the records have changed."""

    @property
    def fits(self) -> bool:
        """Whether everything that it was counted from is as it was when the report was written."""
        return not (self.changed or self.standard_changed or self.records_changed)

    @property
    def matches(self) -> bool:
        """Whether it fits and nobody has edited it, as far as that was compared."""
        return self.fits and self.text != "edited"


def verify_file(
    path: Path,
    standard: Standard,
    records: Records,
    today: date,
    kept: Callable[[str], Facts | None] = lambda _name: None,
) -> Verification:
    """Return whether a report in any format still fits, and whether its text is what the program writes.

    Args:
        path: The report.
        standard: What is asked now.
        records: What is recorded now.
        today: The day on which to say what has aged.
        kept: Gives the snapshot of a name, for a report that tells what has changed since; None where there is none.

    Raises:
        InputError: The file cannot be read, is no report of this program, or one on another assessment.
    """
    report = read_written(path)
    facts = report.facts
    shown = one_line(path.name)
    if not facts.get("seal"):
        raise InputError(
            _("{file} is no report of this program, or its seal is gone.").format(file=shown),
            _("Name the file as wwc-assess report --output FILE wrote it."),
        )
    assessment = records.assessment
    here = {"city": assessment.city, "cycle": assessment.cycle, "standard": assessment.standard}
    for key, value in here.items():
        if facts.get(key, value) != value:
            raise InputError(
                _("{file} is a report on another assessment: {theirs}, and not {ours}.").format(
                    file=shown, theirs=one_line(facts[key]), ours=value
                ),
                _("Name the workspace that it was written from with --workspace."),
            )
    seal = parse_seal(facts)
    verification = verify(seal, standard, records, today)
    if not verification.fits:
        return verification
    text, why = wording(report, seal.day, standard, records, kept)
    return replace(verification, text=text, why=why)


def verify(seal: Seal, standard: Standard, records: Records, today: date) -> Verification:
    """Return whether a report with this seal still fits.

    The records are judged on the report's day, so that no criterion counts as changed because time has passed.

    Args:
        seal: Of the report.
        standard: What is asked now.
        records: What is recorded now.
        today: The day on which to say what has aged.
    """
    then = score(standard, records, seal.day)
    now = seal_of(standard, records, then)
    changed = tuple(_changes(seal, now))
    touched = {change.criterion for change in changed}
    later = score(standard, records, today)
    return Verification(
        seal.day,
        today,
        changed,
        seal.standard != now.standard,
        seal.records != now.records and not changed,
        tuple(
            key
            for key in now.criteria
            if key in seal.criteria
            and key not in touched
            and later.results[key].standing is not then.results[key].standing
        ),
    )


def _changes(seal: Seal, now: Seal) -> Iterator[Change]:
    """Give the criteria that differ, in today's order, those that are no longer asked last."""
    for key, mark in now.criteria.items():
        if key in seal.criteria:
            if parts := differences(seal.criteria[key], mark):
                yield Change(key, parts)
        else:
            yield Change(key, ("new",))
    for key in seal.criteria:
        if key not in now.criteria:
            yield Change(key, ("gone",))


def told(verification: Verification) -> Iterator[str]:
    """Give what came out, a sentence each, the answer first."""
    day, aged = verification.day, ", ".join(verification.aged)
    answer = _answer(verification)
    yield answer.format(day=day, today=verification.today, count=len(verification.aged), criteria=aged)
    if verification.standard_changed:
        yield _("The standard’s text or rules have changed.")
    for change in verification.changed:
        parts = ", ".join(_PART_WORDS[part] for part in change.parts)
        yield _("{criterion}: {parts}").format(criterion=change.criterion, parts=parts)
    if verification.records_changed:
        yield _("Something was recorded or taken away that no criterion rests on.")
    if verification.text == "as written":
        yield _("Its text is word for word what the program writes from the records.")
    elif verification.why:
        yield _("Its text was not compared with the records: {why}.").format(why=verification.why)
    if aged and not verification.matches:
        yield ngettext(
            "By now {criteria} stands otherwise, though nobody changed it: evidence ages and links die.",
            "By now {criteria} stand otherwise, though nobody changed them: evidence ages and links die.",
            len(verification.aged),
        ).format(criteria=aged)


def _answer(verification: Verification) -> str:
    """Return the answer in a sentence: whether a reader may go by the report."""
    if not verification.fits:
        return _("The report no longer fits: something has changed since it was written, as of {day}.")
    if verification.text == "edited":
        return _(
            "The records have not changed since {day}, but the text of this file is not what the program writes from "
            "them: it was edited, saved by another program, or written by another version."
        )
    if verification.aged:
        return ngettext(
            "The records are as they were on {day}, but by {today} {count} criterion stands otherwise, because evidence "
            "ages and links die: {criteria}.",
            "The records are as they were on {day}, but by {today} {count} criteria stand otherwise, because evidence "
            "ages and links die: {criteria}.",
            len(verification.aged),
        )
    if verification.text == "as written":
        return _("The report still fits: nothing has changed since it was written, as of {day}.")
    return _("What the report was counted from still fits: none of it has changed since {day}.")
