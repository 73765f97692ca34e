"""The wheel with the lowest and with the newest libraries it says it works with: the main job, by hand and scripted."""

from __future__ import annotations

import json
import os
import sys
import zipfile
from email.parser import Parser

import pytest

if os.name == "nt":  # before the import that fails there
    pytest.skip("Windows has no pseudo terminals of this kind", allow_module_level=True)

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from places import (
    checks_the_shipped_criteria,
    does_the_main_job,
    install_with,
    looks_around_in_the_sample_city,
)

from terminal import Terminal

# One worker installs for all of them.
pytestmark = pytest.mark.xdist_group("wheel")

VERSIONS = """
import importlib.metadata, json
print(json.dumps({each.metadata["Name"]: each.version for each in importlib.metadata.distributions()}))
"""


@pytest.fixture(scope="module")
def metadata(wheel):
    """What the wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


@pytest.fixture(scope="module")
def requirements(metadata):
    """What the wheel depends on, without its extras."""
    every = map(Requirement, metadata.get_all("Requires-Dist"))
    return [each for each in every if not each.marker or each.marker.evaluate({"extra": ""})]


def install(resolution, wheel, requirements, tmp_path_factory):
    return install_with(resolution, wheel, requirements, tmp_path_factory.mktemp(resolution))


@pytest.fixture(scope="module")
def lowest(wheel, requirements, tmp_path_factory):
    return install("lowest-direct", wheel, requirements, tmp_path_factory)


@pytest.fixture(scope="module")
def newest(wheel, requirements, tmp_path_factory):
    return install("highest", wheel, requirements, tmp_path_factory)


@pytest.fixture(params=["lowest", "newest"])
def installed(request):
    return request.getfixturevalue(request.param)


def lower_bound(specifiers):
    """Return the version from which on something is allowed."""
    (bound,) = (Version(each.version) for each in specifiers if each.operator == ">=")
    return bound


def test_every_library_is_to_be_had_at_its_lower_bound_with_the_lowest_python(lowest, requirements, metadata):
    if sys.version_info[:2] > lower_bound(SpecifierSet(metadata["Requires-Python"])).release:
        pytest.skip("a newer Python may need newer libraries")
    told = json.loads(lowest.run("python", "-c", VERSIONS).stdout)
    got = {canonicalize_name(name): Version(version) for name, version in told.items()}
    assert {each.name: got[canonicalize_name(each.name)] for each in requirements} == {
        each.name: lower_bound(each.specifier) for each in requirements
    }


def test_the_main_job_is_done_with_the_libraries_of_either_end(installed):
    does_the_main_job(installed)
    looks_around_in_the_sample_city(installed)
    checks_the_shipped_criteria(installed)


def test_the_screens_open_with_the_libraries_of_either_end_and_keep_an_answer(installed):
    place = installed.here / "screens"
    installed.told("init", place, "--city", "Montréal")
    start = {"program": [installed.scripts / "wwc-assess"], **installed.settings, "PYTHONPATH": ""}
    with Terminal("--workspace", place, size=(120, 40), **start) as terminal:
        terminal.sees("DM1 Implementing")
        terminal.press("y")
        terminal.sees("✓ saved")
        terminal.press("\x11")
        assert terminal.ends() == 0
    assert "Traceback" not in terminal.raw.decode()
    (answer,) = json.loads(installed.told("--workspace", place, "answers", "--json"))
    assert (answer["ref"], answer["value"]) == ("DM1.written", "yes")
