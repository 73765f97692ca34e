"""A real terminal for a real process: a pseudo terminal on one side, an emulator that reads its bytes on the other."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from time import monotonic

import pyte

PATIENCE = 60.0
"""Seconds to wait for something to show before the test fails."""

PROGRAM = (sys.executable, "-m", "wwc_assess")


class Terminal:
    """A process in a terminal of its own.

    Args:
        arguments: What follows ``wwc-assess`` on its command line.
        size: Columns and rows.
        typed_ahead: Keys that lie in the terminal before the program starts.
        program: What starts ``wwc-assess``, where it is not the one that is tested here.
    """

    def __init__(
        self,
        *arguments,
        size=(80, 24),
        typed_ahead=b"",
        program=PROGRAM,
        **environment,
    ):
        self.emulator = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.emulator)
        self.raw = b""
        self._master, slave = pty.openpty()
        self._tell_size(*size)
        os.write(self._master, typed_ahead)
        self.process = subprocess.Popen(
            [*map(str, (*program, *arguments))],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", **environment},
        )
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_exc):
        self.process.kill()
        self.process.wait()
        if self._master is not None:
            os.close(self._master)

    def vanish(self):
        """Close the window without a signal to the process, as a broken connection can."""
        os.close(self._master)
        self._master = None

    @property
    def screen(self):
        """What the terminal shows, each run of white space as one blank."""
        return " ".join(" ".join(self.emulator.display).split())

    def resize(self, columns, rows):
        """Give the window another size, as a window manager does."""
        self._tell_size(columns, rows)
        self.emulator.resize(rows, columns)
        self.process.send_signal(signal.SIGWINCH)

    def _tell_size(self, columns, rows):
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys):
        """Send keys as the bytes a terminal sends."""
        os.write(self._master, keys.encode())

    def sees(self, text):
        """Read what the process writes until a text shows."""
        self.until(lambda: text in self.screen, text)

    def until(self, shows, what):
        """Read what the process writes until the screen is as a condition wants it.

        Args:
            shows: The condition.
            what: What it waits for, to say so when it is waited for in vain.
        """
        end = monotonic() + PATIENCE
        while not shows():
            assert monotonic() < end, f"waited in vain for {what!r}; the terminal shows:\n" + "\n".join(
                self.emulator.display
            )
            self._read(0.1)

    def ends(self):
        """Read until the process has ended and return its exit code."""
        end = monotonic() + PATIENCE
        while self.process.poll() is None:
            assert monotonic() < end, "the process does not end"
            self._read(0.1)
        while self._read(0):
            pass
        return self.process.returncode

    def _read(self, seconds):
        ready, _, _ = select.select([self._master], [], [], seconds)
        try:
            data = os.read(self._master, 65536) if ready else b""
        except OSError:  # The process has closed its side.
            data = b""
        self.take(data)
        return data

    def take(self, data):
        """Take what the process has written."""
        self.raw += data
        self._stream.feed(data)
