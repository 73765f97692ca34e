"""Keeping where an assessment stands under a name, and finding what a person wants to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.readiness.score import score
from wwc_assess.records.store import Store
from wwc_assess.records.workspace import Workspace, path_of
from wwc_assess.report.facts import facts_of, write_json
from wwc_assess.report.view import build_view
from wwc_assess.standard.library import open_standard
from wwc_assess.standard.near import offer, short
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from wwc_assess.records.model import Assessment, Records, Snapshot
    from wwc_assess.report.facts_model import Facts
    from wwc_assess.report.view import View
    from wwc_assess.session import Session

NOW = "now"
"""The name of how things stand at this moment."""
CYCLE = "cycle:"
"""What stands before a cycle where a snapshot has the same name."""


def keep(session: Session, name: str, today: date) -> Snapshot:
    """Keep where the assessment stands today under a name.

    Raises:
        InputError: The name is taken, empty or too long, or stands for something else.
        AssessError: Nothing could be written.
    """
    if one_line(name).casefold() == NOW or one_line(name).startswith(CYCLE):
        raise InputError(
            _("A snapshot cannot be called “{name}”.").format(name=one_line(name)),
            _("That means something else to compare; choose another name."),
        )
    content = write_json(_view(session.workspace, session.store, session.assessment, today))
    return session.store.add_snapshot(session.assessment.id, name, content, session.by)


def names(session: Session) -> list[str]:
    """Return what can be compared with now: the snapshots, the latest first, then the earlier cycles."""
    snapshots = [kept.name for kept in reversed(session.store.snapshots(session.assessment.id))]
    cycles = [
        f"{CYCLE}{one.cycle}" for one in reversed(session.store.assessments()) if one != session.assessment
    ]
    return [*snapshots, *cycles]


def facts_named(session: Session, name: str, today: date) -> Facts:
    """Return the report that a name stands for.

    Args:
        session: The opened assessment.
        name: ``now``, a snapshot, a cycle of this workspace (plain, or as ``cycle:2025``), the folder of another
            workspace, or a report in JSON; the first that there is.
        today: The day on which what is going on is judged. A cycle that is over is judged on the day of its last
            answer or sign-off, as it stood then.

    Raises:
        InputError: There is nothing of that name, or it cannot be read.
        AssessError: Another workspace cannot be opened.
    """
    workspace, store, current = session.workspace, session.store, session.assessment
    if name.casefold() == NOW:
        return facts_of(_view(workspace, store, current, today))
    for snapshot in store.snapshots(current.id):
        if snapshot.name == one_line(name):
            return _read(store.snapshot_content(snapshot).encode(), name)
    for assessment in reversed(store.assessments()):
        if assessment.cycle == one_line(name.removeprefix(CYCLE)):
            day = today if assessment == current else _last_day(store.records(assessment.id), today)
            return facts_of(_view(workspace, store, assessment, day))
    return _elsewhere(session, name, today)


def _elsewhere(session: Session, name: str, today: date) -> Facts:
    """Return the report of another workspace or of a file."""
    path = path_of(name)
    try:
        if Workspace(path).database.is_file():
            return _of_workspace(Workspace(path.absolute()), today)
        if path.is_file():
            return _read(_content(path), one_line(path.name))
    except (OSError, ValueError) as error:
        raise InputError(
            _("{path} cannot be read: {reason}.").format(
                path=short(name), reason=getattr(error, "strerror", None) or error
            ),
            _("Check that you may open it."),
        ) from error
    known = [NOW, *names(session)]
    raise InputError(
        _("There is no snapshot, cycle, workspace or report called “{name}”.").format(name=short(name)),
        offer(name, known),
    )


def _of_workspace(workspace: Workspace, today: date) -> Facts:
    with Store.visit(workspace.database) as store:
        return facts_of(_view(workspace, store, store.current(), today))


def _content(path: Path) -> bytes:
    from wwc_assess.report.facts_schema import LARGEST  # noqa: PLC0415  brings pydantic

    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _read(content: bytes, name: str) -> Facts:
    from wwc_assess.report.facts_schema import read_facts  # noqa: PLC0415  brings pydantic

    return read_facts(content, name)


def _view(workspace: Workspace, store: Store, assessment: Assessment, day: date) -> View:
    standard = open_standard(assessment.standard, workspace.criteria)
    records = store.records(assessment.id)
    return build_view(standard, records, score(standard, records, day))


def _last_day(records: Records, today: date) -> date:
    """Return the city's day of the last answer or sign-off; today where there is none."""
    days = [answer.day for answer in records.answers.values()]
    days += [sign_off.day for sign_off in records.sign_offs.values()]
    return max(days, default=today)
