"""What a validator would ask, as a section of a report and in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.findings import Severity, grouped
from wwc_assess.report.blocks import Heading, Paragraph, bullets, text
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wwc_assess.report.blocks import Block
    from wwc_assess.report.view import View


def what_a_validator_would_ask(view: View) -> Iterator[Block]:
    """Give the findings by rule, each with what to do about its kind."""
    yield Heading(2, _("What a validator would ask"))
    if not view.findings:
        yield Paragraph(text(_("Nothing that the rules of this program look for.")))
    for rule, found in grouped(view.findings):
        yield Heading(3, _("{count} × {title}").format(count=len(found), title=rule.title))
        yield Paragraph(text(rule.advice))
        yield from bullets(text(finding.sentence) for finding in found)


def in_short(view: View) -> str:
    """Return how much a validator would ask about."""
    count = len(view.findings)
    serious = sum(finding.severity is Severity.SERIOUS for finding in view.findings)
    if not count:
        return _("A validator would find nothing to ask that this program knows of.")
    told = ngettext(
        "A validator would ask about {count} thing.", "A validator would ask about {count} things.", count
    ).format(count=count)
    if not serious:
        return told
    grave = ngettext("{count} of them may cost a point.", "{count} of them may cost points.", serious)
    return f"{told} {grave.format(count=serious)}"
