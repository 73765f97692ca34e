"""Faults put under the system calls of a running process by strace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

WRITES = ("write", "pwrite64", "ftruncate", "fallocate")
SYNCS = ("fsync", "fdatasync")
NAMES = ("openat", "unlink", "unlinkat", "rename", "link", "linkat", "mkdir", "rmdir", "chmod", "fchmod")
READS = ("read", "pread64")
MADE = re.compile(r"O_CREAT")
CHANGED = re.compile(r"O_CREAT|O_WRONLY|O_RDWR|O_TRUNC")


@dataclass(frozen=True)
class Kind:
    """A kind of fault.

    Args:
        does: What befalls a call, as strace takes it.
        calls: Which calls it befalls.
        opens: Which of the openings of a file are among them.
    """

    does: str
    calls: tuple[str, ...]
    opens: re.Pattern[str] = re.compile("")

    def hits(self, call, text):
        """Return whether a call can meet with it."""
        return call in self.calls and (call != "openat" or bool(self.opens.search(text)))


FAILS, KILL = "the disk fails", "the program is killed"
KINDS = {
    "the disk is full": Kind("error=ENOSPC", (*WRITES, *SYNCS, "openat", "link", "linkat", "mkdir"), MADE),
    FAILS: Kind("error=EIO", (*READS, *WRITES, *SYNCS, *NAMES)),
    "everything is read-only": Kind("error=EROFS", NAMES, CHANGED),
    "the rights are gone": Kind("error=EACCES", NAMES),
    KILL: Kind("signal=KILL", (*WRITES, *SYNCS, *NAMES), CHANGED),
}


class Untraceable(Exception):  # noqa: N818  no error: this system is like that
    """This system lets no program be traced."""


@contextmanager
def injected(pid, injections, *paths):
    """Put faults under the system calls of a running process until the end of the block.

    Gives the list of its calls, which is filled then.

    Args:
        pid: Of the process.
        injections: What strace is to put under them, as it takes it.
        paths: To which files alone; none for all.

    Raises:
        Untraceable: Nobody may do that here.
    """
    if not shutil.which("strace"):
        raise Untraceable("needs strace")
    descriptor, name = mkstemp()
    os.close(descriptor)
    log = Path(name)
    command = ["strace", "-f", "-y", "-s", "0", "-p", str(pid), "-o", log]
    command += ["-e", f"trace={','.join((*WRITES, *SYNCS, *NAMES, *READS))}"]
    command += [word for path in paths for word in ("-P", path)]
    command += [word for injection in injections for word in ("-e", f"inject={injection}")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        said = tracer.stderr.readline()
        if "attached" not in said:
            raise Untraceable(f"this system does not let programs be traced: {said.strip()}")
        calls = []
        try:
            yield calls
        finally:
            tracer.terminate()
            tracer.communicate()
            calls += log.read_text(encoding="utf-8", errors="replace").splitlines()
            log.unlink()
