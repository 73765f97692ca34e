"""The findings: what a validator would ask about."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wwc_assess.cli.output import put_json, put_text, say
from wwc_assess.cli.params import Place, json_option, today_option
from wwc_assess.readiness.findings import SEVERITY_WORDS, find, grouped
from wwc_assess.report.facts_work import finding_facts
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from wwc_assess.readiness.findings import Finding, Rule


@click.command(
    short_help=_("List what a validator would ask about."),
    help=_(
        "List the weaknesses that a validator would spot, the heaviest kind first: claims without proof, old, undated or"
        " unreachable evidence, contradictions, core criteria without an owner, and more."
        "\n\nThe exit code is 0 whatever is found: this lists, and judges nothing."
        "\n\n\b\nExamples:\n  wwc-assess findings\n  wwc-assess findings --json --today 2026-12-31"
    ),
)
@json_option
@today_option
@click.pass_obj
def findings(place: Place, today: date, *, as_json: bool) -> None:
    with place.open(read_only=True) as session:
        standard, records = session.standard, session.records()
        found = find(standard, records, session.readiness(records, today))
    if as_json:
        put_json([finding_facts(finding) for finding in found])
    elif found:
        put_text("\n\n".join("\n".join(_lines(rule, members)) for rule, members in grouped(found)))
    else:
        say(_("Nothing was found that a validator would ask about."))


def _lines(rule: Rule, members: Sequence[Finding]) -> Iterator[str]:
    """Give the lines of a group: what it is, what to do about it, each finding."""
    yield _("{count} × {title} ({severity})").format(
        count=len(members), title=rule.title, severity=SEVERITY_WORDS[members[0].severity]
    )
    yield f"  {rule.advice}"
    for finding in members:
        milder = finding.severity is not members[0].severity
        yield (
            f"  {SEVERITY_WORDS[finding.severity]}: {finding.sentence}" if milder else f"  {finding.sentence}"
        )
