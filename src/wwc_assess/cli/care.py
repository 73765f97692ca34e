"""Finding out whether something is wrong with the records, and what to do about it."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec import Struct
from msgspec.structs import asdict

from wwc_assess.cli.output import put_entry, put_json, put_table, put_text, say
from wwc_assess.cli.params import Place, json_option
from wwc_assess.errors import AssessError, WorkspaceError
from wwc_assess.events import sentence
from wwc_assess.moments import local_time
from wwc_assess.records.temporary import temporary_folder
from wwc_assess.records.workspace import LostDatabaseError, Workspace
from wwc_assess.records.workspace import locate as find
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from wwc_assess.records.health import Health
    from wwc_assess.records.model import Event, Records


class _Finding(Struct, frozen=True):
    """One thing that doctor tells."""

    kind: str
    damage: bool
    what: str
    means: str
    next_step: str


@click.command(
    short_help=_("Look whether the records are sound."),
    help=_(
        "Look at the whole database, its history and its backups, and say what is wrong, what that means and what to do."
        " Nothing is written."
        "\n\nExits with 1 where something is damaged.\n\n\b\nExample:\n  wwc-assess doctor"
    ),
)
@json_option
@click.pass_obj
def doctor(place: Place, *, as_json: bool) -> int:
    from wwc_assess.records.health import examine  # noqa: PLC0415  help needs none of it
    from wwc_assess.records.restoring import examine_backups  # noqa: PLC0415

    workspace = workspace_of(place)
    health = examine(workspace.database)
    backups = examine_backups(workspace.database)
    findings = [*_faults(health, backups), *_hints(workspace, health)]
    if as_json:
        put_json(
            {
                "database": str(workspace.database),
                "sound": health.sound,
                "findings": [asdict(finding) for finding in findings],
                "backups": [_backup_data(backup) for backup in backups],
            }
        )
    else:
        _put_doctor(health, findings, backups)
    return 0 if health.sound else 1


def workspace_of(place: Place) -> Workspace:
    """Return the workspace, whatever its database is like.

    Raises:
        WorkspaceError: There is none.
    """
    try:
        location = find(place.workspace)
    except LostDatabaseError as lost:
        return Workspace(lost.path)
    if not location.exists:
        raise WorkspaceError(
            _("There is no workspace yet; {path} would be it ({why}).").format(
                path=location.path, why=location.why
            ),
            _("Name another folder with --workspace."),
        )
    return Workspace(location.path)


def _faults(health: Health, backups: Sequence[Health]) -> list[_Finding]:
    """Return what is wrong with the database, with what to do about it."""
    from wwc_assess.records.faults import MEANINGS  # noqa: PLC0415  as above

    cure = "" if health.sound else _cure(health, backups)
    return [
        _Finding(
            fault.kind,
            fault.damage,
            fault.what,
            MEANINGS[fault.kind],
            cure if fault.damage else _("Nothing is to be done."),
        )
        for fault in health.faults
    ]


def _cure(health: Health, backups: Sequence[Health]) -> str:
    """Return the next step for a damaged database."""
    from wwc_assess.records.restoring import mend  # noqa: PLC0415  as above

    with temporary_folder() as folder:
        if mend(health.path, folder / health.path.name):
            return _("Close the program and run wwc-assess restore: it can be mended, and nothing is lost.")
    newest = newest_sound(backups)
    if newest:
        step = (
            _(
                "Look whether it is elsewhere, such as in the wastebasket, and put it back. Otherwise run wwc-assess"
                " restore: it puts the newest sound backup, {name}, in its place."
            )
            if is_gone(health)
            else _(
                "Close the program and run wwc-assess restore: it puts the newest sound backup, {name}, in its place"
                " and keeps the damaged file."
            )
        )
        return step.format(name=newest.path.name)
    return NO_BACKUP


NO_BACKUP = _(
    "There is no sound backup in backups/. Keep the file as it is, look for a copy of it elsewhere, such as in the"
    " backups of your computer or drive, and run wwc-assess restore with that copy."
)
"""What to do where nothing helps."""


def is_gone(health: Health) -> bool:
    """Return whether there is no file at all."""
    return any(fault.kind == "missing" for fault in health.faults)


def newest_sound(backups: Sequence[Health]) -> Health | None:
    """Return the sound backup with the latest record, of backups in that order."""
    return next((backup for backup in backups if backup.sound), None)


def _hints(workspace: Workspace, health: Health) -> Iterator[_Finding]:
    """Yield what a person may want to know of sound records."""
    if not health.sound or any(fault.kind == "half saved" for fault in health.faults):
        return
    from wwc_assess.records.store import Store  # noqa: PLC0415  as above

    with Store.visit(workspace.database) as store:
        records = store.records(store.current().id)
    yield from _kept_answers(workspace, records)
    yield from _missing_files(workspace, records)


def _kept_answers(workspace: Workspace, records: Records) -> Iterator[_Finding]:
    from wwc_assess.standard.library import open_standard  # noqa: PLC0415  as above

    try:
        standard = open_standard(records.assessment.standard, workspace.criteria)
    except AssessError as error:
        yield _Finding(
            "standard",
            False,
            error.sentence,
            _("The records are there, but the questions that they answer cannot be read."),
            error.next_step or _("See wwc-assess criteria check."),
        )
        return
    asked = {(criterion.id, check.id) for criterion in standard.criteria for check in criterion.questions}
    kept = [str(ref) for ref in sorted(records.answers) if tuple(ref) not in asked]
    if kept:
        yield _Finding(
            "kept answers",
            False,
            _("Answers to questions that are no longer asked: {refs}.").format(refs=", ".join(kept)),
            _("They are kept and count for nothing."),
            _("Nothing is to be done; wwc-assess answers lists them last."),
        )


def _missing_files(workspace: Workspace, records: Records) -> Iterator[_Finding]:
    from wwc_assess.links.locations import file_of, is_address  # noqa: PLC0415  as above

    gone = [
        item.id
        for item in records.evidence
        if not (
            item.withdrawn or is_address(item.location) or _is_there(file_of(item.location, workspace.path))
        )
    ]
    if gone:
        yield _Finding(
            "missing files",
            False,
            _("Evidence whose file is not here: {numbers}.").format(numbers=", ".join(map(str, gone))),
            _("It can be elsewhere, such as on a drive that this computer does not have."),
            _("Try it with wwc-assess evidence check."),
        )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that this system cannot have
        return False


def _put_doctor(health: Health, findings: Sequence[_Finding], backups: Sequence[Health]) -> None:
    for finding in findings:
        put_entry(
            _("Damage: {what}").format(what=finding.what) if finding.damage else finding.what,
            finding.means,
            finding.next_step,
        )
    put_text(
        _("{path} is sound: {content}").format(path=health.path, content=content_of(health))
        if health.sound
        else (_("{path} is gone.") if is_gone(health) else _("{path} is damaged.")).format(path=health.path)
    )
    if backups:
        put_table([_("Backup"), _("State"), _("Last change")], [_backup_row(backup) for backup in backups])
    else:
        say(_("There are no backups in backups/; wwc-assess backup makes one."))


def content_of(health: Health) -> str:
    """Return how much there is, and what was recorded last."""
    acts = ngettext("{number} change.", "{number} changes.", health.acts).format(number=health.acts)
    return f"{acts} {_('The last one: {what}.').format(what=_told(health.last))}" if health.last else acts


def _told(event: Event) -> str:
    return _("{what} ({by}, {at})").format(what=sentence(event), by=event.by, at=local_time(event.at))


def _backup_row(backup: Health) -> tuple[str, str, str]:
    state = _("sound") if backup.sound else _why(backup)
    return backup.path.name, state, _told(backup.last) if backup.sound and backup.last else ""


def _why(backup: Health) -> str:
    return " ".join(fault.what for fault in backup.faults if fault.damage)


def _backup_data(backup: Health) -> dict[str, object]:
    return {
        "file": str(backup.path),
        "sound": backup.sound,
        "why": None if backup.sound else _why(backup),
        "changes": backup.acts,
        "last_at": backup.last.at if backup.last else None,
    }
