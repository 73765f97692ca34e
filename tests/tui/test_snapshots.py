"""What each screen looks like; after a wanted change look at the new pictures before accepting them."""

import sys
from datetime import date
from pathlib import Path

import pytest
from person import LARGE, SMALL, Person

from wwc_assess.records.changes import NewEvidence
from wwc_assess.review import sign_off
from wwc_assess.settings import save_settings
from wwc_assess.snapshots import keep

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are compared on the lowest Python alone"
)
both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


async def sits_down(pilot):
    """Wait for the first page, as a person does."""
    ann = Person(pilot)
    await ann.until(lambda: "^p" in ann.screen, "the first page")
    return ann


@pytest.fixture
def looks(app, snap_compare):
    """Compare the screen after some keys with its picture."""

    def compare(session, size, *keys, typed="", then=(), folder=None):
        async def act(pilot):
            ann = await sits_down(pilot)
            await ann.press(*keys)
            if typed:
                await ann.type(typed)
            await ann.press(*then)
            await ann.app.workers.wait_for_complete()

        return snap_compare(app(session, folder), terminal_size=size, run_before=act)

    return compare


@pytest.fixture
def compared(sample):
    """Make the sample city with a snapshot, after which a criterion was claimed and another one lost its proof."""
    keep(sample, "before the budget", TODAY)
    sample.answer(sample.changes("DM7", "yes"))
    sample.store.remove_evidence(1, "Ann")
    return sample


@pytest.fixture
def reviewed(sample):
    """Make the sample city with a criterion that Ben has signed off."""
    sign_off(sample, "DM1", "Ben", TODAY)
    return sample


@both
def test_first_questions(looks, size, monkeypatch):
    monkeypatch.setenv("WWC_ASSESS_BY", "Ann")
    assert looks(None, size, folder=Path("/home/ann/wwc-assess"))


def test_first_questions_with_a_slip(looks, monkeypatch):
    monkeypatch.setenv("WWC_ASSESS_BY", "Ann")
    assert looks(None, SMALL, "f2", folder=Path("/home/ann/wwc-assess"))


@both
def test_first_question_of_a_new_city(looks, city, size):
    assert looks(city, size)


@both
def test_main(looks, sample, size):
    assert looks(sample, size, "n")


def test_main_in_light(looks, sample):
    save_settings(theme="textual-light")
    assert looks(sample, LARGE, "n")


def test_main_without_colour(looks, sample, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert looks(sample, LARGE, "n")


@both
def test_end_of_a_page(looks, sample, size):
    assert looks(sample, size, "end")


@both
def test_message_on_a_line_that_is_no_question(looks, sample, size):
    assert looks(sample, size, "end", "y")


@both
def test_note(looks, sample, size):
    assert looks(sample, size, "m", typed=" Ask the clerk.")


def test_note_in_light(looks, sample):
    save_settings(theme="textual-light")
    assert looks(sample, LARGE, "m", typed=" Ask the clerk.")


def test_due_date_with_a_slip(looks, city):
    assert looks(city, SMALL, "d", typed="Christmas", then=["enter"])


@both
def test_dashboard(looks, sample, size):
    assert looks(sample, size, "w")


def test_dashboard_in_light(looks, sample):
    save_settings(theme="textual-light")
    assert looks(sample, LARGE, "w")


def test_dashboard_of_a_new_city(looks, city):
    assert looks(city, LARGE, "w")


@both
def test_report(looks, sample, size):
    assert looks(sample, size, "r")


def test_report_in_light(looks, sample):
    save_settings(theme="textual-light")
    assert looks(sample, LARGE, "r")


@both
def test_report_for_the_council(looks, sample, size):
    assert looks(sample, size, "r", "a")


@both
def test_attach(looks, sample, size):
    assert looks(sample, size, "e", typed="https://example.org/policy.pdf")


def test_attach_in_light(looks, sample):
    save_settings(theme="textual-light")
    assert looks(sample, LARGE, "e")


def test_attach_with_a_slip(looks, city):
    assert looks(city, SMALL, "e", typed="javascript:alert(1)", then=["f2"])


PAGES = {"evidence": "v", "findings": "f", "queue": "t", "plan": "g"}
pages = pytest.mark.parametrize("key", PAGES.values(), ids=PAGES)


@both
@pages
def test_page(looks, sample, size, key):
    assert looks(sample, size, key)


@pages
def test_page_in_light(looks, sample, key):
    save_settings(theme="textual-light")
    assert looks(sample, LARGE, key, "down", "down")


@pages
def test_page_of_a_new_city(looks, city, key):
    assert looks(city, SMALL, key)


def test_evidence_that_does_not_count(looks, sample):
    assert looks(sample, SMALL, "v", "f")


@both
def test_evidence_that_is_found(looks, sample, size):
    assert looks(sample, size, "v", "/", typed="policy")


@both
def test_evidence_form(looks, sample, size):
    assert looks(sample, size, "v", "enter")


def test_evidence_form_in_light(looks, sample):
    save_settings(theme="textual-light")
    assert looks(sample, LARGE, "v", "enter")


@both
def test_places_that_evidence_proves(looks, sample, size):
    assert looks(sample, size, "v", "a", typed="policy", then=["down", "space"])


@both
def test_links_before_they_are_tried(looks, sample, size):
    assert looks(sample, size, "v", "k")


@both
def test_files_that_were_tried(app, city, size, snap_compare):
    (city.workspace.path / "plan.pdf").write_bytes(b"plan")
    for name in ("plan.pdf", "minutes.pdf"):
        city.add_evidence(NewEvidence(name), city.slots(["DM1.charter"]))

    async def act(pilot):
        ann = await sits_down(pilot)
        await ann.press("v", "k", "f2")
        await ann.sees("Close (Esc)")
        await ann.app.workers.wait_for_complete()

    assert snap_compare(app(city), terminal_size=size, run_before=act)


@both
def test_plan_with_a_criterion_less(looks, sample, size):
    assert looks(sample, size, "g", "space")


@both
def test_plan_to_accept(looks, sample, size):
    assert looks(sample, size, "g", "a")


@both
def test_nothing_to_compare_with(looks, city, size):
    assert looks(city, size, "c")


@both
def test_compared_with_a_snapshot(looks, compared, size):
    assert looks(compared, size, "c")


def test_compared_with_a_snapshot_in_light(looks, compared):
    save_settings(theme="textual-light")
    assert looks(compared, LARGE, "c")


@both
def test_what_to_compare_with(looks, compared, size):
    assert looks(compared, size, "c", "w")


@both
def test_new_snapshot(looks, compared, size):
    assert looks(compared, size, "c", "n", typed="before the budget")


@both
def test_sign_off(looks, sample, size):
    assert looks(sample, size, "/", typed="DM1", then=["enter", "s"])


@both
def test_signed_off(looks, reviewed, size):
    assert looks(reviewed, size, "/", typed="DM1", then=["enter", *["down"] * 9])


@both
def test_sign_off_that_no_longer_holds(looks, reviewed, size):
    reviewed.answer(reviewed.changes("DM1.acts", "partly"))
    assert looks(reviewed, size, "/", typed="DM1", then=["enter", *["down"] * 9])


@both
def test_help_on_a_page(looks, sample, size):
    assert looks(sample, size, "v", "f1")


@both
def test_help(looks, sample, size):
    assert looks(sample, size, "f1")


@both
def test_search(looks, sample, size):
    assert looks(sample, size, "/", typed="privacy")


@pytest.mark.usefixtures("unaware")
@both
def test_conflict(app, city, again, size, snap_compare):
    ben = again(city)

    async def act(pilot):
        ann = await sits_down(pilot)
        ben.answer(ben.changes("DM1.written", "yes"))
        await ann.burst("n")
        await ann.sees("Somebody else answered")

    assert snap_compare(app(city), terminal_size=size, run_before=act)


@both
def test_palette(looks, sample, size):
    assert looks(sample, size, "ctrl+p")


def test_window_that_became_too_small(app, sample, snap_compare):
    async def act(pilot):
        await Person(pilot).sees("This window has 40x10 characters.")

    assert snap_compare(app(sample), terminal_size=(40, 10), run_before=act)
