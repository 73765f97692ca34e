"""Signing off a criterion: by somebody who did not answer it, for exactly what is there."""

from datetime import date

import pytest
from person import SMALL, on_disk

from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.model import Slot


@pytest.fixture
def proven(city):
    """Make a city in which Ann has answered and proven DM1."""
    city.answer(city.changes("DM1", "yes"))
    slots = city.slots([f"DM1.{document.id}" for document in city.standard.by_id["DM1"].documents])
    city.add_evidence(NewEvidence("https://example.org/policy.pdf", as_of=date(2026, 11, 1)), slots)
    return city


async def to_dm1(ann):
    await ann.press("slash")
    await ann.type("DM1")
    await ann.press("enter")
    await ann.sees(" DM1 Implementing")


async def sign_off(ann, name):
    await ann.press("s")
    await ann.type(name)
    await ann.press("enter")


async def test_a_reviewer_signs_off_what_is_proven_and_the_page_says_by_whom(at, proven):
    async with at(proven) as ann:
        await to_dm1(ann)
        await ann.press("s")
        assert "Sign off DM1 Implementing Data Strategy and Governance" in ann.screen
        assert "Answered by Ann; the reviewer has to be somebody else." in ann.screen
        await ann.type("Ben")
        await ann.press("enter")
        assert "✓ saved" in ann.screen
        assert "★ Signed off by Ben on 2026-11-22." in ann.screen
        assert "★ DM1 reviewed" in ann.screen
        assert on_disk(proven).sign_offs["DM1"].by == "Ben"
        await ann.press("u")
        assert "Signed off" not in ann.within("#criterion")
    assert on_disk(proven).sign_offs == {}


async def test_whose_sign_off_is_replaced_is_said_before(at, proven):
    async with at(proven) as ann:
        await to_dm1(ann)
        await ann.press("s")
        assert "It replaces" not in ann.screen
        await ann.press("escape")
        await sign_off(ann, "Ben")
        await ann.press("s")
        assert "It replaces the sign-off by Ben on 2026-11-22." in ann.screen
        await ann.type("Rita")
        await ann.press("enter")
        assert "★ Signed off by Rita on 2026-11-22." in ann.screen


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ann", "Ann answered DM1, and nobody signs off their own answers. Ask somebody else"),
        (" ann ", "nobody signs off their own answers."),
        ("", "The name of the person is missing"),
        ("x" * 3000, "has 3000 characters"),
    ],
)
async def test_a_refused_name_is_told_and_can_be_mended(at, proven, name, told):
    async with at(proven, SMALL) as ann:
        await to_dm1(ann)
        await ann.press("s")
        await ann.paste(name)
        await ann.press("enter")
        assert told in " ".join(ann.within("#error").split())
        assert on_disk(proven).sign_offs == {}
        await ann.press("ctrl+u")
        await ann.type("Ben")
        await ann.press("enter")
    assert on_disk(proven).sign_offs["DM1"].by == "Ben"


async def test_what_is_not_proven_cannot_be_signed_off(at, city):
    async with at(city) as ann:
        await ann.press("s")
        assert "DM1 is unanswered; only what is proven can be signed off." in ann.told
        assert ann.focus == "criterion"


async def test_escape_signs_off_nothing(at, proven):
    async with at(proven) as ann:
        await to_dm1(ann)
        await ann.press("s")
        await ann.type("Ben")
        await ann.press("escape")
        assert ann.focus == "criterion"
    assert on_disk(proven).sign_offs == {}


async def test_the_page_says_what_has_changed_since_it_was_signed_off(at, proven):
    async with at(proven) as ann:
        await to_dm1(ann)
        await sign_off(ann, "Ben")
        proven.store.attach(1, 1, [Slot("DM1")], "Ann")
        ann.app.screen.reload()
        await ann.sees("✗ The sign-off by Ben on 2026-11-22 no longer holds: the evidence changed since.")
        await ann.sees("✓ DM1 proven")
        await ann.press("u", "home", "n", "u", "p", "y")
        assert "★ Signed off by Ben on 2026-11-22." in ann.screen
        await ann.press("home", "n")
        assert "no longer holds: an answer changed since." in ann.screen


async def test_proof_that_is_lost_while_the_reviewer_types_is_told(at, proven, again):
    ben = again(proven)
    async with at(proven) as ann:
        await to_dm1(ann)
        await ann.press("s")
        await ann.type("Ben")
        ben.store.remove_evidence(1, "Ben")
        await ann.press("enter")
        assert "DM1 is claimed, and only what is proven can be signed off." in ann.screen
    assert on_disk(proven).sign_offs == {}


@pytest.mark.tour
async def test_f2_signs_off_as_enter_does(at, proven):
    async with at(proven, SMALL) as ann:
        await to_dm1(ann)
        await ann.press("s")
        assert "Enter or F2" in ann.screen
        await ann.type("Ben")
        await ann.press("f2")
        await ann.until(lambda: "DM1" in on_disk(proven).sign_offs, "the sign-off")
