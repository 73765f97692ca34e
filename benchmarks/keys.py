"""Keys pressed at a terminal: how long until their effect is painted, and what the program does while none is pressed."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from sides import MAIN_SCREEN, MINIMAL_LIST
from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

KEYS = 20
"""Keys of each side that are measured; two before them warm up."""
WINDOWS, WINDOW = 11, 3.0
"""How often in a walk no key is pressed, and for how many seconds."""

UP, PAGE_UP, END = b"\x1b[A", b"\x1b[5~", b"\x1b[F"
DOTS = {
    b"y": re.compile("●Yes +· +· +·"),
    b"p": re.compile("· +●Partly +· +·"),
    b"n": re.compile("· +· +●No +·"),
}
"""How a line of answers looks after a key."""
ONE_LINE, MORE_LINES = (b"p", b"n"), (b"y", b"n")
"""Pairs of keys that change nothing of the page but the line of answers; and that take the first step below it away, too."""
COUNTED = re.compile(r"Question 0: .*  (?:Yes|Partly|No) (\d+)")
"""The line of the minimal list that is answered, with how many keys it has had."""
EVERYTHING = "claimed 43  possible 43 of 43"
"""What the top line says when every question of the standard was answered with yes."""
ALL_EVIDENCE = b"v"
ITEM = re.compile(r"city\.example/documents/(\d{4})")
"""Which of the made-up evidence items is highlighted: its address stands below the list."""


def answer_keys(
    command: Sequence[str], environment: Mapping[str, str], wanted: Sequence[str], keys: int
) -> list[float]:
    """Return the seconds from each answer key to the end of the frame with the changed mark.

    The keys change one answered check to and fro, so that the page stays.

    Args:
        command: Opens the screens.
        environment: All of its variables.
        wanted: What the main screen shows when it is there.
        keys: How many keys, after two that warm up.
    """
    with Terminal(command, environment) as terminal:
        _open(terminal, wanted)
        seconds = [_answer(terminal, key) for key in _to_and_fro(keys, MORE_LINES)]
        terminal.leave()
    return seconds[2:]


def answer_keys_beside(
    command: Sequence[str], environment: Mapping[str, str], pair: tuple[bytes, bytes]
) -> tuple[list[float], list[float]]:
    """Return the same on the sample, and the same of the minimal list, whose keys take turns with ours.

    Args:
        command: Opens the screens.
        environment: Of both sides.
        pair: The two keys to press.
    """
    with Terminal(command, environment) as ours, Terminal(MINIMAL_LIST, environment) as minimal:
        _open(ours, MAIN_SCREEN)
        minimal.first_paint(["Question 0"])
        minimal.settle()
        turns = [(_answer(ours, key), _count(minimal, key)) for key in _to_and_fro(KEYS, pair)][2:]
        ours.leave()
        minimal.leave()
    return [seconds for seconds, _theirs in turns], [seconds for _ours, seconds in turns]


def scroll_keys(command: Sequence[str], environment: Mapping[str, str]) -> list[float]:
    """Return the seconds from each key in the list of all evidence to the end of the frame with the next item.

    The keys go up from the last item by a line and by a page in turn.
    """
    with Terminal(command, environment) as terminal:
        terminal.first_paint(MAIN_SCREEN)
        terminal.settle()
        terminal.press(ALL_EVIDENCE, lambda text: "All evidence" in text)
        terminal.press(END, lambda text: _item(text) is not None)
        seconds = [_move(terminal, key) for _turn in range(KEYS // 2 + 1) for key in (UP, PAGE_UP)]
        terminal.leave()
    return seconds[2:]


@dataclass(frozen=True)
class Walk:
    """The processor time that one side of a walk had, in seconds."""

    idle: float
    """In each second in which no key was pressed; the median of all such windows."""
    keys: float
    """For all keys together."""


def walk(command: Sequence[str], environment: Mapping[str, str], questions: int) -> tuple[Walk, Walk]:
    """Answer every question of a blank assessment, and press as many keys in the minimal list; return both sides.

    Every few keys both are left alone for some seconds, at the same time.

    Args:
        command: Opens the screens.
        environment: Of both sides.
        questions: How many there are to answer.
    """
    with Terminal(command, environment) as ours, Terminal(MINIMAL_LIST, environment) as minimal:
        ours.first_paint(MAIN_SCREEN[::2])
        minimal.first_paint(["Question 0"])
        sides, idle, spent = (ours, minimal), [], [0.0, 0.0]
        step = -(-questions // WINDOWS)
        for done in range(0, questions, step):
            for side in sides:
                side.settle()
            idle.append(_left_alone(sides))
            before = [side.cpu() for side in sides]
            for _key in range(min(step, questions - done)):
                for side in sides:
                    side.type(b"y")
            for at, side in enumerate(sides):
                side.settle()
                spent[at] += side.cpu() - before[at]
        ours.expect(EVERYTHING)
        ours.leave()
        minimal.leave()
    of_ours, of_minimal = (
        Walk(median(shares), seconds) for shares, seconds in zip(zip(*idle, strict=True), spent, strict=True)
    )
    return of_ours, of_minimal


def _left_alone(sides: Sequence[Terminal]) -> list[float]:
    """Return the processor time of each side in a second in which nobody presses a key."""
    before = [side.cpu() for side in sides]
    time.sleep(WINDOW)
    return [(side.cpu() - was) / WINDOW for side, was in zip(sides, before, strict=True)]


def _open(terminal: Terminal, wanted: Sequence[str]) -> None:
    """Wait for the main screen and go from its first open question up to an answered one."""
    terminal.first_paint(wanted)
    terminal.settle()
    terminal.press(UP, lambda _text: True)


def _to_and_fro(keys: int, pair: tuple[bytes, bytes]) -> Iterator[bytes]:
    """Give the keys that are measured, after the two that warm up."""
    return (key for _turn in range(keys // 2 + 1) for key in pair)


def _answer(terminal: Terminal, key: bytes) -> float:
    dots = DOTS[key]
    before = len(dots.findall(terminal.text))
    return terminal.press(key, lambda text: len(dots.findall(text)) > before)


def _count(terminal: Terminal, key: bytes) -> float:
    before = COUNTED.findall(terminal.text)
    return terminal.press(key, lambda text: COUNTED.findall(text) != before)


def _move(terminal: Terminal, key: bytes) -> float:
    here = _item(terminal.text)
    return terminal.press(key, lambda text: _item(text) not in {None, here})


def _item(text: str) -> str | None:
    found = ITEM.search(text)
    return found[1] if found else None
