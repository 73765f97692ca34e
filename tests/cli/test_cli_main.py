"""What holds for every command: help, streams, exit codes, and no traceback whatever is typed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from wwc_assess import __version__
from wwc_assess.cli.main import SECTIONS, program

HOSTILE = "[b]x[/x] [@click=a]y[/] \x1b[31mred\x1b]0;t\x07 \x9b2J \u202eevil\u2066 <i>&amp;</i> a|b `c` 漢字 👍\nz\r\0"
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def commands(group=program, path=()):
    """Give every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield (*path, name), command


def test_help_begins_with_what_a_newcomer_needs_and_names_every_command(process):
    told = process("--help")
    assert (told.code, told.err) == (0, "")
    headings = [
        line.removesuffix(":") for line in told.out.splitlines() if line.endswith(":") and line[0] != " "
    ]
    assert headings == ["Options", *SECTIONS]
    assert told.out.index("wwc-assess demo") < told.out.index("Options")
    for name in ("init", "demo", "answer", "answers", "evidence", "score", "report", "criteria", "locate"):
        assert f"\n  {name} " in told.out
    assert {" ".join(path) for path, _command in commands()} == {
        *(
            "init",
            "demo",
            "locate",
            "answer",
            "answers",
            "score",
            "report",
            "history",
            "undo",
            "backup",
            "doctor",
        ),
        *(
            "review",
            "plan",
            "findings",
            "next",
            "snapshot",
            "compare",
            "report verify",
            "report schema",
            "restore",
        ),
        *("evidence add", "evidence list", "evidence check", "evidence edit", "evidence remove"),
        *("evidence attach", "evidence detach"),
        *("criteria list", "criteria show", "criteria check", "criteria schema"),
    }


@pytest.mark.parametrize("path", [path for path, _command in commands()], ids=" ".join)
def test_the_help_of_each_command_has_an_example_and_a_word_for_each_option(run, path):
    told = run(*path, "--help")
    assert told.code == 0
    assert f"    wwc-assess {' '.join(path)}" in told.out
    command = dict(commands())[path]
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert "\b" not in told.out


def test_the_version_is_the_packages(run):
    assert run("--version").out == f"wwc-assess, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["scor"], "wwc-assess has no command “scor”. Did you mean score?"),
        (["evidence", "ad"], "wwc-assess evidence has no command “ad”. Did you mean add?"),
        (["criteria", "xyzzy"], "Known: list, show, check, schema."),
        (["\x1b[2J"], "has no command “[2J”."),
        (["--wrkspace", "x"], "No such option '--wrkspace'. Did you mean '--workspace'?"),
        (
            ["score", "--workspace", "x"],
            "--workspace stands before the command: wwc-assess --workspace … score",
        ),
        (["undo", "--by", "Bo"], "--by stands before the command: wwc-assess --by … undo"),
        (["--workspace"], "Option '--workspace' requires an argument."),
        (["--today", "tomorrow"], "“tomorrow” is no date. Write it like 2026-11-22."),
        (["evidence"], "Missing command."),
        (["--workspace", "", "score"], "There is no workspace at"),
        (["--workspace", "a\0b", "score"], "There is no workspace at"),
    ],
)
def test_a_slip_is_told_in_a_sentence_with_the_near_name(run, arguments, sentence):
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: ")
    assert sentence in done.err
    assert CONTROLS.search(done.err) is None


@pytest.mark.usefixtures("city")
def test_output_that_nobody_reads_to_the_end_is_no_error():
    command = [
        sys.executable,
        "-m",
        "wwc_assess",
        "criteria",
        "list",
        "--standard",
        "what-works-cities-2022",
        "--json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("arguments", [["score"], ["score", "--json"], ["report"], ["--help"]])
@pytest.mark.usefixtures("city")
def test_output_that_cannot_be_written_is_told_in_a_sentence(arguments):
    command = [sys.executable, "-m", "wwc_assess", *arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        "Error: The output could not be written: No space left on device."
        " Make room or choose another place for it.\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.usefixtures("city")
def test_talk_that_nobody_hears_does_not_turn_a_saved_answer_into_an_error(run):
    command = [sys.executable, "-m", "wwc_assess", "answer", "LC1", "yes"]
    with Path("/dev/full").open("w") as full:
        assert subprocess.run(command, stderr=full, check=False).returncode == 0
    assert [row["value"] for row in run("answers", "--json").data] == ["yes"]


@pytest.mark.usefixtures("city")
def test_an_interrupted_command_ends_quietly_with_130(monkeypatch):
    class Interrupted:
        """Standard input at which somebody presses ctrl+c."""

        class buffer:  # noqa: N801  named as on standard input
            @staticmethod
            def read(_size):
                raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted)
    with pytest.raises(SystemExit) as left:
        program(["answer", "--stdin"], prog_name="wwc-assess")
    assert left.value.code == 130


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.usefixtures("city")
def test_an_output_that_cannot_print_a_mark_prints_another_one(encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    subprocess.run(
        [sys.executable, "-m", "wwc_assess", "answer", "LC1", "yes", "--note", "漢字"],
        env=environment,
        check=True,
    )
    for arguments in (
        ["score"],
        ["score", "--explain", "DM1"],
        ["history"],
        ["history", "--json"],
        ["report"],
    ):
        command = [sys.executable, "-m", "wwc_assess", *arguments]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        if arguments == ["report"]:
            assert "漢字" in done.stdout.decode("utf-8")
        elif arguments == ["history", "--json"]:
            assert "漢字" in done.stdout.decode(encoding) or rb"\u6f22\u5b57" in done.stdout


def test_a_current_folder_that_is_gone_is_told_in_a_sentence(run, tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    done = run("score")
    assert done.code == 2
    assert done.err.startswith("Error: ")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda database: database.write_bytes(b""),
        lambda database: database.write_bytes(b"no database at all" * 100),
        lambda database: database.write_bytes(database.read_bytes()[:5000]),
        lambda database: database.unlink(),
    ],
    ids=["empty", "foreign", "cut off", "missing"],
)
@pytest.mark.parametrize(
    "arguments", [["score"], ["answer", "LC1", "yes"], ["report"], ["history"], ["undo"], ["backup"]]
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(city, process, spoil, arguments):
    spoil(city / "assessment.db")
    done = process(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: ")
    assert "Traceback" not in done.err


@pytest.mark.usefixtures("city")
def test_hostile_text_is_text_in_all_that_is_printed(run, tmp_path):
    hostile = tmp_path / "hostile"
    run("init", hostile, "--city", HOSTILE, "--cycle", HOSTILE)
    at = ("--workspace", hostile, "--by", HOSTILE)
    run(*at, "answer", "DM1.written", "yes", "--note", HOSTILE, "--owner", HOSTILE)
    run(*at, "evidence", "add", f"S:/{HOSTILE}", "--for", "DM1.charter", "--title", HOSTILE)
    for arguments in (
        *(["score"], ["score", "--json"], ["answers"], ["answers", "--json"], ["report"]),
        *(["evidence", "list"], ["evidence", "list", "--json"], ["history"], ["history", "--json"]),
        *(["score", "--explain", "DM1"], ["answer", HOSTILE, "yes"], ["answer", "DM1", HOSTILE]),
        *(["criteria", "show", HOSTILE], ["criteria", "list", "--standard", HOSTILE], [HOSTILE], ["undo"]),
    ):
        done = run(*at, *arguments)
        assert CONTROLS.search(done.out + done.err) is None, arguments
        if arguments == ["evidence", "list"]:
            assert "[b]x[/x] [@click=a]y[/] [31mred" in done.out
            assert "<i>&amp;</i> a|b `c` 漢字 👍 z" in done.out
