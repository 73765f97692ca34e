"""The facts that a report is written from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from wwc_assess.readiness.evidence import EvidenceState
from wwc_assess.readiness.findings import find
from wwc_assess.readiness.gaps import Act
from wwc_assess.readiness.model import Flaw, Standing, TallyName
from wwc_assess.records.model import CheckRef


def gap(view, key):
    return next(gap for gap in view.gaps if gap.criterion.id == key)


def test_the_gaps_are_the_criteria_that_are_not_proven(city):
    assert [g.criterion.id for g in city.view().gaps] == ["A1", "A3", "B1", "B2"]
    assert [c.id for practice in city.view().practices for c in practice.proven] == ["A2"]


def test_a_planned_criterion_is_neither_gap_nor_unanswered(city):
    alpha, beta = city.standard.practices
    planned = replace(beta.criteria[1], status="planned")
    city.standard = replace(
        city.standard, practices=(alpha, replace(beta, criteria=(beta.criteria[0], planned)))
    )
    assert "B2" not in [g.criterion.id for g in city.view().gaps]
    assert "B2" not in [c.id for practice in city.view().practices for c, _checks in practice.blank]


def test_a_criterion_the_city_may_leave_out_is_listed_as_such(city):
    city.standard = replace(city.standard, not_applicable="excluded")
    city.keep("B2", not_applicable=True)
    assert [[c.id for c in practice.not_applicable] for practice in city.view().practices] == [[], ["B2"]]


def test_a_claim_lacks_only_the_documents_that_cannot_be_used(city):
    missing = gap(city.view(), "A1")
    assert missing.standing is Standing.CLAIMED
    assert missing.checks == ()
    assert [d.document.id for d in missing.documents] == ["policy"]
    assert [(r.evidence, r.flaw, r.day) for d in missing.documents for r in d.unusable] == [
        (2, Flaw.STALE, date(2026, 1, 31))
    ]
    assert missing.effort == Decimal("0.5")


def test_a_proven_criterion_that_waits_for_another_is_a_gap(city):
    city.answer(A2="yn")
    city.attach("B1.policy")
    missing = gap(city.view(), "B1")
    assert missing.standing is Standing.PROVEN
    assert missing.requires == ("A2",)
    assert missing.first_step.act is Act.REACH


def test_effort_takes_the_cheapest_questions_that_suffice_and_half_of_what_is_partly_there(city):
    city.answer(A3="pnn")
    assert gap(city.view(), "A3").effort == Decimal(1) + Decimal(4) + Decimal("0.5")
    city.answer(A3="npy")
    assert gap(city.view(), "A3").effort == Decimal(2) + Decimal("0.5")


def test_effort_is_unknown_where_a_part_of_it_is(city):
    assert gap(city.view(), "B2").effort is None


def test_an_open_criterion_begins_with_a_question_and_one_not_met_with_an_improvement(city):
    city.answer(A2="y?", A3="nn.")
    view = city.view()
    assert (gap(view, "A2").first_step.act, gap(view, "A2").first_step.check.id) == (Act.ANSWER, "c2")
    assert (gap(view, "A3").first_step.act, gap(view, "A3").first_step.check.id) == (Act.IMPROVE, "c1")


def test_first_steps_take_core_criteria_first_then_claims_then_the_least_work(city):
    city.answer(A1="nn", A2="n.", A3="yn.", B1="yy")
    assert [g.criterion.id for g in city.view().first] == ["A1", "B1", "A3", "A2", "B2"]


def test_work_is_by_owner_and_due_date_and_what_nobody_has_comes_last(city):
    work = [(work.owner, [g.criterion.id for g in work.gaps]) for work in city.view().work]
    assert work == [("Ana", ["B1", "A1"]), ("Ben", ["A3"]), ("", ["B2"])]


def test_owners_whose_names_differ_only_in_blanks_are_one(city):
    city.keep("B2", owner="  Ana ")
    assert [work.owner for work in city.view().work] == ["Ana", "Ben"]


def test_each_use_of_evidence_says_whether_it_counts_there(city):
    city.attach("A2", "A2.gone", "Z9.policy", "B2")
    uses = [(str(use.slot), use.asked_for, use.flaw) for entry in city.view().evidence for use in entry.uses]
    assert uses == [
        ("A2.policy", True, None),
        ("A1.policy", True, Flaw.STALE),
        ("A2.policy", True, Flaw.STALE),
        ("B1.policy", True, Flaw.UNDATED),
        ("A2", False, None),
        ("A2.gone", False, None),
        ("Z9.policy", False, None),
        ("B2", True, None),
    ]


def test_evidence_is_as_the_survey_of_that_day_finds_it(city):
    assert [entry.state for entry in city.view().evidence] == [
        EvidenceState.EXPIRING,
        EvidenceState.STALE,
        EvidenceState.UNDATED,
    ]


def test_the_plan_leads_to_the_next_level_that_can_be_proven(city):
    plan = city.view().plan
    assert (plan.to, plan.tally) == ("bronze", TallyName.PROVEN)
    assert [job.criterion for job in plan.jobs] == ["A1"]


def test_the_findings_are_those_of_the_records(city):
    view = city.view()
    assert view.findings
    assert view.findings == find(view.standard, view.records, view.readiness)


def test_questions_without_an_answer_are_kept_apart_from_unsure_ones(city):
    city.answer(A3="y?.")
    blank = [
        (c.id, [check.id for check in checks])
        for practice in city.view().practices
        for c, checks in practice.blank
    ]
    assert blank == [("A3", ["c3"]), ("B2", ["c1"])]


def test_an_answer_to_an_earlier_wording_and_one_to_a_question_that_is_gone_are_both_told(city):
    answers = dict(city.records.answers)
    first = answers[CheckRef("A1", "c1")]
    answers[first.ref] = replace(first, fingerprint="earlier", asked="Earlier question?")
    gone = CheckRef("A0", "old")
    answers[gone] = replace(first, ref=gone, asked="Gone question?")
    city.records = replace(city.records, answers=answers)
    changed = [(str(entry.answer.ref), entry.answer.asked, entry.now) for entry in city.view().changed]
    assert changed == [("A1.c1", "Earlier question?", "Question 1 of A1?"), ("A0.old", "Gone question?", "")]


def test_only_terms_that_stand_in_the_gaps_are_explained(city):
    assert [term.term for term in city.view().terms] == ["pitfall"]


def test_points_are_not_called_criteria_where_they_are_weighed(city):
    assert city.view().counts_criteria
    alpha, beta = city.standard.practices
    heavy = replace(beta.criteria[0], weight=2)
    city.standard = replace(
        city.standard, practices=(alpha, replace(beta, criteria=(heavy, beta.criteria[1])))
    )
    assert not city.view().counts_criteria
