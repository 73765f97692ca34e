"""Kinds of mangling for the shipped criteria files, each with the place at which it has to be told.

Where two lines contradict each other, the one that its neighbors do not share is told; where nothing says which of two
lines is meant, the lower one. A quote that is not closed is told where it opens. A key that is missing is told at the
item or file that lacks it. A text that took in what stands below it is told where the text begins.
"""

# Signs that look like others are what some kinds are about.
# ruff: noqa: RUF001

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

import yaml

from wwc_assess.standard import schema
from wwc_assess.standard.library import DEFAULT_STANDARD, shipped_folder

SHIPPED = shipped_folder() / DEFAULT_STANDARD
SMALL = ("standard.yaml", "community-impact.yaml", "examples.yaml", "terms.yaml")
"""One file of each form; the practice file stands for all others."""
RARE = {
    "    need: all\n": "    need: all\n    requires: [CI2]\n    weight: 1\n    status: active\n"
    "    replaces: [v2:CE1]\n    contradicts: [CI3]\n",
    "short: WWC 2022\n": "short: WWC 2022\nincomplete: Only for trying things out.\n",
    "        year: 2018\n": "        year: 2018\n        source: tucson\n",
    "  - term: access review\n": "  - term: access review\n    source: A dictionary\n",
}
"""Keys that the shipped files leave out, put in where they may stand."""
FORMS = {
    "standard.yaml": schema.StandardFile,
    "examples.yaml": schema.ExamplesFile,
    "terms.yaml": schema.TermsFile,
}

# Every key that the files may hold, by the way to it; the required ones are marked with a star.
KEYS = {
    "standard": "*title short edition publisher summary unofficial incomplete *practices[] *levels[] core{} not_applicable "
    "requirements[] notes[] sources{}",
    "standard/levels": "*id *title *at_least seen[]",
    "standard/levels/seen": "*points *note *source",
    "standard/core": "*rule *source",
    "standard/requirements": "*id *title *statement notes[] sources[]",
    "standard/notes": "*text sources[]",
    "standard/sources/bit_hub": "*what url",
    "practice": "*practice *title summary *criteria[]",
    "practice/criteria": "*id *title core *statement why need checks[] documents[] requires[] weight status replaces[] "
    "contradicts[] notes[] examples[] resources[] origin{}",
    "practice/criteria/checks": "*id *ask if_not watch_out effort",
    "practice/criteria/documents": "*id *what must_show fresh max_age optional effort",
    "practice/criteria/examples": "*city *year *what url source",
    "practice/criteria/resources": "*title *publisher *url",
    "practice/criteria/origin": "statement checks documents sources[]",
    "terms": "*terms[]",
    "terms/terms": "*term *meaning also[] source",
    "examples": "*given{} *expect{}",
    "examples/given": "met core not_met[]",
    "examples/expect": "*level because borderline",
}


@dataclass(frozen=True)
class Entry:
    """A key of a shipped file with its value, lines and columns from 1."""

    file: str
    level: str
    """The keys on the way to it, list positions left out."""
    key: str
    line: int
    column: int
    value: tuple[int, int]
    """Where its value begins."""
    last: int
    """The last line of its value."""
    span: tuple[int, int]
    """Where its value stands, in characters."""
    parent: tuple[int, int]
    """Where what holds it begins."""
    flow: bool
    kind: str
    """scalar, folded, list or group."""


@dataclass(frozen=True)
class Mangled:
    """A file after a mangling, and where that has to be told."""

    file: str
    data: bytes
    line: int
    column: int | None = None
    words: str = ""


@cache
def text(name):
    """Return a shipped file, with the keys that it leaves out put in once."""
    found = (SHIPPED / name).read_text(encoding="utf-8")
    for old, new in RARE.items():
        found = found.replace(old, new, 1)
    if name == "community-impact.yaml":
        # Of a document that has none.
        found = found.replace("        max_age:", "        optional: true\n        max_age:", 1)
        found = found.replace("    title: Community Data", "    core: false\n    title: Community Data", 1)
    return found


@cache
def entries(name):
    """Return every key of a shipped file."""
    root = yaml.compose(text(name), Loader=yaml.CSafeLoader)
    form = name.removesuffix(".yaml")
    return tuple(_entries(name, form if name in FORMS else "practice", root, flow=False))


def _entries(name, level, node, *, flow):
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _entries(name, level, item, flow=flow)
    if isinstance(node, yaml.MappingNode):
        flow = flow or node.flow_style
        for key, value in node.value:
            start, end = value.start_mark, value.end_mark
            blank = text(name)[start.index : end.index]
            last = start.line + len(blank.rstrip().split("\n")) if blank else start.line + 1
            kind = "group" if isinstance(value, yaml.MappingNode) else "list"
            if isinstance(value, yaml.ScalarNode):
                kind = "folded" if value.style in {"|", ">"} else "scalar"
            yield Entry(
                name,
                level,
                key.value,
                key.start_mark.line + 1,
                key.start_mark.column + 1,
                (start.line + 1, start.column + 1),
                last,
                (start.index, start.index + len(blank.rstrip())),
                (node.start_mark.line + 1, node.start_mark.column + 1),
                flow,
                kind,
            )
            yield from _entries(name, f"{level}/{key.value}", value, flow=flow)


def lines(name):
    return text(name).split("\n")


def sites(kind, count, names=SMALL):
    """Return block entries of the small files for a kind of mangling, always the same, the first and the last of a
    file among them."""
    found = []
    for name in names:
        some = [entry for entry in entries(name) if not entry.flow]
        chance = random.Random(f"{kind} {name}")  # noqa: S311  a choice of places
        found += [some[0], some[-1], *chance.sample(some, min(count, len(some)))]
    return found


# ---------------------------------------------------------------------------------------------------------------------
# Lines

_ENTRY = re.compile(r"( *)(- )?([\w]+):(?: (.*))?$")


@dataclass(frozen=True)
class Line:
    """The line of a key, in its parts."""

    indent: str
    dash: str
    key: str
    value: str
    folded: bool
    alone: bool
    """Whether its neighbors say nothing about its column."""
    below: bool
    """Whether it stands below folded text, which takes in what is indented more."""

    @property
    def plain(self):
        return bool(self.value) and not self.folded and self.value[0] not in "[{\"'"

    @property
    def start(self):
        return len(self.indent) + len(self.dash) + 1

    @property
    def at(self):
        """The column of its value."""
        return self.start + len(self.key) + 2

    def put(self, value, *, key=None, indent=None, dash=None):
        indent = self.indent if indent is None else indent
        dash = self.dash if dash is None else dash
        return f"{indent}{dash}{self.key if key is None else key}: {value}".rstrip(" ")


def line_of(entry):
    """Return the parts of an entry's line; None where there is more to it."""
    match = _ENTRY.match(lines(entry.file)[entry.line - 1])
    if not match:
        return None
    group = [other for other in entries(entry.file) if other.parent == entry.parent]
    above = [other for other in entries(entry.file) if other.last < entry.line][-1:]
    below = (bool(above) and above[0].kind == "folded") or lines(entry.file)[entry.line - 2].startswith(
        "        "
    )
    return Line(match[1], match[2] or "", match[3], match[4] or "", match[4] == ">-", len(group) == 1, below)


def plain(make):
    return lambda line: make(line) if line.plain else None


def folded(make):
    return lambda line: make(line) if line.folded else None


def dashed(make):
    return lambda line: make(line) if line.dash else None


def inner(make):
    return lambda line: make(line) if line.indent else None


# Name, what becomes of the line (None: not here), the column (a function, or None: any), words of the problem.
# A result of two parts is the line and how many lines below it the slip is to be told.
LINES = {
    # Dashes and bullets
    "a dash without its blank": (
        dashed(lambda one: one.put(one.value, dash="-")),
        lambda one: len(one.indent) + 1,
        "",
    ),
    "a star for a dash": (dashed(lambda one: one.put(one.value, dash="* ")), None, ""),
    "a plus for a dash": (dashed(lambda one: one.put(one.value, dash="+ ")), None, ""),
    "a bullet for a dash": (dashed(lambda one: one.put(one.value, dash="• ")), None, ""),
    "a long dash for a dash": (dashed(lambda one: one.put(one.value, dash="– ")), None, ""),
    "a longer dash for a dash": (dashed(lambda one: one.put(one.value, dash="— ")), None, ""),
    "a middle dot for a dash": (dashed(lambda one: one.put(one.value, dash="· ")), None, ""),
    "two dashes for one": (dashed(lambda one: one.put(one.value, dash="-- ")), None, ""),
    "a number for a dash": (dashed(lambda one: one.put(one.value, dash="1) ")), None, ""),
    "a dash left out": (dashed(lambda one: one.put(one.value, dash="  ")), None, ""),
    "a dash and its blank left out": (dashed(lambda one: one.put(one.value, dash="")), None, ""),
    "a dash too many": (
        lambda one: None if one.alone else one.put(one.value, dash=f"{one.dash}- "),
        None,
        "",
    ),
    "a dash and a tab": (dashed(lambda one: one.put(one.value, dash="-\t")), None, ""),
    "a tab after the key": (lambda one: f"{one.indent}{one.dash}{one.key}\t {one.value}", None, ""),
    # Colons
    "a colon left out": (lambda one: f"{one.indent}{one.dash}{one.key} {one.value}".rstrip(), None, ""),
    "a blank after the colon left out": (
        plain(lambda one: f"{one.indent}{one.dash}{one.key}:{one.value}"),
        None,
        "",
    ),
    "a semicolon for a colon": (
        lambda one: f"{one.indent}{one.dash}{one.key}; {one.value}".rstrip(),
        None,
        "",
    ),
    "an equals sign for a colon": (
        lambda one: f"{one.indent}{one.dash}{one.key} = {one.value}".rstrip(),
        None,
        "",
    ),
    "a comma for a colon": (lambda one: f"{one.indent}{one.dash}{one.key}, {one.value}".rstrip(), None, ""),
    "an arrow for a colon": (
        lambda one: f"{one.indent}{one.dash}{one.key} => {one.value}".rstrip(),
        None,
        "",
    ),
    "a wide colon": (lambda one: f"{one.indent}{one.dash}{one.key}： {one.value}".rstrip(), None, ""),
    "two colons": (
        lambda one: one.put(one.value, key=f"{one.key}:"),
        lambda one: one.start,
        "",
    ),
    "a colon in a remark": (lambda one: f"{one.indent}{one.dash}{one.key} #: {one.value}".rstrip(), None, ""),
    "a number sign in the key": (
        lambda one: one.put(one.value, key=f"{one.key}#"),
        lambda one: one.start,
        "",
    ),
    "a colon in the text": (
        plain(lambda one: one.put(f"Note: {one.value}")),
        lambda one: one.at + 4,
        "A colon followed by",
    ),
    "the key a second time in its line": (
        plain(lambda one: one.put(f"{one.key}: {one.value}")),
        None,
        "A colon followed by",
    ),
    "a colon at the end of the text": (
        plain(lambda one: one.put(f"{one.value}:")),
        None,
        "A colon followed by",
    ),
    "no key before the colon": (lambda one: one.put(one.value, key=""), None, ""),
    # Quotes
    "an opening double quote": (
        plain(lambda one: one.put(f'"{one.value}')),
        lambda one: one.at,
        "The quote opened here",
    ),
    "an opening single quote": (
        plain(lambda one: None if "'" in one.value else one.put(f"'{one.value}")),
        lambda one: one.at,
        "The quote opened here",
    ),
    "text after a double quote": (
        plain(lambda one: one.put(f'"Quoted" {one.value}')),
        lambda one: one.at + 9,
        "",
    ),
    "text after a single quote": (
        plain(lambda one: one.put(f"'Quoted' {one.value}")),
        lambda one: one.at + 9,
        "",
    ),
    "a quote closed by its other kind": (
        plain(lambda one: one.put(f"\"{one.value}'")),
        lambda one: one.at,
        "The quote opened here",
    ),
    "a key with an opening double quote": (
        lambda one: one.put(one.value, key=f'"{one.key}'),
        lambda one: one.start,
        "",
    ),
    "a key with an opening single quote": (
        lambda one: one.put(one.value, key=f"'{one.key}"),
        lambda one: one.start,
        "",
    ),
    "a backslash": (
        plain(lambda one: one.put('"C:\\Users"')),
        lambda one: one.at + 5,
        "A backslash in double quotes",
    ),
    "a broken hexadecimal escape": (
        plain(lambda one: one.put('"\\xZZ"')),
        None,
        "A backslash in double quotes",
    ),
    "a broken long escape": (plain(lambda one: one.put('"\\u12"')), None, "A backslash in double quotes"),
    "an escape beyond Unicode": (
        plain(lambda one: one.put('"\\UFFFFFFFF"')),
        None,
        "A backslash in double quotes",
    ),
    "half a character escaped": (
        plain(lambda one: one.put('"\\uD800"')),
        None,
        "A backslash in double quotes",
    ),
    # Indentation
    "indented by one": (
        lambda one: None if one.alone or one.below else one.put(one.value, indent=f"{one.indent} "),
        None,
        "",
    ),
    "indented by three": (
        lambda one: None if one.alone or one.below else one.put(one.value, indent=f"{one.indent}   "),
        None,
        "",
    ),
    "one blank too few": (
        inner(lambda one: None if one.alone else one.put(one.value, indent=one.indent[1:])),
        None,
        "",
    ),
    "a tab for the indentation": (
        inner(lambda one: one.put(one.value, indent="\t")),
        lambda _one: 1,
        "indented with a tab",
    ),
    "a tab at the end of it": (
        inner(lambda one: one.put(one.value, indent=f"{one.indent[:-1]}\t")),
        lambda one: len(one.indent),
        "indented with a tab",
    ),
    "a tab before the dash": (
        dashed(lambda one: one.put(one.value, dash=f"\t{one.dash}")),
        None,
        "indented with a tab",
    ),
    "a wide blank for one": (
        inner(lambda one: one.put(one.value, indent=f"{one.indent[:-1]}\u00a0")),
        None,
        "",
    ),
    "an ideographic blank for two": (
        inner(lambda one: one.put(one.value, indent=f"{one.indent[:-2]}\u3000")),
        None,
        "",
    ),
    # Brackets
    "a list opened": (
        plain(lambda one: one.put(f"[{one.value}")),
        lambda one: one.at,
        "The list opened with [",
    ),
    "a group opened": (
        plain(lambda one: one.put(f"{{{one.value}")),
        lambda one: one.at,
        "The group opened with {",
    ),
    "a list in a list opened": (
        plain(lambda one: one.put(f"[[a], [{one.value}]")),
        lambda one: one.at,
        "The list opened with [",
    ),
    "a list closed by a brace": (plain(lambda one: one.put("[a, b}")), None, ""),
    "a group closed by a bracket": (plain(lambda one: one.put("{a: b]")), None, ""),
    "a closing bracket before text": (
        plain(lambda one: one.put(f"] {one.value}")),
        lambda one: one.at,
        "cannot begin with this",
    ),
    "a closing brace before text": (
        plain(lambda one: one.put(f"}} {one.value}")),
        lambda one: one.at,
        "cannot begin with this",
    ),
    "a comma before text": (
        plain(lambda one: one.put(f", {one.value}")),
        lambda one: one.at,
        "cannot begin with this",
    ),
    "text after a list": (plain(lambda one: one.put("[a] b")), lambda one: one.at + 4, ""),
    "text after a group": (plain(lambda one: one.put("{a: b} c")), lambda one: one.at + 7, ""),
    "two commas in a list": (plain(lambda one: one.put("[a,, b]")), lambda one: one.at + 3, ""),
    "brackets nested too deep": (plain(lambda one: one.put("[" * 40 + "]" * 40)), None, "nested too deep"),
    "brackets without an end": (plain(lambda one: one.put("[" * 2_000)), None, "nested too deep"),
    "braces nested too deep": (plain(lambda one: one.put("{a: " * 40 + "}" * 40)), None, "nested too deep"),
    "dashes nested too deep": (
        lambda one: (f"{one.put('')}\n{one.indent}    {'- ' * 40}a", 1) if not one.value else None,
        None,
        "nested too deep",
    ),
    # Signs that begin something else
    "an anchor": (lambda one: one.put(f"&a {one.value}"), lambda one: one.at, "An anchor (&a)"),
    "an anchor without a name": (
        lambda one: one.put(f"& {one.value}"),
        lambda one: one.at,
        "cannot begin with this",
    ),
    "an alias": (plain(lambda one: one.put("*a")), lambda one: one.at, "An alias (*a)"),
    "an alias without a name": (
        plain(lambda one: one.put("* a")),
        lambda one: one.at,
        "cannot begin with this",
    ),
    "a text in stars": (
        plain(lambda one: one.put("*very* good")),
        lambda one: one.at,
        "cannot begin with this",
    ),
    "an alias as key": (
        lambda one: f"{one.indent}{one.dash}*a : {one.value}",
        lambda one: one.start,
        "An alias (*a)",
    ),
    "an anchor before the key": (
        lambda one: one.put(one.value, key=f"&a {one.key}"),
        lambda one: one.start,
        "An anchor (&a)",
    ),
    "a tag": (lambda one: one.put(f"!!str {one.value}"), lambda one: one.at, "A tag (!!str)"),
    "a tag of one's own": (lambda one: one.put(f"!mine {one.value}"), lambda one: one.at, "A tag (!mine)"),
    "a tag that runs Python": (
        lambda one: one.put(f"!!python/object/apply:os.system {one.value}"),
        lambda one: one.at,
        "A tag (!!python/object",
    ),
    "a tag by its address": (
        lambda one: one.put(f"!<tag:a,b> {one.value}"),
        lambda one: one.at,
        "A tag (tag:a,b)",
    ),
    "a tag with an unknown handle": (
        plain(lambda one: one.put(f"!a!b {one.value}")),
        None,
        "exclamation mark",
    ),
    "a tag that is cut off": (plain(lambda one: one.put(f"!<tag {one.value}")), None, "exclamation mark"),
    "a tag before the key": (
        lambda one: one.put(one.value, key=f"!!str {one.key}"),
        lambda one: one.start,
        "A tag (!!str)",
    ),
    "an at sign": (
        plain(lambda one: one.put(f"@{one.value}")),
        lambda one: one.at,
        "cannot begin with this sign",
    ),
    "a backtick": (
        plain(lambda one: one.put(f"`{one.value}`")),
        lambda one: one.at,
        "cannot begin with this sign",
    ),
    "a percent sign": (
        plain(lambda one: one.put(f"%{one.value}")),
        lambda one: one.at,
        "cannot begin with this sign",
    ),
    "a percent sign before the line": (
        lambda one: f"%{one.put(one.value)}",
        lambda _one: 1,
        "cannot begin with this sign",
    ),
    "a directive": (lambda one: f"%YAML 1.2\n{one.put(one.value)}", lambda _one: 1, ""),
    "a question mark before the key": (lambda one: one.put(one.value, dash=f"{one.dash}? "), None, ""),
    "a list item in the line": (
        plain(lambda one: one.put(f"- {one.value}")),
        lambda one: one.at,
        "A list item cannot begin",
    ),
    "a pipe before text": (plain(lambda one: one.put(f"| {one.value}x")), None, "The sign for folded text"),
    "an angle before text": (plain(lambda one: one.put(f"> {one.value}x")), None, "The sign for folded text"),
    # Folded text
    "text after the sign for folded text": (
        folded(lambda one: one.put(">- text")),
        None,
        "The sign for folded text",
    ),
    "a star after it": (folded(lambda one: one.put(">*")), None, "The sign for folded text"),
    "an indentation of nine": (
        folded(lambda one: one.put(">9")),
        lambda one: one.at,
        "The sign for folded text",
    ),
    "an indentation of eight, cut": (
        folded(lambda one: one.put(">-8")),
        lambda one: one.at,
        "The sign for folded text",
    ),
    "an indentation of nothing": (folded(lambda one: one.put(">0")), None, "The sign for folded text"),
    "an indentation of two digits": (folded(lambda one: one.put("|-12")), None, "The sign for folded text"),
    "the sign for folded text without a colon": (
        folded(lambda one: f"{one.indent}{one.dash}{one.key} >-"),
        None,
        "",
    ),
    "text of folded text to the left": (
        folded(lambda one: (f"{one.put('>-')}\nOut here.", 1)),
        lambda _one: 1,
        "",
    ),
    "text of folded text at its key": (
        folded(
            lambda one: None if one.alone else (f"{one.put('>-')}\n{' ' * (one.start - 1)}Text below.", 1)
        ),
        None,
        "",
    ),
    # Documents
    "a document in the middle": (
        lambda one: (f"{one.put(one.value)}\n---" if one.value else None) and None,
        None,
        "",
    ),
    "a line that begins a document": (lambda one: f"--- {one.put(one.value)}", None, ""),
    # Junk
    "a word alone": (lambda one: f"junk\n{one.put(one.value)}", None, ""),
    "a word alone, indented": (lambda one: f"{one.indent}junk\n{one.put(one.value)}", None, ""),
    "a conflict left by git": (lambda one: f"<<<<<<< HEAD\n{one.put(one.value)}", lambda _one: 1, ""),
    "the middle of one": (lambda one: f"=======\n{one.put(one.value)}", lambda _one: 1, ""),
    "JSON": (lambda one: f'{one.indent}{{"{one.key}": "x"}}\n{one.put(one.value)}', None, ""),
    "a merge key": (
        plain(lambda one: one.put("{a: b}", key="<<")),
        lambda one: one.start,
        "A merge key (<<)",
    ),
    "a list as key": (
        lambda one: one.put(one.value, key="[a]"),
        lambda one: one.start,
        "A word is expected as the key",
    ),
    "a group as key": (
        lambda one: one.put(one.value, key="{a: b}"),
        lambda one: one.start,
        "A word is expected as the key",
    ),
    "an empty key": (
        lambda one: one.put(one.value, key='""'),
        lambda one: one.start,
        "A word is expected as the key",
    ),
    # Signs nobody sees
    "a zero byte": (lambda one: one.put(f"\0{one.value}"), lambda one: one.at, "is zero"),
    "an escape sequence": (lambda one: one.put(f"\x1b[31m{one.value}"), lambda one: one.at, "(U+001B)"),
    "a bell in the key": (
        lambda one: one.put(one.value, key=f"{one.key}\x07"),
        lambda one: one.at - 2,
        "(U+0007)",
    ),
    "a delete sign": (lambda one: one.put(f"\x7f{one.value}"), lambda one: one.at, "(U+007F)"),
    "a next line sign": (lambda one: one.put(f"\x85{one.value}"), lambda one: one.at, "(U+0085)"),
    "a C1 control": (lambda one: one.put(f"\x9b{one.value}"), lambda one: one.at, "(U+009B)"),
    "a line separator": (lambda one: one.put(f"\u2028{one.value}"), lambda one: one.at, "(U+2028)"),
    "a paragraph separator": (lambda one: one.put(f"\u2029{one.value}"), lambda one: one.at, "(U+2029)"),
    "a form feed": (lambda one: one.put(f"\x0c{one.value}"), lambda one: one.at, "(U+000C)"),
    "a vertical tab": (lambda one: one.put(f"\x0b{one.value}"), lambda one: one.at, "(U+000B)"),
    "a noncharacter": (lambda one: one.put(f"\uffff{one.value}"), lambda one: one.at, "(U+FFFF)"),
    "accents piled up": (
        plain(lambda one: one.put("a" + "\u0301\u0323" * 40)),
        lambda one: one.at,
        "More than 30 accents",
    ),
    "a soft hyphen in the key": (
        lambda one: one.put(one.value, key=f"{one.key}\u00ad"),
        lambda one: one.start,
        "",
    ),
    "a look-alike letter in the key": (
        lambda one: (
            one.put(one.value, key=one.key.replace("e", "е").replace("i", "і"))
            if set(one.key) & set("ei")
            else None
        ),
        lambda one: one.start,
        "",
    ),
}
del LINES["a document in the middle"]

# What becomes of the bytes of the line's text.
BYTES = {
    "a byte of Latin-1": (b"caf\xe9", 3, "(byte 0xE9)"),
    "a byte of Windows": (b"\x93text\x94", 0, "(byte 0x93)"),
    "a byte that is never UTF-8": (b"\xff", 0, "(byte 0xFF)"),
    "half a surrogate": (b"a\xed\xa0\x80", 1, "(byte 0xED)"),
    "a character cut off": (b"ab\xe2\x82", 2, "(byte 0xE2)"),
    "a continuation alone": (b"a\x80", 1, "(byte 0x80)"),
    "an overlong slash": (b"\xc0\xaf", 0, "(byte 0xC0)"),
    "a sign beyond Unicode": (b"\xf4\x90\x80\x80", 0, "(byte 0xF4)"),
}


def by_line(kind, count):
    """Give a kind of mangling at places of the shipped files."""
    make, column, words = LINES[kind]
    for entry in sites(kind, count):
        line = line_of(entry)
        made = line and make(line)
        if made is None:
            continue
        made, below = made if isinstance(made, tuple) else (made, 0)
        found = lines(entry.file)
        before, after = found[: entry.line - 1], found[entry.line :]
        data = "\n".join([*before, made, *after]).encode()
        yield Mangled(entry.file, data, entry.line + below, column and column(line), words)


def by_bytes(kind, count):
    put, behind, words = BYTES[kind]
    for entry in sites(kind, count):
        line = line_of(entry)
        if line and line.plain:
            found = [one.encode() for one in lines(entry.file)]
            found[entry.line - 1] = line.put("").encode() + b" " + put
            yield Mangled(entry.file, b"\n".join(found), entry.line, line.at + behind, words)


# ---------------------------------------------------------------------------------------------------------------------
# Keys


def by_key(level, key):
    """Give each way to mangle a key of a level, at the first place of the shipped files that has it: name, mangling."""
    name = file_of(level)
    entry = next(e for e in entries(name) if (e.level, e.key) == (level, key.strip("*[]{}")))
    here = entry.line, entry.column
    yield "misspelt", _spliced(entry, key=f"{entry.key}x"), here, "There is no key"
    yield "unknown", _spliced(entry, key="zzz"), here, "There is no key"
    yield "in capitals", _spliced(entry, key=entry.key.upper()), here, "There is no key"
    yield "twice", *_twice(entry), "stands here a second time"
    if "[]" in key or "{}" in key:
        yield "as text", _spliced(entry, value="some text"), _behind(entry), "should be a"
        other, shape = ("{a: b}", "list") if "[]" in key else ("[a, b]", "group")
        yield f"not as a {shape}", _spliced(entry, value=other), _behind(entry), "should be a"
    else:
        yield "as a list", _spliced(entry, value="[a, b]"), _behind(entry), ""
        yield "as a group", _spliced(entry, value="{a: b}"), _behind(entry), ""
        yield "beyond all bounds", _spliced(entry, value="x" * 5_000), _behind(entry), ""
    empty = ("~", 1) if entry.flow else ("", 0)
    yield "with nothing after it", _spliced(entry, value=empty[0]), _behind(entry, empty[1]), "is empty"
    if key.startswith("*") and level != "terms":  # without its one key that file is empty
        yield "left out", _without(entry), entry.parent, "is missing"


def _without(entry):
    """Return the file without an entry; the first of an item leaves a remark in its place, so that the rest stays."""
    whole, place = text(entry.file), _key_at(entry)
    if entry.flow:
        rest = whole[entry.span[1] :]
        return whole[:place] + (rest.removeprefix(", "))
    found = lines(entry.file)
    ends = whole.count("\n", 0, entry.span[1]) + 1
    first = found[entry.line - 1]
    if "- " in first[: entry.column - 1]:
        head = first[: entry.column - 1]
        return "\n".join([*found[: entry.line - 1], head + found[ends].lstrip(), *found[ends + 1 :]])
    return "\n".join([*found[: entry.line - 1], *found[ends:]])


def file_of(level):
    form = level.partition("/")[0]
    return f"{form}.yaml" if f"{form}.yaml" in FORMS else "community-impact.yaml"


def _behind(entry, blanks=1):
    return entry.line, entry.column + len(entry.key) + 1 + blanks


def _key_at(entry):
    found = lines(entry.file)
    return sum(len(line) + 1 for line in found[: entry.line - 1]) + entry.column - 1


def _spliced(entry, *, key=None, value=None):
    """Return the file with another key or value for an entry."""
    whole, place = text(entry.file), _key_at(entry)
    end = entry.span[1]
    end_of_key = place + len(entry.key)
    if value is None:
        return whole[:place] + key + whole[end_of_key:]
    return whole[:place] + (key or entry.key) + ":" + (f" {value}" if value else "") + whole[end:]


def _twice(entry):
    """Return the file with an entry a second time, and where that stands."""
    whole, place = text(entry.file), _key_at(entry)
    said = whole[place : entry.span[1]]
    if entry.flow:
        return whole[: entry.span[1]] + f", {said}" + whole[entry.span[1] :], (
            entry.line,
            entry.column + len(said) + 2,
        )
    indent = " " * (entry.column - 1)
    return (
        whole[: entry.span[1]] + f"\n{indent}{entry.key}: x" + whole[entry.span[1] :],
        (whole.count("\n", 0, entry.span[1]) + 2, entry.column),
    )
