"""What commands print in a terminal is folded where a person reads on easily: never within a day, a reference or a word."""

from __future__ import annotations

import re

import pytest

PATH = "S:/Data Office/Plans/strategy-final-signed-and-redacted.pdf"


def words(lines):
    return " ".join(lines).split()


def test_a_table_without_room_for_its_columns_is_told_as_entries(run, city, terminal):
    run("answer", "DM1", "yes")
    lines = terminal("--workspace", city, "score", columns=50)
    place = next(at for at, line in enumerate(lines) if line.startswith("DM "))
    assert " ".join(line.strip() for line in lines[place + 1 : place + 3]).startswith("Of: 2 · Reviewed: 0")


@pytest.mark.parametrize("width", [60, 80])
def test_each_command_with_a_table_keeps_to_the_terminal_and_its_days_whole(run, city, terminal, width):
    run("answer", "DM1", "yes")
    run("evidence", "add", PATH, "--for", "DM1", "--title", "The strategy, redacted", "--as-of", "2026-01-22")
    run("snapshot", "before")
    for command in ("evidence list", "answers", "history", "score", "snapshot", "compare before", "review"):
        lines = terminal("--workspace", city, *command.split(), columns=width)
        assert max(map(len, lines)) <= width, command
        days = re.findall(r"20\d\d-[\d-]*", " ".join(lines))
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days), command


@pytest.mark.parametrize("command", ["score --explain DM1", "findings", "evidence check --help"])
def test_sentences_are_folded_between_words_and_lose_none(run, city, terminal, command):
    lines = terminal("--workspace", city, *command.split(), columns=60)
    assert max(map(len, lines)) <= 60
    if "--help" not in command:
        assert words(lines) == run("--workspace", city, *command.split()).out.split()


def test_a_path_that_is_longer_than_the_line_stays_whole_to_be_copied(city, terminal, tmp_path):
    report = tmp_path / ("long-" * 20 + "name.md")
    told = terminal("--workspace", city, "report", "--output", report, columns=60)
    assert str(report) in " ".join(told)
