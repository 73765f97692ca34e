"""Attaching what proves a criterion, without leaving the page."""

from datetime import date

import pytest
from person import on_disk
from textual.widgets import Input

from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.model import Slot


@pytest.mark.tour
async def test_a_new_link_is_attached_with_all_that_is_known_about_it(at, city):
    async with at(city, (80, 24)) as ann:
        await ann.press("e")
        assert "Proof for DM1: Charter, council policy, order or memo" in ann.screen
        await ann.type("https://example.org/policy.pdf")
        await ann.press("enter")
        await ann.type("Council Policy 93")
        await ann.press("enter")
        await ann.type("2026-03-01")
        await ann.press("enter")
        await ann.type("2027-03-01")
        await ann.press("f2")
        assert "✓ saved" in ann.screen
    [item] = on_disk(city).evidence
    assert (item.location, item.title) == ("https://example.org/policy.pdf", "Council Policy 93")
    assert (item.as_of, item.valid_until) == (date(2026, 3, 1), date(2027, 3, 1))
    assert item.slots == (Slot("DM1", "charter"),)


async def test_the_page_shows_what_was_attached_and_that_its_document_is_there(at, city):
    async with at(city) as ann:
        await ann.press("e")
        await ann.type("S:/Budget/plan.pdf")
        await ann.press("f2")
        assert "✓ Charter, council policy" in ann.screen
        assert "→ S:/Budget/plan.pdf" in ann.screen


async def test_evidence_goes_to_the_line_it_was_asked_on(at, city):
    second = city.standard.by_id["DM1"].documents[1]
    async with at(city) as ann:
        await ann.press("end")
        while ann.place != f"DM1.{second.id}":
            await ann.press("up")
        await ann.press("enter")
        assert f"Proof for DM1: {second.what}" in ann.screen
        await ann.type("minutes.pdf")
        await ann.press("f2")
    assert on_disk(city).evidence[0].slots == (Slot("DM1", second.id),)


async def test_asked_on_a_question_it_goes_to_the_first_document_that_nothing_fills(at, city):
    first, second, *_rest = city.standard.by_id["DM1"].documents
    async with at(city) as ann:
        for document in (first, second):
            await ann.press("e")
            assert f"Proof for DM1: {document.what}" in ann.screen
            await ann.type("file.pdf")
            await ann.press("enter", "enter")
            await ann.type("2026-11-01")
            await ann.press("f2")
    assert [item.slots for item in on_disk(city).evidence] == [
        (Slot("DM1", first.id),),
        (Slot("DM1", second.id),),
    ]


async def test_one_item_can_prove_several_documents_and_other_criteria_too(at, city):
    first, second, *_rest = city.standard.by_id["DM1"].documents
    async with at(city) as ann:
        await ann.press("e")
        await ann.type("https://example.org")
        for _line in range(4):
            await ann.press("tab")
        assert ann.focus == "slots"
        await ann.press("down", "space", "tab")
        await ann.type("OD1.policy, PA1")
        await ann.press("f2")
    [item] = on_disk(city).evidence
    assert set(item.slots) == {
        Slot("DM1", first.id),
        Slot("DM1", second.id),
        Slot("OD1", "policy"),
        Slot("PA1"),
    }


async def test_an_item_that_is_there_already_is_attached_without_typing_it_again(at, city):
    item = city.add_evidence(NewEvidence("https://example.org", "One policy"), city.slots(["OD1.policy"]))
    async with at(city) as ann:
        await ann.press("e", "shift+tab")
        assert ann.focus == "which"
        await ann.press("enter", "down", "enter")
        assert "One policy" in ann.screen
        assert "Link or file path" not in ann.screen
        await ann.press("f2")
    [kept] = on_disk(city).evidence
    assert kept.id == item.id
    assert set(kept.slots) == {Slot("OD1", "policy"), Slot("DM1", "charter")}


SLIPS = [
    ("location", "", "The link or path is missing."),
    ("location", "javascript:alert(1)", "“javascript:alert(1)” cannot be opened as a link."),
    ("location", "https://", "“https://” cannot be opened as a link."),
    ("location", "x" * 2001, "The link or path has 2001 characters"),
    ("title", "x" * 2001, "The title has 2001 characters"),
    ("as-of", "2026-02-30", "“2026-02-30” is no day."),
    ("as-of", "last year", "“last year” is no day."),
    ("valid-until", "31.12.2026", "“31.12.2026” is no day."),
    ("valid-until", "2026-02-01", "The evidence would end on 2026-02-01, before its own date 2026-03-01."),
    ("also", "XX9.nothing", "There is no criterion XX9"),
    ("also", "OD1.nothing", "OD1 has no document nothing."),
]


async def test_a_slip_is_told_and_all_that_was_typed_stays(at, city):
    right = {
        "location": "https://example.org",
        "title": "Policy",
        "as-of": "2026-03-01",
        "valid-until": "",
        "also": "",
    }
    async with at(city, (80, 24)) as ann:
        await ann.press("e")
        for line, text, sentence in SLIPS:
            typed = right | {line: text}
            for name, value in typed.items():
                ann.app.screen.query_one(f"#{name}", Input).value = value
            await ann.press("f2")
            assert sentence in " ".join(ann.within("#error").split())
            assert {name: ann.app.screen.query_one(f"#{name}", Input).value for name in typed} == typed
    assert on_disk(city).evidence == ()


async def test_nothing_marked_is_told(at, city):
    async with at(city) as ann:
        await ann.press("e")
        await ann.type("https://example.org")
        await ann.press("tab", "tab", "tab", "tab", "space", "f2")
        assert "Mark at least one thing that it proves." in ann.screen
    assert on_disk(city).evidence == ()


async def test_escape_attaches_nothing(at, city):
    async with at(city) as ann:
        await ann.press("e")
        await ann.type("https://example.org")
        await ann.press("escape")
        assert ann.focus == "criterion"
    assert on_disk(city).evidence == ()


async def test_the_form_takes_the_mouse(at, city):
    async with at(city) as ann:
        await ann.press("e")
        await ann.type("https://example.org")
        await ann.click("Attach (F2)")
        assert len(on_disk(city).evidence) == 1
        await ann.press("e")
        await ann.click("Cancel (Esc)")
        assert ann.focus == "criterion"


async def test_delete_takes_an_item_off_the_document_and_undo_puts_it_back(at, city):
    city.add_evidence(NewEvidence("https://example.org", "Policy"), city.slots(["DM1.charter", "OD1.policy"]))
    async with at(city) as ann:
        await ann.press("end")
        while not ann.place.startswith("Attached"):
            await ann.press("up")
        await ann.press("delete")
        assert on_disk(city).evidence[0].slots == (Slot("OD1", "policy"),)
        assert "→ Policy" not in ann.screen
        await ann.press("u")
        assert set(on_disk(city).evidence[0].slots) == {Slot("DM1", "charter"), Slot("OD1", "policy")}
        assert "→ Policy" in ann.screen


async def test_delete_on_an_items_last_document_removes_it_and_undo_brings_it_back(at, city):
    city.add_evidence(NewEvidence("https://example.org", "Policy"), city.slots(["DM1.charter"]))
    async with at(city) as ann:
        await ann.press("end")
        while not ann.place.startswith("Attached"):
            await ann.press("up")
        await ann.press("delete")
        assert on_disk(city).evidence == ()
        await ann.press("u")
        assert on_disk(city).evidence[0].slots == (Slot("DM1", "charter"),)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        pytest.param(
            NewEvidence("minutes.pdf"),
            "it has no date, and this document must not be too old",
            marks=pytest.mark.tour,
        ),
        (NewEvidence("minutes.pdf", as_of=date(2025, 11, 21)), "it was fresh enough until 2026-11-21"),
        (NewEvidence("minutes.pdf", valid_until=date(2026, 11, 21)), "it was valid until 2026-11-21"),
    ],
)
async def test_a_line_says_why_its_evidence_does_not_count(at, city, new, why):
    aged = next(
        Slot(criterion.id, document.id)
        for criterion in city.standard.criteria
        for document in criterion.documents
        if document.max_age and document.max_age.text == "12 months"
    )
    city.add_evidence(new, [aged])
    async with at(city) as ann:
        await ann.press("slash")
        await ann.type(aged.criterion)
        await ann.press("enter")
        assert f"does not count: {why}" in ann.screen


@pytest.mark.tour
async def test_help_on_an_item_shows_where_its_link_goes(at, city):
    city.add_evidence(NewEvidence("https://example.org/policy.pdf", "Policy"), city.slots(["DM1.charter"]))
    async with at(city) as ann:
        await ann.press("end")
        while not ann.place.startswith("Attached"):
            await ann.press("up")
        await ann.press("enter")
        assert "https://example.org/policy.pdf" in ann.screen
        assert "Proves: DM1.charter" in ann.screen


async def test_undated_evidence_that_cannot_count_is_saved_and_said_to_be_so(at, city):
    async with at(city) as ann:
        await ann.press("e")
        await ann.type("S:/minutes.pdf")
        for _line in range(4):
            await ann.press("tab")
        await ann.press("down", "space", "f2")
        assert "It does not count for DM1.meetings yet: it has no date" in ann.told
    assert [item.location for item in on_disk(city).evidence] == ["S:/minutes.pdf"]


async def test_what_was_said_of_a_slip_goes_when_the_line_is_mended(at, city):
    async with at(city) as ann:
        await ann.press("e", "f2")
        assert "is missing" in ann.screen
        await ann.type("h")
        assert "is missing" not in ann.screen
