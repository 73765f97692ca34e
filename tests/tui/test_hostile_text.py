"""Text from people and files stays text on every screen, whatever it is made of."""

import sqlite3
import unicodedata
from datetime import date

import pytest
from textual.content import Content
from textual.widgets import Static

from wwc_assess.records.changes import NewEvidence
from wwc_assess.session import Session
from wwc_assess.snapshots import keep

HOSTILE = {
    "brackets": "see [note] and [b]bold[/b] [/x] [/]",
    "action": "[@click=app.quit]leave[/] [link=https://evil.example]x[/link]",
    "escape": "red \x1b[31mred\x1b[0m \x1b]0;PWNED\x07 \x1bc",
    "c1": "c1 \x9b31m \x90q\x9c \x85",
    "bidi": "abc \u202egnp.exe \u2066x\u2069 \u200f",
    "wide": "東京都 データ 🏛️ 👩‍👩‍👧 e\u0301 ñ n\u0303",
    "long": "x" * 900,
    "mixed": "[b]all[/b] [/x] [@click=app.quit]go[/] \x1b[31m \x1b]0;P\x07 \x9b31m \u202egnp \u2066x\u2069 東京都 e\u0301",
}
NAMES = list(HOSTILE)


def literal(text):
    """Return what has to stand on the screen of the first word or two of a hostile text."""
    return {
        "brackets": "see [note] and [b]bold[/b] [/x] [/]",
        "action": "[@click=app.quit]leave[/] [link=https://evil.example]x[/link]",
        "escape": "red [31mred[0m ]0;PWNED c",
        "c1": "c1 31m q",
        "bidi": "abc gnp.exe x",
        "wide": "東京都",
        "long": "x" * 30,
        "mixed": "[b]all[/b] [/x] [@click=app.quit]go[/]",
    }[text]


STANDARD = """\
title: 'Title {text}'
short: 'Tiny {short}'
edition: First
practices: [data]
levels:
  - {{id: bronze, title: 'Bronze {short}', at_least: 1}}
sources:
  memo: {{what: 'Memo {text}', url: 'https://example.org/memo'}}
"""
PRACTICE = """\
practice: DM
title: 'Data {text}'
criteria:
  - id: DM1
    title: 'Rules {text}'
    statement: 'Statement {text}'
    why: 'Why {text}'
    checks:
      - id: written
        ask: 'Ask {text}'
        if_not: 'Step {text}'
        watch_out: 'Trap {text}'
    documents:
      - {{id: charter, what: 'Charter {text}', must_show: 'Show {text}', fresh: 'Fresh {text}'}}
    examples:
      - {{city: 'City {text}', year: 2024, what: 'Did {text}', source: memo}}
    resources:
      - {{title: 'Guide {text}', publisher: 'Press {text}', url: 'https://example.org/guide'}}
    notes: ['Remark {text}']
    origin: {{statement: ours, checks: ours, documents: ours, sources: [memo]}}
"""


@pytest.fixture
def hostile(tmp_path):
    """Make an assessment in which every text that can be given is hostile."""
    opened = []

    def make(name):
        text = HOSTILE[name]
        folder = tmp_path / "city"
        standard = folder / "criteria" / "tiny"
        standard.mkdir(parents=True)
        quoted = "".join(c for c in text if c not in "\x1b\x07\x9b\x90\x9c\x85").replace("'", "''")
        for file, content in (("standard", STANDARD), ("data", PRACTICE)):
            (standard / f"{file}.yaml").write_text(
                content.format(text=quoted, short=quoted[:40]), encoding="utf-8"
            )
        session = Session.create(folder, city=text, cycle=text[:60], standard_id="tiny", by=text)
        opened.append(session)
        session.answer(session.changes("DM1.written", "partly"))
        session.store.set_particulars(1, "DM1", text, note=f"{text}\n{text}", owner=text)
        session.add_evidence(
            NewEvidence(f"S:/{text}", text, as_of=date(2026, 1, 1)), session.slots(["DM1.charter"])
        )
        return session

    yield make
    for session in opened:
        session.close()


def unwanted(rows):
    """Return the control characters and direction marks in painted rows."""
    return {
        c
        for row in rows
        for c in row
        if unicodedata.category(c) == "Cc"
        or unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI", "PDI", "PDF"}
    }


async def test_every_screen_opens_on_hostile_text_and_shows_it_as_it_is(at, hostile):
    name = "mixed"  # each kind alone is read from a real terminal, in tests/hostile
    session = hostile(name)
    async with at(session, (120, 60)) as ann:
        assert literal(name) in ann.screen
        for keys in (("w",), ("r",), ("f1",), ("e",), ("/",), ("ctrl+p",), ("m",), ("o",), ("end", "f1")):
            await ann.press(*keys)
            assert unwanted(ann.rows) == set()
            assert ann.app.is_running
            if keys[0] in {"r", "m", "o", "e", "end"}:
                assert literal(name) in ann.screen, keys
            await ann.press("escape")
        await ann.press("delete", "u", "home", "n", "u")
        assert unwanted(ann.rows) == set()
        assert ann.app.is_running


SAYS_IT = [
    ("t",),
    ("t", "p"),
    ("t", "o"),
    ("v",),
    ("v", "enter"),
    ("v", "a"),
    ("v", "y"),
    ("v", "k", "f2"),
    ("f",),
    ("g",),
    ("c",),
    ("c", "w"),
    ("r", "a"),
]
"""Keys that lead from the main screen to pages and dialogs on which the hostile text stands."""
OTHERS = [("v", "o"), ("g", "a"), ("g", "l"), ("c", "n"), ("s",), ("r", "x"), ("v", "delete"), ("u",)]
"""Keys that lead to the others, and what they tell."""


async def test_every_page_and_dialog_opens_on_long_text_and_shows_it_as_it_is(at, hostile):
    name = "long"
    session = hostile(name)
    session.answer(session.changes("DM1.written", "yes"))
    keep(session, HOSTILE[name][:60], date(2026, 11, 1))
    session.answer(session.changes("DM1.written", "unsure"))
    async with at(session, (120, 60)) as ann:
        for keys in (*SAYS_IT, *OTHERS):
            await ann.press(*keys)
            await ann.app.workers.wait_for_complete()
            await ann.pilot.pause()
            assert unwanted(ann.rows) == set()
            assert ann.app.is_running
            if keys in SAYS_IT:
                assert literal(name)[:30] in f"{ann.screen} {ann.told}", keys
            await ann.press("escape", "escape")


async def test_a_link_of_10_000_characters_that_another_program_wrote_is_shown_and_harms_nothing(at, sample):
    raw = sqlite3.connect(sample.workspace.database)
    raw.execute("UPDATE evidence SET title = '', location = ?", ("https://example.org/" + "x" * 10_000,))
    raw.commit()
    raw.close()
    async with at(sample, (80, 24)) as ann:
        for keys, told in (
            (("v",), "https://example.org/xxxxx"),
            (("v", "y"), "Copied https://example.org/xxxxx"),
            (("v", "enter"), "Evidence 1"),
            (("v", "a"), "What does it prove?"),
            (("f",), "what a validator would ask"),
            (("g",), "The way to Silver"),
            (("r",), "Gap report"),
        ):
            await ann.press(*keys)
            assert told in f"{ann.screen} {ann.told}", keys
            await ann.press("escape", "escape")


@pytest.mark.usefixtures("unaware")
@pytest.mark.parametrize("name", NAMES)
async def test_hostile_text_in_a_conflict_stays_text(at, city, again, name):
    ben = again(city, by=HOSTILE[name])
    async with at(city) as ann:
        ben.answer(ben.changes("DM1.written", "yes"))
        await ann.burst("n")
        await ann.sees("Somebody else answered DM1.written meanwhile.")
        assert literal(name)[:20] in ann.screen
        assert unwanted(ann.rows) == set()


@pytest.mark.parametrize("name", NAMES)
async def test_hostile_text_can_be_pasted_and_comes_back_clean(at, city, name):
    async with at(city) as ann:
        await ann.press("m")
        await ann.paste(HOSTILE[name])
        assert unwanted(ann.rows) == set()
        await ann.press("escape")
        assert unwanted(city.records().of("DM1").note) <= {"\n"}
        assert city.records().of("DM1").note


async def test_what_nobody_cleaned_is_caught_below_the_screens(city, app):
    opened = app(city)
    async with opened.run_test() as pilot:
        await opened.screen.mount(Static(Content("caught\x1b]0;PWNED\x07\x9b31m")), before=0)
        await pilot.pause()
        painted = opened.export_screenshot()
    assert "caught" in painted
    assert not {"\x1b", "\x07", "\x9b"} & set(painted)
