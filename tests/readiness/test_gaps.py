"""The work that a criterion is short of, and what it costs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace
from shapes import TODAY, a_criterion, a_standard, an_item, answers, recorded

from wwc_assess.readiness.gaps import Act, gap_of, gaps_of
from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.score import explain, score
from wwc_assess.records.model import Particulars
from wwc_assess.standard.model import Check, Document


def gap(criterion, given=None):
    """Return what a criterion is short of."""
    standard, records = a_standard(criterion), recorded(given)
    readiness = score(standard, records, TODAY)
    result = readiness.results[criterion.id]
    reasons = explain(standard, records, readiness)[criterion.id]
    return gap_of(criterion, result.standing, result.claim, reasons, records)


def costing(*efforts, **parts):
    """Return a criterion with a question for each of these efforts."""
    checks = tuple(
        Check(f"c{n}", f"Part {n}?", effort=None if effort is None else Decimal(str(effort)))
        for n, effort in enumerate(efforts, start=1)
    )
    return replace(a_criterion("C", **parts), checks=checks)


def steps(missing, tally=TallyName.CLAIMED):
    """Return what is to be done, as act, what it is about, and person-days."""
    return [
        (step.act.value, (step.check or step.document).id if step.check or step.document else None, step.cost)
        for step in missing.steps(tally)
    ]


def test_the_cheapest_questions_that_suffice_are_to_be_done_in_the_order_of_the_file():
    criterion = costing(4, 1, 3, 2, need=3)
    assert [what for _act, what, _cost in steps(gap(criterion))] == ["c2", "c3", "c4"]
    met_once = gap(criterion, answers(criterion, "yes"))
    assert [what for _act, what, _cost in steps(met_once)] == ["c2", "c4"]


def test_of_questions_that_cost_the_same_the_first_are_taken():
    assert [what for _act, what, _cost in steps(gap(costing(1, 1, 1, need=2)))] == ["c1", "c2"]


@pytest.mark.parametrize(
    ("value", "cost"), [("no", 3), ("unsure", 3), ("blank", 3), ("partly", Decimal("1.5"))]
)
def test_partly_costs_half_and_any_other_answer_the_whole(value, cost):
    criterion = costing(3)
    assert [each for _act, _what, each in steps(gap(criterion, answers(criterion, value)))] == [cost]


def test_partly_to_a_question_that_reads_differently_now_costs_the_whole():
    criterion = costing(3)
    given = {ref: replace(a, fingerprint="old") for ref, a in answers(criterion, "partly").items()}
    assert steps(gap(criterion, given)) == [("answer", "c1", Decimal(3))]


def test_where_answers_may_decide_asking_comes_first_and_else_the_improvement():
    criterion = costing(1, 1, need=1)
    assert [
        act for act, _what, _cost in steps(gap(replace(criterion, need=2), answers(criterion, "no")))
    ] == [
        "improve",
        "answer",
    ]
    may_be_met = gap(costing(1, 1, 1, need=2), answers(costing(1, 1, 1), "partly"))
    assert steps(may_be_met) == [("answer", "c2", 1), ("improve", "c1", Decimal("0.5"))]


def test_documents_count_for_proof_only_and_optional_ones_never():
    criterion = costing(
        1,
        documents=(
            Document("charter", "Charter", effort=Decimal(2)),
            Document("photo", "Photo", optional=True, effort=Decimal(7)),
        ),
    )
    assert steps(gap(criterion)) == [("answer", "c1", 1)]
    assert steps(gap(criterion), TallyName.PROVEN) == [("answer", "c1", 1), ("attach", "charter", 2)]
    assert gap(criterion).effort == Decimal(3)


def test_without_named_documents_one_of_any_kind_costs_half_a_day_by_assumption():
    missing = gap(costing(1))
    assert steps(missing, TallyName.PROVEN) == [("answer", "c1", 1), ("attach", None, Decimal("0.5"))]
    assert missing.effort is None


def test_an_effort_that_is_not_given_is_one_day_by_assumption_and_half_of_it_when_partly_there():
    criterion = costing(None)
    assert [(step.cost, step.assumed) for step in gap(criterion).steps(TallyName.CLAIMED)] == [(1, True)]
    partly = gap(criterion, answers(criterion, "partly"))
    assert [(step.act, step.cost) for step in partly.steps(TallyName.CLAIMED)] == [
        (Act.IMPROVE, Decimal("0.5"))
    ]


def test_the_questions_to_answer_and_those_to_work_on_are_told_apart():
    criterion = costing(1, 1, 1, 1)
    missing = gap(criterion, answers(criterion, "yes", "no", "unsure", "partly"))
    assert [each.check.id for each in missing.checks_to(Act.ANSWER)] == ["c3"]
    assert [each.check.id for each in missing.checks_to(Act.IMPROVE)] == ["c2", "c4"]
    assert missing.lacking == 3


def test_what_is_attached_and_does_not_count_stands_with_its_document():
    documents = (Document("charter", "Charter"), Document("budget", "Budget"))
    standard = a_standard(criterion := costing(1, documents=documents))
    old, older = (an_item("C.charter", "C.budget", number=n, withdrawn=True) for n in (1, 2))
    records = recorded(evidence=[old, replace(older, slots=older.slots[:1])])
    readiness = score(standard, records, TODAY)
    missing = gaps_of(standard, records, readiness, explain(standard, records, readiness))["C"]
    assert [(each.document.id, [r.evidence for r in each.unusable]) for each in missing.documents] == [
        ("charter", [1, 2]),
        ("budget", [1]),
    ]
    assert (missing.criterion, missing.standing, missing.claim) == (criterion, "unanswered", "open")


def test_a_met_criterion_lacks_its_documents_and_prerequisites_but_no_question():
    criterion = costing(1, 1, need=1, requires=("D",))
    standard = a_standard(criterion, a_criterion("D"))
    mine = Particulars(owner="Ann", note="Nearly.")
    records = recorded(answers(criterion, "yes", "no"), particulars={"C": mine})
    readiness = score(standard, records, TODAY)
    missing = gaps_of(standard, records, readiness, explain(standard, records, readiness, ["C"]))
    assert list(missing) == ["C"]
    assert (missing["C"].checks, missing["C"].requires, missing["C"].lacking) == ((), ("D",), 0)
    assert [each.document for each in missing["C"].documents] == [None]
    assert missing["C"].particulars == mine
    assert missing["C"].first_step.act is Act.ATTACH


def test_first_comes_what_decides_the_claim_then_what_proves_it_and_at_last_what_is_required():
    criterion = costing(1, requires=("D",))
    standard = a_standard(criterion, a_criterion("D"))

    def first(given, evidence=()):
        records = recorded(given, evidence=evidence)
        readiness = score(standard, records, TODAY)
        return gaps_of(standard, records, readiness, explain(standard, records, readiness))["C"].first_step

    yes = answers(criterion, "yes")
    assert first({}).check == criterion.checks[0]
    assert first(yes).act is Act.ATTACH
    left = first(yes, [an_item("C")])
    assert (left.act, left.criterion) == (Act.REACH, "D")
