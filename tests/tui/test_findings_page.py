"""Findings: by kind, the heaviest first, and Enter goes to the field that mends one."""

from datetime import date

import pytest
from person import SMALL, on_disk

from wwc_assess.readiness.findings import RULES, find
from wwc_assess.records.changes import AnswerChange, NewEvidence
from wwc_assess.records.model import CheckRef, Value

TODAY = date(2026, 11, 22)


async def go_to(ann, words):
    """Move down to the finding whose sentence has these words and press Enter."""
    page = ann.app.screen
    sentences = [finding.sentence for finding in page.desk.findings]
    [place] = [at for at, sentence in enumerate(sentences) if words in sentence]
    await ann.press(*["down"] * place, "enter")


async def test_findings_stand_by_kind_with_what_to_do_about_each_kind(at, sample):
    records = sample.records()
    found = find(sample.standard, records, sample.readiness(records, TODAY))
    async with at(sample, (120, 120)) as ann:
        await ann.press("f")
        assert f"{len(found)} findings: what a validator would ask" in ann.screen
        for finding in found:
            assert RULES[finding.rule].title in ann.screen
            assert RULES[finding.rule].advice in ann.screen
            assert " ".join(finding.sentence.split()[:8]) in ann.screen
        assert ann.screen.index("(serious)") < ann.screen.index("(warning)") < ann.screen.index("(hint)")


async def test_a_new_city_has_no_findings_but_owners_of_core_criteria(at, city):
    async with at(city, SMALL) as ann:
        await ann.press("f")
        assert "3 findings" in ann.screen
        assert "DM1" in ann.screen
        await ann.press("escape")
        for criterion in city.standard.core:
            city.store.set_particulars(1, criterion, "Ann", owner="Mayor's office")
        ann.app.screen.reload()
        await ann.press("f", "enter")
        assert "0 findings" in ann.screen
        assert "Nothing: no rule finds a weakness in what is recorded." in ann.screen


@pytest.mark.parametrize("key", ["escape", "f", "q"])
async def test_the_page_goes_back_to_the_question(at, sample, key):
    async with at(sample) as ann:
        before = ann.place
        await ann.press("f", key)
        assert (ann.place, ann.focus) == (before, "criterion")


async def test_enter_goes_to_the_document_that_is_missing(at, sample):
    async with at(sample) as ann:
        await ann.press("f")
        await go_to(ann, "Record of a restore test")
        assert (ann.place, ann.focus) == ("DM6.restore", "criterion")


async def test_enter_goes_to_the_owner_that_is_missing(at, city):
    async with at(city) as ann:
        await ann.press("f")
        await go_to(ann, "PA1 ")
        assert (ann.place, ann.focus) == ("owner", "criterion")
        assert " PA1 " in ann.screen


async def test_enter_goes_to_the_note_that_says_nothing(at, city):
    city.store.set_particulars(1, "DM3", "Ann", note="tbd")
    async with at(city) as ann:
        await ann.press("f")
        await go_to(ann, "says only “tbd”")
        assert (ann.place, ann.focus) == ("note", "criterion")
        assert " DM3 " in ann.screen


async def test_enter_goes_to_the_question_that_was_reworded(at, city):
    ref = CheckRef("DM3", city.standard.by_id["DM3"].questions[1].id)
    city.store.answer(1, [AnswerChange(ref, Value.YES, "print", "Was it so?")], "Ann")
    async with at(city) as ann:
        await ann.press("f")
        await go_to(ann, "when it read differently")
        assert (ann.place, ann.focus) == (str(ref), "criterion")


@pytest.mark.tour
async def test_enter_on_evidence_opens_its_page_on_the_very_item_and_mending_it_there_removes_the_finding(
    at, city
):
    first, _unused, last = (
        city.add_evidence(NewEvidence(name), city.slots(slots))
        for name, slots in (("first.pdf", ["DM1.charter"]), ("unused.pdf", []), ("last.pdf", ["DM1.charter"]))
    )
    async with at(city) as ann:
        await ann.press("f")
        assert "6 findings" in ann.screen
        await go_to(ann, "“unused.pdf”")
        assert "unused.pdf" in ann.within("#evidence-detail")
        await ann.press("delete", "escape")
        assert "5 findings" in ann.screen
        assert not any("unused.pdf" in finding.sentence for finding in ann.app.screen.desk.findings)
    assert [item.id for item in on_disk(city).evidence] == [first.id, last.id]


async def test_the_page_keeps_its_place_when_somebody_else_saves(at, sample, again):
    ben = again(sample)
    async with at(sample, SMALL) as ann:
        await ann.press("f", *["down"] * 8)
        before = [row[:76] for row in ann.rows[5:15]]
        ben.store.set_particulars(1, "PA1", "Ben", owner="Mayor's office")
        await ann.sees("Somebody else saved a change; you see the latest.")
        assert [row[:76] for row in ann.rows[5:15]] == before


async def test_going_back_to_the_first_finding_shows_the_words_above_it_again(at, sample):
    async with at(sample, SMALL) as ann:
        await ann.press("f", "end")
        assert "Claimed without proof" not in ann.screen
        await ann.press("home")
        assert "Claimed without proof" in ann.screen


@pytest.mark.tour
async def test_escape_goes_back_to_the_findings_where_they_were_left(at, sample):
    async with at(sample, SMALL) as ann:
        await ann.press("f", *["down"] * 9)
        highlighted = ann.app.screen.query_one("#findings").highlighted
        await ann.press("enter")
        assert "Esc back to findings" in ann.screen
        await ann.press("escape")
        assert "findings: what a validator would ask" in ann.screen
        assert ann.app.screen.query_one("#findings").highlighted == highlighted
        await ann.press("escape", "escape")
        assert "what a validator would ask" not in ann.screen
        assert "Esc back" not in ann.screen


async def test_the_way_back_to_the_findings_stays_while_the_person_answers_and_writes(at, sample):
    async with at(sample) as ann:
        await ann.press("f")
        await go_to(ann, "Record of a restore test")
        await ann.press("m", "x", "escape")
        assert "Esc back to findings" in ann.screen
        await ann.press("right", "y")
        await ann.press("escape")
        assert "findings: what a validator would ask" in ann.screen


async def test_escape_goes_back_to_the_page_that_pointed_there_also_when_it_was_opened_from_another(
    at, sample
):
    async with at(sample) as ann:
        await ann.press("w", "end", "end")
        page = ann.app.screen
        lines = page.query_one("#blocks").options
        page.query_one("#blocks").highlighted = next(
            at for at, line in enumerate(lines) if line.id == repr("page:findings")
        )
        await ann.press("enter", "enter")
        assert "Esc back to findings" in ann.screen
