"""Python processes of a test's own, that begin together and are ended with it."""

from __future__ import annotations

import os
import subprocess
import sys


class Children:
    """Processes that are ended at the end of the block."""

    def __init__(self):
        self._processes = []

    def __enter__(self):
        return self

    def __exit__(self, *_exc):
        for process in self._processes:
            process.kill()
            process.communicate()

    def start(self, *arguments, **options):
        """Start Python with these arguments, its three streams in our hands."""
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            **options,
        )
        self._processes.append(process)
        return process


def begin_at_once(children):
    """Let all children begin when each of them is ready."""
    for process in children:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in children:
        process.stdin.write("\n")
        process.stdin.flush()


def outputs(children):
    """Return what children print before they end; each ends well and complains of nothing."""
    outcomes = [process.communicate() for process in children]
    assert [
        (process.returncode, errors) for process, (_, errors) in zip(children, outcomes, strict=True)
    ] == [(0, "")] * len(children)
    return [output for output, _ in outcomes]
