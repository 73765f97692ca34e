"""Reading the files of a standard's folder as bytes: bounded, regular files only, nothing outside the folder."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.standard.problems import Problem
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAIN = "standard.yaml"
TERMS = "terms.yaml"
TRIALS = "examples.yaml"

FILE_LIMIT = 1_000_000
"""Bytes of one file; the longest practice file of a real standard has about 50,000."""
FOLDER_LIMIT = 4_000_000
"""Bytes of all files of one folder."""
COUNT_LIMIT = 200
"""Files in one folder."""


class Contents(Struct, frozen=True):
    """What stands in the YAML files of one folder at one moment."""

    folder: Path
    files: Mapping[str, bytes]
    """By name, sorted; only those that could be read."""
    problems: tuple[Problem, ...]
    """One for each file that could not."""

    @property
    def name(self) -> str:
        """The folder's name, which is the standard's id."""
        return one_line(os.path.basename(os.path.abspath(self.folder)))  # noqa: PTH100, PTH119  for "." and "..", but not through links


class _UnreadableError(Exception):
    """A file cannot be taken in; carries message and mend."""


def read_folder(folder: Path) -> Contents:
    """Read every YAML file that stands directly in a folder.

    Hidden files and files of other kinds are left alone. Never raises for what stands in the folder: what cannot be read
    is told in `Contents.problems`.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    try:
        names = sorted(name for name in os.listdir(folder) if _is_ours(name))  # noqa: PTH208  names are enough
    except OSError as error:
        message = _("The folder {folder} cannot be read: {reason}.").format(
            folder=one_line(str(folder)), reason=error.strerror
        )
        mend = _("Check that it is there and that you may open it.")
        return Contents(folder, {}, (Problem(MAIN, 1, 1, message, mend),))
    if len(names) > COUNT_LIMIT:
        mend = _("Keep only the files of this standard here, at most {limit}.").format(limit=COUNT_LIMIT)
        problems.append(Problem(MAIN, 1, 1, _("The folder holds too many files."), mend))
    home = os.path.realpath(folder)
    room = FOLDER_LIMIT
    for name in names[:COUNT_LIMIT]:
        # Systems differ in how they compose accents in names; the cleaned form is what standard.yaml can list.
        shown = one_line(name)
        if shown in files:
            problems.append(Problem(shown, 1, 1, _("Two files have this name."), _("Keep one of them.")))
            continue
        try:
            data = _read(home, name, room)
        except _UnreadableError as error:
            message, mend = error.args
            problems.append(Problem(shown, 1, 1, message, mend))
        else:
            files[shown] = data
            room -= len(data)
    return Contents(folder, files, tuple(problems))


def _is_ours(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")


def _read(home: str, name: str, room: int) -> bytes:
    """Return the bytes of one file, at most ``room``, or raise _UnreadableError.

    Args:
        home: The folder, free of links.
        name: As the system gives it.
        room: How many bytes the folder's files may still have together.
    """
    if not name.endswith(".yaml"):
        raise _UnreadableError(
            _("Only names that end in .yaml are read."),
            _("Rename the file to {name}.").format(name=f"{one_line(name.rpartition('.')[0])}.yaml"),
        )
    path = os.path.realpath(os.path.join(home, name))  # noqa: PTH118  as text: this runs at every start
    if os.path.dirname(path) != home:  # noqa: PTH120  as above
        raise _UnreadableError(
            _("The name is a link to a place outside the folder."), _("Put the file itself here.")
        )
    # Without O_NONBLOCK, opening a named pipe would wait for ever for someone to write into it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
        with open(handle, "rb") as file:  # noqa: PTH123  opened with flags that Path.open lacks
            ordinary = stat.S_ISREG(os.fstat(handle).st_mode)
            data = file.read(FILE_LIMIT + 1) if ordinary else b""
    except OSError as error:
        raise _UnreadableError(
            _("The file cannot be read: {reason}.").format(reason=error.strerror),
            _("Check that it is an ordinary file and that you may read it."),
        ) from error
    if not ordinary:
        raise _UnreadableError(
            _("This is not an ordinary file."), _("Put a text file here, or take it away.")
        )
    if len(data) > FILE_LIMIT:
        raise _UnreadableError(
            _("The file is larger than {limit} MB.").format(limit=FILE_LIMIT // 1_000_000),
            _("Criteria are text: check that this is the right file."),
        )
    if len(data) > room:
        raise _UnreadableError(
            _("Together the files are larger than {limit} MB.").format(limit=FOLDER_LIMIT // 1_000_000),
            _("Keep only the text of this standard in the folder."),
        )
    return data
