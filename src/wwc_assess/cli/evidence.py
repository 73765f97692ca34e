"""Adding, listing and removing evidence."""

# The help of a command says what it does, and click passes every option by its name.
# ruff: noqa: D103, PLR0913, PLR0917

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wwc_assess.cli.groups import Group
from wwc_assess.cli.output import put, put_json, put_table, say
from wwc_assess.cli.params import DAY, Place, json_option, today_option
from wwc_assess.readiness.sentences import doubts, flaw_words
from wwc_assess.readiness.standing import uses_of
from wwc_assess.records.changes import NewEvidence
from wwc_assess.session import is_address
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from wwc_assess.readiness.model import Use
    from wwc_assess.records.model import Evidence
    from wwc_assess.standard.model import Standard


@click.group(
    cls=Group,
    no_args_is_help=False,
    short_help=_("Attach the documents that prove an answer."),
    help=_("Attach the documents that prove an answer: links or file paths."),
)
def evidence() -> None:
    pass


@evidence.command(
    short_help=_("Add a link or a file path."),
    help=_(
        "Add LOCATION, a web address or the path of a file, and print its number."
        "\n\nREF is a document of a criterion (DM1.charter) or a criterion (DM1). One item can serve several."
        "\n\n\b\nExample:\n  wwc-assess evidence add https://example.org/policy.pdf --for DM1.charter \\\n"
        '      --title "Council policy 100" --as-of 2026-03-01'
    ),
)
@click.argument("location")
@click.option("--for", "references", metavar="REF", multiple=True, required=True, help=_("What it proves."))
@click.option("--title", metavar="TEXT", default="", help=_("What to call it."))
@click.option("--as-of", type=DAY, help=_("The day it speaks of."))
@click.option("--valid-until", type=DAY, help=_("Its last day."))
@json_option
@today_option
@click.pass_obj
def add(
    place: Place,
    location: str,
    references: Sequence[str],
    title: str,
    as_of: date | None,
    valid_until: date | None,
    today: date,
    *,
    as_json: bool,
) -> None:
    with place.open() as session:
        slots = session.slots(references)
        item = session.add_evidence(NewEvidence(location, title, as_of, valid_until), slots)
        say(_("Saved: evidence {number}, {name}").format(number=item.id, name=item.name))
        for hint in _hints(session.standard, item, today):
            say(hint)
    if as_json:
        put_json(_data(item))
    else:
        put(str(item.id))


def _hints(standard: Standard, item: Evidence, today: date) -> Iterator[str]:
    yield from doubts(item, standard, today)
    for slot in item.slots:
        documents = standard.by_id[slot.criterion].documents
        if slot.document is None and documents:
            yield _("It fills none of the documents of {criterion} yet; name one of: {slots}.").format(
                criterion=slot.criterion,
                slots=", ".join(f"{slot.criterion}.{document.id}" for document in documents),
            )
    if not is_address(item.location) and not _exists(item.location):
        yield _("There is no file {location} here now; the path was saved as it is.").format(
            location=item.location
        )


def _exists(location: str) -> bool:
    try:
        return Path(location).exists()
    except (OSError, ValueError):
        return False


@evidence.command(
    "list",
    short_help=_("List the evidence and whether it counts today."),
    help=_(
        "List the evidence, what it proves and whether it counts.\n\n\b\nExample:\n  wwc-assess evidence list"
    ),
)
@json_option
@today_option
@click.pass_obj
def list_(place: Place, today: date, *, as_json: bool) -> None:
    with place.open(read_only=True) as session:
        items = session.records().evidence
        useless = {item.id: _useless(session.standard, item, today) for item in items}
    if as_json:
        put_json(
            [
                _data(item)
                | {
                    "flaws": [
                        {
                            "ref": str(use.slot),
                            "flaw": use.flaw or "not asked for",
                            "day": use.day.isoformat() if use.day else None,
                        }
                        for use in useless[item.id]
                    ]
                }
                for item in items
            ]
        )
    elif items:
        put_table(
            [_("No."), _("Title"), _("Location"), _("As of"), _("Valid until"), _("Proves"), _("State")],
            [
                (
                    item.id,
                    item.title,
                    item.location,
                    item.as_of or "",
                    item.valid_until or "",
                    ", ".join(map(str, item.slots)),
                    "; ".join(map(_state, useless[item.id])) or _("counts"),
                )
                for item in items
            ],
            numbers=[0],
        )
    else:
        say(_("There is no evidence yet. Add some with wwc-assess evidence add LOCATION --for REF."))


@evidence.command(
    short_help=_("Remove an evidence item."),
    help=_(
        "Remove an evidence item from everything it proves; undo brings it back."
        "\n\n\b\nExample:\n  wwc-assess evidence remove 3"
    ),
)
@click.argument("number", type=int)
@click.pass_obj
def remove(place: Place, number: int) -> None:
    with place.open() as session:
        session.store.remove_evidence(number, session.by)
    say(_("Removed: evidence {number}; wwc-assess undo brings it back.").format(number=number))


def _data(item: Evidence) -> dict[str, object]:
    return {
        "id": item.id,
        "location": item.location,
        "title": item.title,
        "as_of": item.as_of.isoformat() if item.as_of else None,
        "valid_until": item.valid_until.isoformat() if item.valid_until else None,
        "withdrawn": item.withdrawn,
        "for": [str(slot) for slot in item.slots],
        "added_at": item.added_at,
        "added_by": item.added_by,
    }


def _useless(standard: Standard, item: Evidence, today: date) -> Sequence[Use]:
    """Return the slots in which an item proves nothing."""
    return [use for use in uses_of(item, standard, today) if use.flaw or not use.asked_for]


def _state(use: Use) -> str:
    why = flaw_words(use.flaw, use.day) if use.flaw else _("it is attached to none of its documents")
    return _("{ref}: {why}").format(ref=use.slot, why=why)
