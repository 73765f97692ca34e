"""How far the tests of hostile texts and commands look: a little in `make test`, ten times as far in `make hostile`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

LONG = bool(os.environ.get("HOSTILE_LONG"))
"""Whether this is the long run."""


def looking(examples):
    """Return how hypothesis looks: at so many examples, in the long run at ten times as many."""
    return settings(
        max_examples=examples * (10 if LONG else 1),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
