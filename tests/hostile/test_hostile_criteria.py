"""Whatever is done to criteria files, the answer is a standard or problems at their places, soon, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from itertools import count
from pathlib import Path
from unicodedata import category

import pytest
from attacks import ATTACKS, ONCE_TOO_MUCH
from folder_kinds import FOLDERS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from limits import ROOM, within_limits
from mangled import BYTES, FORMS, KEYS, LINES, SHIPPED, SMALL, by_bytes, by_key, by_line, file_of, text
from pydantic import BaseModel

from wwc_assess.standard import loading, schema
from wwc_assess.standard.folder import Contents
from wwc_assess.standard.loading import build, load
from wwc_assess.standard.nodes import Tree, parse
from wwc_assess.standard.problems import StandardError
from wwc_assess.standard.slips import validated

HERE = Path(__file__).parent
CORPUS = sorted((HERE / "corpus" / "criteria").glob("*.yaml"))
# The long form is `make hostile`.
SITES = int(os.environ.get("HOSTILE_SITES", "2"))
TRIED = {name: ATTACKS[name] for name in ([*ATTACKS] if SITES > 2 else [*ONCE_TOO_MUCH, *[*ATTACKS][::5]])}
FOLLOWING = "is missing", "is empty", "stands here a second time"
"""What a mangled line can bring elsewhere: its key is missing, its group has none left, its item runs into the next."""
FLIPS = int(os.environ.get("HOSTILE_FLIPS", "150"))


def told(file, data):
    """Return what is told of one file by itself, in its order, as long as that keeps within the limits."""
    with within_limits():
        parsed = parse(file, data)
        if not isinstance(parsed, Tree):
            return list(parsed)
        entry = validated(FORMS.get(file, schema.PracticeFile), parsed)
    return sorted(
        [*parsed.slips, *(entry if isinstance(entry, tuple) else ())], key=lambda p: (p.line, p.column)
    )


def assert_sound(problem, files):
    """Check that a problem has a place in its file, a message and a mend, and that nothing in it steers a terminal."""
    lines = files[problem.file].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    assert 1 <= problem.line <= len(lines), problem
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    assert problem.message, problem
    assert problem.mend, problem
    assert not any(category(sign) in {"Cc", "Cs"} for sign in str(problem)), problem


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
def test_what_takes_too_long_or_too_much_memory_is_broken_off():
    with pytest.raises(TimeoutError), within_limits(seconds=0.01):
        all(True for _number in count())
    with pytest.raises(MemoryError), within_limits():
        bytearray(2 * ROOM)


def test_the_files_to_be_mangled_are_sound():
    assert [told(name, text(name).encode()) for name in SMALL] == [[]] * len(SMALL)


def test_there_are_two_hundred_kinds_of_mangling_and_more():
    assert len({*LINES, *BYTES, *FOLDERS}) >= 200


@pytest.mark.parametrize("kind", [*LINES, *BYTES])
def test_a_mangled_line_is_told_at_that_line(kind):
    made = list((by_line if kind in LINES else by_bytes)(kind, SITES))
    assert made, "no place in the shipped files"
    for mangled in made:
        problems = told(mangled.file, mangled.data)
        assert problems, f"{mangled.file}:{mangled.line} is taken as sound"
        first = next((p for p in problems if p.line == mangled.line), problems[0])
        assert (first.file, first.line) == (mangled.file, mangled.line), first
        assert mangled.column in {None, first.column}, first
        assert mangled.words in str(first)
        for problem in problems:
            assert_sound(problem, {mangled.file: mangled.data})
            assert problem.line == mangled.line or any(words in problem.message for words in FOLLOWING), (
                problem
            )


@pytest.mark.parametrize("level", KEYS)
def test_each_way_to_write_a_key_wrong_is_told_at_the_key_or_its_value(level):
    for key in KEYS[level].split():
        for way, data, place, words in by_key(level, key):
            problems = told(file_of(level), data.encode())
            here = [str(problem) for problem in problems if (problem.line, problem.column) == place]
            assert any(words in problem for problem in here), f"{key} {way}: {place} {problems[:3]}"


def test_the_keys_are_those_of_the_schema():
    assert {level: set(keys.replace("*", "").split()) for level, keys in KEYS.items()} == dict(
        _keys_of_schema()
    )


def _keys_of_schema():
    given, expect = schema.GivenEntry, schema.ExpectEntry
    for level, kind in {
        "standard": schema.StandardFile,
        "standard/levels": schema.LevelEntry,
        "standard/levels/seen": schema.SeenEntry,
        "standard/core": schema.CoreEntry,
        "standard/requirements": schema.RequirementEntry,
        "standard/notes": schema.NoteEntry,
        "standard/sources/bit_hub": schema.SourceEntry,
        "practice": schema.PracticeFile,
        "practice/criteria": schema.CriterionEntry,
        "practice/criteria/checks": schema.CheckEntry,
        "practice/criteria/documents": schema.DocumentEntry,
        "practice/criteria/examples": schema.ExampleEntry,
        "practice/criteria/resources": schema.ResourceEntry,
        "practice/criteria/origin": schema.OriginEntry,
        "terms": schema.TermsFile,
        "terms/terms": schema.TermEntry,
        "examples": schema.TrialEntry,
        "examples/given": given,
        "examples/expect": expect,
    }.items():
        yield level, {name + _shape(field.annotation) for name, field in kind.model_fields.items()}


def _shape(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "{}"
    said = str(annotation)
    return "[]" if "tuple[" in said else "{}" if "dict[" in said or "CoreEntry" in said else ""


@pytest.fixture
def parsed_once(monkeypatch):
    """Let the files that stay as they are shipped be parsed once only: that shows nothing new, and takes half the time."""
    monkeypatch.setattr(
        loading,
        "parse",
        lambda name, data, room: _parsed(name) if data == shipped().get(name) else parse(name, data, room),
    )


@cache
def _parsed(name):
    return parse(name, shipped()[name])


@pytest.mark.usefixtures("parsed_once")
@pytest.mark.parametrize("kind", FOLDERS)
def test_a_mangled_folder_is_told_at_the_file_and_line(tmp_path, kind):
    mangle, where, words = FOLDERS[kind]
    folder = tmp_path / SHIPPED.name
    folder.mkdir()
    for file in SHIPPED.glob("*.yaml"):
        (folder / file.name).write_bytes(file.read_bytes())
    where = mangle(folder) or where
    with pytest.raises(StandardError) as caught:
        load(folder)
    problems = [str(problem) for problem in caught.value.problems]
    assert any(problem.startswith(f"{where}: ") and words in problem for problem in problems), problems[:5]


@cache
def shipped():
    return {file.name: file.read_bytes() for file in sorted(SHIPPED.glob("*.yaml"))}


PIECES = [
    b"\t",
    b"\r",
    b"\0",
    b"- ",
    b": ",
    b" #",
    b'"',
    b"'",
    b">-",
    b"[",
    b"}",
    b"&a ",
    b"*a",
    b"!a ",
    b"? ",
    b"---\n",
    b"\xff",
    b"\xe2\x80\xa8",
    b"\xef\xbb\xbf",
]


@pytest.mark.usefixtures("parsed_once")
@settings(max_examples=FLIPS, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(file.name for file in SHIPPED.glob("*.yaml"))),
    changes=st.lists(
        st.tuples(
            st.integers(0, 60_000),
            st.integers(0, 40),
            st.one_of(st.sampled_from(PIECES), st.binary(max_size=4), st.integers(0, 60_000)),
        ),
        min_size=1,
        max_size=4,
    ),
    end=st.one_of(st.none(), st.integers(1, 60_000)),
)
@example(name="standard.yaml", changes=[(0, 0, b"\xef\xbb\xbf"), (900, 0, b"\xff")], end=None)
@example(name="terms.yaml", changes=[(500, 0, b"\r"), (900, 0, b"\t")], end=None)
@example(name="open-data.yaml", changes=[(100, 0, b"\xe2\x80\xa8"), (900, 0, b"]: ")], end=None)
def test_flipped_bytes_give_a_standard_or_problems_at_their_places(name, changes, end):
    data = shipped()[name]
    for where, cut, put in changes:
        place = where % (len(data) + 1)
        new = (
            data[put % (len(data) + 1) :][:60] if isinstance(put, int) else put
        )  # a number: a piece of another place
        data = data[:place] + new + data[place + cut :]
    data = data[:end]
    # The files that stay make no difference to most, so the folder is read only where the file itself is sound.
    problems = told(name, data)
    files = {**shipped(), name: data}
    if not problems:
        try:
            with within_limits():
                build(Contents(SHIPPED, files, ()))
        except StandardError as error:
            problems = error.problems
            assert problems, "an error that tells nothing"
    for problem in problems:
        assert_sound(problem, files)


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_what_once_was_told_wrong_is_told_right(file):
    """The first line of each file of the corpus says where it has to be told, and in which words."""
    data = file.read_bytes()
    head = data.splitlines()[0].decode("utf-8-sig").removeprefix("# ")
    where, _blank, words = head.partition(" ")
    (first, *_more) = told("beta.yaml", data)
    assert f"{first.line}:{first.column}" == where, first
    assert words in str(first)


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
def test_what_tries_to_eat_time_or_memory_is_answered_within_the_limits(tmp_path):
    """Two seconds and 200 MB, both kept by the system, which ends a process that wants more."""
    names = {f"attack-{number}": name for number, name in enumerate(TRIED)}
    for folder, name in names.items():
        TRIED[name](tmp_path / folder)
    done = subprocess.run(
        [sys.executable, HERE / "reader.py", *(tmp_path / folder for folder in names)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(TRIED)
    for name, answer in zip(TRIED, answers, strict=True):
        assert answer["status"] == 0, f"{name}: stopped by the system, {answer} {done.stderr[-500:]}"
        assert answer["bytes"] < ROOM, name
        for file, line, column, message, _mend in answer["told"]:
            assert file.endswith(".yaml"), name
            assert line >= 1 <= column, name
            assert message, name


# By how it ends: 1 where there are problems, 2 where there is nothing to check.
@pytest.mark.parametrize(
    ("attack", "code"),
    [("a billion laughs", 1), ("files that are none", 1), ("control characters", 1), ("no folder", 2)],
)
def test_the_command_tells_of_them_and_shows_no_traceback(tmp_path, attack, code):
    folder = tmp_path / "standard"
    if attack in ATTACKS:
        ATTACKS[attack](folder)
    done = subprocess.run(
        [sys.executable, "-m", "wwc_assess", "criteria", "check", folder],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert not any(category(sign) == "Cc" and sign != "\n" for sign in done.stdout + done.stderr)
    if code == 1:
        assert all(line.startswith(f"{folder}{os.sep}") for line in done.stdout.splitlines())
