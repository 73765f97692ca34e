"""Listing evidence: what it proves, until when it counts, and what is wrong with it."""

# The help of a command says what it does, and click passes every option by its name.
# ruff: noqa: D103, PLR0913

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wwc_assess.cli.output import put_json, put_table, say
from wwc_assess.cli.params import Place, json_option, today_option
from wwc_assess.readiness.evidence import SORTS, EvidenceState, changed_since, latest_try, survey
from wwc_assess.readiness.sentences import EVIDENCE_WORDS, flaw_words
from wwc_assess.standard.reference import slot_of
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wwc_assess.readiness.evidence import EvidenceView
    from wwc_assess.readiness.model import Use
    from wwc_assess.records.model import Evidence


@click.command(
    "list",
    short_help=_("List the evidence and whether it counts today."),
    help=_(
        "List the evidence, what it proves, until when it counts, and what is wrong with it."
        "\n\n\b\nExamples:\n  wwc-assess evidence list\n  wwc-assess evidence list --state stale --state expiring\n"
        "  wwc-assess evidence list --for DM1 --sort until"
    ),
)
@click.option(
    "--state",
    "states",
    type=click.Choice([state.value for state in EvidenceState]),
    multiple=True,
    help=_("Only what is in this state; may be given several times."),
)
@click.option("--for", "references", metavar="REF", multiple=True, help=_("Only what is attached there."))
@click.option(
    "--sort",
    type=click.Choice([*SORTS]),
    default="number",
    show_default=True,
    help=_("By what to sort."),
)
@json_option
@today_option
@click.pass_obj
def list_(
    place: Place,
    states: Sequence[str],
    references: Sequence[str],
    sort: str,
    today: date,
    *,
    as_json: bool,
) -> None:
    with place.open(read_only=True) as session:
        records = session.records()
        wanted = [slot_of(session.standard, reference) for reference in references]
        views = [
            view
            for view in survey(session.standard, records, today)
            if (not states or view.state in states) and (not wanted or _is_attached(view, wanted))
        ]
    views.sort(key=SORTS[sort])
    if as_json:
        put_json([evidence_data(view.item) | _judged(view, today) for view in views])
    elif views:
        put_table(
            [
                _("No."),
                _("Title"),
                _("Location"),
                _("As of"),
                _("Counts until"),
                _("Proves"),
                _("Link"),
                _("State"),
            ],
            [
                (
                    view.item.id,
                    view.item.title,
                    view.item.location,
                    view.item.as_of or "",
                    view.last_day or "",
                    ", ".join(map(str, view.item.slots)),
                    _tried(view.item, today),
                    "; ".join(map(_state, _useless(view))) or EVIDENCE_WORDS[view.state],
                )
                for view in views
            ],
            numbers=[0],
        )
    elif records.evidence:
        say(_("No evidence is like that."))
    else:
        say(_("There is no evidence yet. Add some with wwc-assess evidence add LOCATION --for REF."))


def evidence_data(item: Evidence) -> dict[str, object]:
    """Return an evidence item as the records have it, for programs."""
    return {
        "id": item.id,
        "location": item.location,
        "title": item.title,
        "as_of": item.as_of,
        "valid_until": item.valid_until,
        "withdrawn": item.withdrawn,
        "for": [str(slot) for slot in item.slots],
        "added_at": item.added_at,
        "added_by": item.added_by,
    }


def _judged(view: EvidenceView, today: date) -> dict[str, object]:
    """Return what is known of an item on the day it is judged on."""
    last = latest_try(view.item, today)
    return {
        "flaws": [
            {
                "ref": str(use.slot),
                "flaw": use.flaw or "not asked for",
                "day": use.day,
            }
            for use in _useless(view)
        ],
        "state": view.state,
        "last_day": view.last_day,
        "tried": last and {"day": last.day, "ok": last.ok, "detail": last.detail},
        "changed_since": changed_since(view.item, today),
    }


def _useless(view: EvidenceView) -> Sequence[Use]:
    """Return the slots in which an item proves nothing."""
    return [use for use in view.uses if use.flaw or not use.asked_for]


def _tried(item: Evidence, today: date) -> str:
    last, changed = latest_try(item, today), changed_since(item, today)
    if last is None:
        return _("not tried")
    if not last.ok:
        return f"{last.detail} {last.day}"
    words = _("ok {day}, changed since {changed}") if changed else _("ok {day}")
    return words.format(day=last.day, changed=changed)


def _is_attached(view: EvidenceView, wanted: Sequence[tuple[str, str | None]]) -> bool:
    """Return whether an item is attached to one of the documents, or anywhere at one of the criteria."""
    return any(
        slot.criterion == criterion and document in {None, slot.document}
        for slot in view.item.slots
        for criterion, document in wanted
    )


def _state(use: Use) -> str:
    why = flaw_words(use.flaw, use.day) if use.flaw else _("it is attached to none of its documents")
    return _("{ref}: {why}").format(ref=use.slot, why=why)
