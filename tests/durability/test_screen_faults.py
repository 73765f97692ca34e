"""Where the disk fails under the running screens, they say so and keep what was typed: in a real terminal, by real faults."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform != "linux":  # before the imports that fail elsewhere
    pytest.skip("faults are put under a running program by what Linux has alone", allow_module_level=True)

from acts import kept_in
from injection import Untraceable, injected
from kills import faults, make_workspace

from needs import lacking
from terminal import PROGRAM, Terminal
from wwc_assess.session import Session

ENTER, F2, QUIT = "\r", "\x1bOQ", "\x11"
CHARTER = "https://city.example/charter"
FULL = "The disk is full; nothing was saved. Free some space and try again."
FAILING = "be read or saved. Check the disk or the network connection and its free space, then try again."
READ_ONLY = "cannot be written. Make the file and its folder writable, or work on a copy."
FAULTS = {
    FULL: ("pwrite64:error=ENOSPC:when=1+", "write:error=ENOSPC:when=1+"),
    FAILING: ("fdatasync:error=EIO:when=1+", "fsync:error=EIO:when=1+"),
    READ_ONLY: ("openat:error=EACCES:when=1+",),
}
"""By the words on the screen, what has failed."""


@pytest.fixture
def folder(tmp_path):
    return make_workspace(tmp_path / "workspace")


@contextmanager
def screens(folder, under=()):
    """Open the screens on a workspace, under a command that ends by running them; they end well, however ill it went."""
    program = (*under, *PROGRAM)
    with Terminal("--workspace", folder, "--by", "Ann", size=(120, 40), program=program) as terminal:
        terminal.sees("✓ all saved")
        yield terminal
        terminal.press(QUIT)
        assert terminal.ends() == 0


@contextmanager
def failing(terminal, folder, told):
    """Put the faults of which is told under what the screens do with the database until the end of the block."""
    database = folder / "assessment.db"
    try:
        with injected(terminal.process.pid, FAULTS[told], database, f"{database}-journal", folder):
            yield
    except Untraceable as why:
        lacking(str(why))


def kept(folder):
    with Session.open(str(folder), by="Ann") as session:
        return kept_in(session.records())


def refused(terminal, told):
    """Wait until the screen says that it was not saved, and why."""
    terminal.sees("✗ NOT saved")
    tells(terminal, told)


def tells(terminal, sentence):
    """Wait until a message shows a sentence, in several lines with what lies beside the message between them."""
    words = re.compile(r".{0,150}?".join(map(re.escape, sentence.split())))
    terminal.until(lambda: words.search(terminal.screen), sentence)


def test_what_was_typed_stays_on_the_screen_while_the_disk_fails_and_is_saved_afterwards(folder):
    with screens(folder) as terminal:
        for told in FAULTS:
            with failing(terminal, folder, told):
                terminal.press("y")
                refused(terminal, told)
                assert "●Yes" not in terminal.screen
        terminal.press("y")
        terminal.sees("●Yes")
        terminal.press("o")
        terminal.sees("F2 Keep")
        terminal.press("Budget office")
        terminal.sees("Budget office")
        with failing(terminal, folder, FULL):
            terminal.press(ENTER)
            refused(terminal, FULL)
            assert "Budget office" in terminal.screen
        terminal.press(ENTER)
        terminal.sees("✓ saved")
        terminal.press("m")
        terminal.sees("F2 Keep")
        with failing(terminal, folder, FAILING):
            terminal.press("Ask the clerk")
            refused(terminal, FAILING)  # by itself, when the typing stops
            assert "Ask the clerk" in terminal.screen
        terminal.press(F2)
        terminal.sees("✓ saved")
        terminal.press("e")
        terminal.sees("Attach (F2)")
        terminal.press(CHARTER)
        terminal.sees(CHARTER)
        with failing(terminal, folder, READ_ONLY):
            terminal.press(F2)
            tells(terminal, READ_ONLY)
            assert CHARTER in terminal.screen
        terminal.press(F2)
        terminal.until(lambda: f"evidence {CHARTER}" in kept(folder), "the evidence on disk")
        terminal.until(lambda: "Attach (F2)" not in terminal.screen, "the page again")
        with failing(terminal, folder, FULL):
            terminal.press("u")
            refused(terminal, FULL)
    with Session.open(str(folder), by="Ann") as session:
        particulars = session.records().of("DM1")
    assert (particulars.owner, particulars.note) == ("Budget office", "Ask the clerk")
    assert kept(folder).keys() == {"answer DM1.written", "note DM1", f"evidence {CHARTER}"}
    assert faults(folder) == []


SIZE = 1_000
"""Of the small disk, in units of 1,024 bytes."""
MOUNT = """
mount -t tmpfs -o size=SIZEk,mode=755 none "$1" && cp -r "$2/." "$1" && mount -o "remount,$3" "$1" && shift 3 && exec "$@"
""".replace("SIZE", str(SIZE))


@pytest.fixture
def mounted(folder, tmp_path):
    """Give a folder and the command before a program that sees a small disk with the workspace there."""
    place = tmp_path / "disk"
    place.mkdir()

    def under(options):
        return ["unshare", "-rm", "sh", "-c", MOUNT, "sh", place, folder, options]

    tried = subprocess.run(
        [*map(str, under("rw")), "true"], capture_output=True, text=True, check=False, timeout=60
    )
    if tried.returncode:
        pytest.skip(f"this system lets nobody mount a disk of their own: {tried.stderr.strip()}")
    return place, under


def test_a_note_on_a_disk_that_is_really_full_stays_on_the_screen_and_is_saved_when_there_is_room(mounted):
    place, under = mounted
    with screens(place, under=under("rw")) as terminal:
        seen = Path(f"/proc/{terminal.process.pid}/root") / place.relative_to("/")
        with pytest.raises(OSError, match="No space"):
            (seen / "ballast").write_bytes(bytes(SIZE * 1024))
        terminal.press("m")
        terminal.sees("F2 Keep")
        terminal.press("Ask the clerk")
        refused(terminal, FULL)
        assert "Ask the clerk" in terminal.screen
        (seen / "ballast").unlink()
        terminal.press(F2)
        terminal.sees("✓ saved")
        copy = shutil.copytree(seen, place.with_name("copy"))
    assert kept(copy) == {"note DM1": "Ask the clerk"}
    assert faults(copy) == []


def test_on_a_disk_that_is_read_only_everything_can_be_read_and_nothing_said_to_be_saved(mounted):
    place, under = mounted
    with screens(place, under=under("ro")) as terminal:
        terminal.press("y")
        refused(terminal, READ_ONLY)
        assert "●Yes" not in terminal.screen
        terminal.press("o")
        terminal.sees("F2 Keep")
        terminal.press(f"Budget office{ENTER}")
        terminal.sees("Budget office")


@pytest.fixture
def common():
    """The command before a program that takes from it the rights that only a superuser has."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        lacking("needs setpriv to give up a superuser's rights")
    return ["setpriv", "--bounding-set", "-all"]


def test_rights_that_are_taken_away_in_mid_run_are_told_and_cost_nothing(folder, common):
    with screens(folder, under=common) as terminal:
        terminal.press("y")
        terminal.sees("●Yes")
        terminal.press("o")
        terminal.sees("F2 Keep")
        terminal.press("Budget office")
        terminal.sees("Budget office")
        folder.chmod(0o555)
        terminal.press(ENTER)
        refused(terminal, READ_ONLY)
        assert "Budget office" in terminal.screen
        folder.chmod(0o755)
        terminal.press(ENTER)
        terminal.sees("✓ saved")
    with Session.open(str(folder), by="Ann") as session:
        assert session.records().of("DM1").owner == "Budget office"
    assert kept(folder)["answer DM1.written"] == "yes"
    assert faults(folder) == []


@pytest.mark.parametrize("how", ["replaced", "deleted"])
def test_a_database_that_is_gone_under_the_running_screens_gets_nothing_and_what_was_typed_stays(
    folder, tmp_path, how
):
    other = make_workspace(tmp_path / "other") / "assessment.db"
    database, left = folder / "assessment.db", tmp_path / "left"
    with screens(folder) as terminal:
        terminal.press("y")
        terminal.sees("●Yes")
        terminal.press("m")
        terminal.sees("F2 Keep")
        database.rename(left)
        if how == "replaced":
            shutil.copy(other, database)
        terminal.press("Written in vain?")
        refused(terminal, "was moved, deleted or replaced while it was open.")
        assert "Written in vain?" in terminal.screen
        before = left.read_bytes()
        terminal.press(F2)
        terminal.sees("Written in vain?")
    assert left.read_bytes() == before
    if how == "replaced":
        assert database.read_bytes() == other.read_bytes()
    else:
        assert not database.exists()


def test_screens_that_are_opened_where_the_database_was_deleted_name_the_command_that_brings_it_back(folder):
    with Session.open(str(folder), by="Ann") as session:
        (folder / "backups").mkdir()
        session.store.backup(folder / "backups" / "assessment-2026-11-25-1.db")
    (folder / "assessment.db").unlink()
    with Terminal("--workspace", folder, "--by", "Ann", size=(120, 40)) as terminal:
        assert terminal.ends() == 2
        assert f"wwc-assess--workspace{folder}restore." in terminal.screen.replace(" ", "")
    assert not (folder / "assessment.db").exists()
