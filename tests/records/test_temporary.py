"""What killed programs left beside a file goes with the next one that is written there, and nothing else."""

import os

import pytest

from wwc_assess.errors import StoreError
from wwc_assess.records.connection import new_file
from wwc_assess.report.files import write_report

DAY = 86_400


def write_a_report(folder):
    write_report(folder / "report.md", "a report")


def keep_a_copy(folder):
    with new_file(folder / "copy.db") as file:
        file.write_text("a copy")


@pytest.fixture
def left(tmp_path):
    """Leave a file in a folder, as old as it is said to be."""

    def leave(name, seconds):
        (tmp_path / name).touch()
        moment = tmp_path.stat().st_mtime - seconds
        os.utime(tmp_path / name, (moment, moment))
        return name

    return leave


@pytest.mark.parametrize("write", [write_a_report, keep_a_copy])
def test_what_a_killed_program_left_a_day_ago_goes_with_the_next_file_that_is_written_there(
    tmp_path, left, write
):
    old = ".wwc-assess-0123456789abcdef.tmp"
    left(old, DAY + 60)
    left(f"{old}-journal", DAY + 60)
    kept = {
        left(".wwc-assess-0123456789abcdee.tmp", DAY - 60),  # somebody may still be at it
        left(".wwc-assess-notes.tmp", 9 * DAY),
        left("wwc-assess-0123456789abcdef.tmp", 9 * DAY),
        left(".wwc-assess-0123456789abcdef.tmp.md", 9 * DAY),
    }
    (tmp_path / ".wwc-assess-0123456789abcded.tmp").mkdir()
    write(tmp_path)
    write(tmp_path / ".wwc-assess-0123456789abcded.tmp")
    found = {place.name for place in tmp_path.iterdir() if place.is_file()}
    assert found - {"report.md", "copy.db"} == kept


def test_a_file_that_was_taken_for_left_is_told_and_costs_nothing(tmp_path):
    with pytest.raises(StoreError, match=r"could not be written"), new_file(tmp_path / "copy.db") as file:
        file.unlink()
    assert list(tmp_path.iterdir()) == []
