"""The cheapest way to the next level, as a section of a report and in a sentence."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from wwc_assess.readiness.gaps import ASSUMED_FOR_A_CHECK, ASSUMED_FOR_A_DOCUMENT, Act
from wwc_assess.readiness.sentences import day_figure, level_title, person_days
from wwc_assess.report import phrases
from wwc_assess.report.blocks import Column, Heading, Paragraph, Table, text
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wwc_assess.readiness.plan import Plan, Way
    from wwc_assess.report.blocks import Block, Line
    from wwc_assess.report.view import View
    from wwc_assess.standard.model import Standard

_OWNERS = 5
"""People that the council is named for the work."""


def cheapest_way(view: View) -> Iterator[Block]:
    """Give the plan: what it costs, its jobs in the order to do them, and the runner-up."""
    yield from heading(view)
    yield from in_short(view)
    if not view.plan.jobs:
        return
    yield _jobs(view)
    if view.plan.runner_up:
        yield Paragraph(text(runner_up(view.standard, view.plan, view.plan.runner_up)))
    if told := " ".join(remarks(view.plan)):
        yield Paragraph(text(told))


def heading(view: View) -> Iterator[Heading]:
    """Give the heading of what is said about the plan; nothing where no level is left to reach."""
    if _is_level_left(view.plan):
        level = level_title(view.standard, view.plan.to)
        yield Heading(2, _("The cheapest way to {level}").format(level=level))


def _is_level_left(plan: Plan) -> bool:
    """Return whether there is a level that the city has not reached."""
    return bool(plan.to) and not (plan.feasible and not plan.jobs)


def is_out_of_reach(view: View) -> bool:
    """Return whether there is a next level and no work reaches it; the plan says why."""
    return bool(view.plan.to) and not view.plan.feasible


def in_short(view: View) -> Iterator[Paragraph]:
    """Give the plan in a sentence, or why its level is out of reach; nothing where no level is left to reach."""
    if not _is_level_left(view.plan):
        return
    if not view.plan.jobs:
        yield Paragraph(text(view.plan.reason))
        return
    sentence = ngettext(
        "To reach {level} with the least work, prove {count} more criterion: about {days}.",
        "To reach {level} with the least work, prove {count} more criteria: about {days}.",
        len(view.plan.jobs),
    )
    told = sentence.format(
        level=level_title(view.standard, view.plan.to),
        count=len(view.plan.jobs),
        days=person_days(view.plan.cost),
    )
    yield Paragraph(text(told))


def who(view: View) -> Iterator[Paragraph]:
    """Give whom the work of the plan falls to, those with most of it by name; what nobody has taken comes last."""
    shares: defaultdict[str, list[Decimal]] = defaultdict(list)
    for job in view.plan.jobs:
        shares[one_line(view.records.of(job.criterion).owner)].append(job.cost)
    named = sorted(shares.items(), key=lambda share: (not share[0], -sum(share[1]), share[0]))
    parts = [_share(owner or _("nobody yet"), costs) for owner, costs in named]
    if len(parts) > _OWNERS + 1:
        others = [costs for owner, costs in named[_OWNERS:] if owner]
        told = ngettext("{count} other", "{count} others", len(others)).format(count=len(others))
        nobody = parts[-1:] if not named[-1][0] else []
        parts = [*parts[:_OWNERS], _share(told, [cost for costs in others for cost in costs]), *nobody]
    if parts:
        yield Paragraph(text(_("The work falls to: {owners}.").format(owners=", ".join(parts))))


def _share(owner: str, costs: Iterable[Decimal]) -> str:
    return _("{owner} ({days})").format(owner=owner, days=person_days(sum(costs, Decimal(0))))


def _jobs(view: View) -> Table:
    return Table(
        _("The work in the order to do it"),
        (
            Column(_("Criterion"), 10),
            Column(_("Person-days"), 3, is_number=True),
            Column(_("What to do"), 8),
            Column(_("Owner"), 5),
            Column(_("Reaches"), 4),
        ),
        tuple(_rows(view)),
    )


def _rows(view: View) -> Iterator[tuple[Line, ...]]:
    gaps = {gap.criterion.id: gap for gap in view.gaps}
    reaches = {buy.id: buy.reaches for buy in view.plan.marginal}
    for job in view.plan.jobs:
        gap = gaps[job.criterion]
        level = reaches.get(job.criterion)
        yield (
            phrases.named(gap.criterion),
            text(day_figure(job.cost)),
            text(phrases.to_do(gap)),
            text(one_line(gap.particulars.owner) or _("nobody yet")),
            text(level_title(view.standard, level) if level else ""),
        )


def runner_up(standard: Standard, plan: Plan, way: Way) -> str:
    """Return what the next best way costs, and what it does otherwise."""
    chosen = [job.criterion for job in plan.jobs]
    left = [key for key in chosen if key not in way.criteria]
    added = [key for key in way.criteria if key not in chosen]
    more = way.cost - plan.cost
    sentence = (
        _("The next best way costs {more} more: {added} instead of {left}.")
        if more
        else _("Another way costs the same: {added} instead of {left}.")
    )
    return sentence.format(
        more=person_days(more),
        added=phrases.names(standard, added),
        left=phrases.names(standard, left),
    )


def remarks(plan: Plan) -> Iterator[str]:
    """Give what a reader has to know of how the work was estimated."""
    steps = [step for job in plan.jobs for step in job.steps]
    if any(step.act is Act.ANSWER for step in steps):
        yield _("Questions that are still open count with all the work they may take; a yes makes it less.")
    if any(step.assumed for step in steps):
        yield _(
            "Where the standard gives no effort, {check} is taken for a question and {document} for a document."
        ).format(
            check=person_days(ASSUMED_FOR_A_CHECK),
            document=person_days(ASSUMED_FOR_A_DOCUMENT),
        )
