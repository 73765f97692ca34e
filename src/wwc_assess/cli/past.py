"""What was changed, taking it back, and keeping a copy."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wwc_assess.cli.output import put, put_json, put_table, say
from wwc_assess.cli.params import Place, criterion_of, json_option, local_today
from wwc_assess.errors import InputError
from wwc_assess.events import sentence, undone
from wwc_assess.moments import local_time
from wwc_assess.words import _

if TYPE_CHECKING:
    from wwc_assess.records.model import Event
    from wwc_assess.session import Session


@click.command(
    short_help=_("List what was changed, by whom and when."),
    help=_(
        "List what was changed, the newest first; with REF only what was changed on one criterion."
        "\n\n\b\nExamples:\n  wwc-assess history --limit 20\n  wwc-assess history DM1"
    ),
)
@click.argument("reference", metavar="[REF]", required=False)
@click.option("--limit", type=click.IntRange(1, 1_000_000), metavar="N", help=_("At most so many."))
@json_option
@click.pass_obj
def history(place: Place, reference: str | None, limit: int | None, *, as_json: bool) -> None:
    with place.open(read_only=True) as session:
        criterion = None if reference is None else _criterion(session, reference)
        events = session.store.history(session.assessment.id, criterion=criterion, limit=limit)
    if as_json:
        put_json([_data(event) for event in events])
    elif events:
        put_table(
            [_("No."), _("At"), _("By"), _("What")],
            [(event.id, local_time(event.at), event.by, sentence(event)) for event in events],
            numbers=[0],
        )
    else:
        say(_("Nothing was changed yet."))


def _criterion(session: Session, reference: str) -> str:
    """Return the criterion meant; also one that the standard no longer has, since its answers are kept."""
    try:
        return criterion_of(session.standard, reference).id
    except InputError:
        if session.store.history(session.assessment.id, criterion=reference, limit=1):
            return reference
        raise


def _data(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "act": event.act,
        "at": event.at,
        "by": event.by,
        "action": event.action,
        "subject": event.subject,
        "before": event.before,
        "after": event.after,
        "undoes": event.undoes,
    }


@click.command(
    short_help=_("Take back the latest change."),
    help=_(
        "Take back the latest change, and again the one before it. Undoing is itself kept in the history."
        "\n\n\b\nExample:\n  wwc-assess undo"
    ),
)
@click.pass_obj
def undo(place: Place) -> None:
    with place.open() as session:
        events = session.undo()
    for what in undone(events):
        say(_("Undone: {what}").format(what=what))


@click.command(
    short_help=_("Keep a copy of the records."),
    help=_(
        "Write a checked copy of the records to FILE, or to backups/ in the workspace, and print where it is."
        "\n\nTo go back to it, use wwc-assess restore.\n\n\b\nExample:\n  wwc-assess backup"
    ),
)
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def backup(place: Place, file: Path | None) -> None:
    with place.open(read_only=True) as session:
        target = file or _next_backup(session.workspace.path / "backups")
        session.store.backup(target)
    say(_("The copy is complete."))
    put(str(target))


def _next_backup(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    stem = f"assessment-{local_today().isoformat()}"
    number = 1
    while (target := folder / f"{stem}-{number}.db").exists():
        number += 1
    return target
