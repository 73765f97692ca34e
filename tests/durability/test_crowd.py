"""Eight programs and a screen on one workspace lose nothing; `make durability` has the long run."""

import os

import pytest

if os.name == "nt":  # before the imports that fail there
    pytest.skip("Windows has no pseudo terminals of this kind", allow_module_level=True)

from crowd import PROGRAMS, crowd, open_first


def test_nobody_in_a_crowd_loses_a_write_or_covers_one_unseen(tmp_path):
    crowded = crowd(tmp_path / "workspace", 60)
    assert crowded.wrong == []
    assert crowded.writes == PROGRAMS * 60
    assert crowded.conflicts >= PROGRAMS - 1  # of those who all add to the note that they saw blank


@pytest.mark.parametrize("number", range(5))
def test_eight_programs_may_be_the_first_to_open_a_workspace_of_the_first_version(tmp_path, number):
    assert open_first(tmp_path / f"workspace-{number}") == []
