"""Where are we: one page of tallies, what blocks, and the practices."""

from collections import Counter
from datetime import date

import pytest

from wwc_assess.readiness.findings import find
from wwc_assess.records.changes import NewEvidence

TODAY = date(2026, 11, 22)


def findings(session):
    records = session.records()
    return find(session.standard, records, session.readiness(records, TODAY))


@pytest.mark.tour
async def test_the_dashboard_shows_each_tally_with_its_level_and_what_it_means(at, sample):
    async with at(sample) as ann:
        await ann.press("w")
        for part in (
            "Where are we? Rivermouth (fictional) 2026, WWC 2022 (unofficial)",
            "Reviewed 0 of 43 0% no level",
            "Proven 12 of 43 27% no level",
            "Claimed 23 of 43 53% Silver the answers say so",
            "Still possible 38 of 43 88% Platinum",
            "Evaluations 0 0",
        ):
            assert part in ann.screen


async def test_the_dashboard_agrees_with_the_score(at, sample):
    readiness = sample.readiness(sample.records(), TODAY)
    async with at(sample) as ann:
        await ann.press("w")
        for practice, tally in zip(sample.standard.practices, readiness.practices, strict=True):
            numbers = " ".join(str(tally.points[name]) for name in ("proven", "claimed", "possible"))
            assert f"{practice.title} {numbers} {tally.total}" in ann.screen


async def test_the_dashboard_names_missing_core_criteria_first_and_enter_goes_to_one(at, city):
    async with at(city) as ann:
        await ann.press("w")
        text = ann.screen
        places = [text.index(f"Core criterion {core} is not claimed") for core in ("DM1", "LC1", "PA1")]
        assert max(places) < text.index("22 more points are needed for Silver.")
        await ann.press("down", "enter")
        assert ann.focus == "criterion"
        assert ann.place.split(".")[0] in {"DM1", "LC1", "PA1"}


async def test_a_core_criterion_on_the_dashboard_takes_the_mouse(at, city):
    async with at(city) as ann:
        await ann.press("w")
        await ann.click("Core criterion PA1")
        assert ann.place.startswith("PA1.")


@pytest.mark.parametrize("key", ["escape", "w", "q"])
async def test_the_dashboard_goes_back_to_the_question_it_was_opened_on(at, sample, key):
    async with at(sample) as ann:
        await ann.press("down")
        before = ann.place
        await ann.press("w", key)
        assert (ann.place, ann.focus) == (before, "criterion")


async def test_a_borderline_count_says_what_was_observed(at, city):
    core = {"DM1", "LC1", "PA1"}
    others = [c.id for c in city.standard.criteria if c.id not in core][:26]
    for criterion in [*core, *others]:
        city.answer(city.changes(criterion, "yes"))
    async with at(city) as ann:
        await ann.press("w")
        assert "Claimed 29 of 43 67% Silver" in ann.screen
        assert "Borderline Gold:" in ann.screen


async def test_everything_proven_leaves_nothing_to_explain(at, city):
    for criterion in city.standard.criteria:
        city.answer(city.changes(criterion.id, "yes"))
    slots = [city.slots([f"{c.id}.{d.id}"])[0] for c in city.standard.criteria for d in c.documents]
    city.add_evidence(NewEvidence("https://example.org", as_of=TODAY), slots)
    async with at(city) as ann:
        await ann.press("w")
        assert "Proven 43 of 43 100% Platinum" in ann.screen
        assert "Core criterion" not in ann.screen
        assert "more point" not in ann.screen


@pytest.mark.tour
async def test_the_dashboard_counts_the_findings_and_enter_lists_them(at, sample):
    found = Counter(str(each.severity) for each in findings(sample))
    async with at(sample) as ann:
        await ann.press("w")
        told = f"{found['serious']} serious, {found['warning']} warnings, {found['hint']} hints"
        assert f"Findings: {told} (Enter lists them)" in ann.screen
        await ann.click("Findings:")
        assert "what a validator would ask" in ann.screen
        await ann.press("escape")
        assert "Where are we?" in ann.screen


@pytest.mark.tour
async def test_the_dashboard_says_what_the_next_level_takes_and_enter_shows_the_plan(at, sample):
    async with at(sample) as ann:
        await ann.press("w")
        assert "Silver, proven: 10 more criteria, 6.25 person-days (Enter shows which)" in ann.screen
        await ann.press("end")
        await ann.press("up", "end", "enter")
        assert "The way to Silver, proven" in ann.screen
        await ann.press("enter")
        assert " PA1 " in ann.screen
        assert ann.focus == "criterion"
