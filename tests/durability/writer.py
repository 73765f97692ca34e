"""The child process that is killed: it does the acts it is given and says of each that the store came back from it."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

from acts import Act

from wwc_assess.cli.params import local_today
from wwc_assess.records.changes import NewEvidence
from wwc_assess.report.files import write_report
from wwc_assess.report.formats import write
from wwc_assess.report.view import build_view
from wwc_assess.session import Session


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def do(session, act, report):
    assessment, by, store = session.assessment.id, session.by, session.store
    if act.kind == "undo":
        store.undo(assessment, by)
    elif act.kind == "report":
        records = session.records()
        view = build_view(session.standard, records, session.readiness(records, local_today()))
        content = write(view, "md")
        say(f"writing {sha256(content.encode()).hexdigest()}")
        write_report(report, content)
    elif act.kind == "answer":
        changes = []
        for name, value in act.sets.items():
            changes += session.changes(name.removeprefix("answer "), value or "clear")
        session.answer(changes)
    for name, text in act.sets.items():
        kind, _blank, about = name.partition(" ")
        if kind == "note":
            store.set_particulars(assessment, about, by, note=text)
        elif kind == "evidence":
            session.add_evidence(NewEvidence(about), session.slots(text.split()))


def main():
    folder = Path(sys.argv[1])
    acts = [Act(**act) for act in json.loads(sys.stdin.readline())]
    with Session.open(str(folder), by="Ann") as session:
        say("saved")  # what was acknowledged before
        for act in acts:
            do(session, act, session.workspace.reports / "report.md")
            say("saved")


if __name__ == "__main__":
    main()
