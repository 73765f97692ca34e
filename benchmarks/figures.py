"""What was measured, beside what, and how it is told."""

from __future__ import annotations

import os
import platform
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

MEGABYTE = 1_000_000

Unit = Literal["ms", "MB"]


@dataclass(frozen=True)
class Figure:
    """One figure: the median of all runs, unless it says otherwise."""

    what: str
    ours: float
    """Seconds or bytes."""
    unit: Unit
    runs: int
    beside: float | None = None
    """The same for the other side, measured in turn with ours; None where there is no other side."""
    beside_what: str = ""
    promised: float | None = None
    """At most so: a ratio where there is another side, else seconds; None where nothing is promised."""

    @property
    def ratio(self) -> float | None:
        """Ours divided by the other side's."""
        return None if self.beside is None else self.ours / self.beside

    @property
    def kept(self) -> bool | None:
        """Whether the promise is kept; None where there is none."""
        if self.promised is None:
            return None
        return (self.ours if self.ratio is None else self.ratio) <= self.promised

    def as_json(self) -> dict[str, Any]:
        """Return the figure for a program to read, in seconds and bytes."""
        return {
            "what": self.what,
            "unit": "seconds" if self.unit == "ms" else "bytes",
            "ours": self.ours,
            "beside": self.beside,
            "beside_what": self.beside_what,
            "ratio": self.ratio,
            "promised": self.promised,
            "kept": self.kept,
            "runs": self.runs,
        }

    def as_row(self) -> tuple[str, ...]:
        """Return the cells of the figure's row."""
        promised = "" if self.promised is None else f"<= {self._limit(self.promised)}"
        return (
            self.what,
            amount(self.ours, self.unit),
            "" if self.beside is None else f"{amount(self.beside, self.unit)} {self.beside_what}",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            promised,
            {True: "yes", False: "NO", None: ""}[self.kept],
        )

    def _limit(self, promised: float) -> str:
        return amount(promised, self.unit) if self.ratio is None else f"{promised:g} times"


def amount(value: float, unit: Unit) -> str:
    """Return seconds or bytes for a person to read."""
    if unit == "MB":
        return f"{value / MEGABYTE:.1f} MB"
    return f"{value * 1000:.{2 if value < 0.01 else 0}f} ms"  # noqa: PLR2004  two digits for what is short


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table."""
    head = ("what", "ours", "beside", "ratio", "promised", "kept")
    return markdown([head, *(figure.as_row() for figure in figures)])


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return a head and its rows as a Markdown table that can be read as it stands."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    head, *rest = rows
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in (head, ["-" * width for width in widths], *rest)
    )


def put_between_marks(page: Path, mark: str, text: str) -> None:
    """Put a text into a page of ours, between the marks that keep its place.

    Args:
        page: The page.
        mark: What stands in both marks.
        text: Markdown; the text in its place goes.
    """
    begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->\n"
    before, _begin, rest = page.read_text(encoding="utf-8").partition(begin)
    page.write_text(f"{before}{begin}{text}{end}{rest.partition(end)[2]}", encoding="utf-8")


def machine_line() -> str:
    """Return what the figures were measured on, for a person."""
    on = machine()
    return f"{on['processor']}, {on['cores']} cores, {on['python']}, SQLite {on['sqlite']}, {on['system'].split()[0]}"


def file_system(folder: Path) -> str:
    """Return the kind of file system that a folder is on, such as ``ext4``; nothing where the system does not say."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    mounts = {Path(mount): kind for _device, mount, kind, *_rest in (line.split() for line in lines)}
    return next((mounts[place] for place in (folder, *folder.parents) if place in mounts), "")


def machine() -> dict[str, str]:
    """Return what the figures were measured on."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.release()}",
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()
