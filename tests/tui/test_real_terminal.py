"""The program in a real terminal, as a process: what it writes, how it ends, what is left."""

import os
import signal
import sqlite3
import subprocess
import sys

import pytest

if os.name == "nt":  # before the imports that fail there
    pytest.skip("Windows has no pseudo terminals of this kind", allow_module_level=True)

from person import answers

from terminal import PATIENCE, Terminal


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM", "SIGKILL"])
def test_an_answer_shown_as_saved_is_there_after_the_process_was_ended_at_once(city, name):
    with Terminal("--workspace", city.workspace.path) as terminal:
        terminal.sees("DM1 Implementing")
        terminal.press("y")
        terminal.sees("✓ saved")
        terminal.process.send_signal(getattr(signal, name))
        assert terminal.ends() == (-9 if name == "SIGKILL" else 0)
        if name != "SIGKILL":
            assert b"\x1b[?1049l" in terminal.raw  # The terminal gets its own screen back.
        assert "Traceback" not in terminal.raw.decode()
    assert answers(city) == {"DM1.written": "yes"}
    with Terminal("--workspace", city.workspace.path) as terminal:
        terminal.sees("○ DM1 open")


def test_a_window_that_vanishes_without_a_signal_leaves_no_process_behind(city):
    with Terminal("--workspace", city.workspace.path) as terminal:
        terminal.sees("DM1 Implementing")
        terminal.vanish()
        assert terminal.process.wait(PATIENCE) == 0


def test_keys_typed_before_the_first_page_answer_nothing_and_do_no_harm(city):
    with Terminal("--workspace", city.workspace.path, typed_ahead=b"yyynwr") as terminal:
        terminal.sees("DM1 Implementing")
        terminal.press("\x11")
        assert terminal.ends() == 0
    assert answers(city) == {}


def test_a_terminal_that_is_too_small_at_the_start_is_refused_in_one_sentence(city):
    with Terminal("--workspace", city.workspace.path, size=(40, 10)) as terminal:
        assert terminal.ends() == 2
    told = " ".join(terminal.raw.decode().split())
    assert "This terminal has 40x10 characters; the screens need 60x16." in told
    assert b"\x1b[?1049h" not in terminal.raw


def test_a_window_that_gets_too_small_says_so_and_comes_back_as_it_was(city):
    with Terminal("--workspace", city.workspace.path) as terminal:
        terminal.sees("DM1 Implementing")
        terminal.press("y")
        terminal.sees("○ DM1 open")
        terminal.resize(40, 10)
        terminal.sees("This window has 40x10 characters. Please make it at least 60x16")
        terminal.resize(80, 24)
        terminal.sees("DM1 Implementing")
        terminal.press("p")
        terminal.sees("First step")
    assert answers(city) == {"DM1.written": "yes", "DM1.named": "partly"}


def test_a_damaged_database_is_told_in_one_sentence(sample):
    file = sample.workspace.database
    raw = sqlite3.connect(file)
    (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'answer'").fetchone()
    (size,) = raw.execute("PRAGMA page_size").fetchone()
    raw.close()
    with file.open("rb+") as data:
        data.seek((page - 1) * size)
        data.write(b"\xff" * size)
    with Terminal("--workspace", sample.workspace.path, size=(200, 40)) as terminal:
        assert terminal.ends() == 2
        assert "Error: The database" in terminal.screen
        assert "is damaged. See what is wrong with wwc-assess doctor" in terminal.screen
    assert b"The program failed" not in terminal.raw


def test_a_dumb_terminal_is_pointed_to_the_commands(city):
    with Terminal("--workspace", city.workspace.path, TERM="dumb") as terminal:
        assert terminal.ends() == 2
    assert "The screens need a terminal, and there is none here." in terminal.screen


def test_without_a_terminal_it_is_pointed_to_the_commands(city):
    done = subprocess.run(
        [sys.executable, "-m", "wwc_assess", "--workspace", city.workspace.path],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "wwc-assess score" in done.stderr
    assert "Traceback" not in done.stderr
