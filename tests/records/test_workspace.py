"""A workspace is made whole or not at all, and it is always clear which one is meant and why."""

import os
from pathlib import Path

import platformdirs
import pytest

from wwc_assess.errors import AssessError, InputError, WorkspaceError
from wwc_assess.records.store import Store
from wwc_assess.records.workspace import VARIABLE, Location, Workspace, create, locate, remember


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A current folder that is no workspace, a user's data folder, and no environment variable."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    return here


def files(folder):
    return sorted(str(place.relative_to(folder)) for place in folder.rglob("*"))


def test_a_new_workspace_has_a_database_and_two_empty_folders(tmp_path):
    workspace = create(tmp_path / "a" / "b", "Carlsbad")
    assert workspace == Workspace(tmp_path / "a" / "b")
    assert files(workspace.path) == ["assessment.db", "criteria", "reports"]
    with Store.open(workspace.database) as store:
        assert store.city == "Carlsbad"


def test_a_folder_with_files_becomes_a_workspace_and_keeps_them(tmp_path):
    (tmp_path / "criteria").mkdir()
    (tmp_path / "criteria" / "mine.yaml").write_text("x: 1")
    create(tmp_path, "Carlsbad")
    assert files(tmp_path) == ["assessment.db", "criteria", "criteria/mine.yaml", "reports"]


def test_a_workspace_is_never_made_over_another(tmp_path):
    create(tmp_path, "Carlsbad")
    with pytest.raises(WorkspaceError, match="already a workspace") as caught:
        create(tmp_path, "Tucson")
    assert f"--workspace {tmp_path}" in caught.value.next_step
    with Store.open(tmp_path / "assessment.db") as store:
        assert store.city == "Carlsbad"


def test_a_file_in_the_way_is_told_and_nothing_is_left(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(WorkspaceError, match="cannot be made") as caught:
        create(tmp_path / "file" / "workspace", "Carlsbad")
    assert caught.value.next_step
    (tmp_path / "reports").write_text("mine")
    with pytest.raises(WorkspaceError, match="cannot be made"):
        create(tmp_path, "Carlsbad")
    assert files(tmp_path) == ["file", "reports"]


def test_a_city_without_a_name_leaves_no_folders(tmp_path):
    with pytest.raises(InputError):
        create(tmp_path / "a" / "b", "")
    assert files(tmp_path) == []


def test_the_option_comes_first(tmp_path, elsewhere, monkeypatch):
    for name in ("option", "variable"):
        create(tmp_path / name, "Carlsbad")
    create(elsewhere, "Carlsbad")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "variable"))
    found = locate(str(tmp_path / "option"))
    assert found == Location(tmp_path / "option", "named by --workspace", exists=True)


def test_the_environment_variable_comes_second(tmp_path, elsewhere, monkeypatch):
    create(tmp_path / "variable", "Carlsbad")
    create(elsewhere, "Carlsbad")
    monkeypatch.setenv(VARIABLE, "../variable")
    found = locate(None)
    assert found.path.resolve() == tmp_path / "variable"
    assert found.why == f"named by the environment variable {VARIABLE}"


def test_the_current_folder_comes_third(elsewhere):
    create(elsewhere, "Carlsbad")
    assert locate(None) == Location(elsewhere, "the current folder is a workspace", exists=True)


@pytest.mark.skipif(os.name == "nt", reason="there the user's data folder cannot be put elsewhere for a test")
@pytest.mark.usefixtures("elsewhere")
def test_the_users_own_folder_comes_last_and_need_not_exist(monkeypatch):
    monkeypatch.setenv(VARIABLE, "")
    home = platformdirs.user_data_path("wwc-assess", appauthor=False) / "workspace"
    found = locate(None)
    assert (found.path, found.exists) == (home, False)
    create(home, "Carlsbad")
    assert locate(None).exists


@pytest.mark.skipif(os.name == "nt", reason="there the user's data folder cannot be put elsewhere for a test")
def test_the_workspace_that_was_chosen_is_found_again_as_long_as_it_is_there(elsewhere):
    chosen = create(elsewhere.parent / "données de la ville", "Nîmes")
    remember(chosen)
    assert (locate(None).path, locate(None).exists) == (chosen.path, True)
    assert "chose" in locate(None).why
    chosen.database.unlink()
    assert not locate(None).exists


@pytest.mark.skipif(os.name == "nt", reason="there the user's data folder cannot be put elsewhere for a test")
def test_a_damaged_note_of_the_chosen_workspace_is_no_error(elsewhere):
    remember(create(elsewhere.parent / "chosen", "Nîmes"))
    note = platformdirs.user_data_path("wwc-assess", appauthor=False) / "chosen-workspace.txt"
    for content in (b"", b"\xff\xfe", b"a\0b", b"nowhere/at/all\n"):
        note.write_bytes(content)
        assert not locate(None).exists


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("name", ["nowhere", "~nobody-has-this-name/x", "a\0b"])
def test_a_named_folder_that_is_no_workspace_is_told_with_the_command_that_makes_one(name):
    with pytest.raises(WorkspaceError, match=r"wwc-assess init .* --city NAME"):
        locate(name)


@pytest.mark.usefixtures("elsewhere")
def test_a_variable_that_names_no_workspace_is_told_by_its_name(monkeypatch):
    monkeypatch.setenv(VARIABLE, "nowhere")
    with pytest.raises(WorkspaceError, match=VARIABLE):
        locate(None)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not delete the current folder")
def test_a_current_folder_that_was_deleted_is_told(elsewhere):
    elsewhere.rmdir()
    with pytest.raises(WorkspaceError, match="current folder does not exist any more"):
        locate(None)
    with pytest.raises(WorkspaceError):
        create(Path("new"), "Carlsbad")


def test_a_workspace_that_is_cut_off_at_its_last_step_leaves_nothing_behind(tmp_path):
    def interrupted(_store):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create(tmp_path / "new", "Carlsbad", begin=interrupted)
    assert list(tmp_path.iterdir()) == []
    assert create(tmp_path / "new", "Carlsbad").database.exists()


def test_where_another_program_was_quicker_its_workspace_stays(tmp_path):
    with pytest.raises(AssessError, match="already"):
        create(tmp_path / "new", "Carlsbad", begin=lambda _store: create(tmp_path / "new", "Tucson"))
    assert files(tmp_path / "new") == ["assessment.db", "criteria", "reports"]
    with Store.open(tmp_path / "new" / "assessment.db") as store:
        assert store.city == "Tucson"
