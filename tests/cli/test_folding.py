"""What a terminal shows is folded where a person reads on easily: never within a date, a reference or a word."""

import re

import pytest

from wwc_assess.cli.folding import folded, table_lines

PATH = "S:/Data Office/Plans/strategy-2025-signed-and-redacted.pdf"
HEADS = ("No.", "Location", "As of")
ROWS = [("1", PATH, "2026-01-22"), ("22", "https://example.org/council/minutes/of-the-year", "2025-11-30")]


def test_a_sentence_is_folded_between_words_and_goes_on_below_its_own_beginning():
    text = "Heading\n  The next best way costs more: LC3 Data Workforce Culture and Trainings."
    assert folded(text, 40).split("\n") == [
        "Heading",
        "  The next best way costs more: LC3 Data",
        "  Workforce Culture and Trainings.",
    ]


def test_an_address_that_is_longer_than_the_line_stays_whole_to_be_copied():
    address = "https://example.org/" + "x" * 80
    assert address in folded(f"  See {address} for more", 60).split("\n  ")[1]


def test_a_table_that_fits_is_not_folded():
    head, rule, first, _second = table_lines(HEADS, ROWS, 100_000, [0])
    assert head == f"No.   Location{' ' * (len(PATH) - 8)}   As of"
    assert rule == "─" * len(first)
    assert first == f"  1   {PATH}   2026-01-22"


def test_a_path_is_folded_after_its_slashes_and_hyphens_and_a_day_never():
    _head, _rule, *lines = table_lines(HEADS, ROWS, 45, [0])
    assert [line.split() for line in lines] == [
        ["1", "S:/Data", "2026-01-22"],
        ["Office/Plans/strategy-"],
        ["2025-signed-and-"],
        ["redacted.pdf"],
        ["22", "https://example.org/", "2025-11-30"],
        ["council/minutes/"],
        ["of-the-year"],
    ]


def test_wide_characters_take_the_room_that_they_have():
    lines = table_lines(("City", "Day"), [("東京都" * 20, "2026-01-22")], 45, [])
    assert {line[-10:] for line in lines[2:3]} == {"2026-01-22"}
    assert all(len(line) + sum(ord(char) > 0x3000 for char in line) <= 45 for line in lines)


def test_columns_that_would_not_read_well_are_no_table():
    assert table_lines(HEADS, ROWS, 39, []) is None


def test_a_table_without_room_for_its_columns_is_told_as_entries(run, city, terminal):
    run("answer", "DM1", "yes")
    lines = terminal("--workspace", city, "score", columns=50)
    place = next(at for at, line in enumerate(lines) if line.startswith("DM "))
    assert " ".join(line.strip() for line in lines[place + 1 : place + 3]).startswith("Of: 2 · Reviewed: 0")


@pytest.mark.parametrize("width", [60, 80])
def test_each_command_with_a_table_keeps_to_the_terminal_and_its_days_whole(run, city, terminal, width):
    run("answer", "DM1", "yes")
    run(
        "evidence",
        "add",
        PATH.replace("2025", "final"),
        "--for",
        "DM1",
        "--title",
        "The strategy, redacted",
        "--as-of",
        "2026-01-22",
    )
    run("snapshot", "before")
    for command in ("evidence list", "answers", "history", "score", "snapshot", "compare before", "review"):
        lines = terminal("--workspace", city, *command.split(), columns=width)
        assert max(map(len, lines)) <= width, command
        days = re.findall(r"20\d\d-[\d-]*", " ".join(lines))
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days), command
