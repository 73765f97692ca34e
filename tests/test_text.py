"""Cleaning and escaping of texts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import unicodedata
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from wwc_assess.text import clean, in_json, markdown, markdown_link, markdown_within, one_line, quoted

HOSTILE = [
    "[brackets] and [link](https://example.org) and ![image](x.png)",
    "[/x] [@click=quit] [^1] [^1]: note [x]: y",
    "<script>alert(1)</script> <!-- gone --> <https://example.org> <a@b.org>",
    "&amp; &#35; &copy; AT&T; R&D",
    "`code` ``more`` *a* **b** _c_ __d__ snake_case ~~e~~ ~f~ $g$ ^h^ |i| {.j} {{k}}",
    "# heading",
    "heading #",
    "heading ##",
    "heading \\#",
    "> quote",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "(1) item",
    "iv. item",
    "IV. item",
    "B) item",
    "(@) item",
    "#. item",
    "- [ ] task",
    "---",
    "===",
    "~~~",
    "```",
    ": definition",
    "::: div",
    "| a | b |",
    "% title",
    "\\begin{evil} C:\\Users\\x \\",
    "_@mention",
    "@mention and name@example.org or a@b@c",
    ":tada: at 14:02:11",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "--force a--b",
    "文字とカナ 🎉 ✓ ñ",
    "tab\there",
]

SECONDS = 5
"""More than a hundred times what it takes, so that only a text that takes the square of its length fails."""


def parser():
    """A reader of all that GitHub and Pandoc add to Markdown, as far as it has been written for Python."""
    return (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .use(front_matter_plugin)
        .use(footnote_plugin)
        .use(deflist_plugin)
        .use(dollarmath_plugin)
        .use(attrs_plugin)
        .use(attrs_block_plugin)
    )


def visible(source, block):
    """The text of a document that has one inline part, in a block of the given type, and nothing but text in it."""
    tokens = parser().parse(source)
    inline = [token for token in tokens if token.type == "inline"]
    assert block in {token.type for token in tokens}
    assert len(inline) == 1
    children = inline[0].children or []
    assert {child.type for child in children} <= {"text"}
    assert all(not token.attrs for token in tokens)
    return "".join(child.content for child in children)


any_text = st.text(
    st.one_of(st.sampled_from("\\`*_[]()<>{}#+-=.!|~^$&;:@%/aZ19é \n"), st.characters()), max_size=60
)
some_text = any_text.filter(one_line)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("around", "block"),
    [
        ("{}", "paragraph_open"),
        ("### {}", "heading_open"),
        ("- {}", "list_item_open"),
        ("> {}", "blockquote_open"),
    ],
)
def test_hostile_text_stays_text_in_every_block(text, around, block):
    assert visible(around.format(markdown(text)), block) == one_line(text)


@given(some_text)
@example("\\")
@example("a\\")
@example("##")
@example("_")
@example("&#9")
def test_any_text_is_shown_as_it_is(text):
    assert visible(markdown(text), "paragraph_open") == one_line(text)


@given(some_text)
def test_any_text_is_shown_as_it_is_in_a_heading(text):
    assert visible(f"## {markdown(text)}", "heading_open") == one_line(text)


@given(some_text)
def test_any_text_is_shown_as_it_is_after_a_label(text):
    assert visible(f"- Partly: {markdown(text)}", "list_item_open") == f"Partly: {one_line(text)}"


@given(some_text, some_text)
def test_any_text_keeps_to_its_table_cell(left, right):
    tokens = parser().parse(f"| a | b |\n| --- | --- |\n| {markdown(left)} | {markdown(right)} |")
    cells = [token.children or [] for token in tokens if token.type == "inline"]
    assert [[child.type for child in cell] for cell in cells[2:]] == [["text"], ["text"]]
    assert [cell[0].content for cell in cells[2:]] == [one_line(left), one_line(right)]


@pytest.mark.parametrize(
    "text",
    [
        "Minutes of 2025-03-01, at 14:02 (draft 2.1); R&D, 5 > 4, snake_case, it's J. Kim's “plan” – 50% done.",
        "Ask J. Kim about https://example.org/a_b-c?d=e#f.",
        "A. Torres",
        "Is this the 2. time? Yes - and + so on = fine!",
        "文字とカナ 🎉",
    ],
)
def test_prose_needs_no_backslash(text):
    assert markdown(text) == text


def test_a_bare_address_that_needs_escaping_does_not_become_a_link_on_github():
    assert markdown("see https://example.org/*a*") == r"see https\://example.org/\*a\*"
    assert markdown("see www.example.org/~me") == r"see www\.example.org/\~me"


def test_a_web_address_becomes_a_link_that_shows_where_it_goes():
    assert markdown_link("https://example.org/a_b?c=d&e=*f*") == "<https://example.org/a_b?c=d&e=*f*>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://example.org/a b",
        "https://example.org/>x<b>",
        "https://example.org/a|b",
        "https://x.org/\\`whoami`",
        "C:\\Users\\me\\plan.pdf",
        "//server/share",
    ],
)
def test_any_other_location_stays_text(address):
    assert visible(markdown_link(address), "paragraph_open") == address


@given(any_text)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "hidden", ["\x1b[2J", "\x9b2J", "\u202e", "\u2066", "\ufeff", "\x00", "\x7f", "\uffff"]
)
def test_what_steers_a_terminal_or_hides_text_is_taken_out(hidden):
    assert not set(hidden[:1]) & set(clean(f"a{hidden}b"))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        *(("\u0300\u0327", 50_000), ("\u0f73", 100_000), ("\u0344", 100_000), ("\ud800\x9b", 50_000)),
        *(("www.", 25_000), ("http:", 20_000), ("&#", 50_000), ("_a*", 30_000), ("\u2014", 100_000)),
    ],
    ids=ascii,
)
def test_no_text_of_the_length_of_a_note_keeps_anybody_waiting(text, times):
    long = f"\\{text * times}"
    begun = process_time()
    markdown_within(clean(long))
    markdown_link(long)
    assert process_time() - begun < SECONDS


@given(st.text(st.sampled_from("ae\u0300\u0327\u0344\u0f73\u0958\u3099\U0001d160-\u2014"), max_size=200))
@example("\u0344" * 40)
@example("e" + "\u0f73" * 40 + "\u0301")
def test_no_letter_carries_more_marks_than_any_language_has(text):
    kept = clean(text)
    assert max((len(run) for run in re.findall("[\u0300-\u036f\u0f71\u0f72\u3099]+", kept)), default=0) <= 30
    assert clean(kept) == kept
    if len(text) <= 15:
        assert kept == unicodedata.normalize("NFC", text)


def test_every_line_end_becomes_a_newline():
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_one_line_joins_lines_and_runs_of_blanks():
    assert one_line(" a\n\tb \u00a0 c ") == "a b c"


@pytest.mark.skipif(os.name == "nt", reason="the rules of POSIX shells")
@pytest.mark.parametrize("path", ["plain", "with blank", "it's", "$HOME", "a;b", "-x*", 'say "hi"'])
def test_a_path_is_quoted_so_that_a_shell_takes_it_as_it_is(path):
    printed = subprocess.run(["/bin/sh", "-c", f"printf %s {quoted(path)}"], capture_output=True, check=True)
    assert printed.stdout.decode() == path


def test_a_path_that_needs_no_quotes_has_none():
    assert quoted("records/carlsbad") == "records/carlsbad"


def test_json_as_it_is_printed_keeps_every_text_and_holds_no_sign_that_steers_a_terminal():
    text = "é 🎉 \x7f \x9b \u202e \udc80 \U0001ffff"
    printed = in_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(printed) == text
    assert printed == clean(printed) != json.dumps(text)
