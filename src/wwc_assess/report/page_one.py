"""Page one of the gap report, for a reader who knows nothing of the standard and reads nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.gaps import Act
from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.sentences import TALLY_MEANINGS, TALLY_WORDS, level_title, next_level_gap
from wwc_assess.report import findings, phrases, plan
from wwc_assess.report.basis import source
from wwc_assess.report.blocks import Bar, Chart, Column, Heading, Paragraph, Run, Table, bullets, text
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from wwc_assess.readiness.gaps import Gap
    from wwc_assess.readiness.model import Tally
    from wwc_assess.report.blocks import Block, Line
    from wwc_assess.report.view import View
    from wwc_assess.standard.model import Seen, Standard

_CERTAIN = (TallyName.PROVEN, TallyName.CLAIMED)
"""The tallies that page one explains: what holds today and what would if every claim were proven."""


def page_one(view: View) -> Iterator[Block]:
    """Give page one: what this is, where the city stands, what blocks, what to do first."""
    yield from _situation(view, _CERTAIN)
    if not plan.is_out_of_reach(view):  # Why it is stands among the obstacles.
        yield from plan.in_short(view)
    yield Paragraph(text(findings.in_short(view)))
    for steps in bullets(_first_step(gap) for gap in _first(view)):
        yield Heading(2, _("First steps with the most effect"))
        yield steps


def council(view: View) -> Iterator[Block]:
    """Give the same in two minutes, for those who decide: no document's details, but whom the work falls to."""
    yield from _situation(view, (TallyName.PROVEN,))
    yield Paragraph(text(findings.in_short(view)))
    yield from plan.heading(view)
    yield from plan.in_short(view)
    yield from plan.who(view)
    for steps in bullets(
        _first_step_in_short(gap) for gap in _first(view) if gap.first_step.act is not Act.REACH
    ):
        yield Heading(2, _("First steps with the most effect"))
        yield steps


def introduction(view: View) -> Iterator[Block]:
    """Give what the report is about, and that it is not official."""
    yield Paragraph(text(_introduction(view)))


def where_we_stand(view: View) -> Iterator[Block]:
    """Give what the city claims and proves, and the level that it reaches."""
    yield Heading(2, _("Where we stand"))
    yield Paragraph(text(_where_we_stand(view)))
    yield _chart(view)
    yield _tallies(view)


def _situation(view: View, tallies: Collection[TallyName]) -> Iterator[Block]:
    """Give what every reader of page one has to know, with what keeps these tallies from a higher level."""
    yield from introduction(view)
    yield from where_we_stand(view)
    yield Heading(2, _("What stands in the way"))
    yield from bullets(_obstacles(view, tallies))
    for requirement in view.standard.requirements:
        outside = _("One requirement stands outside the points. {title}: {statement}").format(
            title=requirement.title, statement=requirement.statement
        )
        yield Paragraph(text(outside))


def _introduction(view: View) -> str:
    standard = view.standard
    city, day = view.records.assessment.city, view.readiness.today
    sentences = (
        _(
            "This report shows how ready {city} is for the {title}, judged on {day} by the city’s own answers and documents."
        ).format(city=city, title=standard.title, day=day),
        _what_it_is(standard),
        _("It is published by {publisher}; the edition is {edition}.").format(
            publisher=standard.publisher, edition=standard.edition
        ),
        standard.unofficial or _("This report is not official: the publisher has not seen it."),
        standard.incomplete,
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _what_it_is(standard: Standard) -> str:
    """Return the standard's summary as a sentence: most begin with a noun and have no verb."""
    article, _blank, others = standard.summary.partition(" ")
    if article not in {"A", "An", "The"}:
        return standard.summary
    return _("The {title} is {article} {others}").format(
        title=standard.title, article=article.lower(), others=others
    )


def _where_we_stand(view: View) -> str:
    readiness = view.readiness
    claimed, proven = readiness.tallies[TallyName.CLAIMED], readiness.tallies[TallyName.PROVEN]
    total = phrases.amount(view, readiness.total)
    city = view.records.assessment.city
    if not claimed.points:
        return _("{city} does not claim any of the {total} yet.").format(city=city, total=total)
    sentences = [
        _("{city} claims {points} of {total}.").format(city=city, points=claimed.points, total=total)
    ]
    if view.standard.levels:
        sentences.append(_claimed_level(view, claimed))
    sentences.append(_proven(view, proven))
    return " ".join(sentences)


def _claimed_level(view: View, claimed: Tally) -> str:
    if claimed.level:
        return _("If every one of these claims were proven, that would be {level}.").format(
            level=level_title(view.standard, claimed.level)
        )
    if claimed.blocked_by:
        return ngettext(
            "Even if every one of these claims were proven, no level would be reached, because the core criterion "
            "{core} is not claimed.",
            "Even if every one of these claims were proven, no level would be reached, because the core criteria "
            "{core} are not claimed.",
            len(claimed.blocked_by),
        ).format(core=phrases.names(view.standard, claimed.blocked_by))
    return _("Even if every one of these claims were proven, they would be too few for a level.")


def _proven(view: View, proven: Tally) -> str:
    if not proven.points:
        return _("No claim is proven yet by documents that can be used today.")
    points = ngettext(
        "{points} claim is proven by documents that can be used today.",
        "{points} claims are proven by documents that can be used today.",
        proven.points,
    ).format(points=proven.points)
    if not view.standard.levels:
        return points
    if not proven.level:
        return points + " " + _("That reaches no level yet.")
    return points + " " + _("That reaches {level}.").format(level=level_title(view.standard, proven.level))


def _chart(view: View) -> Chart:
    """Return the four tallies as bars, with a mark at each level's bar."""
    total = view.readiness.total
    return Chart(
        _("How far the city is, counted in four ways"),
        total,
        tuple(
            Bar(
                TALLY_WORDS[name],
                tally.points,
                _("{points} of {total}, {share}%").format(
                    points=tally.points, total=total, share=tally.percent
                ),
            )
            for name, tally in view.readiness.tallies.items()
        ),
        tuple(
            Bar(level.title, level.bar(total), phrases.amount(view, level.bar(total)))
            for level in view.standard.levels
        ),
    )


def _tallies(view: View) -> Table:
    """Return the four tallies as a table."""
    return Table(
        _("How far the city is, counted in four ways"),
        (
            Column(_("Counted as"), 5),
            Column(_("What it means"), 12),
            Column(_("Criteria") if view.counts_criteria else _("Points"), 3, is_number=True),
            Column(_("Share"), 3, is_number=True),
            Column(_("Level"), 3),
        ),
        tuple(
            (
                text(TALLY_WORDS[name]),
                text(TALLY_MEANINGS[name]),
                text(str(tally.points)),
                text(f"{tally.percent}%"),
                text(level_title(view.standard, tally.level)),
            )
            for name, tally in view.readiness.tallies.items()
        ),
    )


def _obstacles(view: View, tallies: Collection[TallyName]) -> Iterator[Line]:
    """Give what keeps the city from a higher level: what no work mends, core criteria, points, what is uncertain."""
    if plan.is_out_of_reach(view):
        yield text(view.plan.reason)
    core = [gap for gap in view.gaps if gap.criterion.core]
    missing = [sentence for name in tallies if (sentence := _points_missing(view, name))]
    for gap in core:
        yield text(
            _("Core criterion {id} {title} is {state}. Without it no level can be reached.").format(
                id=gap.criterion.id, title=gap.criterion.title, state=phrases.state(gap)
            )
        )
    yield from map(text, missing)
    for level, seen in dict.fromkeys(_borderline(view)):
        note = _("Uncertain: by the published bar this is just short of {level}. {note} Source:").format(
            level=level_title(view.standard, level), note=seen.note
        )
        yield (Run(f"{note} "), *source(view.standard, seen.source))
    if not core and not missing and not plan.is_out_of_reach(view):
        yield text(_("Nothing: every core criterion is proven and the highest level is reached."))


def _points_missing(view: View, name: TallyName) -> str:
    """Return how far a tally is from the next level; empty at the top."""
    gap = next_level_gap(view.standard, view.readiness, name)
    if not gap:
        return ""
    level, lack = gap
    points = view.readiness.tallies[name].points
    sentence = ngettext(
        "{level} takes {bar}. {tally} so far: {points}, so {lack} more is needed.",
        "{level} takes {bar}. {tally} so far: {points}, so {lack} more are needed.",
        lack,
    )
    bar = phrases.amount(view, points + lack)
    return sentence.format(level=level.title, bar=bar, tally=TALLY_WORDS[name], points=points, lack=lack)


def _borderline(view: View) -> Iterator[tuple[str, Seen]]:
    for name in _CERTAIN:
        borderline = view.readiness.tallies[name].borderline
        if borderline:
            yield borderline.level, borderline.seen


def _first(view: View) -> Sequence[Gap]:
    """Return the first steps; none where no work reaches a level."""
    return () if plan.is_out_of_reach(view) else view.first


def _first_step(gap: Gap) -> Line:
    state = _("core criterion; {state}") if gap.criterion.core else "{state}"
    parts = (phrases.first_step(gap), phrases.effort(gap), phrases.owner(gap) or _("Owner: nobody yet."))
    told = " ".join(part for part in parts if part)
    return phrases.named(gap.criterion, f" ({state.format(state=phrases.state(gap))}). {told}")


def _first_step_in_short(gap: Gap) -> Line:
    owner = phrases.owner(gap) or _("Owner: nobody yet.")
    return phrases.named(gap.criterion, f" ({phrases.state(gap)}). {phrases.doing(gap.first_step)} {owner}")
