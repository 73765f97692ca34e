"""How much time and memory the reading of criteria files may take; the system breaks off what wants more."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from pathlib import Path

SECONDS, ROOM = 2, 200_000_000


def taken():
    """Return how many bytes of addresses this process has."""
    import resource  # noqa: PLC0415  Windows has none

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


@contextmanager
def within_limits(seconds=SECONDS, room=ROOM):
    """Break off what takes more processor time or memory; on Linux alone, elsewhere nothing is measured.

    Args:
        seconds: Of processor time.
        room: Bytes beyond what the process has.
    """
    if sys.platform != "linux":
        yield
        return
    import resource  # noqa: PLC0415  as above

    addresses = resource.getrlimit(resource.RLIMIT_AS)
    alarm = signal.signal(signal.SIGPROF, _too_long)
    resource.setrlimit(resource.RLIMIT_AS, (taken() + room, addresses[1]))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, addresses)
        signal.signal(signal.SIGPROF, alarm)


def _too_long(_signal, _frame):
    raise TimeoutError("reading takes too long")
