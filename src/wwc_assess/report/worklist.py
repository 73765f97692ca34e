"""The worklist as rows, one for each thing to do, and as a CSV file for any program."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import astuple

from wwc_assess import __version__
from wwc_assess.readiness.gaps import Act, Step
from wwc_assess.readiness.model import ReasonKind
from wwc_assess.readiness.sentences import STANDING_WORDS, VALUE_WORDS, sentence
from wwc_assess.records.model import CheckRef, Slot, Value
from wwc_assess.report.files import CSV_SEAL
from wwc_assess.report.seal import basis_of, seal_of, seal_text
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from wwc_assess.readiness.gaps import CheckGap, DocumentGap, Gap
    from wwc_assess.report.view import View

_ACTS: Mapping[Act, str] = {
    Act.ANSWER: _("answer"),
    Act.IMPROVE: _("put in place"),
    Act.ATTACH: _("attach"),
    Act.REACH: _("prove first"),
}
FORMULA_SIGNS = "=+@\uff1d\uff0b\uff0d\uff20-"
"""With what a formula begins, in spreadsheet programs of any language; a hyphen last, as a set of them has it."""
_FORMULA = re.compile(rf"""((?:\A|;)[\s'"]*)(?=[{FORMULA_SIGNS}])""")
"""Where a spreadsheet program would take what follows for a formula: at the start of a cell, and behind a semicolon,
at which some of them split a line whatever its quotation marks say."""

_SEAL = re.compile(
    rf"{CSV_SEAL} (?:(?P<version>\S+) (?P<basis_fingerprint>[0-9a-f]{{64}}) )?"
    r"(?P<date>\d+-\d+-\d+) (?P<standard_fingerprint>\S+) (?P<records_fingerprint>\S+) "
    r"(?P<seal>(?:\S+:[0-9a-f]+ )+)(?P<standard>.+)"
)
"""The last head: the version that wrote it and what `parse_seal` takes; older files begin with the day."""


class Row(Struct, frozen=True):
    """One thing to do; texts on one line."""

    criterion: str
    title: str
    practice: str
    core: str
    reference: str
    """What commands call it, such as ``DM1.charter``."""
    act: str
    what: str
    needed: str
    """Whether it has to be done, or some of several will do."""
    state: str
    begin: str
    effort: Decimal | None
    """Person-days; None where the standard does not say."""
    owner: str
    due: date | None
    planned: str
    """Whether its criterion is in the cheapest way to the next level."""


HEADS = (
    _("Criterion"),
    _("Title"),
    _("Practice"),
    _("Core"),
    _("Reference"),
    _("To do"),
    _("What"),
    _("Needed"),
    _("State"),
    _("How to begin"),
    _("Person-days"),
    _("Owner"),
    _("Due"),
    _("In the plan"),
)
"""What stands over each part of a row."""


def rows(view: View) -> Iterator[Row]:
    """Give everything that is to be done: by owner, unassigned last, the nearest due date first."""
    practices = {c.id: practice.title for practice in view.standard.practices for c in practice.criteria}
    jobs = planned(view)
    for work in view.work:
        for gap in work.gaps:
            criterion = gap.criterion
            for thing in _things(gap, view):
                yield Row(
                    criterion.id,
                    one_line(criterion.title),
                    one_line(practices[criterion.id]),
                    yes_or_no(holds=criterion.core),
                    thing.reference,
                    _ACTS[thing.step.act],
                    one_line(thing.what),
                    thing.needed,
                    one_line(thing.state),
                    one_line(thing.begin),
                    None if thing.step.assumed else thing.step.cost,
                    work.owner,
                    gap.particulars.due,
                    yes_or_no(holds=criterion.id in jobs),
                )


def planned(view: View) -> frozenset[str]:
    """Return the criteria that the cheapest way to the next level takes."""
    return frozenset(job.criterion for job in view.plan.jobs)


def yes_or_no(*, holds: bool) -> str:
    """Return the word for a cell that says whether something holds."""
    return _("yes") if holds else _("no")


class _Thing(Struct, frozen=True):
    """One thing that a criterion asks for."""

    reference: str
    step: Step
    what: str
    state: str
    begin: str = ""
    needed: str = _("yes")


def _things(gap: Gap, view: View) -> Iterator[_Thing]:
    yield from (_check(missing, gap) for missing in gap.checks)
    yield from (_document(missing, gap, view) for missing in gap.documents)
    yield from (_prerequisite(criterion_id, view) for criterion_id in gap.requires)


def _check(missing: CheckGap, gap: Gap) -> _Thing:
    count = len(gap.checks)
    some = _("{lacking} of these {count}").format(lacking=gap.lacking, count=count)
    reference = str(CheckRef(gap.criterion.id, missing.check.id))
    needed = some if gap.lacking < count else _("yes")
    return _Thing(reference, missing.step, missing.check.ask, _answer(missing), missing.check.if_not, needed)


def _answer(missing: CheckGap) -> str:
    if missing.reason.kind is ReasonKind.CHECK_REWORDED:
        return _("the question changed since it was answered")
    return VALUE_WORDS[Value(missing.reason.value)] if missing.reason.value else _("not answered")


def _document(missing: DocumentGap, gap: Gap, view: View) -> _Thing:
    document = missing.document
    evidence = {item.id: item for item in view.records.evidence}
    flaws = [sentence(reason, gap.criterion, evidence) for reason in missing.unusable]
    return _Thing(
        str(Slot(gap.criterion.id, document.id if document else None)),
        missing.step,
        document.what if document else _("a document or a link that proves it"),
        " ".join(flaws) or _("missing"),
        _("It must show: {must_show}").format(must_show=document.must_show)
        if document and document.must_show
        else "",
    )


def _prerequisite(criterion_id: str, view: View) -> _Thing:
    required = view.standard.by_id[criterion_id]
    standing = STANDING_WORDS[view.readiness.results[criterion_id].standing]
    return _Thing(criterion_id, Step(Act.REACH), f"{criterion_id} {required.title}", standing)


def write_csv(view: View) -> str:
    """Return the worklist as CSV, as spreadsheet programs like it best: a byte order mark, CRLF, every cell quoted.

    A text that a spreadsheet program would run as a formula begins with an apostrophe (OWASP, CSV injection), so that
    it stays text; a program that reads the file has to take it off.

    The last column has the seal for its head and no cells: it holds all criteria, also those with nothing to do, and
    stays however the rows are sorted and thinned out.
    """
    seal = seal_of(view.standard, view.records, view.readiness)
    written = f"{__version__} {basis_of(view.standard, view.records)} {seal.day}"
    marks = f"{written} {seal.standard} {seal.records} {seal_text(seal)} {seal.standard_id}"
    file = io.StringIO()
    table = csv.writer(file, quoting=csv.QUOTE_ALL)
    table.writerow(map(inert, (*HEADS, f"{CSV_SEAL} {marks}")))
    for row in rows(view):
        table.writerow(["" if cell is None else inert(str(cell)) for cell in (*astuple(row), None)])
    return "\ufeff" + file.getvalue()


def inert(text: str) -> str:
    """Return a text for a cell of CSV, with an apostrophe where a formula would begin."""
    return _FORMULA.sub(r"\1'", text)


def facts_of_csv(text: str) -> dict[str, str]:
    """Return what a CSV report says about itself, also after a spreadsheet program has saved it.

    Args:
        text: The whole file.

    Returns:
        What `parse_seal` takes; nothing where the file holds no seal.
    """
    for delimiter in ",;\t":
        try:
            heads = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        for head in heads:
            if found := _SEAL.fullmatch(head):
                return found.groupdict(default="")
    return {}
