"""An acknowledged answer has been handed to the disk itself, not to its cache: seen from the system calls."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from needs import lacking
from wwc_assess.records.store import Store

ANSWER = """
import os, sys
from pathlib import Path
from wwc_assess.records.store import Store
with Store.open(Path(sys.argv[1])) as store:
    os.write(1, b"begin")
    store.set_particulars(1, "DM1", "Ann", note="Ask the clerk")
    os.write(1, b"saved")
"""
REPORT = """
import os, sys
from pathlib import Path
from wwc_assess.report.files import write_report
os.write(1, b"begin")
write_report(Path(sys.argv[1]), "a report")
os.write(1, b"saved")
"""


@pytest.fixture
def traced(tmp_path):
    """Run a script under strace and give its system calls on files between its two words."""

    def run(script, path):
        log = tmp_path / "calls.txt"
        calls = "trace=write,pwrite64,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2"
        command = ["strace", "-f", "-y", "-e", calls, "-o", log, sys.executable, "-c", script, path]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        if "ptrace" in done.stderr:
            lacking("this system does not let programs be traced")
        assert done.stdout == "beginsaved", done.stderr
        return log.read_text().partition('"begin"')[2].partition('"saved"')[0]

    if not shutil.which("strace"):
        lacking("needs strace")
    return run


def test_an_act_is_on_disk_before_it_is_acknowledged_and_so_is_the_end_of_its_journal(tmp_path, traced):
    path = tmp_path / "assessment.db"
    with Store.create(path, "Carlsbad") as store:
        store.add_assessment("what-works-cities-2022", "2026", "Ann")
    calls = traced(ANSWER, path)
    file, folder = re.escape(os.fspath(path)), re.escape(os.fspath(tmp_path))
    order = (
        rf"write64\(\d+<{file}-journal>",
        rf"sync\(\d+<{file}-journal>",
        rf"write64\(\d+<{file}>",
        rf"sync\(\d+<{file}>",
        rf'unlink(at)?\(.*"{file}-journal"',
        rf"sync\(\d+<{folder}>",
    )
    assert re.search("(?s)" + ".*".join(order), calls), calls
    assert not re.search(rf"(?s)sync\(\d+<{file}>(?!.*sync\(\d+<{folder}>)", calls)


def test_a_report_is_on_disk_before_it_takes_the_name_of_the_old_one(tmp_path, traced):
    calls = traced(REPORT, tmp_path / "report.md")
    assert re.search(r"(?s) write\(\d+<.*\.tmp>.*sync\(\d+<.*\.tmp>.*rename.*report\.md", calls), calls
