"""The score: where the city stands, and why."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wwc_assess.cli.output import put, put_json, put_table, put_text
from wwc_assess.cli.params import Place, criterion_of, json_option, today_option
from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.sentences import (
    STANDING_MARKS,
    STANDING_WORDS,
    TALLY_MEANINGS,
    TALLY_WORDS,
    blockers,
    borderline_sentence,
    level_title,
    sentence,
)
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date

    from wwc_assess.readiness.model import Readiness, Tally
    from wwc_assess.records.model import Records
    from wwc_assess.session import Session
    from wwc_assess.standard.model import Standard


@click.command(
    short_help=_("Say where the city stands."),
    help=_(
        "Say where the city stands: what is reviewed, proven, claimed and still possible, the level each reaches, what"
        " is in the way, and each practice. With --explain, why one criterion stands where it does."
        "\n\n\b\nExamples:\n  wwc-assess score\n  wwc-assess score --explain DM1\n"
        "  wwc-assess score --json --today 2026-12-31"
    ),
)
@click.option("--explain", metavar="REF", help=_("Only this criterion, with the reasons for its standing."))
@json_option
@today_option
@click.pass_obj
def score(place: Place, explain: str | None, today: date, *, as_json: bool) -> None:
    with place.open(read_only=True) as session:
        only = None if explain is None else criterion_of(session.standard, explain).id
        if as_json:
            records = session.records()
            put_json(_data(session, records, session.readiness(records, today), only))
        elif only is None:
            put_score(session, today)
        else:
            _put_explanation(session, only, today)


def _data(session: Session, records: Records, readiness: Readiness, only: str | None) -> dict[str, object]:
    wanted = list(readiness.results) if only is None else [only]
    reasons = session.explain(records, readiness, *wanted)
    return {
        "standard": session.standard.id,
        "city": session.assessment.city,
        "cycle": session.assessment.cycle,
        "today": readiness.today,
        "total": readiness.total,
        "tallies": {name: _tally(tally) for name, tally in readiness.tallies.items()},
        "practices": [
            {"code": practice.code, "total": practice.total} | dict(practice.points)
            for practice in readiness.practices
        ],
        "criteria": [
            {
                "id": key,
                "standing": readiness.results[key].standing,
                "claim": readiness.results[key].claim,
                "reasons": reasons[key],
            }
            for key in wanted
        ],
    }


def _tally(tally: Tally) -> dict[str, object]:
    near = tally.borderline
    return {
        "points": tally.points,
        "percent": tally.percent,
        "level": tally.level,
        "blocked_by": tally.blocked_by,
        "borderline": near and {"level": near.level, "note": near.seen.note, "source": near.seen.source},
    }


def put_score(session: Session, today: date) -> None:
    """Print where an assessment stands for a person."""
    standard = session.standard
    readiness = session.readiness(session.records(), today)
    put_text(
        _("{city} {cycle} · {standard} (unofficial) · as of {today}").format(
            city=session.assessment.city, cycle=session.assessment.cycle, standard=standard.short, today=today
        )
    )
    put_text(standard.incomplete)
    put_table(
        [_("Tally"), _("Points of {total}").format(total=readiness.total), "%", _("Level"), _("Meaning")],
        [
            (
                TALLY_WORDS[name],
                tally.points,
                tally.percent,
                level_title(standard, tally.level),
                TALLY_MEANINGS[name],
            )
            for name, tally in readiness.tallies.items()
        ],
        numbers=[1, 2],
    )
    for name in (TallyName.CLAIMED, TallyName.PROVEN):
        lines = blockers(standard, readiness, name) + _borderline(standard, readiness.tallies[name])
        if lines:
            put_text("\n" + _("{tally}: what is in the way").format(tally=TALLY_WORDS[name]))
            put_text("\n".join(f"  {line}" for line in lines))
    put("")
    titles = {practice.code: practice.title for practice in standard.practices}
    put_table(
        [_("Practice"), "", _("Of"), *TALLY_WORDS.values()],
        [
            (p.code, titles[p.code], p.total, *(p.points[name] for name in TALLY_WORDS))
            for p in readiness.practices
        ],
        numbers=range(2, 7),
    )


def _borderline(standard: Standard, tally: Tally) -> list[str]:
    near = tally.borderline
    if near is None:
        return []
    source = standard.sources.get(near.seen.source)
    return [
        _("{borderline} (source: {source})").format(
            borderline=borderline_sentence(standard, tally),
            source=source.url or source.what if source else near.seen.source,
        )
    ]


def _put_explanation(session: Session, only: str, today: date) -> None:
    records = session.records()
    readiness = session.readiness(records, today)
    criterion = session.standard.by_id[only]
    standing = readiness.results[only].standing
    evidence = {item.id: item for item in records.evidence}
    put_text(
        _("{mark} {id} {title}: {standing}").format(
            mark=STANDING_MARKS[standing], id=only, title=criterion.title, standing=STANDING_WORDS[standing]
        )
    )
    put_text(
        _("Needs {need} of {count} questions answered yes.").format(
            need=criterion.needed, count=len(criterion.questions)
        )
    )
    for reason in session.explain(records, readiness, only)[only]:
        put_text("  " + sentence(reason, criterion, evidence))
