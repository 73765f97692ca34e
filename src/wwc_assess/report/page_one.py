"""Page one of the gap report, for a reader who knows nothing of the standard and reads nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.sentences import TALLY_MEANINGS, TALLY_WORDS, level_title, next_level_gap
from wwc_assess.report import phrases
from wwc_assess.report.basis import source
from wwc_assess.text import markdown
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wwc_assess.readiness.model import Tally
    from wwc_assess.readiness.gaps import Gap
    from wwc_assess.report.view import View
    from wwc_assess.standard.model import Seen

_CERTAIN = (TallyName.PROVEN, TallyName.CLAIMED)
"""The tallies that page one explains: what holds today and what would if every claim were proven."""


def page_one(view: View) -> Iterable[str]:
    """Give the lines of page one: what this is, where the city stands, what blocks, what to do first."""
    yield markdown(_introduction(view))
    yield ""
    yield f"## {_('Where we stand')}"
    yield ""
    yield markdown(_where_we_stand(view))
    yield ""
    yield from _tallies(view)
    yield ""
    yield f"## {_('What stands in the way')}"
    yield ""
    yield from (f"- {line}" for line in _obstacles(view))
    yield ""
    for requirement in view.standard.requirements:
        yield markdown(
            _("One requirement stands outside the points. {title}: {statement}").format(
                title=requirement.title, statement=requirement.statement
            )
        )
        yield ""
    if view.first:
        yield f"## {_('First steps with the most effect')}"
        yield ""
        yield from (_first_step(gap) for gap in view.first)
        yield ""


def _introduction(view: View) -> str:
    standard = view.standard
    city, day = view.records.assessment.city, view.readiness.today
    sentences = (
        _(
            "This report shows how ready {city} is for the {title}, judged on {day} by the city’s own answers and documents."
        ).format(city=city, title=standard.title, day=day),
        standard.summary and _("What that is: {summary}").format(summary=standard.summary),
        _("Publisher: {publisher}. Edition: {edition}.").format(
            publisher=standard.publisher, edition=standard.edition
        ),
        standard.unofficial or _("This report is not official: the publisher has not seen it."),
        standard.incomplete,
    )
    return " ".join(sentence for sentence in sentences if sentence)


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
        ).format(core=", ".join(claimed.blocked_by))
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


def _tallies(view: View) -> Iterable[str]:
    """Give the four tallies as a table."""
    unit = _("Criteria") if view.counts_criteria else _("Points")
    yield f"| {_('Counted as')} | {_('What it means')} | {unit} | {_('Share')} | {_('Level')} |"
    # Pandoc takes the columns' widths from the dashes where a line is long.
    yield "| ----- | ------------ | --- | --- | --- |"
    for name in TallyName:
        tally = view.readiness.tallies[name]
        level = level_title(view.standard, tally.level)
        yield f"| {TALLY_WORDS[name]} | {TALLY_MEANINGS[name]} | {tally.points} | {tally.percent}% | {markdown(level)} |"


def _obstacles(view: View) -> Iterable[str]:
    """Give what keeps the city from a higher level: core criteria first, then points, then what is uncertain."""
    core = [gap for gap in view.gaps if gap.criterion.core]
    missing = [sentence for name in _CERTAIN if (sentence := _points_missing(view, name))]
    for gap in core:
        yield markdown(
            _("Core criterion {id} {title} is {state}. Without it no level can be reached.").format(
                id=gap.criterion.id, title=gap.criterion.title, state=phrases.state(gap)
            )
        )
    yield from missing
    for level, seen in dict.fromkeys(_borderline(view)):
        note = _("Uncertain: by the published bar this is just short of {level}. {note} Source:").format(
            level=level_title(view.standard, level), note=seen.note
        )
        yield f"{markdown(note)} {source(view.standard, seen.source)}"
    if not core and not missing:
        yield _("Nothing: every core criterion is proven and the highest level is reached.")


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
    return markdown(
        sentence.format(level=level.title, bar=bar, tally=TALLY_WORDS[name], points=points, lack=lack)
    )


def _borderline(view: View) -> Iterable[tuple[str, Seen]]:
    for name in _CERTAIN:
        borderline = view.readiness.tallies[name].borderline
        if borderline:
            yield borderline.level, borderline.seen


def _first_step(gap: Gap) -> str:
    criterion = gap.criterion
    state = _("core criterion; {state}") if criterion.core else "{state}"
    parts = (phrases.first_step(gap), phrases.effort(gap), phrases.owner(gap) or _("Owner: nobody yet."))
    return (
        f"- **{markdown(criterion.id)}** {markdown(criterion.title)} ({state.format(state=phrases.state(gap))}). "
        f"{markdown(' '.join(part for part in parts if part))}"
    )
