"""Faults of the disk, put under every system call of an act in turn: whatever fails, it is told and nothing is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from contents import foreign, is_at, state
from injection import FAILS, KILL, KINDS, READS, injected
from performer import ACTS, END, GO, KILLED, LONGEST

from version_1 import make_version_1
from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.health import examine
from wwc_assess.session import Session

PERFORMER = Path(__file__).with_name("performer.py")
EARLIER = "earlier.db"
OLD_REPORT = "---\ngenerator: wwc-assess 0\n---\nthe old one\n"
CALL = re.compile(r"^\d+ +(\w+)\((.*)")
REMOVING = re.compile(r"\d+ +(unlink|unlinkat|rmdir|openat)\(")
"""Calls without which nothing is removed: the last one looks for it in its folder."""
SENTENCES = re.compile(r"[^\n]+\. [^\n]+[.)]")
"""What went wrong and what to do next, in one line."""


@dataclass(frozen=True)
class Case:
    """One fault under one call of an act."""

    act: str
    kind: str
    number: int
    """Which of the act's calls that can meet with it is the first to fail."""
    stays: bool
    """Whether all later ones fail too."""


@dataclass
class Tally:
    """What has been seen."""

    faults: int = 0
    kills: int = 0
    """More, in which the program was killed instead."""
    told: int = 0
    """Acts that were refused in a sentence."""
    passed: int = 0
    """Acts that were kept in spite of the fault."""
    unsaid: int = 0
    """Acts that were refused, though they were on disk in whole."""
    leftovers: int = 0
    """Hidden files that could not be removed."""


class Faults:
    """A process that does acts, and faults put under them.

    Args:
        folder: Where everything is made; no other file is meddled with.
    """

    def __init__(self, folder):
        self.folder = folder
        self.tally = Tally()
        self._calls = {}
        self._ends = {}
        (folder / "templates").mkdir()
        self._city = _make_city(folder / "city")
        self._templates = {name: self._make(name) for name in ACTS}
        self._link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        (folder / "tmp").mkdir()
        warm = {name: str(self._copy(name, f"warm {name}")) for name in ACTS}
        self._process = subprocess.Popen(
            [sys.executable, PERFORMER, str(theirs.fileno()), json.dumps(warm)],
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(folder / "tmp")},
        )
        theirs.close()
        assert self._hear() is None

    def __enter__(self):
        return self

    def __exit__(self, *_exc):
        self._link.close()
        self._process.wait()

    def cases(self, act):
        """Return every case of an act."""
        calls = [call for call in self._traced(act) if self._is_ours(call)]
        found = []
        for kind, fault in KINDS.items():
            for number, (call, _text) in enumerate(call for call in calls if fault.hits(*call)):
                # A disk that is full stays so; one that fails may answer the next time.
                if kind in {FAILS, KILL}:
                    found.append(Case(act, kind, number, stays=False))
                if kind not in {FAILS, KILL} or (kind == FAILS and call not in READS):
                    found.append(Case(act, kind, number, stays=True))
        return found

    def plant(self, case):
        """Let an act meet with a fault, and do it again when the fault is over; gives what is wrong."""
        before, after, again = self._ends_of(case.act)
        folder = self._copy(case.act, "place")
        wrong = []
        with self._performing(case.act, folder) as pid:
            with injected(pid, self._injections(case)) as calls:
                first = self._go()
            hit = [call for call in calls if "(INJECTED)" in call]
            found = self._look(folder, wrong)
            second = self._go() if "told" in first else first
        if first == KILLED:
            with self._performing(case.act, folder):  # the next one to open it
                second = self._go()
        if not hit and first != KILLED:
            wrong.append("no call met with the fault")
        wrong += self._judge(first, found, before, after)
        if second.get("told") and not is_at(found, after):
            wrong.append(f"when the fault was over: {second['told']}")
        found = self._look(folder, wrong)
        wrong += [f"at last: {one}" for one in foreign(found, after, again)]
        left = {*folder.rglob(".*"), *folder.rglob("*-journal"), *(self.folder / "tmp").iterdir()}
        self.tally.leftovers += len(left)
        if left and first != KILLED and not any(REMOVING.match(call) for call in hit):
            wrong.append(f"left: {sorted(place.name for place in left)}")
        shutil.rmtree(self.folder / "tmp")
        (self.folder / "tmp").mkdir()
        return [f"{case}: {one}" for one in wrong]

    def _judge(self, said, found, before, after):
        """Give what is wrong with what was said of an act, and with what is there of it."""
        tally = self.tally
        tally.kills += said == KILLED
        tally.faults += said != KILLED
        if "traceback" in said:
            yield said["traceback"]
        elif said == KILLED or said["told"]:
            tally.unsaid += is_at(found, after)
            tally.told += said != KILLED
            if said != KILLED and not SENTENCES.fullmatch(said["told"]):
                yield f"not a sentence and a next step: {said['told']!r}"
        else:
            tally.passed += 1
            if not is_at(found, after):
                yield "acknowledged, and not there"
        yield from foreign(found, before, after)

    def _look(self, folder, wrong):
        """Return what is in a workspace, from a copy of it, and note what is not sound."""
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        if folder.exists():
            shutil.copytree(folder, copy)
        for file in copy.rglob("[!.]*.db"):
            wrong += [f"{file.name}: {fault.what}" for fault in examine(file).faults if fault.damage]
        return state(copy)

    def _make(self, act):
        """Make the workspace in which an act is done, and return its folder."""
        folder = self.folder / "templates" / act
        if act == "migrate":
            folder.mkdir()
            make_version_1(folder / "assessment.db")
        elif act != "init":
            shutil.copytree(self._city, folder)
        if act == "restore":
            shutil.copy(self.folder / EARLIER, folder / "backups")
        if act == "report":
            (folder / "reports" / "report.md").write_text(OLD_REPORT, encoding="utf-8")
        return folder

    def _copy(self, act, name):
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        if self._templates[act].exists():
            shutil.copytree(self._templates[act], folder)
        return folder

    def _traced(self, act):
        """Return the system calls of an act, those that a fault could hit, each with its arguments."""
        if act not in self._calls:
            folder = self._copy(act, "place")
            with self._performing(act, folder) as pid:
                with injected(pid, ()) as calls:
                    said = self._go()
                assert said == {"told": None}, said
            self._calls[act] = [found.groups() for call in calls if (found := CALL.match(call))]
        return self._calls[act]

    def _is_ours(self, call):
        """Return whether a call is about a file of the workspace or a temporary one."""
        return str(self.folder) in call[1]

    def _injections(self, case):
        """Return what strace is told, so that the right call of each name is the first to fail."""
        kind, seen, ours = KINDS[case.kind], Counter(), 0
        first = {}
        for call in self._traced(case.act):
            seen[call[0]] += 1
            if self._is_ours(call) and kind.hits(*call):
                if ours >= case.number:
                    first.setdefault(call[0], seen[call[0]])
                ours += 1
        if not case.stays:
            (name, number), *_later = first.items()
            first = {name: number}
        return [
            # Of what is opened, strace cannot fail those alone that would write.
            f"{name}:{kind.does}:when={number}{'+' * (case.stays and (name != 'openat' or not kind.opens.pattern))}"
            for name, number in first.items()
        ]

    def _ends_of(self, act):
        """Return what is in the workspace before an act, after it, and after it was done twice."""
        if act not in self._ends:
            folder = self._copy(act, "place")
            found = [state(folder)]
            with self._performing(act, folder):
                for _ in range(2):
                    self._go()
                    found.append(state(folder))
            self._ends[act] = found
        return self._ends[act]

    @contextmanager
    def _performing(self, act, folder):
        """Have a process ready to do an act, and gone at the end of the block."""
        self._link.send(json.dumps([act, str(folder)]).encode())
        said = self._hear()
        assert "pid" in said, said
        yield said["pid"]
        self._link.send(END)

    def _go(self):
        self._link.send(GO)
        return self._hear()

    def _hear(self):
        said = self._link.recv(LONGEST)
        assert said, "the process has ended"
        return json.loads(said)


def _make_city(folder):
    """Make a workspace with a bit of everything, and beside it a backup from before the last change."""
    with Session.create(folder, city="Carlsbad", cycle="2026", by="Ann") as session:
        for criterion in ("DM1", "DM2", "DM4"):
            session.answer(session.changes(criterion, "yes"))
        item = session.add_evidence(NewEvidence("https://city.example/charter"), session.slots(["DM1"]))
        session.store.set_particulars(1, "DM5", "Ann", note="As it was. " * 500, owner="Clerk")
        session.store.sign_off(1, "DM1", "e" * 64, "Ben")
        (folder / "backups").mkdir()
        session.store.backup(folder.parent / EARLIER)
        session.store.attach(1, item.id, session.slots(["DM2"]), "Ann")
    return folder
