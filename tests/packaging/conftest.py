"""The wheel that all these tests install."""

import pytest
from places import ROOT, build


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))
