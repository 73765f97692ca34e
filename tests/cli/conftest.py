"""What the tests of the command line share: a small standard, a workspace on it, and two ways to run a command."""

import json
import os
import pty
import subprocess
import sys
import termios
from contextlib import suppress
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from wwc_assess.cli.main import program

STANDARD = """\
title: Tiny Certification
short: Tiny
edition: First
practices: [data, people]
levels:
  - id: bronze
    title: Bronze
    at_least: 1
  - id: silver
    title: Silver
    at_least: 67%
    seen:
      - points: 1
        note: One city was given silver with a single point.
        source: memo
core:
  rule: DM1 must be met.
  source: memo
sources:
  memo:
    what: A council memo.
    url: https://example.org/memo
"""
DATA = """\
practice: DM
title: Data
criteria:
  - id: DM1
    title: Rules for data
    core: true
    statement: Somebody looks after the data.
    why: Otherwise nobody does.
    checks:
      - id: written
        ask: Is it written down?
        if_not: Write one page.
        watch_out: An org chart is not enough.
        effort: 2
      - id: named
        ask: Is somebody named?
        effort: 0.5
    documents:
      - id: charter
        what: The charter
        must_show: Names and a date.
        max_age: 12 months
        effort: 0.5
      - id: minutes
        what: Minutes of a meeting
        optional: true
    origin: {statement: paraphrase, checks: ours, documents: ours, sources: [memo]}
  - id: DM2
    title: A list of data
    statement: There is a list.
    requires: [DM1]
    checks:
      - id: listed
        ask: Is there a list?
"""
PEOPLE = """\
practice: LC
title: People
criteria:
  - id: LC1
    title: The mayor asks
    statement: The mayor asks for figures.
"""


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        """The JSON on standard output."""
        return json.loads(self.out)


@pytest.fixture
def run():
    """Run a command in this process and return what it did; what should not happen is raised."""

    def invoke(*arguments, stdin=None):
        result = CliRunner().invoke(program, [*map(str, arguments)], input=stdin, prog_name="wwc-assess")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)

    return invoke


@pytest.fixture
def process():
    """Run a command in a process of its own, as a shell would, and return what it did."""

    def start(*arguments, stdin=b"", **options):
        done = subprocess.run(
            [sys.executable, "-m", "wwc_assess", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            timeout=60,
            check=False,
            **options,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return start


@pytest.fixture
def terminal():
    """Run a command in a terminal, of 80 columns unless said, and return the lines it shows."""

    def show(*arguments, columns=80):
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, columns))
        command = [sys.executable, "-m", "wwc_assess", *map(str, arguments)]
        plain = {**os.environ, "TERM": "dumb"}
        plain.pop("COLUMNS", None)
        process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=plain)
        os.close(theirs)
        shown = bytearray()
        with suppress(OSError):  # Linux tells so that nobody writes any more
            while more := os.read(ours, 4096):
                shown += more
        os.close(ours)
        process.wait(60)
        return shown.decode().splitlines()

    return show


@pytest.fixture
def tiny(tmp_path):
    """Make a workspace folder that holds a standard called tiny and nothing else."""
    folder = tmp_path / "carlsbad"
    standard = folder / "criteria" / "tiny"
    standard.mkdir(parents=True)
    for name, text in (("standard", STANDARD), ("data", DATA), ("people", PEOPLE)):
        (standard / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def city(tiny, run, monkeypatch):
    """Make a blank assessment of the tiny standard, which every command finds."""
    assert run("init", tiny, "--city", "Carlsbad", "--standard", "tiny", "--cycle", "2026").code == 0
    monkeypatch.setenv("WWC_ASSESS_WORKSPACE", str(tiny))
    monkeypatch.setenv("WWC_ASSESS_BY", "Ann")
    return tiny
