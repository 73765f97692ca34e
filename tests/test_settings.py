"""What a person sets once for this computer."""

import getpass
import json
from unittest.mock import Mock

import pytest

from wwc_assess.settings import Settings, load_settings, person, save_settings, settings_file


def test_what_is_kept_is_there_again():
    save_settings(name="Data office", theme="textual-light")
    assert load_settings() == Settings(name="Data office", theme="textual-light")


def test_changing_one_thing_leaves_the_others():
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text('{"name": "Ann", "keys": {"answer.yes": "j"}}', encoding="utf-8")
    save_settings(theme="textual-light")
    assert load_settings() == Settings("Ann", "textual-light", {"answer.yes": "j"})


@pytest.mark.parametrize("text", ['{"keys": {', "[]", "\udcff", '"x"'])
def test_a_file_with_a_slip_is_told_of_and_left_as_it_is(text):
    file = settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode("utf-8", "surrogateescape")
    file.write_bytes(content)
    assert str(file) in load_settings().slip
    save_settings(theme="textual-light")
    assert file.read_bytes() == content


def test_no_file_is_no_slip():
    assert load_settings() == Settings()


def test_a_folder_that_cannot_be_written_costs_only_the_memory_of_it(monkeypatch, tmp_path):
    blocked = tmp_path / "a file"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setenv("WWC_ASSESS_CONFIG", str(blocked / "folder"))
    assert save_settings(theme="textual-light").theme == "textual-light"


def test_who_acts_is_the_option_then_the_variable_then_the_kept_name(monkeypatch):
    save_settings(name="Kept")
    monkeypatch.delenv("WWC_ASSESS_BY", raising=False)
    assert person() == "Kept"
    monkeypatch.setenv("WWC_ASSESS_BY", "Variable")
    assert person() == "Variable"
    assert person("Option\n\x1b[31m") == "Option [31m"


@pytest.mark.parametrize("fault", [ImportError, KeyError, OSError])
def test_a_computer_without_a_user_name_is_no_error(fault, monkeypatch):
    monkeypatch.delenv("WWC_ASSESS_BY", raising=False)
    monkeypatch.setattr(getpass, "getuser", Mock(side_effect=fault))
    assert person() == "unknown"


def test_only_what_is_set_stands_in_the_file():
    save_settings(name="Ann")
    assert json.loads(settings_file().read_text(encoding="utf-8")) == {"name": "Ann", "theme": "", "keys": {}}
