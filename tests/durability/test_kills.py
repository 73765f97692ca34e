"""Whatever moment a program is killed at, what it said was saved is there; `make durability` does this a thousand times."""

import os

import pytest

if os.name == "nt":  # before the imports that fail there
    pytest.skip("Windows has neither SIGKILL nor pseudo terminals of this kind", allow_module_level=True)

from kills import ChildLoop, TerminalLoop

from wwc_assess.session import Session

SEED = 20_261_122


def kill(loop, times):
    told = {number: wrong for number in range(times) if (wrong := loop.kill_one())}
    assert told == {}, f"seed {SEED}, {loop.tally}"
    assert loop.tally.kills == times


def test_thirty_killed_children_lose_nothing_they_acknowledged_and_leave_nothing_by_half(tmp_path):
    loop = ChildLoop(tmp_path / "workspace", SEED)
    kill(loop, 30)
    assert loop.tally.acknowledged > 30
    assert loop.tally.cut > 0, "no kill fell into a transaction: they have to, to say anything"
    with Session.open(str(loop.folder), by="Ann") as session:
        session.answer(session.changes("DM1", "clear"))
        session.answer(session.changes("DM1", "yes"))
    assert {place.name for place in loop.folder.iterdir()} == {"assessment.db", "criteria", "reports"}


def test_ten_killed_screens_lose_no_answer_that_they_said_was_saved(tmp_path):
    loop = TerminalLoop(tmp_path / "workspace", SEED)
    kill(loop, 10)
    assert loop.tally.acknowledged > 5
