"""What a test needs of the machine that it runs on."""

from __future__ import annotations

import os

import pytest


def lacking(why):
    """Skip the test for what is not here; in a CI fail it, since that has to have everything."""
    assert os.environ.get("CI") != "true", why
    pytest.skip(why)
