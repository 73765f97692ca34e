"""A program in a real pseudo-terminal, with the time at which each piece of its output arrived."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import struct
import termios
import time
from typing import TYPE_CHECKING, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COLUMNS, ROWS = 120, 40
PATIENCE = 300.0
"""Seconds after which a program that has not shown what is waited for is given up."""
QUIET = 0.25
"""Seconds without output after which a repaint is over."""

LONGEST_TOLD = 10_000
"""Bytes of the output that an error tells."""

FRAMES_ASKED, FRAMES_GIVEN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_END = b"\x1b[?2026l"
"""What closes a frame, once the terminal has said that it shows whole frames at once."""
CTRL_Q = b"\x11"

_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>])")


class TerminalError(Exception):
    """The program ended, or did not show what it should."""


class Terminal:
    """One run of a program at a terminal of 120 by 40 characters.

    Args:
        command: What to run; the first word is the path of the executable.
        environment: All of its environment variables.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._command = command
        self._output = b""
        self._started = time.perf_counter()
        self._process, self._handle = pty.fork()
        if self._process == 0:
            os.execve(command[0], [*command], dict(environment))  # noqa: S606  no shell is wanted
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        os.close(self._handle)

    @property
    def text(self) -> str:
        """The screen as it is shown now."""
        return "\n".join(self._screen.display)

    def first_paint(self, wanted: Sequence[str]) -> float:
        """Return the seconds from the start to the output that completes all of the wanted texts.

        Args:
            wanted: Regular expressions.

        Raises:
            TerminalError: They do not appear.
        """
        patterns = [re.compile(pattern.encode()) for pattern in wanted]
        while time.perf_counter() - self._started < PATIENCE:
            moment, _piece = self._read(PATIENCE)
            shown = _ESCAPES.sub(b"", self._output)
            if all(pattern.search(shown) for pattern in patterns):
                self._stream.feed(self._output)
                return moment - self._started
        raise self._error(f"did not show {wanted}")

    def settle(self) -> None:
        """Wait until nothing more is painted."""
        while piece := self._read(QUIET)[1]:
            self._stream.feed(piece)

    def press(self, key: bytes, is_there: Callable[[str], bool]) -> float:
        """Press a key and return the seconds until the end of the frame that shows its effect.

        Args:
            key: The bytes a terminal sends for it.
            is_there: Whether a screen shows the effect.

        Raises:
            TerminalError: It does not appear.
        """
        pressed = time.perf_counter()
        os.write(self._handle, key)
        seen, tail = None, b""
        while seen is None:
            # Read everything before any of it is looked at: looking takes longer than painting.
            pieces = [self._read(PATIENCE)]
            if not pieces[0][1]:
                raise self._error(f"did not show the effect of {key!r}")
            while pieces[-1][1]:
                pieces.append(self._read(QUIET))
            for moment, piece in pieces:
                self._stream.feed(piece)
                tail = tail[-len(FRAME_END) + 1 :] + piece
                if seen is None and FRAME_END in tail and is_there(self.text):
                    seen = moment - pressed
        return seen

    def type(self, key: bytes) -> None:
        """Press a key and wait for the end of the next frame.

        Raises:
            TerminalError: Nothing is painted.
        """
        os.write(self._handle, key)
        tail = b""
        while FRAME_END not in tail:
            piece = self._read(PATIENCE)[1]
            if not piece:
                raise self._error(f"painted nothing after {key!r}")
            self._stream.feed(piece)
            tail = tail[-len(FRAME_END) + 1 :] + piece

    def expect(self, shown: str) -> None:
        """Make sure that the screen shows a text.

        Raises:
            TerminalError: It does not.
        """
        if shown not in self.text:
            raise self._error(f"does not show {shown!r}")

    def cpu(self) -> float:
        """Return the seconds of processor time that all threads of the program have had; on Linux alone."""
        # The kernel's clock of the process, named as clock_getcpuclockid(3) does: /proc counts in ticks of 10 ms.
        return time.clock_gettime(~self._process << 3 | 2)

    def leave(self) -> int:
        """Press Ctrl+Q, wait for the end and return the most memory that the program had, in bytes.

        Raises:
            TerminalError: It ended with an error.
        """
        os.write(self._handle, CTRL_Q)
        while self._read(PATIENCE, at_end=b"end")[1] != b"end":
            pass
        _process, status, usage = os.wait4(self._process, 0)
        if status:
            raise self._error(f"ended with {os.waitstatus_to_exitcode(status)}")
        unit = 1 if os.uname().sysname == "Darwin" else 1024
        return usage.ru_maxrss * unit

    def _read(self, seconds: float, *, at_end: bytes | None = None) -> tuple[float, bytes]:
        """Return the next output and when it came; nothing where none came in this time.

        Args:
            seconds: How long to wait.
            at_end: What to return once the program has ended; None where it should not have.
        """
        ready, _writable, _failed = select.select([self._handle], [], [], seconds)
        moment = time.perf_counter()
        if not ready:
            return moment, b""
        try:
            piece = os.read(self._handle, 1 << 16)
        except OSError:  # how Linux says that the program has let go of the terminal
            piece = b""
        if not piece:
            if at_end is None:
                raise self._error("ended before its time")
            return moment, at_end
        self._output += piece
        if FRAMES_ASKED in piece:
            os.write(self._handle, FRAMES_GIVEN)
        return moment, piece

    def _error(self, what: str) -> TerminalError:
        shown = _ESCAPES.sub(b"", self._output[-LONGEST_TOLD:]).decode("utf-8", "replace")
        return TerminalError(f"{shlex.join(self._command)} {what}; the end of its output:\n{shown}")
