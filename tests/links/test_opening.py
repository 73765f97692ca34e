"""Opening a link in a browser: real little programs stand for browsers."""

import asyncio
import importlib
import os
import sys
import webbrowser

import pytest

from wwc_assess.links.opening import opened

LINK = "https://example.org/policy.pdf?page=2&as=pdf"

pytestmark = pytest.mark.skipif(
    os.name == "nt" or sys.platform == "darwin", reason="they have one browser, always"
)


@pytest.fixture
def computer(tmp_path, monkeypatch):
    """Give a computer without a screen, on which programs can be put, with what they were asked to open."""
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm")
    asked = tmp_path / "asked.txt"

    def install(name, exit_code=0):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "$@" >> "{asked}"\nexit {exit_code}\n', encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("BROWSER", str(program))
        return program

    install.asked = lambda: asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []
    install.forget = lambda: monkeypatch.delenv("BROWSER")
    yield install
    monkeypatch.undo()
    importlib.reload(webbrowser)


def try_to_open():
    importlib.reload(webbrowser)  # which looks for browsers only once
    return asyncio.run(opened(LINK))


def test_the_browser_that_is_there_gets_the_link_as_it_is(computer):
    computer("reader")
    assert try_to_open()
    assert computer.asked() == [LINK]


def test_a_browser_that_fails_has_not_opened_it(computer):
    computer("reader", exit_code=3)
    assert not try_to_open()


def test_where_there_is_no_browser_nothing_is_opened(computer):
    assert not try_to_open()
    computer("reader").unlink()
    assert not try_to_open()


@pytest.mark.parametrize("name", ["w3m", "www-browser"])
@pytest.mark.parametrize("is_named", [True, False])
def test_no_browser_is_started_in_the_terminal_that_the_screens_use(computer, name, is_named):
    computer(name)
    if not is_named:
        computer.forget()
    assert not try_to_open()
    assert computer.asked() == []
