"""What has changed: snapshots, and the assessment beside one of them or another workspace."""

import json
from datetime import date

import pytest
from person import SMALL

from wwc_assess.session import Session
from wwc_assess.snapshots import keep

DAY = date(2026, 11, 1)


def snapshots(session):
    return [kept.name for kept in session.store.snapshots(session.assessment.id)]


@pytest.mark.tour
async def test_without_anything_to_compare_with_the_page_says_what_a_snapshot_is(at, city):
    async with at(city, SMALL) as ann:
        await ann.press("c")
        assert "there is nothing to compare with yet" in ann.screen
        assert "A snapshot keeps where the city stands today" in ann.screen


async def test_a_snapshot_is_kept_and_what_moves_after_it_is_shown_with_why(at, city):
    async with at(city) as ann:
        await ann.press("c", "n")
        await ann.type("before budget")
        await ann.press("f2")
        assert "✓ saved 14:02:11" in ann.screen
        assert "Compared with before budget" in ann.screen
        assert "No criterion has changed." in ann.screen
        assert snapshots(city) == ["before budget"]
        await ann.press("escape", "y", "y", "y", "y", "c")
        assert "Claimed 0 of 43, 0%, no level 1 of 43, 2%, no level" in ann.screen
        assert "1 criterion stands otherwise" in ann.screen
        assert "DM1 Implementing Data Strategy and Governance: unanswered → claimed" in ann.screen
        await ann.press("enter")
        assert ann.place == "DM1.written"


@pytest.mark.parametrize("key", ["enter", "f2"])
async def test_the_comparison_is_with_the_latest_snapshot_until_another_one_is_chosen(at, city, key):
    keep(city, "first", DAY)
    city.answer(city.changes("DM1", "yes"))
    keep(city, "second", DAY)
    async with at(city) as ann:
        await ann.press("c")
        assert "Compared with second" in ann.screen
        await ann.press("w", "down", key)
        assert "Compared with first" in ann.screen
        assert "1 criterion stands otherwise" in ann.screen


async def test_a_name_that_is_taken_is_told_and_nothing_is_lost(at, city):
    keep(city, "first", DAY)
    async with at(city, SMALL) as ann:
        for name in ("first", "now"):
            await ann.press("c", "n")
            await ann.type(name)
            await ann.press("enter")
            assert name in ann.told
            await ann.press("escape")
    assert snapshots(city) == ["first"]


@pytest.mark.tour
async def test_another_workspaces_folder_is_compared(at, city, tmp_path):
    other = Session.create(tmp_path / "other", city="Elsewhere", cycle="2025", by="Ben")
    other.answer(other.changes("DM1", "yes"))
    other.close()
    async with at(city, SMALL) as ann:
        await ann.press("c", "w")
        await ann.type(str(tmp_path / "other"))
        await ann.press("enter")
        assert "Elsewhere 2025" in ann.screen
        assert "claimed → unanswered" in ann.screen


async def test_a_report_in_json_is_compared(at, city, tmp_path):
    snapshot = keep(city, "first", DAY)
    (tmp_path / "report.json").write_text(city.store.snapshot_content(snapshot), encoding="utf-8")
    city.answer(city.changes("DM1", "yes"))
    async with at(city, SMALL) as ann:
        await ann.press("c", "w", "tab")
        await ann.type(str(tmp_path / "report.json"))
        await ann.press("enter")
        assert "unanswered → claimed" in ann.screen


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "nothing of this name",
            "There is no snapshot, cycle, workspace or report called “nothing of this name”.",
        ),
        ("/", "There is no snapshot"),
        ("~nobody-of-this-name/x", "There is no snapshot"),
        ("[/x]", "“[/x]”"),
        ("x" * 3000, "cannot be read"),
    ],
)
async def test_a_name_of_nothing_is_told_and_another_one_can_be_chosen(at, city, name, told):
    keep(city, "first", DAY)
    async with at(city, SMALL) as ann:
        await ann.press("c", "w", "tab")
        await ann.paste(name)
        await ann.press("enter")
        assert told in ann.screen
        await ann.press("w", "enter")
        assert "Compared with first" in ann.screen


async def test_a_file_that_is_no_report_is_told(at, city, tmp_path):
    (tmp_path / "x.json").write_text(json.dumps({"format": 1}), encoding="utf-8")
    (tmp_path / "y.json").write_bytes(b"\xff\x00")
    async with at(city, SMALL) as ann:
        for name in ("x.json", "y.json"):
            await ann.press("c", "w")
            await ann.type(str(tmp_path / name))
            await ann.press("enter")
            assert name in ann.within("#compare")
            await ann.press("escape")


@pytest.mark.tour
async def test_leaving_the_names_changes_nothing(at, city):
    async with at(city, SMALL) as ann:
        await ann.press("c", "n", "escape", "w", "escape", "n", "enter", "w", "enter")
        assert "there is nothing to compare with yet" in ann.screen
    assert snapshots(city) == []


@pytest.mark.parametrize("key", ["escape", "c", "q"])
async def test_the_page_goes_back_to_the_question(at, city, key):
    async with at(city) as ann:
        await ann.press("down", "c", key)
        assert (ann.place, ann.focus) == ("DM1.named", "criterion")


async def test_a_snapshot_that_another_program_keeps_shows_within_a_second(at, city, again):
    ben = again(city)
    async with at(city, SMALL) as ann:
        await ann.press("c")
        keep(ben, "Ben's", DAY)
        await ann.sees("Compared with Ben's")
