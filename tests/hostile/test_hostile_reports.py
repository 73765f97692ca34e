"""What commands print and reports hold, with harm in every text that another program wrote into the workspace."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
import texts
from bounds import LONG
from click.testing import CliRunner
from readers import read

from wwc_assess.cli.main import program
from wwc_assess.report.formats import FOR_READERS, FORMATS

BIG = 1_000_000
"""Characters of a text that no version of this program would have kept."""
COMMANDS = (
    *("score", "score --explain DM1", "answers", "findings", "next", "review", "plan", "plan --to silver"),
    *("history", "history DM1", "snapshot", "evidence list", "evidence list --sort name", "doctor"),
    *("criteria list", "criteria show DM1", "criteria show DM1.written", "compare cycle:x", "locate"),
    *("report", "answer DM1 maybe", "evidence edit 1 --title x", "evidence check 2 3", "undo"),
)
AS_JSON = (
    *("score", "answers", "findings", "next", "review", "plan", "history", "snapshot", "evidence list"),
    *("doctor", "criteria list", "criteria show DM1", "locate", "evidence check 2"),
)


def does(folder, *arguments, code=None, **options):
    """Run a command in this process, on a workspace, and return what it printed as bytes were printed."""
    given = ["--workspace", str(folder), "--today", str(texts.TODAY), *map(str, arguments)]
    done = CliRunner().invoke(program, given, prog_name="wwc-assess", **options)
    assert isinstance(done.exception, SystemExit | None), (arguments, done.exc_info)
    assert code is None or done.exit_code == code, (arguments, done.output)
    return done


def strings(value):
    """Give every text in JSON."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for part in value:
            yield from strings(part)
    if isinstance(value, str):
        yield value


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_harm_that_stands_in_the_workspace(hostile, command):
    done = does(hostile, *command.split())
    out, err = done.stdout_bytes.decode("utf-8"), done.stderr_bytes.decode("utf-8")
    assert texts.harm_in(out) == texts.harm_in(err) == []
    assert done.exit_code in {0, 1} or err.startswith("Error: ")


@pytest.mark.parametrize("command", AS_JSON)
def test_every_command_gives_json_of_clean_texts(hostile, command):
    done = does(hostile, *command.split(), "--json")
    printed = done.stdout_bytes.decode("utf-8")
    assert texts.harm_in(printed) == []
    assert [text for text in strings(json.loads(printed)) if texts.harm_in(text)] == []


@pytest.mark.parametrize(
    ("kind", "audience"),
    [(kind, "all") for kind in FORMATS] + [(kind, "team") for kind in FOR_READERS],
)
def test_no_report_holds_harm_that_stands_in_the_workspace(hostile, tmp_path, kind, audience):
    file = tmp_path / f"report.{kind}"
    does(hostile, "report", "--output", file, "--for", audience, code=0)
    reading = read(file)
    assert reading.harm == []
    assert [text for text in reading.texts if texts.harm_in(text.replace("\r\n", "\n"))] == []
    assert any("Zask" in text for text in reading.texts)
    does(hostile, "report", "verify", file, code=0)


@pytest.mark.parametrize("audience", ["council", "validator"])
def test_no_report_on_what_has_changed_holds_harm(hostile, tmp_path, audience):
    file = tmp_path / "report.md"
    with closing(sqlite3.connect(hostile / "assessment.db")) as raw:
        raw.execute("UPDATE snapshot SET name = 'before'")
        raw.commit()
    does(hostile, "report", "--output", file, "--for", audience, "--since", "before", code=0)
    reading = read(file)
    assert reading.harm == []
    assert [text for text in reading.texts if texts.harm_in(text)] == []


@pytest.mark.parametrize("kind", FORMATS if LONG else ("csv", "json"))
def test_a_text_of_a_million_characters_from_another_program_keeps_no_report_from_being_written(
    harmless, tmp_path, kind
):
    texts.stretch(harmless, ["note", "title"], "Zlong e\u0301 https://example.org <b> " * (BIG // 32))
    file = tmp_path / f"report.{kind}"
    does(harmless, "report", "--output", file, code=0)
    assert read(file).harm == []


@pytest.mark.parametrize("field", texts.LONG_FIELDS)
def test_a_text_of_a_million_characters_is_refused_on_the_way_in(harmless, field):
    long = "x" * BIG
    given = {
        "note": ["answer", "DM1", "--note", long],
        "owner": ["answer", "DM1", "--owner", long],
        "title": ["evidence", "edit", "1", "--title", long],
        "location": ["evidence", "add", f"S:/{long}", "--for", "DM1"],
        "city": ["init", harmless / "other", "--city", long],
    }[field]
    done = does(harmless, *given, code=2)
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr) < 500


HALF = os.fsdecode(b"half \xff\xed\xa0\x80 \xf0\x9f")
"""An argument of bytes that are no text."""


def test_half_characters_in_arguments_are_kept_as_marks_of_what_was_lost(harmless):
    does(harmless, "--by", HALF, "answer", "DM2", "no", "--note", HALF, "--owner", HALF, code=0)
    does(harmless, "evidence", "edit", "2", "--title", HALF, "--location", HALF, code=0)
    does(harmless, "snapshot", HALF, code=0)
    for command in ("history", "evidence list", "answers", "snapshot"):
        for form in ((), ("--json",)):
            printed = does(harmless, *command.split(), *form, code=0).stdout_bytes.decode("utf-8")
            assert "half \ufffd" in printed, (command, form)
    printed = does(harmless, "report", "--format", "json", code=0).stdout_bytes.decode("utf-8")
    assert "half \ufffd" in printed


def test_input_with_half_characters_is_refused_as_a_whole(harmless):
    before = does(harmless, "answers", "--json", code=0).stdout
    done = does(harmless, "answer", "--stdin", code=2, input=b"DM2.written yes\nDM2.named \xed\xa0\x80\n")
    assert "The input is not plain text in UTF-8; nothing was saved." in done.stderr
    assert does(harmless, "answers", "--json", code=0).stdout == before


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names there are always text")
def test_a_workspace_whose_name_is_no_text_can_be_found_and_told_without_harm(made, tmp_path):
    folder = tmp_path / os.fsdecode(b"city \xff \x1b]0;PWNED\x07 \xc2\x9b31m \xe2\x80\xae")
    shutil.copytree(made / "harmless", folder)
    for command in ("locate", "score", "doctor", "backup", "report --output x.md", "init --city x"):
        done = does(folder, *command.split())
        assert texts.harm_in(done.stdout_bytes.decode("utf-8") + done.stderr_bytes.decode("utf-8")) == []
    told = does(folder, "locate", "--json", code=0).stdout_bytes.decode("utf-8")
    assert texts.harm_in(told) == []
    assert Path(json.loads(told)["workspace"]) == folder
