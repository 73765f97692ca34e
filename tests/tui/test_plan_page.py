"""The way to the next level: the cheapest plan, what if, and accepting it."""

import re
from datetime import date

import pytest
from person import SMALL, on_disk
from textual.widgets import Input

from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.plan import make_plan
from wwc_assess.readiness.schedule import schedule
from wwc_assess.records.changes import NewEvidence

TODAY = date(2026, 11, 22)


def plan(session, **options):
    records = session.records()
    return make_plan(session.standard, records, session.readiness(records, TODAY), **options)


def marked(ann):
    """Return the criteria that are taken in, in their order."""
    options = [option for option in ann.app.screen.query_one("#plan").options if option.id]
    rows = [line.plain for option in options for line in [option.prompt._rows[0][0]]]  # noqa: SLF001  the marks
    return [option.id for option, mark in zip(options, rows, strict=True) if "[x]" in mark]


async def test_the_cheapest_way_is_shown_with_its_cost_its_level_and_the_next_best_way(at, sample):
    cheapest = plan(sample)
    async with at(sample) as ann:
        await ann.press("g")
        assert "The way to Silver, proven" in ann.screen
        assert (
            "10 criteria to earn, 6.25 person-days at most. Then proven: 22 of 43, which reaches Silver."
            in ann.screen
        )
        assert "The next best way takes 6.75 person-days: LC3 instead of CI3." in ann.screen
        assert marked(ann) == [job.criterion for job in cheapest.jobs]
        assert "core criterion · Attach: List of measures." in ann.screen
        assert "→ Silver" in ann.screen


@pytest.mark.tour
async def test_taking_a_criterion_out_shows_at_once_what_level_results(at, sample):
    first = plan(sample).jobs[0].criterion
    async with at(sample, SMALL) as ann:
        await ann.press("g", "space")
        assert (
            "9 criteria to earn, 5.25 person-days at most. Then proven: 21 of 43, which reaches no level."
            in ann.screen
        )
        assert f"Without {first} no level can be reached." in ann.screen
        assert "The cheapest way takes 6.25 person-days; c goes back to it." in ann.screen
        assert first not in marked(ann)
        await ann.press("space")
        assert "Then proven: 22 of 43, which reaches Silver." in ann.screen
        await ann.press("space", "c")
        assert "The next best way takes" in ann.screen
        assert first in marked(ann)


async def test_taking_another_criterion_in_raises_points_and_cost(at, sample):
    async with at(sample) as ann:
        await ann.press("g", *["down"] * 10, "space")
        assert "11 criteria to earn" in ann.screen
        assert "Then proven: 23 of 43, which reaches Silver." in ann.screen


@pytest.mark.parametrize("size", [(60, 16), SMALL])
@pytest.mark.parametrize("before", [[], ["l"], ["t"]], ids=["next level", "another level", "claimed"])
async def test_what_results_stays_in_sight_wherever_the_highlight_is(at, sample, size, before):
    async with at(sample, size) as ann:
        await ann.press("g", *before)
        for _time in range(15):
            await ann.press("down", "space")
            told = " ".join(ann.within("#plan-told").split())
            assert re.match(
                rf"{len(marked(ann))} criteri(on|a) to earn, .* at most\. Then .* which reaches", told
            )
            assert told.endswith("c goes back to it.")
            highlighted = ann.app.screen.query_one("#plan").highlighted_option
            assert f" {highlighted.id} " in ann.within("#plan")


@pytest.mark.tour
async def test_the_list_keeps_most_of_a_small_window(at, sample):
    async with at(sample, (60, 16)) as ann:
        await ann.press("g")
        assert ann.app.screen.query_one("#plan").size.height >= 8


@pytest.mark.tour
async def test_a_plan_for_a_higher_level_and_from_the_top_for_the_lowest_again(at, sample):
    async with at(sample) as ann:
        await ann.press("g")
        for level in ("Gold", "Platinum", "Silver"):
            await ann.press("l")
            assert f"The way to {level}, proven" in ann.screen
            assert marked(ann) == [job.criterion for job in plan(sample, to=level).jobs]


async def test_a_plan_for_claims_instead_of_proof(at, sample):
    claims = plan(sample, tally=TallyName.CLAIMED)
    async with at(sample) as ann:
        await ann.press("g", "t")
        assert "The way to Gold, claimed" in ann.screen
        assert marked(ann) == [job.criterion for job in claims.jobs]
        await ann.press("t")
        assert "The way to Silver, proven" in ann.screen


async def test_enter_goes_to_the_criterion(at, sample):
    second = plan(sample).jobs[1].criterion
    async with at(sample) as ann:
        await ann.press("g", "down", "enter")
        assert f" {second} " in ann.screen
        assert ann.focus == "criterion"


@pytest.mark.parametrize("key", ["escape", "g", "q"])
async def test_the_page_goes_back_to_the_question(at, sample, key):
    async with at(sample) as ann:
        before = ann.place
        await ann.press("g", key)
        assert (ann.place, ann.focus) == (before, "criterion")


async def test_accepting_writes_due_dates_and_owners_in_one_act_that_one_undo_takes_back(at, sample):
    before = on_disk(sample).particulars
    jobs = plan(sample).jobs
    async with at(sample, SMALL) as ann:
        await ann.press("g", "a")
        assert "10 criteria get due dates" in ann.screen
        assert "The last one would be due on 2026-12-10." in ann.screen
        for name, text in (("start", "2027-01-04"), ("per-week", "1"), ("owner", "Mayor's office")):
            ann.app.screen.query_one(f"#{name}", Input).value = text
        await ann.press("f2")
        assert "✓ saved" in ann.screen
        now = on_disk(sample)
        for criterion, due in schedule(jobs, date(2027, 1, 4), 1):
            assert now.of(criterion).due == due
            had = before[criterion].owner if criterion in before else ""
            assert now.of(criterion).owner == (had or "Mayor's office")
        assert "Mayor's office" in {now.of(job.criterion).owner for job in jobs}
        assert "due 2027-01-" in ann.screen
        await ann.press("u")
        assert {
            key: (p.owner, p.due) for key, p in on_disk(sample).particulars.items() if p.due or p.owner
        } == {key: (p.owner, p.due) for key, p in before.items() if p.due or p.owner}


@pytest.mark.tour
async def test_due_dates_that_were_set_are_counted_before_and_after_they_are_replaced(at, city):
    first = plan(city).jobs[0].criterion
    city.store.set_particulars(city.assessment.id, first, "Ben", due=date(2027, 1, 1), owner="Ben")
    async with at(city, SMALL) as ann:
        await ann.press("g", "a")
        told = "1 due date that was set is replaced. u takes it all back."
        assert told in " ".join(ann.within("#ends").split())
        await ann.press("f2")
        assert told in ann.told
        assert on_disk(city).of(first).owner == "Ben"
        assert on_disk(city).of(first).due < date(2027, 1, 1)
        await ann.press("u")
        assert on_disk(city).of(first).due == date(2027, 1, 1)


async def test_what_was_toggled_is_what_is_accepted(at, sample):
    jobs = plan(sample).jobs
    before = on_disk(sample).of(jobs[0].criterion)
    async with at(sample, SMALL) as ann:
        await ann.press("g", "space", "a")
        assert "9 criteria get due dates" in ann.screen
        await ann.press("f2")
    assert on_disk(sample).of(jobs[0].criterion) == before


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("start", "Christmas", "“Christmas” is no day."),
        ("start", "", "The plan needs a day to begin on."),
        ("start", "2026-11-21", "2026-11-21 is past. Begin on 2026-11-22, which is today, or later."),
        ("per-week", "0", "“0” is no number of days above 0."),
        pytest.param("per-week", "two", "“two” is no number of days above 0.", marks=pytest.mark.tour),
        ("per-week", "0.0000001", "the plan would never be done"),
    ],
)
async def test_a_slip_is_told_at_once_and_nothing_is_written(at, sample, name, text, told):
    before = on_disk(sample).particulars
    async with at(sample, SMALL) as ann:
        await ann.press("g", "a")
        ann.app.screen.query_one(f"#{name}", Input).value = text
        await ann.pilot.pause()
        assert told in " ".join(ann.within("#error").split())
        await ann.press("f2")
        assert told in " ".join(ann.within("#error").split())
        await ann.click("Cancel (Esc)")
    assert on_disk(sample).particulars == before


@pytest.mark.tour
async def test_nothing_chosen_is_told_instead_of_accepted(at, city):
    for criterion in city.standard.criteria:
        city.answer(city.changes(criterion.id, "yes"))
    slots = [city.slots([f"{c.id}.{d.id}"])[0] for c in city.standard.criteria for d in c.documents]
    city.add_evidence(NewEvidence("https://example.org", as_of=TODAY), slots)
    async with at(city, SMALL) as ann:
        await ann.press("g")
        assert "Platinum is reached already, and there is no higher level." in ann.screen
        await ann.press("space", "enter", "a")
        assert "Nothing is chosen, so there is nothing to plan." in ann.told


async def test_what_another_program_writes_meanwhile_changes_the_plan_within_a_second(at, sample, again):
    ben, first = again(sample), plan(sample).jobs[1].criterion
    async with at(sample) as ann:
        await ann.press("g")
        assert first in marked(ann)
        missing = [f"{first}.{d.id}" for d in sample.standard.by_id[first].documents]
        ben.add_evidence(NewEvidence("new.pdf", as_of=TODAY), ben.slots(missing))
        await ann.until(lambda: first not in marked(ann), "the plan without it")
        assert "9 criteria to earn" in ann.screen
