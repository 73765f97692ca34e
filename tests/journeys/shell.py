"""A city's workspace under the hands of several people, used through processes only."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 60
"""Seconds after which a process counts as hanging."""


@dataclass(frozen=True)
class Done:
    """What a process did."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        """The JSON on standard output."""
        return json.loads(self.out)


@dataclass(frozen=True)
class City:
    """A workspace.

    Args:
        folder: Of the workspace.
        wrapper: What starts the processes, with its arguments.
    """

    folder: Path
    wrapper: tuple[str, ...] = ()

    def does(self, *arguments, by="Ann", code=0, stdin=""):
        """Run a command and return what it did; it must end with the exit code, in time and without a crash."""
        command = [*self.wrapper, sys.executable, "-m", "wwc_assess", "--workspace", self.folder, "--by", by]
        done = subprocess.run(
            [*command, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, (
            f"{arguments} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def tells(self, *arguments, **options):
        """Run a command and return its JSON."""
        return self.does(*arguments, "--json", **options).data

    def adds(self, location, *slots, **options):
        """Add evidence and return its number."""
        facts = [word for slot in slots for word in ("--for", slot)]
        facts += [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]
        return int(self.does("evidence", "add", location, *facts).out)
