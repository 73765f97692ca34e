"""Opening the screens: in a terminal that can show them, and nowhere else."""

import os
import re
import subprocess
import sys

import pytest

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.mark.usefixtures("city")
def test_without_a_command_and_a_terminal_the_commands_are_pointed_to(process):
    done = process()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: The screens need a terminal, and there is none here.")
    assert "wwc-assess score" in done.err
    assert "wwc-assess --help" in done.err


def in_terminal(*arguments, columns, rows, when=None, keys=b"", stderr=None, **environment):
    """Run a command in a terminal of its own until it ends and return its exit code and what it showed.

    When a text is shown, keys are pressed; without keys the window is closed.
    """
    import fcntl  # noqa: PLC0415  not on Windows
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", IN_OWN_SESSION, os.ttyname(theirs), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs if stderr is None else stderr,
        env={**os.environ, "TERM": "xterm-256color", **environment},
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    while part := read_some(ours):
        shown += part
        if when and when in shown:
            when = None
            if not keys:
                break
            os.write(ours, keys)
    os.close(ours)
    try:
        return process.wait(timeout=60), shown.decode(errors="replace")
    finally:
        process.kill()


IN_OWN_SESSION = """\
import os, runpy, sys
os.close(os.open(sys.argv.pop(1), os.O_RDWR))  # The first terminal that is opened becomes the session's own.
runpy.run_module("wwc_assess", run_name="__main__", alter_sys=True)
"""


def read_some(terminal):
    """Return what a terminal shows next; nothing when its program has ended."""
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux's way to say that the other end is closed.
        return b""


@needs_terminal
@pytest.mark.parametrize("keys", [b"\x11", b""], ids=["left by ctrl+q", "window closed"])
def test_demo_opens_the_screens_and_removes_its_city_when_they_are_left(tmp_path, keys):
    code, _shown = in_terminal(
        "demo", columns=80, rows=24, when=b"Rivermouth", keys=keys, TMPDIR=str(tmp_path)
    )
    assert code == 0
    assert list(tmp_path.iterdir()) == []


@needs_terminal
@pytest.mark.usefixtures("city")
def test_screens_are_not_drawn_into_a_file_that_takes_the_errors(tmp_path):
    with (tmp_path / "errors.txt").open("w") as errors:
        assert in_terminal(columns=80, rows=24, stderr=errors)[0] == 2
    told = (tmp_path / "errors.txt").read_text(encoding="utf-8")
    assert told.startswith("Error: The screens need a terminal")


@needs_terminal
def test_without_a_command_the_screens_open_on_the_workspace_or_on_the_first_questions(city, monkeypatch):
    assert in_terminal(columns=80, rows=24, when=b"Carlsbad 2026", keys=b"\x11")[0] == 0
    monkeypatch.delenv("WWC_ASSESS_WORKSPACE")
    code, shown = in_terminal(columns=80, rows=24, when=b"how ready is your city?", keys=b"\x11")
    assert code == 0
    assert "Carlsbad 2026" not in shown
    assert in_terminal("--workspace", str(city / "none"), columns=80, rows=24)[0] == 2


@needs_terminal
@pytest.mark.parametrize("arguments", [[], ["demo"]])
@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (59, 24), (80, 15)])
@pytest.mark.usefixtures("city")
def test_a_terminal_that_is_too_small_is_told_its_size_and_the_one_needed(arguments, columns, rows):
    code, shown = in_terminal(*arguments, columns=columns, rows=rows)
    assert code == 2
    words = " ".join(shown.split())
    assert f"This terminal has {columns}x{rows} characters; the screens need 60x16." in words
    assert "80x24" in words
    assert "\x1b" not in shown


@needs_terminal
@pytest.mark.usefixtures("city")
def test_a_dumb_terminal_is_none_for_screens():
    code, shown = in_terminal(columns=80, rows=24, TERM="dumb")
    assert code == 2
    assert "The screens need a terminal" in shown


@needs_terminal
@pytest.mark.usefixtures("city")
def test_a_table_is_folded_to_the_terminal_and_unfolded_elsewhere(run, process):
    run("answer", "LC1", "--note", "word " * 60)
    _code, shown = in_terminal("history", columns=70, rows=24)
    plain = re.sub("\x1b\\[[0-9;]*m", "", shown)
    assert max(map(len, plain.split("\r\n"))) <= 70
    assert "word " * 59 in process("history").out
