"""A common user's rights for a while, also where the tests run as root."""

from __future__ import annotations

import os
from contextlib import contextmanager

NOBODY = 65_534


@contextmanager
def without_rights():
    """Let this process be that of a common user inside the block; what it imports has to be imported before."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
