"""The gap report on the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wwc_assess.report.formats import FORMATS

DAY = ("--today", "2026-11-22")

pytestmark = pytest.mark.usefixtures("city")


def test_without_output_the_report_goes_to_standard_output_and_nothing_else_does(process):
    done = process("report", *DAY)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("---\n")
    assert "Carlsbad" in done.out
    assert "\r" not in done.out


def test_a_file_holds_the_same_bytes_as_standard_output(process, tmp_path):
    done = process("report", "--format", "md", "--output", tmp_path / "gap.md", *DAY)
    assert (done.code, done.out) == (0, "")
    assert str(tmp_path / "gap.md") in done.err
    assert (tmp_path / "gap.md").read_bytes().decode() == process("report", *DAY).out


def test_the_same_day_gives_the_same_bytes_and_its_own_report_is_overwritten(run, tmp_path):
    run("report", "--output", tmp_path / "gap.md", *DAY)
    before = (tmp_path / "gap.md").read_bytes()
    assert run("report", "--output", tmp_path / "gap.md", *DAY).code == 0
    assert (tmp_path / "gap.md").read_bytes() == before


def test_a_file_of_somebody_else_is_overwritten_only_by_force(run, tmp_path):
    (tmp_path / "notes.md").write_text("my notes", encoding="utf-8")
    done = run("report", "--output", tmp_path / "notes.md")
    assert done.code == 2
    assert "--force" in done.err
    assert (tmp_path / "notes.md").read_text(encoding="utf-8") == "my notes"
    assert run("report", "--output", tmp_path / "notes.md", "--force").code == 0
    assert (tmp_path / "notes.md").read_text(encoding="utf-8").startswith("---\n")


@pytest.mark.parametrize("output", [".", "missing/gap.md", "", "x" * 300 + ".md"])
def test_an_output_that_cannot_be_written_is_told_in_a_sentence(run, output):
    done = run("report", "--output", output)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: ")
    assert list(Path.cwd().iterdir()) == []


def test_an_unknown_format_is_wrong_use_and_names_the_known_ones(run):
    done = run("report", "--format", "pdf")
    assert done.code == 2
    for kind in FORMATS:
        assert f"'{kind}'" in done.err


@pytest.mark.parametrize("kind", FORMATS)
def test_the_ending_of_the_file_tells_the_format_and_a_pipe_gets_the_same_bytes(run, tmp_path, kind):
    assert run("report", "--output", tmp_path / f"gap.{kind}", *DAY).code == 0
    command = [sys.executable, "-m", "wwc_assess", "report", "--format", kind, *DAY]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stdout == (tmp_path / f"gap.{kind}").read_bytes()
    assert piped.stderr == b""


@pytest.mark.parametrize("arguments", [("--output", "gap.pdf"), ("--format", "html", "--output", "gap.md")])
def test_a_file_name_that_means_another_format_is_told(run, arguments):
    done = run("report", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: ")
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("part", [("--for", "council"), ("--since", "spring")])
def test_a_format_that_always_holds_everything_takes_no_part(run, kind, part):
    done = run("report", "--format", kind, *part)
    assert (done.code, done.out) == (2, "")
    assert "always holds everything" in done.err
    assert part[0] in done.err


@pytest.mark.parametrize("audience", ["all", "council", "team", "validator"])
def test_each_audience_gets_a_report(run, audience):
    done = run("report", "--for", audience, *DAY)
    assert (done.code, done.err) == (0, "")
    assert "Carlsbad 2026" in done.out


def test_the_council_gets_less_than_everybody(run):
    assert len(run("report", "--for", "council", *DAY).out) < len(run("report", *DAY).out)


def test_a_report_tells_what_has_changed_since_a_snapshot(run):
    assert run("snapshot", "before-budget", *DAY).code == 0
    run("answer", "DM1.named", "yes")
    for kind in ("md", "html"):
        done = run("report", "--since", "before-budget", "--format", kind, *DAY)
        assert done.code == 0
        assert "What has changed since before-budget" in done.out
    assert "What has changed since" not in run("report", *DAY).out


def test_an_unknown_snapshot_is_told_in_a_sentence(run):
    done = run("report", "--since", "spring")
    assert (done.code, done.out) == (2, "")
    assert "spring" in done.err


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_terminal_is_not_flooded_with_what_it_cannot_show(kind):
    import pty  # noqa: PLC0415  not on Windows

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "wwc_assess", "report", "--format", kind, *DAY]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False, text=True)
    os.set_blocking(ours, False)
    with pytest.raises(BlockingIOError):
        os.read(ours, 1)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert f"--output carlsbad-2026-gap-report-2026-11-22.{kind}" in done.stderr


@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_verifies_until_an_answer_is_changed(run, tmp_path, kind):
    path = tmp_path / f"gap.{kind}"
    run("report", "--output", path, *DAY)
    assert run("report", "verify", path, *DAY).code == 0
    run("answer", "DM1.named", "no")
    done = run("report", "verify", path, *DAY)
    assert done.code == 1
    assert "DM1" in done.out


def test_a_report_that_was_edited_is_told_first_and_to_programs_too(run, tmp_path):
    path = tmp_path / "gap.md"
    run("report", "--output", path, *DAY)
    assert run("report", "verify", path, "--json", *DAY).data["text"] == "as written"
    path.write_text(path.read_text(encoding="utf-8").replace("in the way", "nowhere"), encoding="utf-8")
    done = run("report", "verify", path, *DAY)
    assert done.code == 1
    assert done.out.startswith("The records have not changed since 2026-11-22, but the text of this file")
    done = run("report", "verify", path, "--json", *DAY)
    assert (done.code, done.data["fits"], done.data["text"]) == (1, False, "edited")


def test_a_report_on_changes_is_written_again_from_its_snapshot(run, tmp_path):
    run("snapshot", "spring", *DAY)
    run("answer", "DM1.named", "yes")
    path = tmp_path / "council.html"
    run("report", "--for", "council", "--since", "spring", "--output", path, *DAY)
    assert run("report", "verify", path, "--json", *DAY).data["text"] == "as written"


def test_a_file_that_is_no_report_cannot_be_verified(run, tmp_path):
    (tmp_path / "notes.md").write_text("my notes", encoding="utf-8")
    for file in ("notes.md", "missing.md", "."):
        done = run("report", "verify", tmp_path / file)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("Error: ")


def test_options_of_the_report_do_not_vanish_before_a_subcommand(run, tmp_path):
    run("report", "--output", tmp_path / "gap.md", *DAY)
    done = run("report", *DAY, "verify", tmp_path / "gap.md")
    assert done.code == 2
    assert "verify --help" in done.err


def test_the_schema_describes_the_report_in_json(run):
    described = run("report", "schema").data
    report = run("report", "--format", "json", *DAY).data
    assert described["$schema"].startswith("https://json-schema.org/draft/2020-12")
    assert set(described["required"]) <= set(report)


def test_a_markdown_report_imports_nothing_it_does_not_use():
    command = [sys.executable, "-X", "importtime", "-m", "wwc_assess", "report", *DAY]
    for _compiled in range(2):
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert {"click", "sqlite3"} <= imported
    assert not imported & {
        "docx",
        "httpx",
        "lxml",
        "openpyxl",
        "pydantic",
        "rich",
        "sqlite_utils",
        "textual",
        "yaml",
    }
