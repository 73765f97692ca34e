"""What happens to a city when the network, the disk or its rights are gone: a sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from shell import City

from wwc_assess.report.formats import FORMATS

if os.name == "nt":
    pytest.skip("Windows takes network, disk and rights away in other ways", allow_module_level=True)

FULL_DISK = ("sh", "-c", 'ulimit -f 2; exec "$@"', "sh")
"""No file gets longer than 1,024 bytes."""
NOBODY = 65_534
WITHOUT_RIGHTS = (
    ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups") if os.geteuid() == 0 else ()
)
"""The superuser may write everywhere."""


@pytest.fixture
def offline():
    """Give what starts a process that has no network at all, not even that of its own computer."""
    ways = (("unshare", "--net"), ("unshare", "--map-root-user", "--net"))
    for way in ways if shutil.which("unshare") else ():
        if subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0:
            return way
    return pytest.skip("this computer lets nobody take the network from a process")


def test_a_computer_without_network_makes_no_link_look_dead(city, offline):
    city.adds("http://127.0.0.1:9/policy", "DM6.restore")
    before = city.tells("evidence", "list")
    done = replace(city, wrapper=offline).does("evidence", "check", "--allow-private", "--json", code=1)
    links = [outcome for outcome in done.data if "://" in outcome["location"]]
    assert {outcome["tried"] for outcome in links} == {False}
    assert {outcome["detail"] for outcome in links} <= {
        "could not be reached: no name can be looked up now; is this computer online?",
        "could not be reached: no network can be reached now; is this computer online?",
    }
    assert f"; {len(links)} left out." in done.err
    after = city.tells("evidence", "list")
    numbers = {outcome["id"] for outcome in links}
    assert [item for item in after if item["id"] in numbers] == [
        item for item in before if item["id"] in numbers
    ]


def test_everything_but_links_works_without_network(city, offline, tmp_path):
    alone = replace(city, wrapper=offline)
    alone.does("answer", "DM6", "yes")
    alone.does("plan")
    for kind in FORMATS:
        alone.does("report", "--output", tmp_path / f"report.{kind}")


def reports(city, folder):
    """Write the report in every format and return the files with what they hold."""
    files = [folder / f"report.{kind}" for kind in FORMATS]
    for file in files:
        city.does("report", "--output", file)
    return {file: file.read_bytes() for file in files}


def test_a_full_disk_leaves_the_old_reports_whole(city, tmp_path, monkeypatch):
    folder = tmp_path / "reports"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    old = reports(city, folder)
    city.does("answer", "DM6", "no")
    full = replace(city, wrapper=FULL_DISK)
    for file in old:
        said = full.does("report", "--output", file, code=2).err
        assert said.startswith(f"Error: The report cannot be written to {file}: File too large.")
    assert {file: file.read_bytes() for file in folder.iterdir()} == old


def test_a_full_disk_takes_no_answer_and_loses_none(city):
    before = city.tells("answers")
    note = "n" * 90_000
    full = replace(city, wrapper=FULL_DISK)
    assert full.does("answer", "DM6", "no", "--note", note, code=2).err.startswith("Error: ")
    assert city.tells("answers") == before
    city.does("answer", "DM6", "no", "--note", note)


@pytest.fixture
def open_city(sample, monkeypatch):
    """Give the sample city where every user can read it, which the folders of pytest are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        monkeypatch.setenv("WWC_ASSESS_CACHE", str(folder / "cache"))
        city = City(Path(shutil.copytree(sample, folder / "rivermouth")))
        city.does("score")
        let(folder, files=0o644, folders=0o755)
        yield city
        let(folder, files=0o644, folders=0o755)


def let(folder, files, folders):
    """Set the rights on a folder and on all that is in it."""
    for place in (folder, *folder.rglob("*")):
        place.chmod(folders if place.is_dir() else files)


def test_a_folder_that_may_not_be_written_leaves_the_old_reports_whole(open_city):
    folder = open_city.folder / "reports"
    old = reports(open_city, folder)
    open_city.does("answer", "DM6", "no")
    folder.chmod(0o555)
    reader = replace(open_city, wrapper=WITHOUT_RIGHTS)
    for file in old:
        file.chmod(0o444)
        assert "Permission denied" in reader.does("report", "--output", file, code=2).err
        assert "DM6" in reader.does("report", "verify", file, code=1).out
    assert {file: file.read_bytes() for file in folder.iterdir()} == old


def test_a_workspace_that_may_only_be_read_is_read_and_changes_are_refused(open_city):
    before = open_city.tells("answers")
    reader = replace(open_city, wrapper=WITHOUT_RIGHTS)
    let(open_city.folder, files=0o444, folders=0o555)
    assert reader.tells("answers") == before
    assert reader.tells("plan")["feasible"]
    assert reader.does("report", "--format", "html").out
    for act in (("answer", "DM6", "no"), ("plan", "--accept"), ("snapshot", "x"), ("evidence", "check")):
        assert reader.does(*act, code=2).err.startswith("Error: ")
    assert reader.tells("answers") == before
