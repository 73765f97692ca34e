"""What each reader of a report gets."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest
from msgspec.structs import replace

from wwc_assess.records.model import LinkCheck, Records
from wwc_assess.report.blocks import Bullets, Chart, Heading, Paragraph, Table
from wwc_assess.report.compare import changes_since
from wwc_assess.report.facts import facts_of
from wwc_assess.report.paper import Audience, build_paper
from wwc_assess.report.seal import parse_seal, seal_of
from wwc_assess.report.since import in_short, since
from wwc_assess.report.view import build_view
from wwc_assess.sample import create_sample
from wwc_assess.standard.model import Document


def words(line):
    return "".join(run.text for run in line)


def lines_of(blocks):
    """All that blocks say, a line for each heading, paragraph, item and row."""
    for block in blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield words(block.line)
            case Bullets():
                yield from (line for item in block.items for line in lines_of_item(item))
            case Table():
                yield from (" | ".join(words(cell) for cell in row) for row in block.rows)


def lines_of_item(item):
    yield words(item.line)
    for below in item.items:
        yield from lines_of_item(below)


def lines(city, audience="all"):
    return list(lines_of(build_paper(city.view(), audience).blocks))


def section(city, title, audience="all"):
    """What stands under a second-level heading."""
    blocks = build_paper(city.view(), audience).blocks
    heads = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    start = next(n for n in heads if blocks[n].text == title)
    end = next((n for n in heads if n > start), len(blocks))
    return list(lines_of(blocks[start + 1 : end]))


def titles(city, audience):
    blocks = build_paper(city.view(), audience).blocks
    return [block.text for block in blocks if isinstance(block, Heading) and block.level == 2]


def charts(city):
    return [block for block in build_paper(city.view()).blocks if isinstance(block, Chart)]


def test_each_reader_gets_the_sections_that_concern_them(city):
    assert titles(city, "council") == [
        "Where we stand",
        "What stands in the way",
        "The cheapest way to Bronze",
        "First steps with the most effect",
    ]
    assert lines(city, "council")[-1].startswith("This report carries fingerprints")
    assert titles(city, "team") == [
        "Worklist",
        "The cheapest way to Bronze",
        "What a validator would ask",
        "What nobody has answered",
        "Words used",
        "Does this report still hold?",
    ]
    assert titles(city, "validator") == [
        "Where we stand",
        "Alpha",
        "Beta",
        "The rules and their sources",
        "Does this report still hold?",
    ]


@pytest.mark.parametrize("audience", get_args(Audience))
def test_every_reader_is_told_that_it_is_not_official(city, audience):
    paper = build_paper(city.view(), audience)
    assert "(unofficial)" in paper.title
    assert "This is not official." in next(lines_of(paper.blocks))


@pytest.mark.parametrize("audience", get_args(Audience))
def test_a_comparison_comes_right_after_what_the_report_is(city, audience):
    view = city.view()
    plain = build_paper(view, audience).blocks
    comparison = changes_since(facts_of(view), "spring", view)
    section = tuple((in_short if audience == "council" else since)(comparison))
    blocks = build_paper(view, audience, comparison).blocks
    start = blocks.index(section[0])
    assert blocks[start : start + len(section)] == section
    assert blocks[:start] + blocks[start + len(section) :] == plain
    assert "This is not official." in words(blocks[0].line)


def test_the_report_carries_its_own_seal(city):
    view = city.view()
    facts = build_paper(view).facts
    assert parse_seal(facts) == seal_of(view.standard, view.records, view.readiness)


def test_the_tallies_are_drawn_against_the_bars_of_the_levels(city):
    chart = charts(city)[0]
    assert chart.total == 5
    assert [(bar.label, bar.points, bar.told) for bar in chart.bars] == [
        ("Reviewed", 0, "0 of 5, 0%"),
        ("Proven", 1, "1 of 5, 20%"),
        ("Claimed", 3, "3 of 5, 60%"),
        ("Still possible", 5, "5 of 5, 100%"),
    ]
    assert [(mark.label, mark.points, mark.told) for mark in chart.marks] == [
        ("Bronze", 2, "2 criteria"),
        ("Silver", 4, "4 criteria"),
    ]


def test_each_practice_is_drawn_with_what_is_proven_and_in_a_lighter_shade_what_is_only_claimed(city):
    assert [(bar.label, bar.points, bar.lighter, bar.told) for bar in charts(city)[1].bars] == [
        ("Alpha", 33, 33, "1 of 3 proven, 2 claimed"),
        ("Beta", 0, 50, "0 of 2 proven, 1 claimed"),
    ]


def test_what_a_chart_shows_is_said_in_a_table_beside_it(city):
    for audience in get_args(Audience):
        blocks = build_paper(city.view(), audience).blocks
        for place, block in enumerate(blocks):
            if isinstance(block, Chart):
                table = blocks[place + 1]
                assert [words(row[0]) for row in table.rows] == [bar.label for bar in block.bars]


def test_the_council_never_reads_the_id_of_a_criterion_without_its_title(city):
    city.answer(A1="nn", A2="yn", B2="y")
    city.attach("B1.policy")
    told = "\n".join(lines(city, "council"))
    assert "A1 Title of A1" in told
    assert not re.search(r"(?<!of )\b([AB]\d)\b(?! Title of \1)", told)


def test_the_council_reads_whom_the_cheapest_way_falls_to(city):
    city.standard = replace(city.standard, levels=(replace(city.standard.levels[1], points=5),))
    assert section(city, "The cheapest way to Silver", "council") == [
        "To reach Silver with the least work, prove 4 more criteria: about 8 person-days.",
        "The work falls to: Ben (4.5 person-days), Ana (1 person-day), nobody yet (2.5 person-days).",
    ]


def test_the_council_reads_the_sample_city_in_two_minutes(tmp_path):
    today = date(2026, 11, 22)
    with create_sample(tmp_path / "sample", today, by="Ann") as session:
        records = session.records()
        view = build_view(session.standard, records, session.readiness(records, today))
    told = " ".join(lines_of(build_paper(view, "council").blocks))
    assert len(told.replace("|", "").split()) <= 480


def test_the_plan_lists_its_jobs_in_order_and_the_next_best_way(city):
    city.standard = replace(
        city.standard, core_rule="", levels=(replace(city.standard.levels[1], points=3, seen=()),)
    )
    assert section(city, "The cheapest way to Silver") == [
        "To reach Silver with the least work, prove 2 more criteria: about 1 person-day.",
        "A1 Title of A1 | 0.5 | attach 1 document | Ana | ",
        "B1 Title of B1 | 0.5 | attach 1 document | Ana | Silver",
        ("The next best way costs 2 person-days more: B2 Title of B2 instead of B1 Title of B1."),
    ]


def test_the_plan_says_where_its_figures_are_at_most_or_assumed(city):
    city.standard = replace(city.standard, levels=(replace(city.standard.levels[1], points=5),))
    assert section(city, "The cheapest way to Silver")[-1] == (
        "Questions that are still open count with all the work they may take; a yes makes it less. "
        "Where the standard gives no effort, 1 person-day is taken for a question and 0.5 person-days for a document."
    )


def test_a_level_out_of_reach_says_why(city):
    city.standard = replace(city.standard, levels=(replace(city.standard.levels[1], points=6),))
    view = city.view()
    assert not view.plan.feasible
    assert section(city, "The cheapest way to Silver") == [view.plan.reason]
    assert section(city, "The cheapest way to Silver", "council")[0] == view.plan.reason


@pytest.mark.parametrize("audience", ["all", "council"])
def test_a_core_criterion_that_does_not_apply_is_the_first_obstacle_and_no_step_is_the_first(city, audience):
    city.standard = replace(city.standard, not_applicable="excluded")
    city.keep("A1", not_applicable=True)
    assert section(city, "What stands in the way", audience)[0] == (
        "Core criterion A1 is marked as not applicable; without it no level can be reached."
    )
    assert "First steps with the most effect" not in titles(city, audience)


def test_the_summary_of_the_standard_is_told_in_a_sentence(city):
    assert ". Five criteria. It is published by Some Publisher; the edition is First. " in lines(city)[0]
    city.standard = replace(city.standard, summary="A list of five criteria.")
    assert " The Small Standard is a list of five criteria. It is " in lines(city)[0]


def test_the_council_is_named_those_with_most_work_and_told_how_many_others_there_are(city):
    practice = city.standard.practices[0]
    more = tuple(replace(practice.criteria[1], id=f"A{n}", title=f"Title of A{n}") for n in range(4, 10))
    city.standard = replace(
        city.standard,
        practices=(replace(practice, criteria=(*practice.criteria, *more)), *city.standard.practices[1:]),
        levels=(replace(city.standard.levels[1], points=11, seen=()),),
    )
    for number in range(4, 10):
        city.keep(f"A{number}", owner=f"Office {number}")
    told = section(city, "The cheapest way to Silver", "council")[1]
    assert told.startswith("The work falls to: Office 4 (6.5 person-days), Office 5 (6.5 person-days), ")
    assert "Office 9" not in told
    assert told.endswith(", 3 others (12 person-days), nobody yet (2.5 person-days).")


def test_nothing_is_planned_where_the_highest_level_is_reached(city):
    city.answer(A3="yyy", B2="y")
    for slots in ("A1.policy", "A3.policy", "B1.policy", "B2"):
        city.attach(slots)
    assert not any("least work" in line or "cheapest way" in line for line in lines(city))


def test_a_standard_without_levels_has_no_plan(city):
    city.standard = replace(city.standard, levels=())
    assert not any("cheapest way" in line for line in lines(city))


def test_findings_are_grouped_and_counted(city):
    found = section(city, "What a validator would ask")
    assert "2 × Claimed without proof" in found
    assert sum("Title of B1 is claimed" in line for line in found) == 1
    assert "A validator would ask about 5 things. 4 of them may cost points." in lines(city)


def test_a_city_that_gives_no_cause_to_ask_is_told_so(city):
    city.records = Records(city.records.assessment)
    city.keep("A1", owner="Ana")
    assert section(city, "What a validator would ask") == ["Nothing that the rules of this program look for."]
    assert "A validator would find nothing to ask that this program knows of." in lines(city)


def test_a_claim_without_proof_is_never_shown_to_a_validator_as_proof(city):
    told = lines(city, "validator")
    assert "A1 Title of A1 — claimed, not proven" in told
    assert not any(line.endswith("— claimed") for line in told)
    assert (
        r"Old policy, S:\old\policy.pdf (as of 2025-01-31, not checked yet, "
        "does not count: it was fresh enough until 2026-01-31)"
    ) in told
    assert "Policy of A3: nothing attached" in told


def test_a_proven_criterion_that_waits_for_another_is_not_shown_as_proven(city):
    city.answer(A2="yn")
    city.attach("B1.policy")
    assert "B1 Title of B1 — proven, waiting for another criterion" in lines(city, "validator")


def test_a_validator_reads_who_answered_and_when(city):
    told = lines(city, "validator")
    assert "Yes: Question 1 of A1? (Ana, 2026-10-01)" in told
    assert "Not answered: Question 3 of A3?" in told
    assert "The city’s own answers; 2 of 3 have to be a yes:" in told


@pytest.mark.parametrize(
    ("ok", "told"), [(True, "reached on 2026-11-20"), (False, "not reached on 2026-11-20")]
)
def test_a_validator_reads_how_the_latest_check_of_a_link_went(city, ok, told):
    checks = (LinkCheck(date(2026, 11, 1), not ok), LinkCheck(date(2026, 11, 20), ok))
    city.attach("A1.policy", title="Charter", valid_until=date(2027, 1, 1), link_checks=checks)
    assert any(
        line.startswith(
            f"Charter, https://example.gov/doc (as of 2026-11-22, valid until 2027-01-01, {told}, "
        )
        for line in lines(city, "validator")
    )


def test_a_validator_reads_whether_somebody_else_signed_off(city):
    city.sign_off("A2", "Ben")
    told = lines(city, "validator")
    start = told.index("A2 Title of A2 — reviewed")
    assert "Signed off by Ben on 2026-11-02." in told[start:]
    assert told.count("Not signed off by a second person.") == 4


def test_a_sign_off_that_no_longer_holds_is_not_hidden(city):
    city.sign_off("A2", "Ben")
    city.attach("A2.policy", title="Newer policy")
    told = lines(city, "validator")
    assert "A2 Title of A2 — proven" in told
    assert any(line.startswith("The sign-off by Ben") and "no longer holds" in line for line in told)


def test_where_no_document_is_named_a_validator_sees_all_that_is_attached(city):
    city.attach("B2", "B2.gone", title="Photo")
    told = lines(city, "validator")
    assert sum(line.startswith("Photo, ") for line in told) == 1
    assert "Evidence of any kind" in told


def test_a_validator_does_not_read_the_citys_own_notes(city):
    assert "The city’s note:" in lines(city)
    assert "The city’s note:" not in lines(city, "validator")


def with_practices(city, change):
    """Let the city have a standard whose criteria are changed by a function."""
    practices = (
        replace(practice, criteria=tuple(map(change, practice.criteria)))
        for practice in city.standard.practices
    )
    city.standard = replace(city.standard, practices=tuple(practices))


def test_a_standard_that_weighs_its_criteria_is_told_in_points(city):
    assert "Silver takes 4 criteria." in lines(city)
    with_practices(city, lambda criterion: replace(criterion, weight=2))
    assert "Silver takes 4 points." in lines(city)


def test_a_standard_without_core_criteria_names_none(city):
    assert "Core criteria: A1." in lines(city)
    with_practices(city, lambda criterion: replace(criterion, core=False))
    assert not [line for line in lines(city) if line.startswith("Core criteria")]


def test_a_source_of_which_the_standard_says_no_more_is_told_by_its_id(city):
    city.attach("A1.policy", "B1.policy")
    note = "Uncertain: by the published bar this is just short of Silver. A city got it with three. Source: "
    assert f"{note}A council memo. https://example.org/memo" in lines(city)
    city.standard = replace(city.standard, sources={})
    assert f"{note}memo" in lines(city)


def test_where_no_criterion_counts_no_practice_is_drawn(city):
    assert "The practices at a glance" in titles(city, "all")
    city.standard = replace(city.standard, not_applicable="excluded")
    for criterion in city.standard.criteria:
        city.keep(criterion.id, not_applicable=True)
    assert "The practices at a glance" not in titles(city, "all")


def test_a_criterion_that_waits_for_another_says_which_to_prove_first(city):
    city.attach("B1.policy")
    city.answer(A2="nn")
    assert "Prove A2 first." in "\n".join(lines(city))


def test_evidence_that_is_attached_to_nothing_is_told_so_and_the_withdrawn_as_withdrawn(city):
    city.attach(title="Loose leaf")
    city.attach(title="Old leaf", withdrawn=True)
    rows = [line for line in lines(city) if re.match(r"\d \| (Loose|Old) leaf", line)]
    assert [row.rpartition(" | ")[2] for row in rows] == ["attached to nothing", "withdrawn"]


def test_evidence_for_a_document_that_is_not_asked_for_is_told_so(city):
    city.attach("A1.gone", title="Other leaf")
    (row,) = [line for line in lines(city) if line.startswith("4 | Other leaf")]
    assert row.endswith("| A1.gone | not attached to a document that is asked for")


def test_a_validator_reads_which_documents_are_optional(city):
    def also_minutes(criterion):
        return replace(
            criterion, documents=(*criterion.documents, Document("minutes", "Minutes", optional=True))
        )

    with_practices(city, also_minutes)
    assert "Minutes (optional): nothing attached" in lines(city, "validator")


def test_two_reports_judged_by_different_texts_say_so(city):
    before = facts_of(city.view())
    city.standard = replace(city.standard, levels=city.standard.levels[:1])
    told = list(lines_of(since(changes_since(before, "spring", city.view()))))
    assert any(line.startswith("The two were judged by different texts or rules.") for line in told)
