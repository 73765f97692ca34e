"""Places where the program is installed from its wheel, and the main job done in such a place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from ast import literal_eval
from dataclasses import dataclass
from pathlib import Path

from needs import lacking

ROOT = Path(__file__).parents[2]
REPORTS = ("md", "html", "docx", "xlsx", "csv", "json")
AWKWARD = "Ville de Montréal 城市"
"""A folder with blanks and letters that ASCII lacks."""

AS_TOLD_TO_PIP = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
"""What somebody may have told pip of their package registry, and where uv reads the same."""


def run(*command, **options):
    """Run a command to its end and return what came of it."""
    return subprocess.run([*map(str, command)], capture_output=True, encoding="utf-8", check=False, **options)


def build(kind, source, target):
    """Build what `kind` names from a folder, without a network, and return the file."""
    done = run(sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", target, source)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.iterdir()
    return built


@dataclass(frozen=True)
class Installed:
    """The program installed from the wheel, with a home and a current folder of its own."""

    folder: Path

    @property
    def environment(self):
        return self.folder / "environment"

    @property
    def scripts(self):
        return self.environment / ("Scripts" if os.name == "nt" else "bin")

    @property
    def here(self):
        """The folder in which the program is started."""
        return self.folder / "here"

    @property
    def criteria(self):
        """Where the program looks for the standards that travel with it."""
        code = "from wwc_assess.standard.library import shipped_folder; print(shipped_folder())"
        return Path(self.run("python", "-c", code).stdout.strip())

    @property
    def settings(self):
        """The variables that keep the program to its own folders."""
        return {
            "HOME": str(self.folder),
            "USERPROFILE": str(self.folder),
            "WWC_ASSESS_CACHE": str(self.folder / "cache"),
            "WWC_ASSESS_CONFIG": str(self.folder / "config"),
            "PYTHONUTF8": "1",
        }

    def run(self, name, *arguments):
        # Windows does not start a process without it.
        windows = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        return run(
            self.scripts / name,
            *arguments,
            cwd=self.here,
            env=self.settings | windows,
            stdin=subprocess.DEVNULL,
        )

    def told(self, *arguments):
        """Run the program and return what it printed."""
        done = self.run("wwc-assess", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


def make_empty(folder):
    """Make an empty environment in a place with an awkward name."""
    place = Installed(folder / AWKWARD)
    place.here.mkdir(parents=True)
    venv.create(place.environment, with_pip=False)
    return place


def install_alone(wheel, folder):
    """Install nothing but the wheel; what it depends on is borrowed from the environment of the tests."""
    place = make_empty(folder)
    pip = (sys.executable, "-m", "pip", "--python", place.environment)
    done = run(*pip, "install", "--no-deps", "--no-index", wheel)
    assert done.returncode == 0, done.stdout + done.stderr
    bases = {"base": str(place.environment), "platbase": str(place.environment)}
    packages = Path(sysconfig.get_path("purelib", "venv", bases))
    # A plain path: the .pth files over there, such as the one of an editable installation, are not followed.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return place


def install_with(resolution, wheel, requirements, folder):
    """Install the wheel with libraries from the package registry; only a CI has to have one.

    Args:
        resolution: Which of the allowed versions, in uv's words.
        wheel: The file of the wheel.
        requirements: What the wheel depends on itself.
        folder: Where to.
    """
    place = make_empty(folder)
    command = [sys.executable, "-m", "uv", "pip", "install", "--python", place.environment]
    command += ["--resolution", resolution, "--only-binary", ":all:", wheel, *requirements]
    done = run(*command, env=os.environ | registry_of_pip())
    if "Failed to fetch" in done.stderr:
        lacking("the package registry cannot be reached, so the wheel was not tried with its libraries")
    assert done.returncode == 0, done.stderr
    return place


def registry_of_pip():
    """Return variables that lead uv to the registry that pip uses on this machine."""
    listed = run(sys.executable, "-m", "pip", "config", "list").stdout.splitlines()
    told = {
        key.rpartition(".")[2]: literal_eval(value) for key, _, value in (s.partition("=") for s in listed)
    }
    return {variable: told[key] for key, variable in AS_TOLD_TO_PIP.items() if key in told}


def does_the_main_job(installed):
    """Start an assessment, answer, attach evidence, and tell a reader and a program what came of it."""
    place = installed.here / "l’évaluation 2026"
    assert installed.told("init", place, "--city", "Montréal").strip() == str(place)
    job = ("--workspace", place)
    today = ("--today", "2026-06-01")
    installed.told(*job, "answer", "DM1", "yes")
    slots = [f"--for=DM1.{document['id']}" for document in documents_of(installed, "DM1")]
    added = installed.told(
        *job, "evidence", "add", "https://example.org/charte", *slots, "--as-of", "2026-05-01"
    )
    assert added.strip() == "1"
    score = json.loads(installed.told(*job, "score", "--json", *today))
    standings = {criterion["id"]: criterion["standing"] for criterion in score["criteria"]}
    assert score["city"] == "Montréal"
    assert (len(standings), standings["DM1"]) == (43, "proven")
    report = installed.told(*job, "report", *today)
    assert "Montréal" in report
    assert "https://example.org/charte" in report
    for ending in REPORTS:
        installed.told(*job, "report", "--output", installed.here / f"report.{ending}", *today)
    # One is read back, in the format whose library reads with other code than it writes with; the journeys read all.
    assert "still fits" in installed.told(*job, "report", "verify", installed.here / "report.xlsx", *today)


def looks_around_in_the_sample_city(installed):
    """Keep the sample city, and ask what is weak in it and what leads on."""
    sample = installed.here / "sample"
    assert str(sample) in installed.told("demo", "--keep", sample)
    findings = json.loads(installed.told("--workspace", sample, "findings", "--json"))
    assert "met-without-proof" in {found["id"] for found in findings}
    plan = json.loads(installed.told("--workspace", sample, "plan", "--json"))
    assert plan["feasible"]
    assert plan["criteria"]
    assert "Rivermouth" in installed.told("--workspace", sample, "score")


def checks_the_shipped_criteria(installed):
    """Read the criteria as their editors do, from the YAML files."""
    installed.told("criteria", "check", installed.criteria / "what-works-cities-2022")


def documents_of(installed, criterion_id):
    standard = json.loads(installed.told("criteria", "list", "--json"))
    criteria = (criterion for practice in standard["practices"] for criterion in practice["criteria"])
    return next(criterion["documents"] for criterion in criteria if criterion["id"] == criterion_id)
