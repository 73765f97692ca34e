"""The compiled copy is the standard itself, and is never trusted beyond its files."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from folders import ALPHA, BETA, FILES, written
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from wwc_assess.standard.compiled import load_compiled
from wwc_assess.standard.library import DEFAULT_STANDARD, shipped_folder
from wwc_assess.standard.loading import load
from wwc_assess.standard.problems import StandardError


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("WWC_ASSESS_CACHE", str(folder))
    return folder


def copies(cache):
    return sorted(path.name for path in cache.iterdir())


def in_fresh_process(folder):
    """Return id and count of criteria of a standard, and which of the slow libraries reading it imported."""
    code = (
        "import sys, pathlib; from wwc_assess.standard.compiled import load_compiled;"
        f"s = load_compiled(pathlib.Path({str(folder)!r}));"
        "print(s.id, len(s.criteria), *sorted({'yaml', 'pydantic'} & set(sys.modules)))"
    )
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()


@pytest.mark.parametrize("name", ["small", DEFAULT_STANDARD])
def test_the_copy_gives_exactly_what_the_files_give(tmp_path, cache, name):
    folder = written(tmp_path / name) if name == "small" else shipped_folder() / name
    read, compiled = load_compiled(folder), load_compiled(folder)
    assert len(copies(cache)) == 1
    assert read == compiled == load(folder)
    assert compiled.fingerprint == read.fingerprint


def test_a_current_copy_is_read_without_yaml_and_without_validation(tmp_path, cache):
    folder = written(tmp_path / "small")
    assert in_fresh_process(folder) == ["small", "4", "pydantic", "yaml"]
    assert in_fresh_process(folder) == ["small", "4"]
    assert len(copies(cache)) == 1


def test_a_changed_file_is_read_anew_and_its_old_copy_goes(tmp_path, cache):
    folder = written(tmp_path / "small")
    load_compiled(folder)
    written(folder, alpha=ALPHA.replace("title: Two", "title: Zwei"))
    assert load_compiled(folder).by_id["A2"].title == "Zwei"
    assert len(copies(cache)) == 1


@pytest.mark.usefixtures("cache")
def test_a_broken_file_is_told_though_a_copy_is_there(tmp_path):
    folder = written(tmp_path / "small")
    load_compiled(folder)
    written(folder, alpha=ALPHA.replace("need: 2", "need: 9"))
    with pytest.raises(StandardError, match="need"):
        load_compiled(folder)
    (folder / "alpha.yaml").unlink()
    (folder / "alpha.yaml").mkdir()
    with pytest.raises(StandardError, match=r"alpha\.yaml:1:1"):
        load_compiled(folder)


@pytest.mark.usefixtures("cache")
def test_a_file_added_to_the_folder_is_noticed(tmp_path):
    folder = written(tmp_path / "small")
    load_compiled(folder)
    (folder / "gamma.yaml").write_text(BETA)
    with pytest.raises(StandardError, match="not listed"):
        load_compiled(folder)


def test_two_folders_of_the_same_text_keep_their_own_ids(tmp_path, cache):
    for name in ("one", "two"):
        assert load_compiled(written(tmp_path / name)).id == name
        assert load_compiled(tmp_path / name).id == name
    assert len(copies(cache)) == 2


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30),
    effort=st.decimals(0, 999, places=2).map(str),
    age=st.integers(1, 9999),
    unit=st.sampled_from(["day", "weeks", "months", "year"]),
)
@pytest.mark.usefixtures("cache")
def test_whatever_the_files_hold_comes_back_from_the_copy(tmp_path, title, effort, age, unit):
    alpha = ALPHA.replace("title: Two", f"title: {json.dumps(title)}")
    alpha = alpha.replace("effort: 2.5", f"effort: {effort}").replace("12 months", f"{age} {unit}")
    folder = written(tmp_path / "small", alpha=alpha)
    try:
        expected = load(folder)
    except StandardError:
        reject()  # a title of nothing but signs that are cleaned away
    assert load_compiled(folder) == load_compiled(folder) == expected


def damaged(data):
    head, _newline, body = data.partition(b"\n")
    return {
        "empty": b"",
        "cut": data[: len(data) // 2],
        "one byte changed": data[:-20] + b"#" + data[-19:],
        "of other files": b"0" * 64 + head[64:] + b"\n" + body,
        "binary": bytes(range(256)),
    }


@pytest.mark.parametrize("how", damaged(b""))
def test_a_damaged_or_foreign_copy_is_ignored_and_replaced(tmp_path, cache, how):
    folder = written(tmp_path / "small")
    expected = load_compiled(folder)
    (copy,) = cache.iterdir()
    sound = copy.read_bytes()
    copy.write_bytes(damaged(sound)[how])
    assert load_compiled(folder) == expected
    assert copy.read_bytes() == sound


def test_without_a_chosen_folder_the_copy_is_kept_in_the_persons_cache(tmp_path, monkeypatch, computer):
    monkeypatch.delenv("WWC_ASSESS_CACHE")
    load_compiled(written(tmp_path / "small"))
    (copy,) = (computer / "home").rglob("small-*.json")
    assert "wwc-assess" in copy.parts


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("WWC_ASSESS_CACHE", str(tmp_path / "file" / "cache"))
    assert load_compiled(written(tmp_path / "small")).id == "small"


def test_a_copy_that_cannot_be_replaced_leaves_no_litter(tmp_path, cache):
    folder = written(tmp_path / "small")
    load_compiled(folder)
    (copy,) = cache.iterdir()
    copy.unlink()
    copy.mkdir()
    assert load_compiled(folder).id == "small"
    assert copies(cache) == [copy.name]


@pytest.mark.usefixtures("cache")
def test_the_current_folder_has_its_real_name(tmp_path, monkeypatch):
    folder = written(tmp_path / "small")
    monkeypatch.chdir(folder)
    assert load_compiled(type(folder)(".")).id == "small"
    assert len(FILES) == len(list(folder.iterdir()))
