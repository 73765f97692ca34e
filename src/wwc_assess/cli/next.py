"""The queue of open questions: what to answer next."""

# The help of a command says what it does, and click passes every option by its name.
# ruff: noqa: D103, PLR0913

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wwc_assess.cli.output import is_terminal, put_entry, put_json, put_table, say
from wwc_assess.cli.params import Place, json_option, today_option
from wwc_assess.readiness.queue import is_owner, owners, queue
from wwc_assess.standard.near import short
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wwc_assess.readiness.queue import Waiting
    from wwc_assess.records.model import CheckRef
    from wwc_assess.standard.model import Standard


@click.command(
    "next",
    short_help=_("List the open questions that matter most."),
    help=_(
        "List the open questions in the order in which answering them can change the level most, with the minutes each"
        " takes: core criteria first, then what brings the most points for each question."
        "\n\n\b\nExamples:\n  wwc-assess next --minutes 15\n  wwc-assess next --owner Ann --practice DM\n"
        '  wwc-assess next --owner ""'
    ),
)
@click.option(
    "--owner", metavar="NAME", help=_('Only the criteria of this owner; "" for those that nobody has.')
)
@click.option("--practice", metavar="CODE", help=_("Only this practice, such as DM."))
@click.option(
    "--minutes",
    metavar="N",
    type=click.IntRange(min=1),
    help=_("Only as many as can be answered in this time."),
)
@json_option
@today_option
@click.pass_obj
def next_(
    place: Place, owner: str | None, practice: str | None, minutes: int | None, today: date, *, as_json: bool
) -> None:
    with place.open(read_only=True) as session:
        standard, records = session.standard, session.records()
        readiness = session.readiness(records, today)
    waiting = queue(standard, records, readiness, owner=owner, practice=practice, minutes=minutes)
    if as_json:
        put_json(
            [
                {
                    "ref": str(each.ref),
                    "ask": _ask(standard, each.ref),
                    "minutes": each.minutes,
                    "why": each.why,
                }
                for each in waiting
            ]
        )
    elif waiting:
        _put_waiting(standard, waiting)
        say(
            ngettext(
                "{count} question, about {minutes} minutes.",
                "{count} questions, about {minutes} minutes.",
                len(waiting),
            ).format(count=len(waiting), minutes=sum(each.minutes for each in waiting))
        )
    elif owner and not is_owner(standard, records, owner):
        say(_unknown(owner, owners(standard, records)))
    elif owner is None and practice is None:
        say(_("No question is open."))
    else:
        say(_("No question is open there; without --owner and --practice all are listed."))


def _put_waiting(standard: Standard, waiting: Sequence[Waiting]) -> None:
    if is_terminal():
        for each in waiting:
            minutes = _("{n} min").format(n=each.minutes)
            put_entry(f"{each.ref} {_ask(standard, each.ref)}", f"{minutes} · {each.why}")
        return
    put_table(
        [_("Ref"), _("Question"), _("Minutes"), _("Why")],
        [(each.ref, _ask(standard, each.ref), each.minutes, each.why) for each in waiting],
        numbers=[2],
    )


def _unknown(name: str, known: Sequence[str]) -> str:
    told = (
        _("Nobody called “{name}” owns a criterion here; owners are: {owners}.")
        if known
        else _("Nobody called “{name}” owns a criterion here; none has an owner yet.")
    )
    return told.format(name=short(name), owners=", ".join(known))


def _ask(standard: Standard, ref: CheckRef) -> str:
    check = standard.by_id[ref.criterion].check(ref.check)
    return check.ask if check else ""
