"""What the tests of hostile texts and commands share: workspaces full of such texts."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
import texts

sys.path.append(str(Path(__file__).parents[1] / "journeys"))  # where the readers of reports are


@pytest.fixture(scope="session")
def made(tmp_path_factory, compiled_standards):
    """Make a workspace full of harmful texts and one of plain words, once; every test gets a copy."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WWC_ASSESS_CACHE", str(compiled_standards))
        for name, text in (("hostile", texts.hostile), ("harmless", texts.harmless)):
            texts.make(folder / name, text)
    return folder


@pytest.fixture
def hostile(made, tmp_path):
    """Give a workspace in whose every field another program wrote a text that means harm."""
    return Path(shutil.copytree(made / "hostile", tmp_path / "hostile"))


@pytest.fixture
def harmless(made, tmp_path):
    """Give the same workspace with plain words in every field."""
    return Path(shutil.copytree(made / "harmless", tmp_path / "harmless"))
