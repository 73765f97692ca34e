"""The workspace: a folder with one city's database, its own criteria and its reports, and where to find it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.errors import WorkspaceError
from wwc_assess.records.store import Store
from wwc_assess.text import quoted
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

VARIABLE = "WWC_ASSESS_WORKSPACE"
"""Environment variable that names the workspace."""

_CHOSEN = "chosen-workspace.txt"
"""In the user's data folder: the path of the workspace that the first-run questions made."""


class Workspace(Struct, frozen=True):
    """The places inside a workspace folder."""

    path: Path

    @property
    def database(self) -> Path:
        """The city's records."""
        return self.path / "assessment.db"

    @property
    def criteria(self) -> Path:
        """The city's overlays and its own standards."""
        return self.path / "criteria"

    @property
    def reports(self) -> Path:
        """Where reports go unless told otherwise."""
        return self.path / "reports"


class Location(Struct, frozen=True):
    """Where the workspace is looked for, and why there."""

    path: Path
    why: str
    """A sentence for a person."""
    exists: bool
    """Whether there is a database."""


class LostDatabaseError(WorkspaceError):
    """A workspace has its backups, and its database is gone.

    Args:
        path: The workspace.
        why: Why it is looked for there.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            _(
                "The database of the workspace {path} is gone, and its backups are still there ({why})."
            ).format(path=path, why=why),
            _("Put the newest sound one in its place with wwc-assess --workspace {path} restore.").format(
                path=quoted(path)
            ),
        )
        self.path = path


def create(path: Path, city: str, begin: Callable[[Store], object] | None = None) -> Workspace:
    """Make a workspace, complete or not at all; a folder that exists is made use of.

    Args:
        path: The folder.
        city: Name of the city.
        begin: What is recorded before the workspace is there for anybody.

    Raises:
        InputError: The name is empty or too long.
        StoreError: The database cannot be made.
        WorkspaceError: The folder has one already, or cannot be made or written.
    """
    made: list[Path] = []
    try:
        workspace = Workspace(path.absolute())
        _refuse_existing(workspace)
        try:
            for folder in (workspace.path, workspace.criteria, workspace.reports):
                _make_folder(folder, made)
            Store.create(workspace.database, city, begin=begin).close()
        except BaseException:
            if (
                not workspace.database.exists()
            ):  # Otherwise another program was quicker, and the folders are its own.
                _remove_folders(made)
            raise
    except OSError as error:
        raise WorkspaceError(
            _("The workspace {path} cannot be made: {reason}.").format(path=path, reason=error.strerror),
            _("Choose a folder that you may write to."),
        ) from error
    return workspace


def _refuse_existing(workspace: Workspace) -> None:
    if os.path.lexists(workspace.database):
        raise WorkspaceError(
            _("There is already a workspace at {path}; it was left as it is.").format(path=workspace.path),
            _("Open it with wwc-assess --workspace {path}, or choose another folder.").format(
                path=quoted(workspace.path)
            ),
        )


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [place for place in (folder, *folder.parents) if not place.is_dir()]
    for place in reversed(missing):
        place.mkdir(exist_ok=True)  # Another program may be making it at the same moment.
        made.append(place)


def _remove_folders(made: list[Path]) -> None:
    for folder in reversed(made):
        with suppress(OSError):  # Somebody may have put something in: it is theirs.
            folder.rmdir()


def locate(option: str | None) -> Location:
    """Return where the workspace is, by the first of four that says so.

    Args:
        option: What ``--workspace`` was given; None where it was not. Then count the environment variable
            WWC_ASSESS_WORKSPACE, the current folder if it is a workspace, and the user's data folder: there the
            workspace that the first-run questions made elsewhere, if it is still there, then the one inside.

    Raises:
        LostDatabaseError: The folder is a workspace whose database is gone: nobody shall begin anew unawares.
        WorkspaceError: The folder named by the option or the variable is no workspace.
    """
    try:
        if option is not None:
            return _given(option, _("named by --workspace"))
        if named := os.environ.get(VARIABLE):
            return _given(named, _("named by the environment variable {variable}").format(variable=VARIABLE))
        here = Path.cwd()
    except FileNotFoundError as error:
        raise WorkspaceError(
            _("The current folder does not exist any more."), _("Change to another folder and try again.")
        ) from error
    if _is_workspace(here, why := _("the current folder is a workspace")):
        return Location(here, why, exists=True)
    chosen = _chosen()
    if chosen and _is_workspace(chosen, why := _("the folder you chose when you began")):
        return Location(chosen, why, exists=True)
    home, why = _data_folder() / "workspace", _("your own data folder, since nothing else names one")
    return Location(home, why, exists=_is_workspace(home, why))


def remember(workspace: Workspace) -> None:
    """Note the workspace that was chosen, so that the next start finds it; where that cannot be noted, it is not."""
    with suppress(OSError):
        note = _data_folder() / _CHOSEN
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"{workspace.path}\n", encoding="utf-8")


def _chosen() -> Path | None:
    try:
        return Path((_data_folder() / _CHOSEN).read_text(encoding="utf-8").rstrip("\n"))
    except (OSError, ValueError):
        return None


def _data_folder() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415  needed only where nothing else says

    return user_data_path("wwc-assess", appauthor=False)


def path_of(name: str) -> Path:
    """Return the path that a person gave, ``~`` standing for their home folder."""
    return Path(os.path.expanduser(name))  # noqa: PTH111  Path.expanduser fails on unknown users


def _given(name: str, why: str) -> Location:
    path = path_of(name).absolute()
    if not _is_workspace(path, why):
        raise WorkspaceError(
            _("There is no workspace at {path} ({why}).").format(path=path, why=why),
            _("Make one with wwc-assess init {path} --city NAME.").format(path=quoted(path)),
        )
    return Location(path, why, exists=True)


def _is_workspace(path: Path, why: str) -> bool:
    database = Workspace(path).database
    if database.is_file():
        return True
    with suppress(OSError, ValueError):  # a name that this system cannot have
        if not os.path.lexists(database) and any(
            (path / "backups").glob(f"{database.stem}-*{database.suffix}")
        ):
            raise LostDatabaseError(path, why)
    return False
