"""Keeping where the city stands under a name, and comparing two such states."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wwc_assess.cli.output import put, put_json, put_table, put_text, say
from wwc_assess.cli.params import Place, json_option, today_option
from wwc_assess.moments import local_time
from wwc_assess.report import since
from wwc_assess.report.causes import sentence
from wwc_assess.report.compare import compare as compared
from wwc_assess.snapshots import facts_named, keep
from wwc_assess.text import quoted
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wwc_assess.records.model import Snapshot
    from wwc_assess.report.compare import Comparison, Move


@click.command(
    short_help=_("Keep where the city stands under a name."),
    help=_(
        "Keep where the city stands today under a name, to compare with later; without a name, list what was kept."
        "\n\n\b\nExamples:\n  wwc-assess snapshot before-budget\n  wwc-assess snapshot"
    ),
)
@click.argument("name", metavar="[NAME]", required=False)
@json_option
@today_option
@click.pass_obj
def snapshot(place: Place, name: str | None, today: date, *, as_json: bool) -> None:
    if name is None:
        with place.open(read_only=True) as session:
            kept = session.store.snapshots(session.assessment.id)
        _list(kept, as_json=as_json)
        return
    with place.open() as session:
        made = keep(session, name, today)
    if as_json:
        put_json(_data(made))
    else:
        say(
            _("Kept as “{name}”. `wwc-assess compare {typed}` shows what changes from here.").format(
                name=made.name, typed=quoted(made.name)
            )
        )


def _list(kept: Sequence[Snapshot], *, as_json: bool) -> None:
    if as_json:
        put_json([_data(one) for one in kept])
    elif kept:
        put_table([_("Snapshot"), _("At"), _("By")], [(one.name, local_time(one.at), one.by) for one in kept])
    else:
        say(_("There is no snapshot yet. `wwc-assess snapshot NAME` keeps one."))


def _data(kept: Snapshot) -> dict[str, str]:
    return {"name": kept.name, "at": kept.at, "by": kept.by, "sha256": kept.sha256}


@click.command(
    short_help=_("Say what differs between two states."),
    help=_(
        "Say what differs between A and B, and why: levels, points, and each criterion that stands otherwise."
        " B is how things stand now, unless given."
        "\n\nEach is `now`, the name of a snapshot, a cycle of this workspace (such as 2025 or cycle:2025), the folder"
        " of another workspace, or a report in JSON. A snapshot and a report are told as they were; all else is judged as it stands on disk."
        "\n\n\b\nExamples:\n  wwc-assess compare before-budget\n  wwc-assess compare cycle:2025 now --json"
    ),
)
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", default="now")
@json_option
@today_option
@click.pass_obj
def compare(place: Place, a: str, b: str, today: date, *, as_json: bool) -> None:
    with place.open(read_only=True) as session:
        comparison = compared(facts_named(session, a, today), facts_named(session, b, today), names=(a, b))
    if as_json:
        put_json(comparison)
    else:
        _put(comparison)


def _put(comparison: Comparison) -> None:
    put_text("\n".join(since.remarks(comparison)) + "\n")
    put_table(since.TALLY_HEADS, since.tally_rows(comparison))
    put("")
    put_table(since.PRACTICE_HEADS, since.practice_rows(comparison), numbers=range(1, 5))
    if comparison.moved:
        put_text("\n" + since.moved_title(comparison))
        for move in comparison.moved:
            _put_move(move, since.headline(move))
    if comparison.stayed:
        put_text("\n" + since.STAYED_TITLE)
        for move in comparison.stayed:
            _put_move(move, "")


def _put_move(move: Move, what: str) -> None:
    name = _("{id} {title}").format(id=move.id, title=move.title)
    put_text("  " + (_("{name}: {what}").format(name=name, what=what) if what else name))
    for cause in move.causes:
        put_text("    " + sentence(cause))
