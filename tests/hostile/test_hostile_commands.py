"""Whatever is typed: no list of arguments gives a traceback, and every exit code in the documentation is met."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import click
import pytest
import texts
from bounds import looking
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from wwc_assess.cli.main import program

DOCS = Path(__file__).parents[2] / "docs" / "commands.md"
CODES = {0, 1, 2, 3}
"""What a command can exit with that nobody interrupts."""


def vocabulary(group=program):
    """Give every word of the command line: commands, options and what they choose from."""
    context = click.Context(group)
    for name in group.list_commands(context):
        yield name
        command = group.get_command(context, name)
        for parameter in command.params:
            yield from (*parameter.opts, *parameter.secondary_opts)
            yield from getattr(parameter.type, "choices", ())
        if isinstance(command, click.Group):
            yield from vocabulary(command)


SAID = (
    *(
        "--workspace",
        "--by",
        "--today",
        "--help",
        "--version",
        "-h",
        "--",
        "-",
        "--=",
        "--jsn",
        "--out",
        "--stdin",
    ),
    *(
        "yes",
        "no",
        "partly",
        "unsure",
        "clear",
        "DM1",
        "DM1.1",
        "DM1.written",
        "DM1.charter",
        "LC2",
        "dm1",
        "DM9",
    ),
    *("0", "1", "3", "-1", "99999999999999999999", "1e9", "2.5", "nan", "inf", "٣", "0x1"),
    *("2026-11-22", "2026-02-30", "0000-01-01", "9999-12-31", "2026-11-22T00:00", "20261122"),
    *(
        "tiny",
        "bronze",
        "silver",
        "now",
        "cycle:",
        "before",
        "x.md",
        "x.json",
        "x.docx",
        ".",
        "..",
        "./",
        "gap",
        "",
    ),
    *(
        "what-works-cities-2022",
        "criteria",
        "assessment.db",
        "x" * 5_000,
        "{x}",
        "%s",
        "--note=",
        "--due=",
        "--to=silver",
    ),
    *("\ud800", "\udcff\udc9b31m", "\n", "\t", " ", "$HOME", "*", "@x", "--by=\x1b[31m"),
)
# No slash, backslash or tilde: nothing that is made up leads out of the folder of the test. No zero byte: it ends an
# argument on every system, so no program is ever given one.
MADE_UP = st.text(st.characters(exclude_characters="/\\~\0"), max_size=12)
WORDS = st.sampled_from([*vocabulary(), *SAID]) | st.sampled_from([*texts.ATTACKS.values()]).map(
    lambda attack: re.sub(r"[/\\~\0]", "", attack)
)
ARGUMENTS = st.lists(WORDS | MADE_UP, max_size=8) | st.builds(
    lambda command, rest: [*command.split(), *rest],
    st.sampled_from(
        [
            *(
                "answer DM1",
                "evidence add x --for DM1",
                "evidence edit 1",
                "report --output x.md",
                "plan --accept",
            ),
            *(
                "compare",
                "snapshot",
                "review LC1 --by Rita",
                "restore",
                "history",
                "next",
                "criteria check",
                "init x",
            ),
            *(
                "report verify",
                "evidence list",
                "score --explain",
                "backup",
                "evidence attach 1",
                "evidence remove",
            ),
        ]
    ),
    st.lists(WORDS, max_size=4),
)


@pytest.fixture
def home(harmless, monkeypatch):
    """Stand in a workspace in which everything may go to pieces, on a computer that is not connected to anything."""

    def refuse(*_arguments, **_options):
        raise OSError(101, "Network is unreachable")

    monkeypatch.chdir(harmless)
    monkeypatch.setenv("WWC_ASSESS_BY", "Ann")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return harmless


def is_told(code, out, err, arguments):
    """Check that a command ended as the documentation says, whatever it was."""
    assert code in CODES, arguments
    assert (code >= 2) == err.startswith("Error: "), (arguments, code, err)
    assert code < 2 or not out, (arguments, out)
    assert texts.harm_in(err) == [], arguments
    assert "Traceback" not in err, arguments


@given(
    arguments=ARGUMENTS,
    stdin=st.binary(max_size=40) | st.sampled_from([b"DM1 yes\n", b"y\n", b"\xef\xbb\xbfDM1"]),
)
@example(["--by", "\ud800", "snapshot", "\udcff"], b"")
@example(["init", "x", "--city", "\ud800"], b"")
@example(["criteria", "check", "half\ud83d"], b"")
@example(["evidence", "check", "99999999999999999999"], b"")
@looking(120)
def test_whatever_is_typed_ends_with_a_documented_exit_code_and_never_with_a_traceback(
    home, arguments, stdin
):
    done = CliRunner().invoke(program, arguments, input=stdin, prog_name="wwc-assess")
    assert isinstance(done.exception, SystemExit | None), (arguments, done.exc_info)
    is_told(done.exit_code, done.stdout_bytes.decode("utf-8"), done.stderr_bytes.decode("utf-8"), arguments)
    assert home.is_dir()


@given(
    arguments=st.lists(st.sampled_from([*vocabulary(), *SAID]), max_size=6),
    spoilt=st.binary(max_size=6).map(lambda data: re.sub(rb"[\0/\\~]", b"", data)),
)
@example(["answer", "DM1"], b"\xff\xfe")
@looking(3)
@pytest.mark.usefixtures("home")
def test_whatever_bytes_are_typed_into_a_shell_end_a_process_with_a_documented_exit_code(arguments, spoilt):
    given_ = [
        os.fsencode(argument) for argument in arguments if "\0" not in argument and argument != "\ud800"
    ]
    command = [sys.executable, "-m", "wwc_assess", *given_, spoilt]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    is_told(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"), command)


def wwc(*arguments, **options):
    """Run a command in a process of its own and return its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "wwc_assess", *map(str, arguments)],
        capture_output=True,
        timeout=60,
        check=False,
        **{"stdin": subprocess.DEVNULL, **options},
    )
    assert b"Traceback" not in done.stderr
    return done.returncode


def no_workspace(home):
    (home / "assessment.db").rename(home / "elsewhere.db")
    return wwc("locate")


def problems_in_criteria(home):
    (home / "criteria" / "tiny" / "data.yaml").write_text("practice: DM\n", encoding="utf-8")
    return wwc("criteria", "check", home / "criteria" / "tiny")


def evidence_that_failed(_home):
    return wwc("evidence", "check", "2")


def out_of_reach(home):
    standard = home / "criteria" / "tiny" / "standard.yaml"
    text = standard.read_text(encoding="utf-8").replace("67%", "9")
    standard.write_text(f"{text}incomplete: A part.\n", encoding="utf-8")
    return wwc("plan", "--to", "silver")


def no_longer_true(_home):
    assert wwc("report", "--output", "x.md", "--today", texts.TODAY) == 0
    assert wwc("answer", "DM1", "no") == 0
    return wwc("report", "verify", "x.md", "--today", texts.TODAY)


def damage(_home):
    return wwc("doctor")  # the events were changed by another program


def a_no(_home):
    import pty  # noqa: PLC0415  Windows has none

    sound = ("--workspace", "sound")
    assert wwc("init", "sound", "--city", "Carlsbad") == 0
    assert wwc(*sound, "backup", "x.db") == 0
    ours, theirs = pty.openpty()
    os.write(ours, b"n\n")
    try:
        return wwc(*sound, "restore", "x.db", stdin=theirs)
    finally:
        os.close(theirs)
        os.close(ours)


def wrong_use(_home):
    return wwc("scor")


def bad_input(_home):
    return wwc("answer", "DM1", "maybe")


def unusable(home):
    (home / "assessment.db").write_bytes(b"no database at all")
    return wwc("score")


def conflict(home):
    assert wwc("answer", "LC2", "yes") == 0
    with closing(sqlite3.connect(home / "assessment.db")) as raw, raw:
        raw.execute("UPDATE answer SET value = 'partly' WHERE criterion = 'LC2'")
    return wwc("undo")


def interrupted(_home):
    command = [sys.executable, "-m", "wwc_assess", "answer", "--stdin"]
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # what is started in the background ignores it
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        signal.signal(signal.SIGINT, before)
        process.stdin.write(
            b"# begun\n" * 100_000
        )  # more than a pipe holds: it is reading once this is taken
        process.stdin.flush()
        while process.poll() is None:  # Python overhears one that comes between two parts of what it reads
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
        assert process.stderr.read().strip() == b""
    return process.returncode


MET = {
    ("0", "fine"): lambda _home: wwc("score"),
    ("1", "locate"): no_workspace,
    ("1", "criteria check"): problems_in_criteria,
    ("1", "evidence check"): evidence_that_failed,
    ("1", "plan"): out_of_reach,
    ("1", "report verify"): no_longer_true,
    ("1", "doctor"): damage,
    ("1", "restore"): a_no,
    ("2", "wrong use"): wrong_use,
    ("2", "bad input"): bad_input,
    ("2", "a workspace that cannot be used"): unusable,
    ("3", "a conflict that a person must settle"): conflict,
    ("130", "interrupted with Ctrl+C"): interrupted,
}
"""For every meaning of every exit code in the documentation a run that ends with it."""


def documented():
    """Return the exit codes in the documentation, each with the commands or the reasons that give it."""
    page = DOCS.read_text(encoding="utf-8")
    table = page[page.index("| Exit code |") :].split("\n\n")[0].splitlines()[2:]
    found = set()
    for code, means in (re.match(r"\| (\d+) \| (.*) \|$", line).groups() for line in table):
        reasons = re.findall(r"`(.+?)`", means) or re.split(r", (?:or )?", means.partition(";")[0])
        found |= {(code, reason) for reason in reasons}
    told_beside = r"exits with (\d)"
    for section in page.split("\n## ")[1:]:
        name = section.partition("\n")[0]
        found |= {
            (code, name)
            for code in re.findall(told_beside, section)
            if code != "0" and (code, name) not in found
        }
    return found


def test_every_exit_code_in_the_documentation_has_a_run_that_ends_with_it():
    among = {("1", "evidence"): ("1", "evidence check"), ("1", "report"): ("1", "report verify")}
    assert {among.get(told, told) for told in documented()} == MET.keys()


@pytest.mark.skipif(os.name == "nt", reason="needs signals and pseudo terminals")
@pytest.mark.parametrize(("code", "reason"), [pytest.param(*met, id=" ".join(met)) for met in MET])
def test_an_exit_code_is_met_as_the_documentation_says(home, code, reason):
    assert MET[code, reason](home) == int(code)
