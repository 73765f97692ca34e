"""The child process whose system calls fail: it does one act when it is told to, and again when it is told again."""

from __future__ import annotations

import io
import json
import os
import socket
import sys
import traceback
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from click.testing import CliRunner

from wwc_assess import snapshots
from wwc_assess.acceptance import accept
from wwc_assess.cli.main import program
from wwc_assess.errors import AssessError
from wwc_assess.readiness.plan import make_plan
from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.store import Store
from wwc_assess.session import Session

TODAY = date(2026, 11, 25)
IMPORTED = "# by the clerk\nDM1 partly\nDM2 yes\nDM3 no\n"
GO, END = b"go", b"end"
KILLED = {"killed": True}
"""What is said instead of a process that can say nothing any more."""
LONGEST = 65_536
"""Bytes of a message between this process and the test."""


def by_session(act):
    """Make an act of what a screen does on the session it has had open for long.

    Args:
        act: Takes the session and whatever has been prepared, and saves.
    """

    @contextmanager
    def ready(folder):
        with Session.open(str(folder), by="Ann") as session:
            records = session.records()
            jobs = make_plan(session.standard, records, session.readiness(records, TODAY)).jobs

            def once():
                try:
                    act(session, records, jobs)
                finally:  # as a screen does, whatever came of it
                    with suppress(AssessError):
                        session.records()

            yield once

    return ready


def by_command(*arguments, stdin=""):
    """Make an act of a command; ``WORKSPACE`` stands for the folder.

    Args:
        arguments: As they are typed.
        stdin: What the command reads.
    """

    @contextmanager
    def ready(folder):
        def once():
            typed = [text.replace("WORKSPACE", str(folder)) for text in arguments]
            done = CliRunner().invoke(program, typed, input=stdin, prog_name="wwc-assess")
            if done.exception and not isinstance(done.exception, SystemExit):
                raise done.exception
            if done.exit_code:
                raise AssessError(done.stderr.splitlines()[-1])

        yield once

    return ready


@contextmanager
def migrate(folder):
    """Open a database of the first version, which brings it up to date."""
    yield lambda: Store.open(folder / "assessment.db").close()


def within(*arguments):
    return by_command("--workspace", "WORKSPACE", "--by", "Ann", *arguments)


def _sign_off(session, *_):
    """Sign off with another name than stands there: the same within the same second would change nothing."""
    is_ben = session.records().sign_offs["DM1"].by == "Ben"
    session.store.sign_off(1, "DM1", "f" * 64, "Ben again" if is_ben else "Ben")


ACTS = {
    "answer": by_session(lambda s, *_: s.answer(s.changes("DM4", "partly"))),
    "note": by_session(lambda s, *_: s.store.set_particulars(1, "DM5", "Ann", note="Ask the clerk. " * 900)),
    "add evidence": by_session(
        lambda s, *_: s.add_evidence(NewEvidence("https://city.example/new"), s.slots(["DM1", "DM2"]))
    ),
    "edit evidence": by_session(lambda s, *_: s.edit_evidence(1, title="The charter")),
    "attach evidence": by_session(lambda s, *_: s.store.attach(1, 1, s.slots(["DM3"]), "Ann")),
    "remove evidence": by_session(lambda s, *_: s.store.remove_evidence(1, "Ann")),
    "undo": by_session(lambda s, *_: s.store.undo(1, "Ann")),
    "snapshot": by_session(lambda s, *_: snapshots.keep(s, "before the audit", TODAY)),
    "sign-off": by_session(_sign_off),
    "accept a plan": by_session(
        lambda s, records, jobs: accept(
            s,
            records,
            jobs,
            start=TODAY + timedelta(days=7),
            days_per_week=Decimal(5),
            owner="Budget office",
        )
    ),
    "import": by_command("--workspace", "WORKSPACE", "--by", "Ann", "answer", "--stdin", stdin=IMPORTED),
    "init": by_command("--by", "Ann", "init", "WORKSPACE", "--city", "Carlsbad", "--cycle", "2026"),
    "migrate": migrate,
    "backup": within("backup"),
    "report": within("report", "--output", "WORKSPACE/reports/report.md"),
    "restore": within("restore", "earlier.db", "--yes"),
}
"""By name, a context that makes ready for an act in a folder and gives what does it."""


def main():
    link = socket.socket(fileno=int(sys.argv[1]))
    for name, folder in json.loads(
        sys.argv[2]
    ).items():  # so that nothing has to be imported in the midst of an act
        with ACTS[name](Path(folder)) as once:
            once()
    link.send(b"null")
    while order := link.recv(LONGEST):
        if order == END:  # of one that could not hear it any more
            continue
        name, folder = json.loads(order)
        if child := os.fork():
            if os.WIFSIGNALED(os.waitpid(child, 0)[1]):
                _say(link, KILLED)
            continue
        try:
            _perform(link, ACTS[name], Path(folder))
        except BaseException:  # noqa: BLE001  the test is told of everything
            _say(link, {"traceback": traceback.format_exc()[-5_000:]})
        os._exit(0)


def _perform(link, act, folder):
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    with act(folder) as once:
        _say(link, {"pid": os.getpid()})
        while link.recv(LONGEST) == GO:
            try:
                once()
            except AssessError as error:
                _say(link, {"told": str(error)})
            else:
                _say(link, {"told": None})


def _say(link, message):
    # Not by a file: sending is the one system call that never fails here.
    link.send(json.dumps(message).encode())


if __name__ == "__main__":
    main()
