"""The long run of all that is promised about losing nothing: prints the figures and writes them into docs/promises.md.

DURABILITY_KILLS says how many kills at random (1,000), DURABILITY_SEED with which seed (a new one).
"""

# A script prints.
# ruff: noqa: T201

from __future__ import annotations

import os
import random
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from crowd import PROGRAMS, crowd, open_first  # noqa: E402  the path to what it shares stands above
from faulty import ACTS, Faults  # noqa: E402
from injection import KILL, Untraceable  # noqa: E402  as above
from kills import ChildLoop, TerminalLoop  # noqa: E402

from figures import machine  # noqa: E402
from wwc_assess.text import one_line  # noqa: E402  as above

PROMISES = ROOT / "docs" / "promises.md"
BEGIN, END = "<!-- durability -->\n", "<!-- /durability -->\n"
WRITES, OPENINGS = 500, 50


@dataclass
class Told:
    """What the run has to tell."""

    rows: list[tuple[object, ...]]
    wrong: list[str]

    def add(self, what, found, seconds):
        """Print a row and keep it."""
        self.rows.append((what, found, f"{seconds:.0f}"))
        print(f"{what}: {found} ({seconds:.0f} s)", flush=True)


def main():
    kills = int(os.environ.get("DURABILITY_KILLS", "1000"))
    seed = int(os.environ.get("DURABILITY_SEED") or random.SystemRandom().randrange(2**32))
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for variable in ("HOME", "WWC_ASSESS_CACHE", "WWC_ASSESS_CONFIG"):
            os.environ[variable] = str(folder / variable)
            (folder / variable).mkdir()
        os.environ["PYTHONPATH"] = str(ROOT / "src")
        # Two things at once, since each of them mostly waits for its children.
        lanes = (_writer, _crowd, _first_openings), (_screens, _faults)
        with ThreadPoolExecutor(len(lanes)) as pool:
            both = list(pool.map(lambda steps: _lane(steps, folder, seed, kills), lanes))
    told = Told([row for told in both for row in told.rows], [one for told in both for one in told.wrong])
    text = _page(told, seed)
    print("\n" + text)
    before, _begin, rest = PROMISES.read_text(encoding="utf-8").partition(BEGIN)
    PROMISES.write_text(before + BEGIN + text + END + rest.partition(END)[2], encoding="utf-8")
    print("\n".join(told.wrong))
    return 1 if told.wrong else 0


def _lane(steps, folder, seed, kills):
    """Take the steps one after the other; one that stops with an error takes nothing away from the others."""
    told = Told([], [])
    for step in steps:
        try:
            step(told, folder, seed, kills)
        except Exception as error:  # noqa: BLE001  whatever it is, it is told at the end
            traceback.print_exc()
            told.wrong.append(f"{step.__name__.strip('_')} stopped: {error!r}")
    return told


def _writer(told, folder, seed, kills):
    _kill(told, "a program that writes without a pause", ChildLoop(folder / "child", seed), kills * 3 // 4)


def _screens(told, folder, seed, kills):
    loop = TerminalLoop(folder / "screen", seed)
    _kill(told, "the screens, with somebody answering", loop, kills - kills * 3 // 4)


def _kill(told, what, loop, times):
    since = perf_counter()
    for number in range(times):
        told.wrong += [f"{what}, kill {number}: {wrong}" for wrong in loop.kill_one()]
    seen = loop.tally
    found = (
        f"{seen.kills:,} kills, {seen.cut:,} of them in the midst of saving; "
        f"{seen.acknowledged:,} acknowledged acts; **{seen.lost} lost, {seen.torn} torn**; "
        f"{seen.unsaid:,} acts were on disk, whole, before they could be acknowledged"
    )
    if seen.leftovers:
        found += f"; {seen.leftovers} hidden, unfinished report files left"
    told.add(f"Kill {what}", found, perf_counter() - since)


def _crowd(told, folder, _seed, _kills):
    since = perf_counter()
    crowded = crowd(folder / "crowd", WRITES)
    told.wrong += crowded.wrong
    told.add(
        f"{PROGRAMS} programs, {WRITES} writes each, on one workspace, beside the screens",
        f"{crowded.writes:,} acknowledged writes, **{len(crowded.wrong)} lost or covered**; {crowded.conflicts:,} "
        f"conflicts told and written again; {crowded.waited} told to try again",
        perf_counter() - since,
    )


def _first_openings(told, folder, _seed, _kills):
    since = perf_counter()
    wrong = [faults for number in range(OPENINGS) if (faults := open_first(folder / f"first-{number}"))]
    told.wrong += [str(faults) for faults in wrong]
    told.add(
        f"{PROGRAMS} programs at once are the first to open a workspace of version 1",
        f"**{OPENINGS - len(wrong)} of {OPENINGS}** times right",
        perf_counter() - since,
    )


def _faults(told, folder, _seed, _kills):
    (folder / "faults").mkdir()
    with Faults(folder / "faults") as faults:
        try:
            cases = [case for act in ACTS for case in faults.cases(act)]
        except Untraceable as why:
            print(f"no faults can be put under system calls here: {why}", flush=True)
            return
        since = perf_counter()
        wrong = _plant(faults, [case for case in cases if case.kind == KILL])
        whole = faults.tally.unsaid
        told.wrong += wrong
        told.add(
            f"Kill a program at each system call in turn by which it writes, in each of {len(ACTS)} acts",
            f"{faults.tally.kills:,} kills; **{len(wrong)} with anything lost or torn**; {whole:,} acts were on disk,"
            " whole, before they could be acknowledged",
            perf_counter() - since,
        )
        since = perf_counter()
        wrong = _plant(faults, [case for case in cases if case.kind != KILL])
        told.wrong += wrong
        told.add(
            f"Let the disk be full, fail or refuse at each system call in turn, in each of {len(ACTS)} acts",
            f"{faults.tally.faults:,} faults: {faults.tally.told:,} told in a sentence, {faults.tally.passed:,} got"
            f" over; **{len(wrong)} with anything lost, torn, untold or not to be done again**;"
            f" {faults.tally.unsaid - whole:,} acts were told as not saved and were there, whole",
            perf_counter() - since,
        )


def _plant(faults, cases):
    return [told for case in cases for told in faults.plant(case)]


def _page(told, seed):
    on = machine()
    where = f"{on['cores']} cores of {on['processor']}, {on['system'].split()[0]}, {on['python']}, SQLite {on['sqlite']}"
    lines = [
        f"Run on {datetime.now(UTC):%Y-%m-%d} with seed {seed} on {where}.",
        "",
        "| What is done | What came of it | Seconds |",
        "| --- | --- | --- |",
        *(f"| {' | '.join(map(str, row))} |" for row in told.rows),
        *(["", "**Wrong:**", "", *(f"- {one_line(wrong)}" for wrong in told.wrong)] if told.wrong else []),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
