"""Texts that mean harm, and a workspace into which another program wrote them past all cleaning, in every field."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from functools import cache

import yaml

from wwc_assess.records.changes import NewEvidence
from wwc_assess.review import sign_off
from wwc_assess.session import Session
from wwc_assess.snapshots import keep

TODAY = date(2026, 11, 22)
_SOON = TODAY + timedelta(days=9)
MARK = "PWNED"
"""Stands in the payload of every sequence, so that one that got through is known by it."""
EVIL = "https://evil.example/PWNED"

ATTACKS = {
    "title": "\x1b]0;PWNEDtitle\x07",
    "window": "\x1b]2;PWNEDwindow\x1b\\",
    "hyperlink": f"\x1b]8;;{EVIL}\x1b\\here\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "notification": "\x1b]777;notify;PWNED;PWNED\x07\x1b]9;PWNED\x07",
    "picture": "\x1b]1337;File=name=UFdORUQ=;inline=1:UFdORUQ=\x07\x1b_GPWNEDa=T;UFdORUQ=\x1b\\",
    "device control": "\x1bPPWNEDq#0;2;0;0;0\x1b\\\x1bP$qPWNEDm\x1b\\\x1bP+q5057\x1b\\",
    "strings": "\x1b_PWNEDapc\x1b\\\x1b^PWNEDpm\x1b\\\x1bXPWNEDsos\x1b\\\x1bkPWNEDscreen\x1b\\",
    "unended": "\x1b]0;PWNEDunended",
    "erase": "\x1b[2J\x1b[3J\x1b[H\x1b[1;1HPWNED\x1b[K\x1b[5X\x1b[9P\x1b[9@",
    "colours": "\x1b[31;5;7777m\x1b[8mPWNEDconcealed\x1b[38;2;1;2;3;58;5;9m",
    "reports": "\x1b[6n\x1b[c\x1b[>c\x1b[=c\x1b[21t\x1b[18t\x1b[?7777$p\x1b[5n\x05",
    "modes": "\x1b[?47h\x1b[?1049l\x1b[?7777h\x1b[4h\x1b[20h\x1b[3;7r\x1b[!p\x1b[?5h\x1b[12l\x1b[7777 q",
    "reset": "\x1bc\x1b#8\x1b7\x1b8\x1b=\x1b>\x1bM\x1bD\x1bE\x1bH\x1bZ",
    "charsets": "\x0e\x0f\x1b(0\x1b)0\x1b*A\x1b+B\x1b%G\x1b%@\x1bN\x1bO\x1bn\x1bo\x1b|\x1b}\x1b~",
    "c1 control": "\x9b31m\x9b2J\x9b7777;7777H\x9bcPWNED",
    "c1 strings": "\x9d0;PWNEDc1\x9c\x90PWNED\x9c\x98PWNED\x9c\x9ePWNED\x9c\x9fPWNED\x9c",
    "c1 others": "".join(map(chr, range(0x80, 0xA0))),
    "bells": "a\x07b\x07c\x07",
    "overwrite": "good\rEVIL\b\b\b\bbad!\x0b\x0c\x85next",
    "nothing": "a\0b\0c\x7fd",
    "nested": "\x1b\x1b[31m\x1b]0;\x1b]0;PWNED\x07\x07\x1b\x9b31m\x1b\0[31m",
    "line ends": "one\r\ntwo\rthree\u2028four\u2029five\nsix",
    "overrides": "abc\u202egnp.exe\u202c \u202dltr\u202a\u202b",
    "isolates": "\u2066x\u2067y\u2068z\u2069\u2069\u2069 \u200e\u200f\u061c",
    "zero width": "p\u200ba\u200cy\u200dp\u2060al\ufeff \u00ad",
    "tags": "tag\U000e0001\U000e0041\U000e0042\U000e007f end",
    "no characters": "\ufffe\uffff\ufdd0\U0010ffff",
    "private": "\ue000\uf8ff\U000f0000\U00100000",
    "half": "half\ud83d and \udcff\udc1b[31m",
    "wide": "東京都 データ \uff48\uff41\uff4c\uff46 ㈱ 👩‍👩‍👧 🏛️ 🇺🇳",
    "marks": "e\u0301 n\u0303 Z" + "\u0300\u0327\u0489" * 12 + " हिन्दी العربية עברית ไทย",
    "markup": "[b]bold[/b] [/x] [/] [@click=app.quit]leave[/] [link=https://evil.example]x[/link] [red",
    "templates": "{} {0} {text} {name!r} %s %(name)s %d $v ${v} \\N{BELL} \\x1b[31m",
    "html": "<script>alert('PWNED')</script><img src=x onerror=alert(1)>&amp;&#27;[31m<!--",
    "markdown": "[x](javascript:alert(1)) ![i](https://evil.example/i.png) `c` | **b** <https://evil.example>",
    "formula": '=HYPERLINK("https://evil.example","PWNED");@SUM(1);+1;-1\t=1',
    "shell": "$(reboot) `reboot` ; rm -rf ~ & ../../../etc/passwd 'quoted\" --by",
}
"""By what it tries."""

_FEWER = 12
_LABEL = re.compile(r"Z[a-z]{3,}")


def hostile(label, *, brief=False):
    """Return a text for the field of a label: another attack before it for every field, and after it all others.

    Args:
        label: A word that names the field.
        brief: Whether it has to be one line of at most a thousand characters, with fewer attacks.
    """
    turn = sum(map(ord, label)) % len(ATTACKS)
    attacks = [*ATTACKS.values()][turn:] + [*ATTACKS.values()][:turn]
    if brief:
        attacks = [attack for attack in attacks if not set(attack) & {"\r", "\n"}][:_FEWER]
    first, *others = attacks
    return " ".join([first, label, *others])


def harmless(label, *, brief=False):
    """Return a text of plain words for the field of a label."""
    return f"{label} of plain words" + ("" if brief else " and some more of them")


_EVERY_CODE_POINT = range(0x110000)


@cache
def unwanted():
    """Return what no text may hold once it is printed or painted, as the Unicode database tells it."""
    import unicodedata  # noqa: PLC0415  beside its only use

    directions = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    found = {"\ufeff", "\u200e", "\u200f", "\u061c", "\u2028", "\u2029"}
    for character in map(chr, _EVERY_CODE_POINT):
        if (
            unicodedata.category(character) in {"Cc", "Cs"}
            or unicodedata.bidirectional(character) in directions
        ):
            found.add(character)
    return frozenset(found - {"\n", "\t"})


def harm_in(text):
    """Return the characters of a text that none may hold."""
    return sorted(set(text) & unwanted())


STANDARD = {
    "title": "Ztitle",
    "short": "Zshort",
    "edition": "Zedition",
    "publisher": "Zpublisher",
    "summary": "Zsummary",
    "unofficial": "Zunofficial",
    "practices": ["data", "people"],
    "levels": [
        {
            "id": "bronze",
            "title": "Zbronze",
            "at_least": 1,
            "seen": [{"points": 1, "note": "Zseen", "source": "memo"}],
        },
        {"id": "silver", "title": "Zsilver", "at_least": "67%"},
    ],
    "core": {"rule": "Zrule", "source": "memo"},
    "not_applicable": "excluded",
    "requirements": [
        {
            "id": "form",
            "title": "Zrequirement",
            "statement": "Zasked",
            "notes": ["Zremarkable"],
            "sources": ["memo"],
        }
    ],
    "notes": [{"text": "Zremark", "sources": ["memo"]}],
    "sources": {"memo": {"what": "Zmemo", "url": "https://example.org/memo"}},
}
CRITERION = {
    "title": "Zcriterion",
    "statement": "Zstatement",
    "why": "Zwhy",
    "checks": [
        {"id": "written", "ask": "Zask", "if_not": "Zstep", "watch_out": "Ztrap", "effort": 2},
        {"id": "named", "ask": "Znamed", "effort": 0.5},
    ],
    "documents": [
        {
            "id": "charter",
            "what": "Zcharter",
            "must_show": "Zshow",
            "fresh": "Zfresh",
            "max_age": "12 months",
            "effort": 1,
        },
        {"id": "minutes", "what": "Zminutes", "optional": True},
    ],
    "notes": ["Znoted"],
    "examples": [{"city": "Zelsewhere", "year": "Zyear", "what": "Zdid", "source": "memo"}],
    "resources": [{"title": "Zguide", "publisher": "Zpress", "url": "https://example.org/guide"}],
    "origin": {"statement": "paraphrase", "checks": "ours", "documents": "ours", "sources": ["memo"]},
}
FILES = {
    "standard": STANDARD,
    "data": {
        "practice": "DM",
        "title": "Zbranch",  # the tree has room for it and the attack before it
        "summary": "Zabout",
        "criteria": [{"id": "DM1", "core": True, **CRITERION}, {"id": "DM2", **CRITERION}],
    },
    "people": {
        "practice": "LC",
        "title": "Zpeople",
        "criteria": [{"id": f"LC{n}", "requires": ["DM1"], **CRITERION} for n in (1, 2)],
    },
    "terms": {
        "terms": [{"term": "Zterm", "meaning": "Zmeaning", "also": ["Zask", "Zstatement"], "source": "Zdict"}]
    },
}
_LINES = {"title", "short", "edition", "publisher", "city", "year", "term", "also"}
"""Keys whose text has to be one line."""

FIELDS = {
    "city": ("name",),
    "assessment": ("cycle",),
    "answer": ("by", "asked"),
    "particulars": ("note", "owner"),
    "evidence": ("title", "location", "added_by"),
    "link_check": ("detail",),
    "sign_off": ("by",),
    "snapshot": ("name", "by"),
    "event": ("by", "subject"),
}
"""The columns of the database that hold what somebody wrote."""


def _mapped(value, text, key=""):
    """Return data in which every text with a label is what `text` gives for the label and the key it stands at."""
    if isinstance(value, dict):
        return {name: _mapped(part, text, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_mapped(part, text, key) for part in value]
    return _LABEL.sub(lambda label: text(label[0], key), value) if isinstance(value, str) else value


def _whole(text):
    """Return a text without halves of characters, which YAML and UTF-8 cannot hold."""
    return "".join(character for character in text if not 0xD800 <= ord(character) < 0xE000)


def write_standard(folder, text):
    """Write a standard whose every text is what `text` gives for its label, as any YAML writer would."""
    folder.mkdir(parents=True)
    for name, data in FILES.items():
        texts = _mapped(data, lambda label, key: _whole(text(label, brief=key in _LINES)))
        written = yaml.safe_dump(texts, allow_unicode=False)
        (folder / f"{name}.yaml").write_text(written, encoding="ascii")


def make(folder, text):
    """Make a workspace in which every text is what `text` gives for its label, written past the program."""
    write_standard(folder / "criteria" / "tiny", text)
    with Session.create(folder, city="Zcity", cycle="Zearlier", standard_id="tiny", by="Zperson") as session:
        session.answer(session.changes("DM1", "partly"))
        session.store.add_assessment("tiny", "Zcycle", "Zperson")
    with Session.open(str(folder), by="Zperson") as session:
        _fill(session)
    with closing(sqlite3.connect(folder / "assessment.db")) as raw, raw:
        _rewrite(raw, text)
    return folder


def _fill(session):
    """Do something of every kind, so that every screen and report has something to tell."""
    for ref, word in (("DM1", "yes"), ("DM2.written", "partly"), ("LC1", "yes"), ("LC2.named", "no")):
        session.answer(session.changes(ref, word))
    for criterion in ("DM1", "DM2", "LC1"):
        session.store.set_particulars(
            session.assessment.id, criterion, session.by, note="Znote", owner="Zowner", due=_SOON
        )
    for location, title, slots, days in (
        ("https://example.org/Zlink", "Zlinktitle", ["DM1.charter", "DM1.minutes"], 30),
        ("Zpath", "Zpathtitle", ["LC1.charter", "LC2"], 60),
        ("Zstale", "", ["DM2.charter"], 900),
    ):
        new = NewEvidence(location, title, as_of=TODAY - timedelta(days=days))
        item = session.add_evidence(new, session.slots(slots))
        session.store.record_link_check(item.id, TODAY, item.id == 1, "Zdetail")
    sign_off(session, "DM1", "Zreviewer", TODAY)
    keep(session, "Zsnapshot", TODAY)
    session.answer(session.changes("LC2.written", "unsure"))
    session.undo()
    session.answer(session.changes("DM2.written", "no"))


def _rewrite(raw, text):
    """Put the texts into the database, as bytes that may be no UTF-8."""
    for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    for table, columns in FIELDS.items():
        for column in columns:
            found = raw.execute(f'SELECT rowid, "{column}" FROM {table}').fetchall()  # noqa: S608  names of our own
            for row, kept in found:
                told = _LABEL.sub(lambda label: text(label[0]), kept)
                # Some have to differ.
                _put(raw, table, column, row, kept if told == kept else f"{told} {row}")
    raw.execute(
        "UPDATE link_check SET location = (SELECT location FROM evidence WHERE id = link_check.evidence)"
    )
    for row, before, after in raw.execute("SELECT rowid, before, after FROM event").fetchall():
        for column, kept in (("before", before), ("after", after)):
            if kept:
                _put(
                    raw,
                    "event",
                    column,
                    row,
                    json.dumps(_mapped(json.loads(kept), lambda label, _key: text(label))),
                )
    _rewrite_snapshot(raw, text)


def _put(raw, table, column, row, text):
    raw.execute(
        f'UPDATE {table} SET "{column}" = CAST(? AS TEXT) WHERE rowid = ?',  # noqa: S608  names of our own
        (text.encode("utf-8", "surrogatepass"), row),
    )


def _rewrite_snapshot(raw, text):
    """Put the texts into what the snapshot kept, under its own fingerprint."""
    ((content,),) = raw.execute("SELECT content FROM snapshot_content").fetchall()
    texts = _mapped(json.loads(content), lambda label, _key: _whole(text(label)))
    told = json.dumps(texts, ensure_ascii=False)
    seal = hashlib.sha256(told.encode()).hexdigest()
    raw.execute("UPDATE snapshot_content SET content = ?, sha256 = ?", (told, seal))
    raw.execute("UPDATE snapshot SET sha256 = ?", (seal,))


LONG_FIELDS = {
    "note": ("particulars", "note"),
    "owner": ("particulars", "owner"),
    "title": ("evidence", "title"),
    "location": ("evidence", "location"),
    "city": ("city", "name"),
}


def stretch(folder, fields, text):
    """Write a text of a million characters into fields, as another program could."""
    with closing(sqlite3.connect(folder / "assessment.db")) as raw, raw:
        for field in fields:
            table, column = LONG_FIELDS[field]
            raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = 1", (text,))  # noqa: S608  of our own
