"""What a workbook holds, sheet by sheet: the worklist to fill in, and beside it everything it was drawn from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import astuple

from wwc_assess.readiness.findings import RULES, SEVERITY_WORDS
from wwc_assess.readiness.model import Standing
from wwc_assess.readiness.sentences import STANDING_WORDS
from wwc_assess.records.model import Value
from wwc_assess.report import phrases
from wwc_assess.report.paper import facts_about
from wwc_assess.report.worklist import HEADS, planned, rows, yes_or_no
from wwc_assess.text import clean, one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wwc_assess.report.view import View

Content = str | int | date | Decimal | None
"""Of a cell."""

KEY = "wwc-assess key"
"""Head of the column by which a program finds a fact."""
_STATUSES = (_("to do"), _("doing"), _("done"))
_FACTS: Mapping[str, str] = {
    "city": _("City"),
    "cycle": _("Cycle"),
    "standard": _("Standard"),
    "standard_title": _("Title of the standard"),
    "standard_edition": _("Edition"),
    "standard_fingerprint": _("Fingerprint of the standard"),
    "records_fingerprint": _("Fingerprint of the answers"),
    "basis_fingerprint": _("Fingerprint of all that is shown"),
    "version": _("Version of the program"),
    "date": _("As of"),
    "seal": _("Seal"),
}


class Column(Struct, frozen=True):
    """A column of a sheet."""

    head: str
    width: int
    """In characters."""
    choices: tuple[str, ...] = ()
    """What a person picks from; empty for a column that is only read."""
    hidden: bool = False


class Sheet(Struct, frozen=True):
    """A sheet: one table with a head."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Content]]


def sheets(view: View) -> Iterator[Sheet]:
    """Give the sheets of the workbook on an assessment, the one to work with first."""
    yield _worklist(view)
    yield _criteria(view)
    yield _evidence(view)
    yield _findings(view)
    yield _about(view)


def _worklist(view: View) -> Sheet:
    widths = (10, 24, 18, 7, 16, 12, 40, 14, 24, 40, 9, 16, 12, 9)
    return Sheet(
        _("Worklist"),
        (
            *(Column(head, width) for head, width in zip(HEADS, widths, strict=True)),
            Column(_("Status"), 10, _STATUSES),
            Column(_("New answer"), 12, tuple(Value)),
        ),
        [(*astuple(row), _STATUSES[0], "") for row in rows(view)],
    )


def _criteria(view: View) -> Sheet:
    gaps = {gap.criterion.id: gap for gap in view.gaps}
    jobs = planned(view)
    table: list[Sequence[Content]] = []
    for practice in view.standard.practices:
        for criterion in practice.criteria:
            standing = view.readiness.results[criterion.id].standing
            if standing is Standing.NOT_COUNTED:
                continue
            gap = gaps.get(criterion.id)
            kept = view.records.of(criterion.id)
            table.append(
                (
                    criterion.id,
                    one_line(criterion.title),
                    one_line(practice.title),
                    yes_or_no(holds=criterion.core),
                    STANDING_WORDS[standing],
                    phrases.to_do(gap) if gap else "",
                    gap.effort if gap else None,
                    one_line(kept.owner),
                    kept.due,
                    yes_or_no(holds=criterion.id in jobs),
                    clean(kept.note).strip(),
                )
            )
    return Sheet(
        _("Criteria"),
        (
            Column(_("Criterion"), 10),
            Column(_("Title"), 40),
            Column(_("Practice"), 24),
            Column(_("Core"), 7),
            Column(_("Standing"), 14),
            Column(_("To do"), 40),
            Column(_("Person-days"), 9),
            Column(_("Owner"), 16),
            Column(_("Due"), 12),
            Column(_("In the plan"), 9),
            Column(_("Note"), 50),
        ),
        table,
    )


def _evidence(view: View) -> Sheet:
    return Sheet(
        _("Evidence"),
        (
            Column(_("Number"), 9),
            Column(_("Title"), 30),
            Column(_("Link or file"), 50),
            Column(_("As of"), 12),
            Column(_("Valid until"), 12),
            Column(_("Attached to"), 30),
            Column(_("State"), 40),
            Column(_("Counts until"), 12),
        ),
        [
            (
                entry.item.id,
                one_line(entry.item.title),
                one_line(entry.item.location),
                entry.item.as_of,
                entry.item.valid_until,
                ", ".join(map(str, entry.item.slots)),
                phrases.usability(entry),
                entry.last_day,
            )
            for entry in view.evidence
        ],
    )


def _findings(view: View) -> Sheet:
    return Sheet(
        _("Findings"),
        (
            Column(_("Weight"), 10),
            Column(_("Kind"), 30),
            Column(_("Criterion"), 10),
            Column(_("Finding"), 60),
            Column(_("Where to mend it"), 20),
            Column(_("What to do"), 50),
        ),
        [
            (
                SEVERITY_WORDS[finding.severity],
                RULES[finding.rule].title,
                finding.criterion or "",
                one_line(finding.sentence),
                str(finding.field or ""),
                RULES[finding.rule].advice,
            )
            for finding in view.findings
        ],
    )


def _about(view: View) -> Sheet:
    told = [
        (_("Unofficial"), one_line(view.standard.unofficial), ""),
        (
            _("To fill in"),
            _("Status and New answer are for those who do the work; the program does not read them back."),
            "",
        ),
    ]
    facts = [(_FACTS[key], one_line(text), key) for key, text in facts_about(view).items()]
    return Sheet(
        _("About"),
        (Column(_("What"), 28), Column(_("Value"), 90), Column(KEY, 20, hidden=True)),
        told + facts,
    )
