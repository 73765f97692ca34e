"""How many cases are tried by the tests that draw them at random: a part in ``make test``, all in ``make thorough``."""

from __future__ import annotations

import os

_PART = 1 if os.environ.get("THOROUGH") else 5


def drawn(cases):
    """Return how many of so many cases are tried in this run."""
    return -(-cases // _PART)
