"""What is wrong in criteria files: each problem with its place and its mend, and the error that carries them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from wwc_assess.errors import AssessError
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = 100
"""So many problems are told of one folder; a file that is wrong throughout need not fill the screen."""


class Problem(Struct, frozen=True):
    """One slip in a criteria file."""

    file: str
    """Name within the standard's folder."""
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message} {self.mend}".rstrip()


class StandardError(AssessError):
    """A standard cannot be used as its files stand.

    Args:
        folder: The standard's folder.
        problems: Everything found in one run, in the order in which the files are read.
    """

    def __init__(self, folder: Path, problems: tuple[Problem, ...]) -> None:
        count = len(problems)
        super().__init__(
            ngettext(
                "The criteria in {folder} cannot be used: {count} problem.",
                "The criteria in {folder} cannot be used: {count} problems.",
                count,
            ).format(folder=one_line(str(folder)), count=count),
            _("Mend the lines named above, then try again."),
        )
        self.folder = folder
        self.problems = problems

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if more := len(self.problems) - len(lines):
            lines.append(_("… and {count} more.").format(count=more))
        return "\n".join([self.sentence, *lines, self.next_step])
