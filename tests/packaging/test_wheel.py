"""The wheel and the source archive: what they carry, and the main job done from an installed wheel."""

import tarfile
import zipfile
from pathlib import Path

import pytest
from places import ROOT, build, checks_the_shipped_criteria, does_the_main_job, install_alone

# One worker builds and installs for all of them.
pytestmark = pytest.mark.xdist_group("wheel")

CRITERIA = {
    f"criteria/{file.relative_to(ROOT / 'criteria').as_posix()}" for file in (ROOT / "criteria").rglob("*.*")
}
DATA = {
    "wwc_assess/py.typed",
    "wwc_assess/sample/rivermouth.json",
    "wwc_assess/tui/styles.tcss",
    *(f"wwc_assess/{name}" for name in CRITERIA),
}


def names_in(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build("sdist", ROOT, tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    return install_alone(wheel, tmp_path_factory.mktemp("installed"))


def test_the_wheel_carries_every_criteria_file_and_what_the_program_reads(wheel):
    assert len(CRITERIA) > 10
    assert names_in(wheel) >= DATA


def test_the_wheel_carries_neither_tests_nor_anything_else_from_outside_the_package(wheel):
    top = {name.split("/")[0] for name in names_in(wheel)}
    assert {name for name in top if not name.endswith(".dist-info")} == {"wwc_assess"}
    assert {Path(name).suffix for name in names_in(wheel) if name.startswith("wwc_assess/")} == {
        ".css",
        ".json",
        ".py",
        ".tcss",
        ".typed",
        ".yaml",
    }


def test_the_source_archive_carries_the_criteria_and_the_tests(archive):
    with tarfile.open(archive) as content:
        names = {name.partition("/")[2] for name in content.getnames()}
    assert names >= CRITERIA
    assert {"pyproject.toml", "Makefile", "LICENSE", "tests/packaging/test_wheel.py"} <= names


def test_a_wheel_built_from_the_source_archive_is_the_same(wheel, archive, tmp_path):
    with tarfile.open(archive) as content:
        content.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    assert names_in(build("wheel", source, tmp_path / "wheel")) == names_in(wheel)


def test_the_package_comes_from_the_wheel_and_finds_its_criteria_inside(installed):
    package = Path(
        installed.run("python", "-c", "import wwc_assess; print(wwc_assess.__file__)").stdout.strip()
    )
    assert package.is_relative_to(installed.folder)
    assert installed.criteria == package.parent / "criteria"


def test_the_main_job_is_done_from_a_wheel_in_a_place_with_blanks_and_accents(installed):
    does_the_main_job(installed)


def test_the_shipped_criteria_are_found_to_be_in_order(installed):
    checks_the_shipped_criteria(installed)


def test_the_demo_tells_where_the_sample_city_stands_where_there_is_no_terminal(installed):
    before = set(installed.here.rglob("*"))
    assert "Rivermouth" in installed.told("demo")
    assert set(installed.here.rglob("*")) == before
