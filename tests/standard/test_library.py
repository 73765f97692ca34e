"""Standards are found by the name of their folder, the city's own before the shipped ones."""

from __future__ import annotations

import os

import pytest
from folders import STANDARD, written

from rights import without_rights
from wwc_assess.errors import InputError
from wwc_assess.standard.library import DEFAULT_STANDARD, available, open_standard, shipped_folder
from wwc_assess.standard.problems import StandardError


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("WWC_ASSESS_CACHE", str(tmp_path / "cache"))


def test_the_default_standard_is_shipped():
    assert available(None)[DEFAULT_STANDARD] == shipped_folder() / DEFAULT_STANDARD
    assert open_standard(DEFAULT_STANDARD, None).id == DEFAULT_STANDARD


def test_a_folder_in_the_workspace_is_a_standard_under_its_name(tmp_path):
    written(tmp_path / "criteria" / "our-city")
    assert open_standard("our-city", tmp_path / "criteria").title == "Small City Standard"


@pytest.mark.parametrize("name", ["our  city", "Sa\u0303o Tome\u0301"])
def test_a_folder_name_is_found_by_the_id_that_its_standard_has(name, tmp_path):
    written(tmp_path / name)
    standard = open_standard(name, tmp_path)
    assert open_standard(standard.id, tmp_path) == standard


def test_the_workspace_wins_over_a_shipped_standard_of_the_same_name(tmp_path):
    written(tmp_path / DEFAULT_STANDARD)
    assert open_standard(DEFAULT_STANDARD, tmp_path).title == "Small City Standard"


def test_overlays_hidden_folders_and_folders_without_standard_yaml_are_none(tmp_path):
    for name in ("overlays", ".git", "our-city"):
        written(tmp_path / name)
    (tmp_path / "notes").mkdir()
    (tmp_path / "standard.yaml").write_text(STANDARD)
    assert set(available(tmp_path)) - set(available(None)) == {"our-city"}


def test_a_workspace_without_criteria_has_the_shipped_ones(tmp_path):
    assert available(tmp_path / "criteria") == available(None)


def test_an_unknown_standard_is_told_with_the_near_one():
    with pytest.raises(InputError) as caught:
        open_standard("what-works-citys-2022", None)
    assert str(caught.value) == (
        f"There is no standard what-works-citys-2022. Did you mean {DEFAULT_STANDARD}?"
    )


def test_an_unknown_standard_like_no_other_is_told_with_all_names():
    with pytest.raises(InputError, match=rf"Known: .*{DEFAULT_STANDARD}"):
        open_standard("zzz", None)


def test_a_standard_whose_main_file_is_unusable_is_listed_and_told_when_opened(tmp_path):
    folder = written(tmp_path / "our-city", standard=None)
    (folder / "standard.yaml").symlink_to(tmp_path / "nowhere.yaml")
    with pytest.raises(StandardError, match=r"standard\.yaml:1:1: "):
        open_standard("our-city", tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="the rights of POSIX")
def test_a_folder_that_may_not_be_opened_is_told(open_folder):
    written(open_folder / "criteria" / "our-city")
    (open_folder / "criteria").chmod(0o111)
    with without_rights(), pytest.raises(InputError) as caught:
        open_standard("our-city", open_folder / "criteria")
    (open_folder / "criteria").chmod(0o755)
    assert str(caught.value) == (
        f"The folder {open_folder / 'criteria'} cannot be read: Permission denied. Check that you may open it."
    )
