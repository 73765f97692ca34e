"""Which standards there are, shipped and a city's own, and opening one by its id."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.standard.compiled import load_compiled
from wwc_assess.standard.folder import MAIN
from wwc_assess.standard.near import offer, short
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from wwc_assess.standard.model import Standard

DEFAULT_STANDARD = "what-works-cities-2022"
OVERLAYS = "overlays"
"""Name of the folder that changes standards instead of holding one."""


def shipped_folder() -> Path:
    """Return the folder of the standards that travel with the program."""
    package = Path(__file__).parents[1]
    inside = package / "criteria"
    # An installation from a checkout that stays editable has the criteria where their editors look for them.
    return inside if inside.is_dir() else package.parents[1] / "criteria"


def available(workspace_criteria: Path | None) -> dict[str, Path]:
    """Return the folder of each standard by its id: the shipped ones, then the workspace's own.

    Args:
        workspace_criteria: The workspace's ``criteria`` folder, if there is a workspace. Its own standard wins over a
            shipped one of the same name.

    Raises:
        InputError: The folder cannot be read.
    """
    found: dict[str, Path] = {}
    for home in (shipped_folder(), workspace_criteria):
        try:
            names = sorted(os.listdir(home)) if home and home.is_dir() else []  # noqa: PTH208  names are enough
        except OSError as error:
            sentence = _("The folder {folder} cannot be read: {reason}.")
            raise InputError(
                sentence.format(folder=one_line(str(home)), reason=error.strerror),
                _("Check that you may open it."),
            ) from error
        for name in names:
            # Whatever stands under the main file's name counts; reading it says what is wrong with it.
            if home and not name.startswith(".") and name != OVERLAYS and os.path.lexists(home / name / MAIN):
                found[one_line(name)] = home / name  # the id that the standard in it has
    return found


def open_standard(standard_id: str, workspace_criteria: Path | None) -> Standard:
    """Return a standard by its id.

    Args:
        standard_id: The name of its folder.
        workspace_criteria: As for `available`.

    Raises:
        InputError: There is no such standard.
        StandardError: Its files cannot be used.
    """
    folders = available(workspace_criteria)
    folder = folders.get(one_line(standard_id))
    if folder is None:
        raise InputError(
            _("There is no standard {standard}.").format(standard=short(standard_id)),
            offer(standard_id, folders),
        )
    return load_compiled(folder)
