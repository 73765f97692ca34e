"""Every test has a computer of its own: no settings, workspace or folder of the person who runs them is touched."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import wwc_assess

# Machines are shared: how long an example takes says nothing about the code.
settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")

PACKAGES = str(Path(wwc_assess.__file__).parents[1])
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
UNSET = (
    "WWC_ASSESS_WORKSPACE",
    "WWC_ASSESS_BY",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    # Coverage is counted in the tests' own processes: their children are killed, have no rights, or are timed.
    "COVERAGE_PROCESS_CONFIG",
)
APART = {"child", "process", "terminal", "without_rights"}
"""What starts programs in processes of their own."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what happens in processes of its own, in which no branch is counted."""
    for item in items:
        if APART.intersection(item.fixturenames):
            item.add_marker("apart")


@pytest.fixture(scope="session")
def compiled_standards(tmp_path_factory):
    """Give one cache of compiled standards for all tests: reading the real one takes its time."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="session")
def sample_city(tmp_path_factory, compiled_standards):
    """Make the sample city, and with it the compiled copy of its standard, in a process of its own."""
    folder = tmp_path_factory.mktemp("city") / "sample"
    places = {"WWC_ASSESS_CACHE": str(compiled_standards), "PYTHONPATH": PACKAGES}
    command = [sys.executable, "-m", "wwc_assess", "demo", "--keep", str(folder)]
    own = {name: value for name, value in os.environ.items() if name not in UNSET}
    subprocess.run(command, check=True, capture_output=True, env=own | places)
    return folder


@pytest.fixture(autouse=True)
def computer(monkeypatch, tmp_path_factory, compiled_standards):
    """Give a home and a current folder that are empty, to this process and its children."""
    folder = tmp_path_factory.mktemp("computer")
    for name in ("home", "here", "config"):
        (folder / name).mkdir()
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    for name in HOMES:
        monkeypatch.setenv(name, str(folder / "home"))
    monkeypatch.setenv("WWC_ASSESS_CACHE", str(compiled_standards))
    monkeypatch.setenv("WWC_ASSESS_CONFIG", str(folder / "config"))
    # Children find the package that is tested wherever they run.
    monkeypatch.setenv("PYTHONPATH", PACKAGES)
    monkeypatch.chdir(folder / "here")
    return folder


@pytest.fixture
def open_folder():
    """A folder that every user can reach, which the folders of pytest are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)
