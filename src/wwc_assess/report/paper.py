"""From the facts to a report for an audience: which sections it has, and what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from wwc_assess import __version__
from wwc_assess.report import basis, details, page_one
from wwc_assess.report.blocks import Heading, Paper, Paragraph, text
from wwc_assess.report.findings import what_a_validator_would_ask
from wwc_assess.report.plan import cheapest_way
from wwc_assess.report.seal import basis_of, seal_of, seal_text
from wwc_assess.report.validator import claims_and_proof
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wwc_assess.report.blocks import Block
    from wwc_assess.report.compare import Comparison
    from wwc_assess.report.view import View

Audience = Literal["all", "council", "team", "validator"]
"""Who reads it: anybody, those who decide, those who do the work, or those who judge the proof."""

_TITLES: Mapping[Audience, str] = {
    "all": _("Gap report (unofficial): {city} {cycle}"),
    "council": _("Where we stand, in brief (unofficial): {city} {cycle}"),
    "team": _("What is to be done (unofficial): {city} {cycle}"),
    "validator": _("Claims and proof (unofficial): {city} {cycle}"),
}
_SECTIONS: Mapping[Audience, Sequence[Callable[[View], Iterator[Block]]]] = {
    "all": (
        page_one.page_one,
        details.worklist,
        cheapest_way,
        details.practices,
        details.register,
        what_a_validator_would_ask,
        details.unanswered,
        details.changed,
        basis.how_it_came_about,
        details.glossary,
    ),
    "council": (page_one.council,),
    "team": (
        page_one.introduction,
        details.worklist,
        cheapest_way,
        what_a_validator_would_ask,
        details.unanswered,
        details.changed,
        details.glossary,
    ),
    "validator": (
        page_one.introduction,
        page_one.where_we_stand,
        claims_and_proof,
        details.changed,
        basis.rules_and_sources,
    ),
}
"""What each reader gets, in this order; the first says what the report is."""


def build_paper(view: View, audience: Audience = "all", comparison: Comparison | None = None) -> Paper:
    """Return the report for an audience.

    Args:
        view: The facts.
        audience: Who reads it.
        comparison: With what it was before, to be read before all but the opening.
    """
    facts = {**facts_about(view), "audience": audience}
    if comparison:
        facts["since"] = comparison.a.name
    opening, *sections = _SECTIONS[audience]
    blocks = [*opening(view), *_changes(comparison, audience)]
    for section in sections:
        blocks += section(view)
    return Paper(_title(view, audience), facts, (*blocks, *_proof(audience)))


def _changes(comparison: Comparison | None, audience: Audience) -> Iterator[Block]:
    """Give what has changed since an earlier day; to the council on the few lines that a page has room for."""
    if comparison:
        from wwc_assess.report.since import in_short, since  # noqa: PLC0415  most reports tell no changes

        yield from (in_short if audience == "council" else since)(comparison)


def _title(view: View, audience: Audience) -> str:
    assessment = view.records.assessment
    return one_line(_TITLES[audience].format(city=assessment.city, cycle=assessment.cycle))


def facts_about(view: View) -> Mapping[str, str]:
    """Return what a report says of itself, whatever its format."""
    standard = view.standard
    seal = seal_of(standard, view.records, view.readiness)
    return {
        "city": view.records.assessment.city,
        "cycle": view.records.assessment.cycle,
        "standard": standard.id,
        "standard_title": standard.title,
        "standard_edition": standard.edition,
        "standard_fingerprint": seal.standard,
        "records_fingerprint": seal.records,
        "basis_fingerprint": basis_of(standard, view.records),
        "version": __version__,
        "date": seal.day.isoformat(),
        "seal": seal_text(seal),
    }


def _proof(audience: Audience) -> Iterator[Block]:
    """Give how a reader finds out whether the report still holds; on a single page without a heading of its own."""
    if audience != "council":
        yield Heading(2, _("Does this report still hold?"))
    told = _(
        "This report carries fingerprints of what it was written from. The command wwc-assess report verify FILE says "
        "whether they still fit and, where not, which criteria have changed since."
    )
    yield Paragraph(text(told))
