"""YAML is read strictly and within bounds, whatever the bytes."""

from __future__ import annotations

import re
import time

import pytest

from wwc_assess.standard.nodes import Room, Tree, parse
from wwc_assess.standard.problems import SHOWN


def problems_of(source):
    parsed = parse("file.yaml", source if isinstance(source, bytes) else source.encode())
    return [str(problem) for problem in (parsed.slips if isinstance(parsed, Tree) else parsed)]


def data_of(source):
    parsed = parse("file.yaml", source if isinstance(source, bytes) else source.encode())
    assert isinstance(parsed, Tree)
    return parsed.data


@pytest.mark.parametrize(
    "text", ["5.10", "no", "Yes", "0x1F", "1_000", "2024-02-30", "1:30", ".inf", "=", "01"]
)
def test_a_scalar_stays_the_text_of_the_file(text):
    assert data_of(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "NULL"])
def test_a_plain_null_is_empty_and_a_quoted_one_is_text(text):
    assert data_of(f"a: {text}\n") == {"a": None}
    assert data_of(f'a: "{text}"\n') == {"a": text}


def test_control_and_direction_characters_are_cleaned_out():
    assert data_of('a: "x\\e[31m\\u202ey"\n"k\\u200fey": b\n') == {"a": "x[31my", "key": "b"}


def test_windows_line_ends_and_a_byte_order_mark_are_fine():
    assert data_of(b"\xef\xbb\xbfa: >-\r\n  one\r\n  two\r\nb: c\r\n") == {"a": "one two", "b": "c"}


def test_signs_within_prose_are_text():
    text = "Q&A for 5 * 3 & more! (50% *off*) no.#1"
    assert data_of(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize(
    ("source", "where", "words"),
    [
        ("a: b\n".encode("utf-16"), "1:1", "saved as UTF-16"),
        ("a: b\n".encode("utf-16-le"), "1:2", "Byte 2 is zero"),
        ("a: b\nc: caf\xe9\n".encode("latin-1"), "2:7", "(byte 0xE9) is not UTF-8"),
        (b"a: b\nc: \xc3\xa9\xff\n", "2:5", "(byte 0xFF) is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "3:1", "Byte 9 is zero"),
        (b"a: \x1b[31m\n", "1:4", "control character (U+001B)"),
        (b"a:\n\tb: c\n", "2:1", "indented with a tab"),
        (b"a:\n  \tb: c\n", "2:3", "indented with a tab"),
        (b"", "1:1", "The file is empty."),
        (b"# only a remark\n", "1:1", "The file is empty."),
        (b"---", "1:1", "The file is empty."),
        (b"--- ~\n", "1:1", "The file is empty."),
        (b"a: 1\na: 2\n", "2:1", "`a` stands here a second time"),
        (b'a: 1\n"a": 2\n', "2:1", "`a` stands here a second time"),
        (b"a: {b: 1, b: 2}\n", "1:11", "`b` stands here a second time"),
        (b"? [a]\n: b\n", "1:3", "A word is expected as the key"),
        (b"'': b\n", "1:1", "A word is expected as the key"),
        (b"a: &x b\n", "1:4", "An anchor (&x)"),
        (b"[a,*x]\n", "1:4", "An alias (*x)"),
        (b"a: !!python/object:os.system {}\n", "1:4", "A tag (!!python/object:os.system)"),
        (b"a: !x b\n", "1:4", "A tag (!x)"),
        (b"a: 1\n---\nb: 2\n", "2:1", "A second document"),
        (b"a: !x!y b\n", "1:4", "exclamation mark"),
        (b"%FOO bar\n--- a\n", "1:1", "A text cannot begin with this sign."),
    ],
)
def test_what_is_not_allowed_is_told_at_its_place(source, where, words):
    (problem,) = problems_of(source)
    assert problem.startswith(f"file.yaml:{where}")
    assert words in problem


def test_several_slips_of_one_file_are_told_together():
    assert [line.split(": ")[0] for line in problems_of("a: &x 1\nb: *x\n\tc: d\n")] == [
        "file.yaml:3:1",
        "file.yaml:1:4",
        "file.yaml:2:4",
    ]


def test_of_the_keys_that_cannot_be_used_no_more_are_told_than_one_reads():
    assert len(problems_of("a: 1\n" * (SHOWN + 2))) == SHOWN


def test_of_the_letters_with_too_many_accents_no_more_are_told_than_one_reads():
    accents = "\u0301" * 40
    told = problems_of(f"- e{accents}\n" * (SHOWN + 2))
    assert told[0].startswith("file.yaml:1:3: More than 30 accents stand on one letter here.")
    assert len(told) == SHOWN


def test_every_character_that_is_not_refused_as_a_control_character_is_one_that_the_parser_takes():
    printable = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xE000, 0xFFFE))))
    printable = re.sub(
        "['\u2028\u2029]", "", printable
    )  # the quote itself, and what YAML takes for line ends
    beyond = "".join(map(chr, range(0x1_0000, 0x11_0000)))
    assert len(data_of(f"a: '{printable}'\nb: {beyond}\n")["b"]) > 1_000_000


def test_an_alias_bomb_is_refused_before_it_grows():
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)
    )
    assert "An anchor (&a0)" in problems_of(bomb)[0]


@pytest.mark.parametrize(
    "unit", ["[", "{a: ", "- ", "? ", "[{a: ", "&a [", "!!x {b: ", "[[],", "'a", '"', "- - "]
)
def test_a_hundred_thousand_of_anything_is_answered_within_a_second(unit):
    source = (unit * 100_000)[:999_999].encode()
    started = time.perf_counter()
    parse("file.yaml", source)
    assert time.perf_counter() - started < 1


def test_a_file_of_more_items_than_any_standard_has_is_refused_before_they_fill_the_memory():
    (problem,) = problems_of("- {a: 1}\n" * 100_000)
    assert problem.startswith("file.yaml:16667:3: The file holds more keys and values than any standard.")


def test_a_file_that_goes_beyond_the_room_that_its_folder_has_left_is_refused_where_it_does():
    room = Room(7)
    assert isinstance(parse("first.yaml", b"- a\n- b\n", room), Tree)
    (problem,) = parse("second.yaml", b"- a\n- b\n- c\n- d\n", room)
    assert str(problem).startswith("second.yaml:1:1: The files up to here hold more keys and values than any")


def test_deep_nesting_is_told_where_it_gets_too_deep():
    (problem,) = problems_of("[" * 100_000)
    assert problem.startswith("file.yaml:1:20: The lists and keys are nested too deep here.")


def test_twenty_levels_are_not_too_deep():
    assert data_of("[" * 20 + "]" * 20)


def test_a_path_leads_back_to_the_place_of_value_and_key():
    tree = parse("file.yaml", b"a:\n  - b: c\n    d:\n")
    assert isinstance(tree, Tree)
    assert tree.place(("a", 0, "b")) == (2, 8)
    assert tree.place(("a", 0, "b"), at_key=True) == (2, 5)
    assert tree.place(("a", 0, "missing")) == (2, 5)


def test_a_path_on_from_a_text_leads_to_the_text():
    tree = parse("file.yaml", b"a:\n  - b\n")
    assert isinstance(tree, Tree)
    assert tree.place(("a", 0, "c", "d")) == (2, 5)
