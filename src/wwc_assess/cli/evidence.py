"""Adding, listing, changing, attaching and removing evidence."""

# The help of a command says what it does, and click passes every option by its name.
# ruff: noqa: D103, PLR0913, PLR0917

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wwc_assess.cli.evidence_check import check
from wwc_assess.cli.evidence_list import evidence_data, list_
from wwc_assess.cli.groups import Group
from wwc_assess.cli.output import put, put_json, say
from wwc_assess.cli.params import DAY, Place, day_or_nothing, json_option, today_option
from wwc_assess.errors import InputError
from wwc_assess.links.locations import file_of, is_address
from wwc_assess.readiness.sentences import doubts
from wwc_assess.records.changes import UNCHANGED, NewEvidence
from wwc_assess.session import check_as_of
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from wwc_assess.records.changes import Unchanged
    from wwc_assess.records.model import Evidence
    from wwc_assess.session import Session


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
        check_as_of(as_of, today)
        item = session.add_evidence(NewEvidence(location, title, as_of, valid_until), slots)
        _say_saved(session, item, today)
        _say_missing(session, item)
    if as_json:
        put_json(evidence_data(item))
    else:
        put(str(item.id))


def _say_saved(session: Session, item: Evidence, today: date) -> None:
    say(_("Saved: evidence {number}, {name}").format(number=item.id, name=item.name))
    for hint in _hints(session, item, today):
        say(hint)


def _hints(session: Session, item: Evidence, today: date) -> Iterator[str]:
    yield from doubts(item, session.standard, today)
    for slot in item.slots:
        documents = session.standard.by_id[slot.criterion].documents
        if slot.document is None and documents:
            yield _("It fills none of the documents of {criterion} yet; name one of: {slots}.").format(
                criterion=slot.criterion,
                slots=", ".join(f"{slot.criterion}.{document.id}" for document in documents),
            )


def _say_missing(session: Session, item: Evidence) -> None:
    """Say that the path just given leads nowhere from here; it may from another computer."""
    if not is_address(item.location) and not _exists(item.location, session.workspace.path):
        say(
            _("There is no file {location} here now; the path was saved as it is.").format(
                location=item.location
            )
        )


def _exists(location: str, folder: Path) -> bool:
    try:
        return file_of(location, folder).exists()
    except (OSError, ValueError):
        return False


@evidence.command(
    short_help=_("Change an evidence item."),
    help=_(
        "Change the location, title or dates of an evidence item, or withdraw it; what is not given stays as it is."
        "\n\nA withdrawn item stays listed and attached, but counts for nothing."
        "\n\n\b\nExamples:\n  wwc-assess evidence edit 3 --as-of 2026-11-01\n  wwc-assess evidence edit 3 --withdrawn"
    ),
)
@click.argument("number", type=int)
@click.option("--location", metavar="TEXT", help=_("Link or path."))
@click.option("--title", metavar="TEXT", help=_("What to call it; empty for no title."))
@click.option(
    "--as-of", metavar="YYYY-MM-DD", callback=day_or_nothing, help=_("The day it speaks of; empty for none.")
)
@click.option(
    "--valid-until", metavar="YYYY-MM-DD", callback=day_or_nothing, help=_("Its last day; empty for none.")
)
@click.option("--withdrawn/--not-withdrawn", default=None, help=_("Whether it no longer counts."))
@today_option
@click.pass_obj
def edit(
    place: Place,
    number: int,
    location: str | None,
    title: str | None,
    as_of: date | Unchanged | None,
    valid_until: date | Unchanged | None,
    today: date,
    *,
    withdrawn: bool | None,
) -> None:
    texts_and_marks: tuple[object, ...] = (location, title, withdrawn)
    if texts_and_marks == (None, None, None) and as_of is valid_until is UNCHANGED:
        raise InputError(
            _("Nothing was given to change."), _("wwc-assess evidence edit --help lists what can be changed.")
        )
    check_as_of(as_of, today)
    with place.open() as session:
        session.edit_evidence(
            number,
            location=UNCHANGED if location is None else location,
            title=UNCHANGED if title is None else title,
            as_of=as_of,
            valid_until=valid_until,
            withdrawn=UNCHANGED if withdrawn is None else withdrawn,
        )
        item = session.evidence(number)
        _say_saved(session, item, today)
        if location is not None:
            _say_missing(session, item)


@evidence.command(
    short_help=_("Attach an evidence item to more places."),
    help=_(
        "Attach an evidence item to documents or criteria, all in one act."
        "\n\n\b\nExample:\n  wwc-assess evidence attach 3 OD1.policy PA3"
    ),
)
@click.argument("number", type=int)
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@today_option
@click.pass_obj
def attach(place: Place, number: int, references: Sequence[str], today: date) -> None:
    with place.open() as session:
        session.store.attach(session.assessment.id, number, session.slots(references), session.by)
        _say_saved(session, session.evidence(number), today)


@evidence.command(
    short_help=_("Take an evidence item off what it proves."),
    help=_(
        "Take an evidence item off documents or criteria; the item itself stays."
        "\n\n\b\nExample:\n  wwc-assess evidence detach 3 OD1.policy"
    ),
)
@click.argument("number", type=int)
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.pass_obj
def detach(place: Place, number: int, references: Sequence[str]) -> None:
    with place.open() as session:
        slots = session.slots(references)
        if missing := [str(slot) for slot in slots if slot not in session.evidence(number).slots]:
            raise InputError(
                _("Evidence {number} is not attached to {slots}.").format(
                    number=number, slots=", ".join(missing)
                ),
                _("wwc-assess evidence list shows where it is."),
            )
        session.store.detach(session.assessment.id, number, slots, session.by)
        left = ", ".join(map(str, session.evidence(number).slots)) or _("nothing")
    say(_("Saved: evidence {number} is attached to {slots} now.").format(number=number, slots=left))


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


evidence.add_command(list_)
evidence.add_command(check)
