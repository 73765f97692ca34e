"""The gap report on the command line."""

from pathlib import Path

import pytest

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


def test_an_unknown_format_is_wrong_use_and_names_the_known_one(run):
    done = run("report", "--format", "pdf")
    assert done.code == 2
    assert "'md'" in done.err
