"""What the journeys share: the sample city, and a web site on this computer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shell import City

from wwc_assess.cli.params import local_today
from wwc_assess.sample import create_sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Make the half-filled sample city once; every test gets a copy."""
    folder = tmp_path_factory.mktemp("sample") / "rivermouth"
    create_sample(folder, local_today(), by="Data office").close()
    return folder


@pytest.fixture
def city(sample, tmp_path):
    """Give the half-filled sample city."""
    return City(Path(shutil.copytree(sample, tmp_path / "rivermouth")))


@pytest.fixture
def site(tmp_path):
    """Run a web server on this computer in a process of its own; give its address and the folder of its pages."""
    pages = tmp_path / "site"
    pages.mkdir()
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", pages]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        port = server.stdout.readline().split(" port ")[1].split()[0]
        yield f"http://127.0.0.1:{port}", pages
        server.kill()
