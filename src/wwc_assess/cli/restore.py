"""Mending the records, or going back to a backup of them."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from wwc_assess.cli.care import NO_BACKUP, content_of, newest_sound, workspace_of
from wwc_assess.cli.output import put, say
from wwc_assess.cli.params import Place, local_today
from wwc_assess.errors import InputError, StoreError
from wwc_assess.records.temporary import temporary_folder
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from wwc_assess.records.health import Health


@click.command(
    short_help=_("Mend the records, or go back to a backup."),
    help=_(
        "Mend damaged records where nothing is lost by it; otherwise put the newest sound backup in their place, or the"
        " one named: a file, or its name in backups/; also where the database itself is gone."
        "\n\nIt says before what would be lost, and asks. The file that was there is kept beside the new one; its path is"
        " printed."
        "\n\n\b\nExamples:\n  wwc-assess restore\n  wwc-assess restore assessment-2026-11-22-1.db --yes"
    ),
)
@click.argument("backup", metavar="[BACKUP]", required=False)
@click.option("--yes", is_flag=True, help=_("Do not ask; needed where nobody can answer."))
@click.pass_obj
def restore(place: Place, backup: str | None, *, yes: bool) -> int:
    from wwc_assess.records.restoring import find_backup, mend, put_in_place  # noqa: PLC0415  help needs none of it

    database = workspace_of(place).database
    with temporary_folder() as folder:
        mended = None
        if backup is None:
            _refuse_sound(database)
            mended = mend(database, folder / database.name)
        if mended:
            chosen = mended
            say(
                _("{path} can be mended, and nothing is lost: {content}").format(
                    path=database, content=content_of(mended)
                )
            )
        else:
            chosen = find_backup(backup, database) if backup is not None else _newest(database)
            _say_loss(chosen, database)
        if not yes and not _confirmed():
            say(_("Nothing was changed."))
            return 1
        kept = put_in_place(chosen.path, database, local_today())
    if kept is None:
        say(_("Done. The records are there again:"))
    else:
        say(_("Done. The file that was there is kept:"))
    put(str(kept or database))
    return 0


def _refuse_sound(database: Path) -> None:
    from wwc_assess.records.health import examine  # noqa: PLC0415  help needs none of it

    if examine(database).sound:
        raise InputError(
            _("{path} is sound; there is nothing to mend.").format(path=database),
            _("To go back to a backup all the same, name it: wwc-assess doctor lists them."),
        )


def _newest(database: Path) -> Health:
    from wwc_assess.records.restoring import examine_backups  # noqa: PLC0415  help needs none of it

    newest = newest_sound(examine_backups(database))
    if newest is None:
        raise StoreError(
            (
                _("{path} is damaged and cannot be mended without a backup.")
                if os.path.lexists(database)
                else _("{path} is gone, and no backup is sound.")
            ).format(path=database),
            NO_BACKUP,
        )
    return newest


def _say_loss(backup: Health, database: Path) -> None:
    """Say what a backup holds and what would be lost by going back to it."""
    from wwc_assess.records.restoring import acts_since  # noqa: PLC0415  help needs none of it

    say(
        _("Backup {path} of {city}: {content}").format(
            path=backup.path, city=backup.city, content=content_of(backup)
        )
    )
    lost = acts_since(backup.path, database)
    if lost is None:
        say(
            _(
                "What was recorded after that is lost; how much cannot be told, since the damaged file cannot be read."
            )
            if os.path.lexists(database)
            else _("What was recorded after that is lost; how much cannot be told, since the file is gone.")
        )
    else:
        say(
            ngettext(
                "{number} change made after that is lost.", "{number} changes made after that are lost.", lost
            ).format(number=lost)
            if lost
            else _("No change was made after that.")
        )


def _confirmed() -> bool:
    """Ask whether to go on.

    Raises:
        InputError: Nobody can be asked.
    """
    if not (sys.stdin and sys.stdin.isatty()):
        raise InputError(
            _("Nobody can be asked here."), _("Look at what it says above and add --yes to do it.")
        )
    return click.confirm(_("Put it in the place of the database?"), err=True)
