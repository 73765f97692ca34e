"""Kinds of mangling of the whole shipped folder, each with the place at which it has to be told."""

# Signs that look like others are what one kind is about.
# ruff: noqa: RUF001

from __future__ import annotations

import os

CI, DM, STANDARD = "community-impact.yaml", "data-management.yaml", "standard.yaml"


def _change(name, old, new, marked, words):
    """Return a kind: the text ``old`` becomes ``new``, and is told where ``marked`` stands in the new file."""

    def mangle(folder):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        place = text.index(old)
        text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")
        at = text.index(marked, place)
        return f"{name}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"

    return mangle, "", words


def _bytes(name, make, where, words):
    """Return a kind that makes other bytes of a whole file."""

    def mangle(folder):
        (folder / name).write_bytes(make((folder / name).read_bytes()))

    return mangle, f"{name}:{where}", words


def _folder(mangle, where, words):
    """Return a kind that does something to the folder."""
    return lambda folder: mangle(folder) and None, where, words


def _line(data, number, new):
    lines = data.split(b"\n")
    lines[number - 1] = new
    return b"\n".join(lines)


FOLDERS = {
    # Encodings
    "saved as UTF-16 with a mark": _bytes(
        CI, lambda d: d.decode().encode("utf-16"), "1:1", "saved as UTF-16"
    ),
    "saved as UTF-16, big end first": _bytes(
        CI, lambda d: b"\xfe\xff" + d.decode().encode("utf-16-be"), "1:1", "UTF-16"
    ),
    "saved as UTF-16 without a mark": _bytes(CI, lambda d: d.decode().encode("utf-16-le"), "1:2", "is zero"),
    "saved as UTF-32 with a mark": _bytes(CI, lambda d: d.decode().encode("utf-32"), "1:1", "UTF-16"),
    "saved as UTF-32 without a mark": _bytes(CI, lambda d: d.decode().encode("utf-32-be"), "1:1", "is zero"),
    "saved as EBCDIC": _bytes(CI, lambda d: d.decode().encode("cp500"), "1:3", "is not UTF-8"),
    "two byte order marks": _bytes(
        CI,
        lambda d: b"\xef\xbb\xbf" * 2 + d.replace(b"need: all", b"need: most", 1),
        "16:11",
        "`need` is neither",
    ),
    "a byte order mark and a wrong byte": _bytes(
        CI, lambda d: b"\xef\xbb\xbf" + _line(d, 3, b"title: \xff"), "3:8", "(byte 0xFF)"
    ),
    "a byte order mark in the middle": _bytes(
        CI, lambda d: _line(d, 3, b"\xef\xbb\xbftitel: x"), "3:2", "The line does not fit"
    ),
    "carriage returns only": _bytes(
        CI,
        lambda d: d.replace(b"need: all", b"need: most", 1).replace(b"\n", b"\r"),
        "16:11",
        "`need` is neither",
    ),
    "carriage returns and a tab": _bytes(
        CI, lambda d: _line(d, 16, b"\tneed: all").replace(b"\n", b"\r"), "16:1", "indented with a tab"
    ),
    "carriage returns and a wrong byte": _bytes(
        CI, lambda d: _line(d, 16, b"    need: \xff").replace(b"\n", b"\r"), "16:11", "(byte 0xFF)"
    ),
    "carriage returns and a zero byte": _bytes(
        CI, lambda d: _line(d, 16, b"    need: \0").replace(b"\n", b"\r"), "16:11", "is zero"
    ),
    "lines of both kinds": _bytes(
        CI, lambda d: _line(d, 16, b"    need: most").replace(b"\n", b"\r\n", 9), "16:11", "`need` is neither"
    ),
    # Contents of a whole file
    "an empty file": _bytes(CI, lambda _d: b"", "1:1", "The file is empty"),
    "only blanks": _bytes(CI, lambda _d: b"  \n \n", "1:1", "The file is empty"),
    "only a remark": _bytes(CI, lambda _d: b"# remark\n", "1:1", "The file is empty"),
    "only a byte order mark": _bytes(CI, lambda _d: b"\xef\xbb\xbf", "1:1", "The file is empty"),
    "only the start of a document": _bytes(CI, lambda _d: b"---\n", "1:1", "The file is empty"),
    "a picture": _bytes(CI, lambda _d: b"\x89PNG\r\n\x1a\n\0\0\0\r", "3:1", "is zero"),
    "a page of HTML": _bytes(
        CI, lambda _d: b"<!DOCTYPE html>\n<html lang=en>\n", "1:1", "should be a group of keys"
    ),
    "a table": _bytes(CI, lambda _d: b"id,title\nCI1,One\n", "1:1", "should be a group of keys"),
    "a text": _bytes(CI, lambda _d: b"Hello there.\n", "1:1", "should be a group of keys"),
    "a list": _bytes(CI, lambda _d: b"- a\n- b\n", "1:1", "should be a group of keys"),
    "a script": _bytes(CI, lambda _d: b"#!/bin/sh\nrm -rf x\n", "2:1", "should be a group of keys"),
    "JSON that is cut off": _bytes(CI, lambda _d: b'{"practice": "CI",\n', "1:1", "The group opened with {"),
    "another standard's main file": _bytes(
        CI, lambda _d: b"title: x\npractices: [a]\n", "2:1", "There is no key `practices`"
    ),
    "the file twice": _bytes(CI, lambda d: d + d, "300:1", "stands here a second time"),
    "two documents": _bytes(CI, lambda d: d + b"---\n" + d, "299:1", "A second document"),
    "a document ended in the middle": _bytes(
        CI, lambda d: _line(d, 4, b"...\nsummary: >-"), "4:1", "The line `...`"
    ),
    "a billion laughs": _bytes(
        CI, lambda _d: b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "1:4", "An anchor (&a)"
    ),
    "a circle of aliases": _bytes(CI, lambda _d: b"practice: &a [*a]\n", "1:11", "An anchor (&a)"),
    "a version of YAML to come": _bytes(CI, lambda d: b"%YAML 9.9\n---\n" + d, "1:1", ""),
    "a YAML directive twice": _bytes(CI, lambda d: b"%YAML 1.1\n%YAML 1.1\n---\n" + d, "2:1", ""),
    # What the files say of one another
    "a practice listed twice": _change(
        STANDARD,
        "  - open-data\n",
        "  - open-data\n  - open-data\n",
        "open-data\n  - perf",
        "is listed twice",
    ),
    "a practice not listed": _folder(
        lambda f: (f / STANDARD).write_text((f / STANDARD).read_text().replace("  - open-data\n", "")),
        "standard.yaml:11:1",
        "The file open-data.yaml stands in the folder",
    ),
    "a practice that is not there": _change(
        STANDARD, "  - open-data\n", "  - open-date\n", "open-date", "Did you mean open-data?"
    ),
    "a practice with its ending": _change(
        STANDARD, "  - open-data\n", "  - open-data.yaml\n", "open-data.yaml", "with .yaml"
    ),
    "a practice in another folder": _change(
        STANDARD, "  - open-data\n", "  - ../open-data\n", "../open", "cannot be"
    ),
    "the glossary as a practice": _change(
        STANDARD, "  - open-data\n", "  - terms\n", "terms", "is not a practice"
    ),
    "a code of two practices": _folder(
        lambda f: (f / DM).write_text((f / DM).read_text().replace("practice: DM", "practice: OD", 1)),
        "open-data.yaml:2:11",
        "stands already in data-management.yaml, line 2",
    ),
    "an id of two criteria": _change(
        CI, "- id: CI2", "- id: CI1", "CI1", "stands already in community-impact.yaml, line 8"
    ),
    "an id of another practice": _change(
        CI, "- id: CI2", "- id: DM1", "DM1", "stands already in data-management.yaml, line 7"
    ),
    "an id of two checks": _change(CI, "- id: groups", "- id: residents", "residents", "stands already"),
    "an id of two documents": _change(CI, "- id: materials", "- id: sessions", "sessions", "stands already"),
    "an id with a blank": _change(CI, "- id: CI2", "- id: CI 2", "CI 2", "cannot be"),
    "an id with a slash": _change(CI, "- id: CI2", "- id: CI/2", "CI/2", "cannot be"),
    "an id of digits only": _change(CI, "- id: groups", "- id: 12", "12", "cannot be"),
    "an id that is too long": _change(CI, "- id: CI2", f"- id: {'C' * 41}", "CCC", "longer than 40"),
    "more checks needed than there are": _change(CI, "need: all", "need: 9", "9", "`need` is 9"),
    "no check needed": _change(CI, "need: all", "need: 0", "0", "`need` is neither"),
    "half a check needed": _change(CI, "need: all", "need: 1.5", "1.5", "`need` is neither"),
    "a need in words": _change(CI, "need: all", "need: most", "most", "`need` is neither"),
    "a criterion that requires itself": _change(
        CI, "need: all", "requires: [CI1]", "[CI1]", "requires itself"
    ),
    "criteria that require each other": _folder(
        lambda f: [
            (f / CI).write_text((f / CI).read_text().replace("need: all", "requires: [DM1]", 1)),
            (f / DM).write_text((f / DM).read_text().replace("need: all", "requires: [CI1]", 1)),
        ],
        "data-management.yaml:16:15",
        "DM1 requires itself by way of CI1",
    ),
    "a criterion that requires nothing known": _change(
        CI, "need: all", "requires: [CI11]", "CI11", "Did you mean CI1?"
    ),
    "a criterion that requires a practice": _change(
        CI, "need: all", "requires: [XX]", "XX", "There is no criterion XX"
    ),
    "one required that does not count": _folder(
        lambda f: (f / CI).write_text(
            (f / CI)
            .read_text()
            .replace("need: all", "requires: [CI2]", 1)
            .replace("- id: CI2", "- id: CI2\n    status: planned")
        ),
        "community-impact.yaml:16:16",
        "CI2 is planned",
    ),
    "a core criterion that does not count": _change(
        DM, "core: true", "status: retired\n    core: true", "true", "is core, but retired"
    ),
    "a contradiction with nothing": _change(
        CI, "need: all", "contradicts: [CI2.nothing]", "CI2.n", "There is no criterion or check"
    ),
    "a flag in words": _change(DM, "core: true", "core: yes", "yes", "neither `true` nor `false`"),
    "a flag in capitals": _change(DM, "core: true", "core: TRUE", "TRUE", "neither `true` nor `false`"),
    "a flag as a number": _change(DM, "core: true", "core: 1", "1", "neither `true` nor `false`"),
    "an effort with a comma": _change(CI, "effort: 0.25", "effort: 0,25", "0,25", "not a number of days"),
    "an effort below nothing": _change(CI, "effort: 0.25", "effort: -1", "-1", "not a number of days"),
    "an effort without end": _change(CI, "effort: 0.25", "effort: .inf", ".inf", "not a number of days"),
    "an effort that is no number": _change(
        CI, "effort: 0.25", "effort: .nan", ".nan", "not a number of days"
    ),
    "an effort in hexadecimal": _change(CI, "effort: 0.25", "effort: 0x10", "0x10", "not a number of days"),
    "an effort with an exponent": _change(CI, "effort: 0.25", "effort: 1e9", "1e9", "not a number of days"),
    "an effort in other digits": _change(CI, "effort: 0.25", "effort: ١٢x", "١٢x", "not a number of days"),
    "an age without a unit": _change(CI, "max_age: 12 months", "max_age: 12", "12\n", "is not an age"),
    "an age in words": _change(CI, "max_age: 12 months", "max_age: one year", "one year", "is not an age"),
    "an age of nothing": _change(CI, "max_age: 12 months", "max_age: 0 days", "0 days", "is not an age"),
    "an age beyond bounds": _change(
        CI, "max_age: 12 months", "max_age: 10000 days", "10000", "is not an age"
    ),
    "an address without http": _change(CI, "url: https://", "url: www.", "www.", "is not a web address"),
    "an address that runs a script": _change(
        CI, "url: https://", "url: javascript:", "javascript:", "is not a web address"
    ),
    "an address of a file": _change(CI, "url: https://", "url: file:///", "file:", "is not a web address"),
    "an address with a broken bracket": _change(
        CI, "url: https://", "url: https://[", "https://[", "is not a web address"
    ),
    "an origin that is none": _change(
        CI, "statement: paraphrase", "statement: copied", "copied", "cannot be `copied`"
    ),
    "a source that is not explained": _change(
        CI, "sources: [tucson", "sources: [tuscon", "tuscon", "Did you mean tucson?"
    ),
    "a source of a level that is not explained": _change(
        STANDARD, "source: fortaleza", "source: fortalez", "fortalez", "Did you mean fortaleza?"
    ),
    "a source of the core rule that is not explained": _change(
        STANDARD, "source: carlsbad2024", "source: x", "x\n", "explains no source x"
    ),
    "levels out of order": _change(
        STANDARD, "at_least: 68%", "at_least: 50%", "50%", "not above that of the level before"
    ),
    "levels of one bar": _change(
        STANDARD, "at_least: 68%", "at_least: 51%", "51%", "not above that of the level before"
    ),
    "a bar above everything": _change(STANDARD, "at_least: 85%", "at_least: 44", "44", "The bar is 44"),
    "a bar above a hundred percent": _change(
        STANDARD, "at_least: 85%", "at_least: 185%", "185%", "is neither a percentage"
    ),
    "a bar of nothing": _change(STANDARD, "at_least: 51%", "at_least: 0%", "0%", "is neither a percentage"),
    "a bar with a blank": _change(
        STANDARD, "at_least: 51%", "at_least: 51 %", "51 %", "is neither a percentage"
    ),
    "a level twice": _change(
        STANDARD, "- id: gold", "- id: silver", "silver", "stands already in standard.yaml, line 21"
    ),
    "a level called none": _change(
        STANDARD, "- id: gold", "- id: none", "none", "is kept for reaching no level"
    ),
    "a policy that is none": _change(
        STANDARD, "not_applicable: forbidden", "not_applicable: maybe", "maybe", "cannot be `maybe`"
    ),
    "no core criterion for the core rule": _folder(
        lambda f: [
            file.write_text(
                file.read_text(encoding="utf-8").replace("    core: true\n", ""), encoding="utf-8"
            )
            for file in f.glob("*.yaml")
        ],
        "standard.yaml:36:1",
        "no criterion is core",
    ),
    "an example of a level that is none": _change(
        "examples.yaml", "level: gold", "level: golden", "golden", "Did you mean gold?"
    ),
    "an example of a criterion that is none": _change(
        "examples.yaml", "[PA1]", "[PA11]", "PA11", "There is no criterion PA11"
    ),
    "an example with a count in words": _change(
        "examples.yaml", "met: 30", "met: many", "many", "is not a whole number"
    ),
    # Files of the folder
    "no main file": _folder(lambda f: (f / STANDARD).unlink(), "standard.yaml:1:1", "no standard.yaml"),
    "a file that is gone": _folder(
        lambda f: (f / CI).unlink(), "standard.yaml:18:5", "community-impact.yaml is not in the folder"
    ),
    "a folder called like a file": _folder(
        lambda f: [(f / CI).unlink(), (f / CI).mkdir()], f"{CI}:1:1", "The file cannot be read"
    ),
    "a named pipe": _folder(
        lambda f: [(f / CI).unlink(), os.mkfifo(f / CI)], f"{CI}:1:1", "not an ordinary file"
    ),
    "a link to a device": _folder(
        lambda f: [(f / CI).unlink(), (f / CI).symlink_to("/dev/zero")],
        f"{CI}:1:1",
        "a link to a place outside",
    ),
    "a link out of the folder": _folder(
        lambda f: [(f / CI).rename(f.parent / CI), (f / CI).symlink_to(f"../{CI}")],
        f"{CI}:1:1",
        "outside the folder",
    ),
    "a link to itself": _folder(
        lambda f: [(f / CI).unlink(), (f / CI).symlink_to(CI)], f"{CI}:1:1", "The file cannot be read"
    ),
    "a link to nothing": _folder(
        lambda f: [(f / CI).unlink(), (f / CI).symlink_to("gone.yaml")],
        f"{CI}:1:1",
        "The file cannot be read",
    ),
    "a file of more than a megabyte": _bytes(CI, lambda d: d + b"#" * 1_000_000, "1:1", "larger than 1 MB"),
    "an ending of three letters": _folder(
        lambda f: (f / CI).rename(f / "community-impact.yml"),
        "community-impact.yml:1:1",
        "Only names that end in .yaml",
    ),
    "an ending in capitals": _folder(
        lambda f: (f / CI).rename(f / "community-impact.YAML"),
        "community-impact.YAML:1:1",
        "Only names that end in .yaml",
    ),
    "a copy beside the file": _folder(
        lambda f: (f / "copy of open-data.yaml").write_bytes((f / "open-data.yaml").read_bytes()),
        "standard.yaml:11:1",
        "stands in the folder but is not listed",
    ),
    "a name with an escape sequence": _folder(
        lambda f: (f / "\x1b[31m.yaml").write_bytes(b""), "[31m.yaml:1:1", "The file is empty"
    ),
    "a name that is not UTF-8": _folder(
        lambda f: (f / os.fsdecode(b"\xff.yaml")).write_bytes(b""), "\ufffd.yaml:1:1", "The file is empty"
    ),
}
