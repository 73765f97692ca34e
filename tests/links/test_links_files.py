"""Trying one file."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rights import without_rights
from wwc_assess.errors import InputError
from wwc_assess.links.files import file_verdict
from wwc_assess.links.locations import check_location, file_of, is_address, settled
from wwc_assess.links.model import Verdict

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has nothing of the kind")

ABANDONED = """
import asyncio, threading
from wwc_assess.links.threads import in_thread
async def wait_in_vain():
    await asyncio.wait([in_thread(threading.Event().wait)], timeout=0.1)
asyncio.run(wait_in_vain())
"""


async def test_a_folder_that_opens_is_there_whatever_is_in_it(tmp_path):
    assert await file_verdict(tmp_path, 9) == Verdict(True, "the folder is there")
    (tmp_path / "minutes.pdf").write_bytes(b"")
    assert await file_verdict(tmp_path, 9) == Verdict(True, "the folder is there")


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1, 5_000_000])
async def test_a_file_is_fine_and_the_fingerprint_of_its_bytes_is_given(tmp_path, size):
    content = os.urandom(size)
    (tmp_path / "policy.pdf").write_bytes(content)
    verdict = await file_verdict(tmp_path / "policy.pdf", 9)
    assert verdict == Verdict(True, "the file is there", hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("missing.pdf", "there is no such file"),
        ("policy.pdf/page", "there is no such file"),
        ("a\0b", "it is no ordinary file"),
        ("a" * 10_000, "it cannot be read: File name too long"),
    ],
    ids=["missing", "below a file", "no name", "too long"],
)
async def test_what_is_no_file_is_told(tmp_path, name, detail):
    (tmp_path / "policy.pdf").write_bytes(b"page")
    assert await file_verdict(tmp_path / name, 9) == Verdict(False, detail)


@posix
async def test_a_pipe_or_a_device_is_told_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert await file_verdict(tmp_path / "pipe", 9) == Verdict(False, "it is no ordinary file")
    assert await file_verdict(Path(os.devnull), 9) == Verdict(False, "it is no ordinary file")


@posix
async def test_a_file_that_may_not_be_read_is_told(open_folder):
    (open_folder / "secret.pdf").write_bytes(b"page")
    (open_folder / "secret.pdf").chmod(0)
    with without_rights():
        assert await file_verdict(open_folder / "secret.pdf", 9) == Verdict(False, "you may not read it")


@posix
async def test_a_file_whose_bytes_stop_coming_is_given_up(tmp_path):
    (tmp_path / "policy.pdf").write_bytes(b"page")
    read, write = os.pipe()

    class OnADeadDrive(type(tmp_path)):
        def open(self, mode):
            return open(read, mode)  # noqa: PTH123  of a pipe, not of a path

    verdict = await file_verdict(OnADeadDrive(tmp_path / "policy.pdf"), 0.1)
    assert verdict == Verdict(False, "it could not be read within 0.1 seconds")
    os.close(write)


def test_the_program_ends_though_a_drive_never_answers():
    subprocess.run([sys.executable, "-c", ABANDONED], check=True, timeout=60)


def test_a_relative_path_counts_from_the_workspace_and_a_tilde_is_the_home(tmp_path):
    assert file_of("proof/policy.pdf", tmp_path) == tmp_path / "proof" / "policy.pdf"
    assert file_of(str(tmp_path / "policy.pdf"), Path("elsewhere")) == tmp_path / "policy.pdf"
    assert file_of("~/policy.pdf", tmp_path) == Path.home() / "policy.pdf"


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("https://example.org/x", True),
        (" HTTP://x", True),
        ("javascript:alert(1)", True),
        ("example.org:8080", True),
        ("S:/Budget/2026 plan.pdf", False),
        ("C:\\plan.pdf", False),
        ("\\\\server\\share\\plan.pdf", False),
        ("plan.pdf", False),
        ("minutes/12:30.pdf", False),
    ],
)
def test_what_has_a_scheme_is_an_address_and_everything_else_a_path(location, address):
    assert is_address(location) is address


def test_a_file_that_is_attached_is_found_from_anywhere_and_one_in_the_workspace_moves_with_it(
    tmp_path, monkeypatch
):
    workspace = tmp_path / "carlsbad"
    (workspace / "proof").mkdir(parents=True)
    (workspace / "proof" / "policy.pdf").write_bytes(b"page")
    (tmp_path / "minutes.pdf").write_bytes(b"page")
    monkeypatch.chdir(tmp_path)
    assert settled("carlsbad/proof/../proof/policy.pdf", workspace) == "proof/policy.pdf"
    assert settled("minutes.pdf", workspace) == str((tmp_path / "minutes.pdf").resolve())


@pytest.mark.parametrize(
    "location",
    ["", "https://example.org/x", "not/there.pdf", "~nobody-of-that-name/x", "a" * 10_000],
    ids=["nothing", "address", "missing", "home of nobody", "too long"],
)
def test_what_is_no_file_here_stays_as_it_was_given(tmp_path, location):
    assert settled(location, tmp_path) == location


def test_a_path_that_leads_round_in_a_circle_stays_as_it_was_given(tmp_path):
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert settled(str(tmp_path / "round"), tmp_path) == str(tmp_path / "round")


@pytest.mark.parametrize(
    "location",
    ["javascript:alert(1)", "https://", "https://[", "https://example.org:99999999/", "ftp://x.org/"],
)
def test_an_address_that_no_reader_should_be_sent_to_is_refused(location):
    with pytest.raises(InputError, match="cannot be opened as a link") as caught:
        check_location(location)
    assert "starts with https:// or http://" in caught.value.next_step


@pytest.mark.parametrize(
    "location", ["https://example.org/x", "http://intranet:8080", "S:/plan.pdf", "plan.pdf"]
)
def test_a_web_address_and_the_path_of_a_file_may_be_attached(location):
    check_location(location)
