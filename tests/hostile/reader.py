"""A process that reads folders as the program does, each in a fork of its own that the system stops at its limits."""

# It answers by printing.
# ruff: noqa: T201

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from limits import ROOM, SECONDS, taken

from wwc_assess.standard.loading import load
from wwc_assess.standard.problems import StandardError


def main():
    for name in sys.argv[1:]:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            _limit()
            with os.fdopen(writing, "w") as pipe:
                json.dump(_told(Path(name)), pipe)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            told = pipe.read()
        _pid, status, used = os.wait4(child, 0)
        answer = {"status": status, "seconds": used.ru_utime + used.ru_stime, "bytes": used.ru_maxrss * 1_024}
        print(json.dumps({**answer, "told": json.loads(told or "[]")}), flush=True)


def _limit():
    """Let the system end this process when it takes more than reading may take beyond what the program itself takes."""
    most = taken() + ROOM
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _told(folder):
    try:
        load(folder)
    except StandardError as error:
        return [[p.file, p.line, p.column, p.message, p.mend] for p in error.problems]
    return []


main()
