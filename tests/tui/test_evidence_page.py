"""All evidence on one page: look through it, mend it, attach it to much at once, try its links."""

import asyncio
import importlib
import os
import re
import sqlite3
import webbrowser
from contextlib import asynccontextmanager, suppress
from datetime import date, timedelta

import pytest
from person import LARGE, SMALL, on_disk
from textual.widgets import Input

from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.model import Slot
from wwc_assess.tui.widgets.tick_box import TickBox

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has one browser, always")
TODAY = date(2026, 11, 22)
LINK, OTHER = "https://example.org/policy.pdf", "https://example.org/other.pdf"


@asynccontextmanager
async def web_server(slow=None):
    """Answer on 127.0.0.1 until the end of the block; a path that says gone gives 404, one that says slow waits."""
    asked = []

    async def answer(reader, writer):
        with suppress(asyncio.CancelledError):  # the test is over
            await respond(reader, writer)

    async def respond(reader, writer):
        request = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked.append(path := request.split()[1])
        if "slow" in path:
            await slow.wait()
        status = "404 Not Found" if "gone" in path else "200 OK"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield f"http://127.0.0.1:{port}", asked


def tries(session):
    """Return by location whether its last try succeeded; None where nothing is kept of a try."""
    return {
        item.location: item.link_checks[-1].ok if item.link_checks else None
        for item in on_disk(session).evidence
    }


def add(session, *locations, slots=(), **dates):
    return [session.add_evidence(NewEvidence(each, **dates), session.slots(slots)).id for each in locations]


def add_read(session, name, before):
    """Add a file that was read before with other content than it has now."""
    (session.workspace.path / name).write_bytes(b"now")
    [number] = add(session, name, slots=["OD1.policy"])
    session.store.record_link_check(number, before, True, "the file is there", "ab" * 32)


def listed(ann):
    """Return the names in the list, in their order; all rows are in sight."""
    rows = ann.within("#evidence-list").splitlines()[1:]
    return [re.split(r" {2,}", row.strip())[1] for row in rows if row.strip()]


@pytest.mark.tour
async def test_the_page_says_how_much_counts_and_all_about_the_highlighted_item(at, sample):
    async with at(sample) as ann:
        await ann.press("v")
        assert "All evidence: 43 items, 10 not counting, 1 expiring soon" in ann.screen
        await ann.press("down", "down")
        told = ann.within("#evidence-detail")
        assert "Data inventory, full export (too old)" in told
        assert "S:/Data Office/Inventory/inventory-export.xlsx" in told
        assert "as of 2025-10-22, not tried yet" in told
        assert "✓ CI2.inventory Inventory entries of the datasets used" in told
        assert "it was fresh enough until 2026-10-22" in told


@pytest.mark.tour
async def test_an_empty_page_says_where_evidence_comes_from(at, city):
    async with at(city, SMALL) as ann:
        await ann.press("v")
        assert "All evidence: 0 items" in ann.screen
        assert "There is no evidence yet; e on a criterion’s page attaches some." in ann.screen
        await ann.press("enter", "a", "o", "y", "delete", "f", "s", "k")
        assert "Nothing is listed that could be tried." in ann.told


@pytest.mark.parametrize("key", ["escape", "v", "q"])
async def test_the_page_goes_back_to_the_question(at, sample, key):
    async with at(sample) as ann:
        before = ann.place
        await ann.press("v", key)
        assert (ann.place, ann.focus) == (before, "criterion")


@pytest.mark.tour
async def test_the_list_is_narrowed_step_by_step_and_at_last_shows_all_again(at, city):
    add(city, "fine.pdf", slots=["OD1.policy"])
    add(city, "over.pdf", slots=["OD1.policy"], valid_until=TODAY - timedelta(days=1))
    add(city, "soon.pdf", slots=["OD1.policy"], valid_until=TODAY + timedelta(days=90))
    add(city, "unused.pdf")
    add_read(city, "other.pdf", TODAY - timedelta(days=9))
    city.store.record_link_check(5, TODAY, True, "the file is there", "cd" * 32)
    async with at(city, SMALL) as ann:
        await ann.press("v")
        for names in (
            ["fine.pdf", "over.pdf", "soon.pdf", "unused.pdf", "other.pdf"],
            ["over.pdf", "unused.pdf"],
            ["soon.pdf", "other.pdf"],
            ["unused.pdf"],
            ["fine.pdf", "over.pdf", "soon.pdf", "unused.pdf", "other.pdf"],
        ):
            assert listed(ann) == names
            await ann.press("f")


async def test_the_list_is_sorted_as_added_by_state_by_last_day_and_by_name(at, city):
    add(city, "c.pdf", slots=["OD1.policy"])
    add(city, "b.pdf", slots=["OD1.policy"], valid_until=TODAY + timedelta(days=300))
    add(city, "a.pdf", slots=["OD1.policy"], valid_until=TODAY - timedelta(days=1))
    async with at(city, SMALL) as ann:
        await ann.press("v")
        for word, names in (
            ("as added", ["c.pdf", "b.pdf", "a.pdf"]),
            ("by state", ["a.pdf", "c.pdf", "b.pdf"]),
            ("by last day", ["a.pdf", "b.pdf", "c.pdf"]),
            ("by name", ["a.pdf", "b.pdf", "c.pdf"]),
        ):
            assert f"Sort: {word}" in ann.screen
            assert listed(ann) == names
            await ann.press("s")


async def test_sorting_keeps_the_highlight_on_its_item(at, sample):
    async with at(sample) as ann:
        await ann.press("v", "down", "down", "s")
        assert "Data inventory, full export (too old)" in ann.within("#evidence-detail")


@pytest.mark.tour
async def test_words_find_evidence_by_title_link_and_place_while_they_are_typed(at, sample):
    async with at(sample, SMALL) as ann:
        await ann.press("v", "slash")
        await ann.type("Council dm1.charter")
        assert "Show: all (1)" in ann.screen
        assert listed(ann) == ["Council Policy 214, Data G…"]
        await ann.press("enter")
        assert ann.focus == "evidence-list"
        assert "Show: all (1)" in ann.screen
        await ann.press("slash", "escape")
        assert "Show: all (43)" in ann.screen
        assert ann.focus == "evidence-list"


async def test_words_typed_in_one_burst_with_the_key_for_the_line_are_all_in_it(at, sample):
    async with at(sample) as ann:
        await ann.press("v")
        await ann.burst("/", *"restore")
        await ann.sees("Show: all (1)")
        assert "Sort: as added" in ann.screen


async def test_letters_in_the_line_to_find_in_are_text_and_nothing_else(at, sample):
    async with at(sample) as ann:
        await ann.press("v", "slash")
        await ann.type("qafkvu")
        assert "No evidence is like that." in ann.screen
        await ann.press("down")
        assert ann.focus == "evidence-list"
    assert len(on_disk(sample).evidence) == 43


async def test_what_is_edited_is_on_disk_and_in_the_list(at, city):
    add(city, LINK, slots=["DM1.charter"])
    async with at(city, SMALL) as ann:
        await ann.press("v", "enter")
        assert ann.focus == "location"
        await ann.press("tab")
        await ann.type("Council Policy 93")
        await ann.press("tab")
        await ann.type("2026-03-01")
        await ann.press("f2")
        assert "✓ saved 14:02:11" in ann.screen
        assert listed(ann) == ["Council Policy 93"]
        [item] = on_disk(city).evidence
        assert (item.title, item.as_of, item.location) == ("Council Policy 93", date(2026, 3, 1), LINK)
        await ann.press("u")
        assert on_disk(city).evidence[0].title == ""


async def test_withdrawn_evidence_stays_listed_and_counts_for_nothing(at, city):
    add(city, LINK, slots=["DM1.charter"])
    async with at(city, SMALL) as ann:
        await ann.press("v", "enter")
        assert "[ ] Withdrawn" in ann.screen
        await ann.press("tab", "tab", "tab", "tab", "space")
        assert "[x] Withdrawn" in ann.screen
        await ann.press("f2")
        assert "– withdrawn" in ann.screen
        assert "1 item, 1 not counting" in ann.screen
    assert on_disk(city).evidence[0].withdrawn


@pytest.mark.tour
async def test_a_slip_in_the_form_is_told_and_what_was_typed_stays(at, city):
    add(city, LINK, slots=["DM1.charter"])
    async with at(city, SMALL) as ann:
        await ann.press("v", "enter")
        for name, text, told in (
            ("as-of", "last year", "“last year” is no day."),
            ("location", "javascript:alert(1)", "“javascript:alert(1)” cannot be opened as a link."),
            ("location", "", "The link or path is missing."),
            ("location", "x" * 10_000, "The link or path has 10000 characters"),
        ):
            line = ann.app.screen.query_one(f"#{name}", Input)
            right, line.value = line.value, text
            await ann.press("f2")
            assert told in " ".join(ann.within("#error").split())
            assert line.value == text
            line.value = right
            await ann.pilot.pause()
            assert not ann.within("#error").strip()
        await ann.click("Cancel (Esc)")
    assert on_disk(city).evidence[0].location == LINK


@pytest.mark.tour
async def test_a_field_that_somebody_else_changed_meanwhile_is_not_covered_unknowingly(at, city, again):
    [number] = add(city, LINK, slots=["DM1.charter"])
    ben = again(city)
    async with at(city, SMALL) as ann:
        await ann.press("v", "enter", "tab")
        await ann.type("Ann's title")
        ben.edit_evidence(number, title="Ben's title")
        await ann.press("f2")
        assert "Somebody else changed this meanwhile" in ann.screen
        assert on_disk(city).evidence[0].title == "Ben's title"
        await ann.until(lambda: any("Ben's title" in row for row in ann.rows), "what Ben wrote")
        await ann.press("f2")
        assert on_disk(city).evidence[0].title == "Ann's title"


async def test_two_who_change_different_fields_of_an_item_do_not_conflict(at, city, again):
    [number] = add(city, LINK, slots=["DM1.charter"])
    ben = again(city)
    async with at(city, SMALL) as ann:
        await ann.press("v", "enter", "tab")
        await ann.type("Ann's title")
        ben.edit_evidence(number, as_of=date(2026, 1, 2))
        await ann.press("f2")
    [item] = on_disk(city).evidence
    assert (item.title, item.as_of) == ("Ann's title", date(2026, 1, 2))


async def test_an_item_that_was_removed_while_it_is_edited_is_told(at, city, again):
    [number] = add(city, LINK, slots=["DM1.charter"])
    ben = again(city)
    async with at(city, SMALL) as ann:
        await ann.press("v", "enter")
        await ann.type("x")
        ben.store.remove_evidence(number, "Ben")
        await ann.press("f2")
        assert f"There is no evidence item {number}." in ann.screen
        await ann.press("escape")
        await ann.sees("There is no evidence yet;")


@pytest.mark.tour
async def test_one_document_is_attached_to_many_places_in_one_act_that_one_undo_takes_back(at, city):
    add(city, LINK, slots=["EVAL3.report"])
    async with at(city) as ann:
        await ann.press("v", "a")
        assert ann.focus == "slots-line"
        await ann.type("policy")
        await ann.press("down", "space", "down", "space", "down", "space", "f2")
        slots = set(on_disk(city).evidence[0].slots)
        assert len(slots) == 4
        assert Slot("EVAL3", "report") in slots
        assert "✓ saved" in ann.screen
        await ann.press("u")
        assert on_disk(city).evidence[0].slots == (Slot("EVAL3", "report"),)


async def test_words_that_no_document_has_are_told_and_the_marks_stay(at, city):
    add(city, LINK, slots=["EVAL3.report"])
    async with at(city, SMALL) as ann:
        await ann.press("v", "a")
        await ann.type("zeppelin 9")
        assert "Nothing is called “zeppelin 9”." in ann.screen
        await ann.press("down", "space", "f2")
        assert on_disk(city).evidence[0].slots == (Slot("EVAL3", "report"),)


async def test_an_item_in_many_places_names_those_where_it_does_not_count_first(at, city):
    aged = [
        f"{criterion.id}.{document.id}"
        for criterion in city.standard.criteria
        for document in criterion.documents
        if document.max_age
    ]
    add(city, LINK, slots=["DM1.charter", *aged[:10]])
    async with at(city, SMALL) as ann:
        await ann.press("v")
        first = ann.within("#evidence-detail").splitlines()[2]
        assert f"✗ {min(aged[:10])}: it has no date" in first
        assert "… and 7 more; a lists them all" in ann.screen


async def test_marks_that_are_taken_off_are_detached_in_the_same_act(at, city):
    add(city, LINK, slots=["DM1.charter", "OD1.policy"])
    async with at(city) as ann:
        await ann.press("v", "a")
        await ann.type("DM1")
        await ann.press("down", "space", "down", "space")
        await ann.click("Save (F2)")
        assert len(on_disk(city).evidence[0].slots) == 2
        assert Slot("DM1", "charter") not in on_disk(city).evidence[0].slots
        await ann.press("u")
        assert set(on_disk(city).evidence[0].slots) == {Slot("DM1", "charter"), Slot("OD1", "policy")}


async def test_leaving_the_marks_changes_nothing(at, city):
    add(city, LINK, slots=["DM1.charter"])
    async with at(city) as ann:
        await ann.press("v", "a", "enter", "space", "escape")
    assert on_disk(city).evidence[0].slots == (Slot("DM1", "charter"),)


async def test_removed_evidence_comes_back_with_all_its_places(at, city):
    add(city, LINK, OTHER, "third.pdf", slots=["DM1.charter", "OD1.policy"])
    async with at(city, SMALL) as ann:
        await ann.press("v", "down", "delete")
        assert listed(ann) == ["https://example.org/policy…", "third.pdf"]
        assert f"Removed: {OTHER}. u brings it back." in ann.told
        assert "third.pdf" in ann.within("#evidence-detail")
        await ann.press("u")
        assert f"Undone Evidence 2 removed: {OTHER} Evidence 2 taken off" in ann.told
        assert OTHER in ann.within("#evidence-detail")
        assert set(on_disk(city).evidence[1].slots) == {Slot("DM1", "charter"), Slot("OD1", "policy")}


async def test_the_item_that_an_undone_change_was_about_is_highlighted(at, city):
    add(city, LINK, OTHER, "third.pdf", slots=["DM1.charter"])
    city.edit_evidence(2, title="Policy")
    city.answer(city.changes("DM1.written", "yes"))
    async with at(city, SMALL) as ann:
        await ann.press("v", "end", "u")
        assert "third.pdf" in ann.within("#evidence-detail")
        await ann.press("u")
        assert OTHER in ann.within("#evidence-detail")


@pytest.mark.tour
async def test_all_of_what_went_wrong_at_the_last_try_can_be_read(at, city):
    [number] = add(city, LINK, slots=["DM1.charter"])
    detail = f"could not be reached: the name {'data.' * 30}example.org could not be found"
    city.store.record_link_check(number, TODAY, ok=False, detail=detail)
    async with at(city, SMALL) as ann:
        await ann.press("v")
        told = "".join(ann.within("#evidence-detail").split())
        assert "".join(f"! failed on {TODAY}: {detail}".split()) in told
        assert "✓DM1.charter" in told


async def test_a_date_that_is_still_to_come_is_refused(at, city):
    add(city, LINK, slots=["DM1.charter"])
    async with at(city, SMALL) as ann:
        await ann.press("v", "enter", "tab", "tab")
        await ann.type("2030-01-01")
        await ann.press("f2")
        assert "The evidence would be dated 2030-01-01, which is after today" in ann.screen
        await ann.press("ctrl+u")
        await ann.type(f"{TODAY}")
        await ann.press("f2")
    assert on_disk(city).evidence[0].as_of == TODAY


async def test_a_link_is_copied(at, city):
    add(city, LINK)
    async with at(city, SMALL) as ann:
        await ann.press("v", "y")
        assert ann.app.clipboard == LINK
        assert LINK in ann.told


@pytest.mark.tour
async def test_the_list_takes_the_mouse_and_the_keys_of_a_list(at, sample):
    items = sample.records().evidence
    async with at(sample, SMALL) as ann:
        await ann.press("v")
        for key, place in (
            ("end", 42),
            ("up", 41),
            ("pageup", 29),
            ("home", 0),
            ("pagedown", 12),
            ("down", 13),
        ):
            await ann.press(key)
            assert items[place].name[:40] in ann.within("#evidence-detail"), key
        await ann.click(items[10].name[:20])
        assert ann.focus == "location"
        assert f"Evidence {items[10].id}" in ann.screen


@pytest.fixture
def browser(tmp_path, monkeypatch):
    """Make a browser that notes what it was asked to open, and is the one of this computer."""
    asked, program = tmp_path / "asked.txt", tmp_path / "reader"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{asked}"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    importlib.reload(webbrowser)  # which looks for browsers only once
    yield program, asked
    monkeypatch.undo()
    importlib.reload(webbrowser)


@pytest.mark.tour
@posix
async def test_only_web_links_are_opened_and_where_to_is_said(at, city, browser):
    _program, asked = browser
    add(city, LINK, "S:/Budget/plan.pdf", "old")
    raw = sqlite3.connect(city.workspace.database)
    raw.execute("UPDATE evidence SET location = 'javascript:alert(1)' WHERE location = 'old'")
    raw.commit()
    raw.close()
    async with at(city, SMALL) as ann:
        await ann.press("v", "o")
        await ann.sees(f"Opened in your browser {LINK}")
        await ann.press("down", "o")
        assert "This is a file." in ann.told
        await ann.press("down", "o")
        assert "“javascript:alert(1)” cannot be opened as a link." in ann.told
    assert asked.read_text(encoding="utf-8").splitlines() == [LINK]


@posix
async def test_where_no_browser_can_be_opened_that_is_said_with_what_to_do(at, city, browser):
    program, _asked = browser
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    add(city, LINK)
    async with at(city, SMALL) as ann:
        await ann.press("v", "o")
        await ann.sees(f"No browser could be opened here; y copies the link {LINK}")


async def test_what_another_program_attaches_shows_within_a_second(at, city, again):
    ben = again(city)
    async with at(city, SMALL) as ann:
        await ann.press("v")
        add(ben, "new.pdf", slots=["DM1.charter"])
        await ann.sees("All evidence: 1 item,")
        await ann.sees("Somebody else saved a change; you see the latest.")


async def test_links_are_tried_after_they_were_asked_for_and_each_result_is_kept(at, city):
    async with web_server() as (site, asked):
        add(city, f"{site}/here", f"{site}/gone", slots=["OD1.policy"])
        async with at(city) as ann:
            await ann.press("v", "k")
            assert "Try 2 links and files?" in ann.screen
            assert asked == []
            ann.app.screen.query_one(TickBox).value = True
            await ann.press("f2")
            await ann.sees("Tried 2: 1 fine, 1 failed.")
            assert f"✗ {site}/gone: 404" in ann.screen
            assert "Close (Esc)" in ann.screen
            await ann.press("escape")
            assert "! failed once" in ann.within("#evidence-list")
            await ann.press("down")
            assert f"! failed on {TODAY}: 404 Not Found" in ann.within("#evidence-detail")
        assert tries(city) == {f"{site}/here": True, f"{site}/gone": False}
        assert [(check.day, check.ok) for check in on_disk(city).evidence[0].link_checks] == [(TODAY, True)]


async def test_addresses_inside_the_own_network_are_left_alone_unless_they_are_asked_for(at, city):
    async with web_server() as (site, asked):
        add(city, f"{site}/here", slots=["OD1.policy"])
        async with at(city) as ann:
            await ann.press("v", "k", "enter")
            await ann.sees("Close (Esc)")
            assert "Tried 0: 0 fine, 0 failed; 1 left out. · " in ann.screen
            assert "100%" in ann.screen
            assert f"· {site}/here:" in ann.screen
            await ann.press("escape")
            assert "not tried" in ann.screen
        assert asked == []
        assert tries(city) == {f"{site}/here": None}


async def test_files_are_tried_too_and_their_content_is_remembered(at, city):
    file = city.workspace.path / "plan.pdf"
    file.write_bytes(b"plan")
    add(city, "plan.pdf", "missing.pdf", slots=["OD1.policy"])
    async with at(city) as ann:
        await ann.press("v", "k", "f2")
        await ann.sees("Tried 2: 1 fine, 1 failed.")
        assert "✗ missing.pdf:" in ann.screen
    assert tries(city) == {"plan.pdf": True, "missing.pdf": False}
    assert len(on_disk(city).evidence[0].link_checks[0].sha256) == 64


@pytest.mark.parametrize(("size", "last_try"), [(SMALL, None), (LARGE, "changed")])
async def test_a_file_that_has_changed_is_told_after_trying_and_on_the_page(at, city, size, last_try):
    before = TODAY - timedelta(days=9)
    add_read(city, "plan.pdf", before)
    told = f"the file has changed since {before}. Does it still prove the same?"
    async with at(city, size) as ann:
        await ann.press("v")
        assert "the file has changed" not in ann.screen
        await ann.press("k", "f2")
        await ann.sees(f"Tried 1: 1 fine, 0 failed. ! plan.pdf: {told}")
        await ann.press("escape")
        assert f"! {told}" in ann.within("#evidence-detail")
        row = re.split(r" {2,}", ann.within("#evidence-list").splitlines()[1].strip())
        assert row[3:] == ([last_try] if last_try else [])


@pytest.mark.tour
async def test_changed_files_are_told_before_failures_and_all_of_both_can_be_scrolled_to(at, city):
    add(city, *(f"missing-{number}.pdf" for number in range(20)), slots=["OD1.policy"])
    add_read(city, f"{'long ' * 40}.pdf", TODAY - timedelta(days=9))
    async with at(city, SMALL) as ann:
        await ann.press("v", "k", "f2")
        await ann.sees("Tried 21: 1 fine, 20 failed. ! long long")
        assert "missing-19.pdf" not in ann.screen
        await ann.press("pagedown", "pagedown", "pagedown", "down")
        assert "✗ missing-19.pdf" in ann.screen
        assert "long long" not in ann.screen
        await ann.press("pageup", "pageup", "pageup", "up")
        assert "! long long" in ann.screen
        await ann.press("enter")
        assert ann.focus == "evidence-list"


async def test_the_bar_counts_what_is_done_of_what_will_be_done(at, city):
    slow = asyncio.Event()
    async with web_server(slow) as (site, _asked):
        add(city, *(f"{site}/{number}" for number in range(6)), "missing.pdf", "there.pdf")
        (city.workspace.path / "there.pdf").write_bytes(b"")
        async with at(city, SMALL) as ann:
            await ann.press("v", "k", "f2")
            await ann.sees("Tried 2: 1 fine, 1 failed; 6 left out. ✗ missing.pdf")
            assert "100%" in ann.screen
            await ann.press("escape", "k")
            add(city, "new.pdf")
            ann.app.screen.query_one(TickBox).value = True
            await ann.press("f2")
            await ann.sees("Tried 8: 7 fine, 1 failed.")


async def test_what_is_removed_while_it_is_tried_is_not_told_as_changed(at, city, again):
    slow, ben = asyncio.Event(), again(city)
    add_read(city, "plan.pdf", TODAY - timedelta(days=9))
    async with web_server(slow) as (site, _asked):
        add(city, f"{site}/slow")
        async with at(city) as ann:
            await ann.press("v", "k")
            ann.app.screen.query_one(TickBox).value = True
            await ann.press("f2")
            await ann.sees("1 of 2 tried")
            ben.store.remove_evidence(1, "Ben")
            slow.set()
            await ann.sees("Tried 2: 2 fine, 0 failed.")
            assert "has changed" not in ann.screen


async def test_stopping_in_the_middle_keeps_what_was_tried(at, city):
    slow = asyncio.Event()
    async with web_server(slow) as (site, _asked):
        add(city, f"{site}/here", f"{site}/slow", slots=["OD1.policy"])
        async with at(city) as ann:
            await ann.press("v", "k")
            ann.app.screen.query_one(TickBox).value = True
            await ann.press("f2")
            await ann.sees("1 of 2 tried")
            await ann.press("escape")
            assert ann.focus == "evidence-list"
            await ann.until(lambda: not list(ann.app.workers), "the end of the tries")
        assert tries(city) == {f"{site}/here": True, f"{site}/slow": None}
        slow.set()


async def test_what_is_under_way_or_done_is_not_started_again(at, city):
    slow = asyncio.Event()
    async with web_server(slow) as (site, asked):
        add(city, f"{site}/slow")
        async with at(city) as ann:
            await ann.press("v", "k")
            ann.app.screen.query_one(TickBox).value = True
            await ann.press("f2")
            assert "Try 1 link or file?" not in ann.screen
            assert "Start (F2)" not in ann.screen
            await ann.until(lambda: asked, "the request")
            await ann.press("f2")
            slow.set()
            await ann.sees("Tried 1: 1 fine, 0 failed.")
            await ann.press("f2")
            await ann.sees("Close (Esc)")
        assert asked == ["/slow"]


@pytest.mark.parametrize("size", [(60, 16), SMALL])
async def test_however_much_is_told_after_trying_the_way_out_stays_in_sight(at, city, size):
    for number in range(6):
        add_read(city, f"{number} {'long ' * 40}.pdf", TODAY - timedelta(days=9))
    async with at(city, size) as ann:
        await ann.press("v", "k", "f2")
        await ann.sees("the file has changed")
        assert "Tried 6: 6 fine, 0 failed." in ann.screen
        await ann.click("Close (Esc)")
        assert ann.focus == "evidence-list"


async def test_withdrawn_evidence_is_not_tried(at, city):
    async with web_server() as (site, asked):
        [number, _other] = add(city, f"{site}/withdrawn", f"{site}/here")
        city.edit_evidence(number, withdrawn=True)
        async with at(city) as ann:
            await ann.press("v", "k")
            assert "Try 1 link or file?" in ann.screen
            ann.app.screen.query_one(TickBox).value = True
            await ann.press("f2")
            await ann.sees("Tried 1: 1 fine, 0 failed.")
        assert asked == ["/here"]


@pytest.mark.tour
async def test_only_what_is_shown_is_tried(at, city):
    add(city, "fine.pdf", slots=["OD1.policy"])
    add(city, "over.pdf", slots=["OD1.policy"], valid_until=TODAY - timedelta(days=1))
    async with at(city) as ann:
        await ann.press("v", "f", "k", "f2")
        await ann.sees("Tried 1: 0 fine, 1 failed.")
    assert tries(city) == {"fine.pdf": None, "over.pdf": False}


async def test_what_is_edited_or_removed_while_it_is_tried_spoils_nothing(at, city, again):
    slow, ben = asyncio.Event(), again(city)
    async with web_server(slow) as (site, asked):
        [edited, removed, _other] = add(city, f"{site}/slow-1", f"{site}/slow-2", f"{site}/here")
        async with at(city) as ann:
            await ann.press("v", "k")
            ann.app.screen.query_one(TickBox).value = True
            await ann.press("f2")
            await ann.until(lambda: len(asked) == 2, "the requests")
            ben.edit_evidence(edited, location=LINK)
            ben.store.remove_evidence(removed, "Ben")
            slow.set()
            await ann.sees("Close (Esc)")
            await ann.press("escape")
            await ann.sees("All evidence: 2 items")
        assert tries(city) == {LINK: None, f"{site}/here": True}


async def test_a_thousand_items_open_scroll_and_are_found(at, city):
    with city.store.together():
        for number in range(1000):
            add(city, f"https://example.org/{number}", slots=["DM1.charter"])
    async with at(city) as ann:
        await ann.press("v")
        assert "All evidence: 1000 items" in ann.screen
        await ann.press("end")
        assert "https://example.org/999" in ann.within("#evidence-detail")
        await ann.press("pageup", "home", "slash")
        await ann.type("/512")
        assert "Show: all (1)" in ann.screen
