"""What a fresh process has loaded after running some code."""

import json
import subprocess
import sys

TELL = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
"""
IMPORT = """
import importlib
for name in sys.argv[1:]: importlib.import_module(name)
"""
COMMAND = """
from wwc_assess.__main__ import main
main()
"""


def loaded_by(code, *arguments):
    """Return the names of all modules that a fresh process has after running some code."""
    command = [sys.executable, "-c", TELL + code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def loaded_for(*arguments):
    """Return the names of all modules that a command has when it ends."""
    return loaded_by(COMMAND, *arguments)


def imported_by(*names):
    """Return the names of all modules that some modules bring."""
    return loaded_by(IMPORT, *names)
