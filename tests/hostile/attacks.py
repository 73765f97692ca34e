"""Folders that try to eat time or memory, each built on the small standard or on the shipped one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "standard"))

from folders import ALPHA, BETA, STANDARD, written

MEGABYTE = 1_000_000


def _file(content):
    """Return what writes the small standard with one practice file of other content."""
    data = content.encode() if isinstance(content, str) else content
    return lambda folder: written(folder, beta=data)


def _many(stem, count, content):
    """Return what writes as many practice files, each listed."""

    def write(folder):
        listed = STANDARD.replace("[alpha, beta]", f"[{', '.join(f'{stem}{n}' for n in range(count))}]")
        files = {f"{stem}{n}": content(n) for n in range(count)}
        return written(folder, standard=listed, alpha=None, beta=None, examples=None, terms=None, **files)

    return write


def _criteria(count, more=lambda _n: "", prefix="C"):
    """Return a practice file of as many criteria."""
    items = "".join(f"- {{id: {prefix}{n}, title: t, statement: s{more(n)}}}\n" for n in range(count))
    return f"practice: {prefix}\ntitle: t\ncriteria:\n{items}"


def _alike(length):
    """Return names that are nearly the same, so that comparing them is as slow as can be."""
    return [f"{'ab' * (length // 2 - 3)}{n:06d}" for n in range(2_000)]


def _bomb(levels):
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def _near_names(folder):
    names = _alike(36)
    ask = "".join(
        f"- {{id: Q{n}, title: t, statement: s, requires: [{names[n][:-1]}x]}}\n" for n in range(100)
    )
    known = [f"- {{id: {name}, title: t, statement: s}}\n" for name in names]
    parts = {
        f"p{n}": f"practice: P{n}\ntitle: t\ncriteria:\n{''.join(known[n * 400 : n * 400 + 400])}"
        for n in range(4)
    }
    listed = STANDARD.replace("[alpha, beta]", "[p0, p1, p2, p3, ask]")
    asking = f"practice: ASK\ntitle: t\ncriteria:\n{ask}"
    return written(
        folder, standard=listed, alpha=None, beta=None, examples=None, terms=None, ask=asking, **parts
    )


def _links(folder):
    written(folder)
    for number in range(150):
        (folder / f"loop{number}.yaml").symlink_to(f"loop{(number + 1) % 150}.yaml")


def _odd_files(folder):
    written(folder)
    os.mkfifo(folder / "pipe.yaml")
    (folder / "device.yaml").symlink_to("/dev/zero")
    (folder / "folder.yaml").mkdir()
    (folder / "inside.yaml").symlink_to("folder.yaml")
    (folder / "gone.yaml").symlink_to("nowhere.yaml")
    (folder / "itself.yaml").symlink_to("itself.yaml")


def _sparse(folder):
    written(folder)
    with (folder / "beta.yaml").open("wb") as file:
        file.truncate(1 << 40)


def _crowd(folder):
    written(folder)
    for number in range(20_000):
        (folder / f"x{number}.yaml").touch()


ATTACKS = {
    "a billion laughs": _file(_bomb(40)),
    "a billion laughs as merge keys": _file("a: &a {k: v}\n" + "b:\n" + "  <<: *a\n" * 60_000),
    "a text of a whole file": _file("practice: " + "x" * (MEGABYTE - 20)),
    "a text of ten megabytes": _file("practice: " + "x" * 10 * MEGABYTE),
    "a text of a million short lines": _file("practice: >-\n" + " x\n" * 330_000),
    "a key of a whole file": _file("k" * (MEGABYTE - 10) + ": v\n"),
    "a key of many blanks": _file("practice" + " " * (MEGABYTE - 20) + ": v\n"),
    "a million brackets": _file("[" * MEGABYTE),
    "a million pairs of brackets": _file("[]" * (MEGABYTE // 2)),
    "a million braces": _file("{" * MEGABYTE),
    "brackets closed again": _file("practice: " + "[" * 19 + "]" * 19 + "[" * 900_000),
    "dashes nested": _file("- " * (MEGABYTE // 2)),
    "question marks nested": _file("? " * (MEGABYTE // 2)),
    "indented ever deeper": _file("".join(" " * n + "a:\n" for n in range(1_300))),
    "as many keys as fit": _file("".join(f"k{n}: v\n" for n in range(100_000))),
    "as many unknown keys as are read": _file("".join(f"k{n}: v\n" for n in range(24_990))),
    "one key again and again": _file("k: v\n" * 24_990),
    "keys misspelled within each criterion": _file(_criteria(3_000, lambda n: f", statemnt: {n}")),
    "a list of empty values": _file("practice: [" + "," * 400_000),
    "commas": _file("practice: [" + "a," * 24_000 + "]\n"),
    "quotes": _file('"' * MEGABYTE),
    "quotes that never end": _file("practice: '" + "a b\n" * 249_000),
    "colons": _file(": " * (MEGABYTE // 2)),
    "ampersands": _file("practice: " + "&a " * 300_000),
    "exclamation marks": _file("practice: [" + "!a b," * 190_000),
    "lines of an odd indentation": _file("a: b\n" * 200_000 + "  c: d\n"),
    "odd lines in turn": _file("a:\n" + "  b:\n     c: d\n" * 60_000 + " e: f\n"),
    "a list without an end": _file("a:\n" + "  - b\n" * 160_000 + " - c\n"),
    "text before a colon": _file("a\n" * 490_000 + "b: c\n"),
    "text with a colon before its end": _file("a: b\n" + "  c\n" * 240_000 + "  d: e\n"),
    "an open quote over many lines": _file('a: "b\n' + "  c: d\n" * 140_000 + ' e" f\n'),
    "document marks": _file("---\n" * 249_000),
    "documents ended": _file("a: b\n" + "...\n" * 240_000),
    "comments": _file("#\n" * (MEGABYTE // 2)),
    "empty lines": _file("\n" * MEGABYTE),
    "carriage returns": _file("a: b\r" * 190_000),
    "tabs": _file("\t\n" * (MEGABYTE // 2)),
    "control characters": _file("\x01" * MEGABYTE),
    "byte order marks": _file("\ufeff" * (MEGABYTE // 3)),
    "accents upon one letter": _file("practice: a" + "\u0301" * 490_000),
    "accents in turn": _file("practice: a" + "\u0301\u0323" * 240_000),
    "directions": _file("practice: " + "\u202e" * 300_000),
    "half characters": _file(b"practice: " + b"\xed\xa0\x80" * 300_000),
    "escapes": _file('practice: "' + "\\u0041" * 160_000 + '"\n'),
    "an address of a whole file": _file(
        BETA.replace("what: A plan", f"what: A plan\n        effort: {'9' * 900_000}")
    ),
    "a number of many digits": _file(BETA.replace("max_age: 2 weeks", f"max_age: {'9' * 900_000} weeks")),
    "an id of many words": _file(BETA.replace("id: plan", f"id: {'a-' * 450_000}")),
    "a title of many blanks": _file(BETA.replace("Five ten", f'"{" " * 900_000}x"')),
    "a web address of many signs": _file(
        ALPHA.replace("https://example.org/guide", "https://" + "[" * 900_000)
    ),
    "a long chain of criteria": _many(
        "p", 10, lambda p: _criteria(490, lambda n: f", requires: [C{p}x{n + 1}]", f"C{p}x")
    ),
    "a long circle": _file(_criteria(5_400, lambda n: f", requires: [C{(n + 1) % 5_400}]")),
    "many circles": _file(_criteria(5_400, lambda n: f", requires: [C{n ^ 1}]")),
    "a circle behind many others": _file(
        _criteria(5_400, lambda n: f", requires: [C{n + 1 if n < 5_399 else 2_700}]" if n >= 2_700 else "")
    ),
    "everything requires everything": _file(
        _criteria(200, lambda n: f", requires: [{', '.join(f'C{m}' for m in range(200) if m != n)}]")
    ),
    "names that are nearly the same": _near_names,
    "the same id everywhere": _file(
        "practice: B\ntitle: t\ncriteria:\n" + "- {id: A, title: t, statement: s}\n" * 5_000
    ),
    "sources that are nearly the same": lambda folder: written(
        folder,
        standard=STANDARD + "".join(f"  {name}: {{what: w}}\n" for name in _alike(38)),
        alpha=ALPHA.replace(
            "sources: [memo]", f"sources: [{', '.join(name[:-1] + 'x' for name in _alike(38)[:200])}]"
        ),
    ),
    "two hundred dense files": _many("p", 200, lambda _n: f"practice: [{'a,' * 9_990}]\n"),
    "four dense files": _many("p", 4, lambda _n: f"practice: [{'a,' * 49_000}]\n"),
    "two hundred files of unknown keys": _many(
        "p", 190, lambda _n: "".join(f"k{n}: v\n" for n in range(2_400))
    ),
    "four megabytes of prose": _many(
        "p",
        4,
        lambda n: (
            f"practice: P{n}\ntitle: t\ncriteria:\n"
            + "".join(
                f"- id: C{n}x{m}\n  title: t\n  statement: >-\n"
                + "    words and more words of some length here\n" * 20
                for m in range(490)
            )[:990_000]
        ),
    ),
    "files that are nearly called as listed": _many(
        "abababababababababababababababababab", 190, lambda _n: ""
    ),
    "twenty thousand files": _crowd,
    "links in a circle": _links,
    "files that are none": _odd_files,
    "a file of a terabyte without content": _sparse,
}
"""Ways to write a folder, by what is in it."""

ONCE_TOO_MUCH = (
    "text before a colon",
    "accents in turn",
    "a circle behind many others",
    "names that are nearly the same",
    "two hundred dense files",
    "two hundred files of unknown keys",
)
"""Those that took more than two seconds, or nearly; the short run tries them and every fifth of all."""
