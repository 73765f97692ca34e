"""The kill loop: a program that answers is killed at a random moment, again and again, and nothing it said is saved is lost."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from time import perf_counter

from acts import Books, kept_in, script

from children import Children
from terminal import Terminal
from wwc_assess.session import Session

WRITER = Path(__file__).with_name("writer.py")
MOST_ACTS = 12
"""Acts of one life that are waited for, at most; the child has more to do than that."""
AIMED = 0.3
"""How many of the kills wait for a report to be written."""
KEYS = {"y": "yes", "p": "partly"}
"""Keys that leave the criterion open, so that its page stays."""
JOURNAL = "assessment.db-journal"
HOT = bytes.fromhex("d9d505f920a163d7")
"""How a journal begins that the next opening has to take back."""
DOTS = re.compile("●(Yes|Partly)")


@dataclass
class Tally:
    """What a loop has seen."""

    kills: int = 0
    acknowledged: int = 0
    """Acts that the program had said to be saved."""
    unsaid: int = 0
    """Kills after which an act was on disk that the program had not come to acknowledge."""
    cut: int = 0
    """Kills in the midst of saving: there was a journal with something to take back."""
    lost: int = 0
    """Kills after which something acknowledged was gone or other than it was."""
    torn: int = 0
    """Kills after which an act was there by half, or the file, its history or the report was not sound."""
    leftovers: int = 0
    """Hidden files that killed programs left where they were writing a report."""

    def unsound(self, folder):
        """Return what is not sound in a workspace after a kill, and count it."""
        found = faults(folder)
        self.torn += bool(found)
        return found


def make_workspace(folder):
    """Make a workspace of the WWC standard, and return its folder."""
    Session.create(folder, city="Carlsbad", cycle="2026", by="Ann").close()
    return folder


def is_cut(folder):
    """Return whether a program was ended while it saved, and the next opening has something to take back."""
    journal = folder / JOURNAL
    return journal.exists() and journal.read_bytes().startswith(HOT)


def faults(folder):
    """Give what is not sound in a workspace that nobody has open, a sentence each."""
    with closing(sqlite3.connect(folder / "assessment.db")) as connection:
        told = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        told += [f"foreign key of {row}" for row in connection.execute("PRAGMA foreign_key_check")]
    told.remove("ok") if "ok" in told else None
    with Session.open(str(folder), by="Ann") as session:
        if broken := session.store.first_broken_event():
            told.append(f"event {broken} is not chained")
    allowed = {"assessment.db", "criteria", "reports", "report.md"}
    if not is_cut(folder):
        allowed.add(JOURNAL)  # There is nothing in it to take back; it goes with the next change.
    places = {place.name for place in (*folder.iterdir(), *(folder / "reports").iterdir())}
    return told + [f"{name} was left" for name in places - allowed if not name.startswith(".")]


class ChildLoop:
    """A workspace on which one scripted child after another is killed.

    Args:
        folder: Of the workspace, which is made.
        seed: Of all that is random.
    """

    def __init__(self, folder, seed):
        self.folder = make_workspace(folder)
        self.tally = Tally()
        self._dice = Random(seed)  # noqa: S311  to be repeated, not to be kept secret
        self._books = Books()
        self._seconds = {"opening": 0.3}
        """How long each kind of act took when it was last seen."""
        self._report = ""
        with Session.open(str(folder), by="Ann") as session:
            self._standard = session.standard

    def kill_one(self):
        """Start a child, kill it, open the workspace again and compare it with the books; says what is wrong."""
        acts = script(self._standard, self._books, self._dice, 2 * MOST_ACTS)
        lines = self._run(acts)
        said = [line for line in lines if line == "saved"]
        done = max(len(said) - 1, 0)
        for act in acts[:done]:
            self._books.do(act)
        self.tally.kills += 1
        self.tally.acknowledged += done
        self.tally.cut += is_cut(self.folder)
        return [*self._compare(acts[done]), *self._compare_report(lines), *self.tally.unsound(self.folder)]

    def _run(self, acts):
        """Let a child work on acts, kill it at a random moment, and return the lines that it wrote."""
        wanted = self._dice.randint(0, MOST_ACTS)
        reports = [number for number, act in enumerate(acts[:MOST_ACTS], start=1) if act.kind == "report"]
        if reports and self._dice.random() < AIMED:
            wanted = self._dice.choice(reports)
        with Children() as children:
            child = children.start(WRITER, self.folder)
            child.stdin.write(json.dumps([asdict(act) for act in acts]) + "\n")
            child.stdin.flush()
            written = _Pipe(child.stdout.fileno())
            kind, since = "opening", perf_counter()
            for act in acts[:wanted]:
                written.until("saved")
                self._seconds[kind] = perf_counter() - since
                kind, since = act.kind, perf_counter()
                if kind == "report":  # Making one takes thirty times as long as writing it.
                    written.until("writing")
                    since = perf_counter()
            # Till the next acknowledgement, or a random part of the time that it should take.
            written.wait(self._seconds.get(kind, 0.01) * self._dice.random())
            os.kill(child.pid, signal.SIGKILL)
            written.rest()
            assert child.stderr.read() == ""
        return written.lines

    def _compare(self, unfinished):
        """Give what on disk is not as acknowledged, or as acknowledged and with the unfinished act, whole."""
        with Session.open(str(self.folder), by="Ann") as session:
            kept = kept_in(session.records())
        if kept == self._books.kept:
            return
        if kept == self._books.after(unfinished):
            self.tally.unsaid += 1
            self._books.do(unfinished)
            return
        missing = (
            self._books.kept.items()
            - kept.items()
            - {(name, self._books.kept[name]) for name in self._books.kept if name in unfinished.sets}
        )
        if missing and unfinished.kind != "undo":
            self.tally.lost += 1
            yield f"lost: {sorted(missing)[:3]}"
        else:
            self.tally.torn += 1
            yield f"by half: {unfinished.kind} {sorted(unfinished.sets)}"
        self._books = Books(kept)

    def _compare_report(self, lines):
        """Give what is wrong with the report: it is the last one acknowledged, or the whole one that was being written."""
        before, writing = self._report, ""
        for line in lines:
            if line == "saved":
                before, writing = writing or before, ""
            else:
                writing = line.removeprefix("writing ")
        file = self.folder / "reports" / "report.md"
        self._report = sha256(file.read_bytes()).hexdigest() if file.exists() else ""
        self.tally.leftovers = sum(place.name.startswith(".") for place in file.parent.iterdir())
        if self._report not in {before, writing or before}:
            self.tally.torn += 1
            yield "the report is neither the old one nor the new one"


class _Pipe:
    """What a child writes, line by line, without waiting longer than asked."""

    def __init__(self, descriptor):
        self.lines = []
        self._descriptor = descriptor
        self._begun = b""
        self._past = 0

    def until(self, word):
        """Read on to the next line that begins with a word, past those that were read with the line before it."""
        while not (
            found := [n for n in range(self._past, len(self.lines)) if self.lines[n].startswith(word)]
        ):
            assert self._read(), "the child has ended by itself"
        self._past = found[0] + 1

    def wait(self, seconds):
        """Wait for something to read, and not longer than so many seconds."""
        select.select([self._descriptor], [], [], seconds)

    def rest(self):
        """Read to the end."""
        while self._read():
            pass

    def _read(self):
        data = os.read(self._descriptor, 65536)
        *whole, self._begun = (self._begun + data).split(b"\n")
        self.lines += [line.decode() for line in whole]
        return data


class TerminalLoop:
    """A workspace on which the program itself is killed, one terminal after another, while somebody answers.

    Args:
        folder: Of the workspace, which is made.
        seed: Of all that is random.
    """

    CRITERION = "DM1"

    def __init__(self, folder, seed):
        self.folder = make_workspace(folder)
        self.tally = Tally()
        self._dice = Random(seed)  # noqa: S311  to be repeated, not to be kept secret
        self._seconds = 0.05
        """From a key to the screen that says so, when it was last seen."""

    def kill_one(self):
        """Answer from a clean page, kill the program, open the workspace again; says what is wrong."""
        with Session.open(str(self.folder), by="Ann") as session:
            criterion = session.standard.by_id[self.CRITERION]
            session.answer(session.changes(self.CRITERION, "clear"))
        checks = [f"answer {criterion.id}.{check.id}" for check in criterion.checks]
        keys = [self._dice.choice(sorted(KEYS)) for _ in checks]
        done = self._dice.randrange(len(keys))
        with Terminal("--workspace", self.folder, "--by", "Ann", size=(120, 40)) as terminal:
            terminal.sees(f"{criterion.id} {criterion.title[:20]}")
            terminal.sees("✓ all saved")
            for number, key in enumerate(keys[:done], start=1):
                since = perf_counter()
                terminal.press(key)
                terminal.until(lambda number=number: _told(terminal) == number, f"answer {number} as saved")
                self._seconds = perf_counter() - since
            terminal.press(keys[done])
            # Saving comes first and is short, painting takes the rest: most kills fall early.
            select.select([], [], [], self._seconds * self._dice.random() ** 3)
            terminal.process.send_signal(signal.SIGKILL)
            assert terminal.ends() == -signal.SIGKILL
        self.tally.kills += 1
        done = max(done, _told(terminal))
        self.tally.acknowledged += done
        self.tally.cut += is_cut(self.folder)
        given = [(name, KEYS[key]) for name, key in zip(checks, keys, strict=True)]
        return [*self._compare(given, done), *self.tally.unsound(self.folder)]

    def _compare(self, given, done):
        with Session.open(str(self.folder), by="Ann") as session:
            kept = kept_in(session.records())
        if kept == dict(given[:done]):
            return
        if kept == dict(given[: done + 1]):
            self.tally.unsaid += 1
            return
        is_lost = not dict(given[:done]).items() <= kept.items()
        self.tally.lost += is_lost
        self.tally.torn += not is_lost
        yield f"acknowledged {given[:done]}, kept {kept}"


def _told(terminal):
    """Return how many answers the screen shows and says to be saved."""
    return len(DOTS.findall(terminal.screen)) if "✓ saved" in terminal.screen else 0
