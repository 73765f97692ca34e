"""The wheel and the source archive: what they carry, and the main job done from an installed wheel."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CRITERIA = {
    f"criteria/{file.relative_to(ROOT / 'criteria').as_posix()}" for file in (ROOT / "criteria").rglob("*.*")
}
DATA = {
    "wwc_assess/py.typed",
    "wwc_assess/sample/rivermouth.json",
    "wwc_assess/tui/styles.tcss",
    *(f"wwc_assess/{name}" for name in CRITERIA),
}


def build(kind, source, target):
    """Build what `kind` names from a folder, without a network, and return the file."""
    command = [
        sys.executable,
        "-m",
        "build",
        f"--{kind}",
        "--no-isolation",
        "--outdir",
        str(target),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.iterdir()
    return built


def names_in(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build("sdist", ROOT, tmp_path_factory.mktemp("archive"))


@dataclass(frozen=True)
class Installed:
    """The program installed from the wheel, with a home and a current folder of its own."""

    folder: Path
    here: Path

    @property
    def scripts(self):
        return self.folder / "environment" / ("Scripts" if os.name == "nt" else "bin")

    @property
    def criteria(self):
        """Where the program looks for the standards that travel with it."""
        code = "from wwc_assess.standard.library import shipped_folder; print(shipped_folder())"
        return Path(self.run("python", "-c", code).stdout.strip())

    def run(self, name, *arguments):
        environment = {
            "HOME": str(self.folder),
            "USERPROFILE": str(self.folder),
            "WWC_ASSESS_CACHE": str(self.folder / "cache"),
            "WWC_ASSESS_CONFIG": str(self.folder / "config"),
            "PYTHONUTF8": "1",
        }
        # Windows does not start a process without it.
        environment |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        return subprocess.run(
            [str(self.scripts / name), *map(str, arguments)],
            cwd=self.here,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def told(self, *arguments):
        """Run the program and return what it printed."""
        done = self.run("wwc-assess", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel alone into an empty environment; what it depends on is borrowed from this one."""
    folder = tmp_path_factory.mktemp("installed")
    home = folder / "environment"
    venv.create(home, with_pip=False)
    places = {"base": str(home), "platbase": str(home)}
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(home),
        "install",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    done = subprocess.run(install, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    packages = Path(sysconfig.get_path("purelib", "venv", places))
    # A plain path: the .pth files over there, such as the one of an editable installation, are not followed.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    here = folder / "Ville de Montréal 城市"
    here.mkdir()
    return Installed(folder, here)


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


def test_the_main_job_is_done_from_the_installed_wheel(installed):
    place = installed.here / "l’évaluation 2026"
    assert installed.told("init", place, "--city", "Montréal").strip() == str(place)
    job = ("--workspace", place)
    installed.told(*job, "answer", "DM1", "yes")
    slots = [f"--for=DM1.{document['id']}" for document in documents_of(installed, "DM1")]
    number = installed.told(
        *job, "evidence", "add", "https://example.org/charte", *slots, "--as-of", "2026-05-01"
    )
    assert number.strip() == "1"
    score = json.loads(installed.told(*job, "score", "--json", "--today", "2026-06-01"))
    standings = {criterion["id"]: criterion["standing"] for criterion in score["criteria"]}
    assert score["city"] == "Montréal"
    assert (len(standings), standings["DM1"]) == (43, "proven")
    report = installed.told(*job, "report", "--today", "2026-06-01")
    assert "Montréal" in report
    assert "https://example.org/charte" in report
    for ending in ("html", "docx", "xlsx", "csv", "json"):
        file = installed.here / f"report.{ending}"
        installed.told(*job, "report", "--output", file, "--today", "2026-06-01")
        assert "still fits" in installed.told(*job, "report", "verify", file, "--today", "2026-06-01")


def documents_of(installed, criterion_id):
    standard = json.loads(installed.told("criteria", "list", "--json"))
    criteria = (criterion for practice in standard["practices"] for criterion in practice["criteria"])
    return next(criterion["documents"] for criterion in criteria if criterion["id"] == criterion_id)


def test_the_shipped_criteria_are_found_to_be_in_order(installed):
    installed.told("criteria", "check", installed.criteria / "what-works-cities-2022")


def test_the_demo_tells_where_the_sample_city_stands_where_there_is_no_terminal(installed):
    before = set(installed.here.rglob("*"))
    assert "Rivermouth" in installed.told("demo")
    assert set(installed.here.rglob("*")) == before
