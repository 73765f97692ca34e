"""The plan: the cheapest way to a level, held against trying every set, and against doing it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from msgspec.structs import replace
from plan_cases import a_case, try_every_set
from shapes import TODAY, a_criterion, a_standard, all_yes, an_item, answers, recorded, wwc

from wwc_assess.errors import InputError
from wwc_assess.readiness.gaps import Act
from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.plan import Marginal, Plan, Way, make_plan, open_jobs, what_if
from wwc_assess.readiness.score import score
from wwc_assess.records.model import Particulars
from wwc_assess.standard.model import Check, Document, Level

TALLIES = (TallyName.CLAIMED, TallyName.PROVEN)
CASES = 640
BATCHES = 8
HALF = (Level("half", "Half", percent=Decimal(50)), Level("full", "Full", percent=Decimal(100)))


def plan_for(standard, records=None, **options):
    """Return the plan for an assessment as it stands."""
    records = records or recorded()
    return make_plan(standard, records, score(standard, records, TODAY), **options)


def costing(name, days, **parts):
    """Return a criterion of one question with so much work to a claim."""
    check = Check("c1", f"Is {name} done?", effort=Decimal(str(days)))
    return replace(a_criterion(name, **parts), checks=(check,))


def jobs_of(plan):
    """Return the criteria of a plan in the order to do them."""
    return [job.criterion for job in plan.jobs]


def claimed_plan(*criteria, to=None, levels=HALF):
    """Return the plan to claim half of the points, or another level."""
    return plan_for(a_standard(*criteria, levels=levels), to=to, tally=TallyName.CLAIMED)


def done(standard, records, plan, leaving_out=None):
    """Return the records after a plan was carried out: a yes where one is missing, a document where one is."""
    given, evidence = dict(records.answers), list(records.evidence)
    for job in plan.jobs:
        if job.criterion == leaving_out:
            continue
        criterion = standard.by_id[job.criterion]
        for step in job.steps:
            if step.check:
                (ref, answer), *_ = all_yes(replace(criterion, checks=(step.check,))).items()
                given[ref] = answer
            elif step.act is Act.ATTACH:
                slot = f"{criterion.id}.{step.document.id}" if step.document else criterion.id
                evidence.append(an_item(slot, number=100 + len(evidence)))
    return replace(records, answers=given, evidence=tuple(evidence))


def compare(case, tally, met_with):
    """Plan for every level and demand what trying every set gives."""
    readiness = score(case.standard, case.records, TODAY)
    tried = try_every_set(case, tally)
    jobs = open_jobs(case.standard, case.records, readiness, tally)
    assert {key: job.cost for key, job in jobs.items()} == tried.costs
    names = list(jobs)
    for level in case.standard.levels:
        plan = make_plan(case.standard, case.records, readiness, to=level.id, tally=tally)
        best = tried.best(level.bar(tried.total)) if tried.total and not tried.blocked else None
        assert plan.feasible == (best is not None)
        met_with["out of reach"] += best is None
        if best is None:
            assert plan == Plan(level.id, tally, feasible=False, reason=plan.reason)
            assert plan.reason
            continue
        cost, _count, places = best
        assert {names.index(job.criterion) for job in plan.jobs} == set(places)
        assert plan.cost == cost == sum((job.cost for job in plan.jobs), Decimal(0))
        assert bool(plan.reason) == (not places)
        other = tried.best(level.bar(tried.total), frozenset(places)) if places else None
        assert plan.runner_up == (other and Way(other[0], tuple(names[place] for place in other[2])))
        met_with["plans"] += 1
        met_with["several jobs"] += len(places) > 1
        met_with["alone"] += bool(places) and other is None
        met_with["tie"] += other is not None and other[0] == cost
        met_with["assumed"] += any(job.assumed for job in plan.jobs)
        met_with["reach"] += any(step.act is Act.REACH for job in plan.jobs for step in job.steps)


@pytest.mark.many
@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_plan_is_the_first_of_all_sets_of_640_random_assessments_in_both_tallies(batch):
    met_with = Counter()
    for seed in range(batch, CASES, BATCHES):
        for tally in TALLIES:
            compare(a_case(seed), tally, met_with)
    assert met_with["plans"] > 150
    assert (
        min(met_with[what] for what in ("out of reach", "several jobs", "tie", "assumed", "reach", "alone"))
        > 3
    )


@pytest.mark.many
@pytest.mark.parametrize("tally", TALLIES)
def test_doing_the_plan_reaches_the_level_and_doing_it_without_any_part_that_costs_does_not(tally):
    left_out = 0
    for seed in range(150):
        case = a_case(seed, most=12)
        for level in case.standard.levels:
            plan = plan_for(case.standard, case.records, to=level.id, tally=tally)
            if not plan.feasible:
                continue
            order = [each.id for each in case.standard.levels]

            def reached(records, order=order, standard=case.standard):
                now = score(standard, records, TODAY).tallies[tally].level
                return order.index(now) if now else -1

            assert reached(done(case.standard, case.records, plan)) >= order.index(level.id)
            for job in plan.jobs:
                if job.cost:
                    left_out += 1
                    assert reached(done(case.standard, case.records, plan, job.criterion)) < order.index(
                        level.id
                    )
    assert left_out > 300


@pytest.mark.many
def test_what_each_job_buys_is_what_the_score_says_after_it_is_done():
    bought = 0
    for seed in range(100):
        case = a_case(seed)
        plan = plan_for(case.standard, case.records)
        before = score(case.standard, case.records, TODAY).tallies[plan.tally]
        for number, marginal in enumerate(plan.marginal, start=1):
            first = replace(plan, jobs=plan.jobs[:number])
            then = score(case.standard, done(case.standard, case.records, first), TODAY).tallies[plan.tally]
            reaches = then.level if then.level != before.level else None
            job = plan.jobs[number - 1]
            assert marginal == Marginal(job.criterion, job.cost, then.points - before.points, reaches)
            before = then
            bought += 1
        assert not plan.marginal or any(marginal.reaches for marginal in plan.marginal)
    assert bought > 100


def test_sets_that_cost_the_same_are_told_apart_by_their_number_and_then_by_the_file():
    heavy = claimed_plan(costing("A", 1), costing("B", 1), costing("C", 2, weight=2))
    assert jobs_of(heavy) == ["C"]
    assert heavy.runner_up == Way(Decimal(2), ("A", "B"))
    alike = claimed_plan(*(costing(name, 1) for name in "ABCD"))
    assert jobs_of(alike) == ["A", "B"]
    assert alike.runner_up == Way(Decimal(2), ("A", "C"))


def test_a_dear_core_criterion_and_all_it_requires_are_in_every_plan_and_come_first():
    plan = claimed_plan(
        costing("A", 1), costing("B", 9, core=True, requires=("C",)), costing("C", 8), costing("D", 2)
    )
    assert jobs_of(plan) == ["C", "B"]
    assert plan.runner_up is None
    assert [(m.points, m.reaches) for m in plan.marginal] == [(1, None), (1, "half")]


def test_each_job_is_told_with_its_cost_its_points_and_the_level_that_it_reaches():
    plan = claimed_plan(
        costing("A", 3, weight=2), costing("B", 2), costing("C", 9, core=True, requires=("A",)), to="full"
    )
    assert plan.marginal == (
        Marginal("A", Decimal(3), 2, None),
        Marginal("C", Decimal(9), 1, "half"),
        Marginal("B", Decimal(2), 1, "full"),
    )
    assert (plan.to, plan.tally, plan.feasible, plan.reason) == ("full", TallyName.CLAIMED, True, "")
    assert (plan.cost, plan.runner_up) == (Decimal(14), None)


def test_what_a_job_buys_counts_all_that_was_only_waiting_for_it():
    first, *waiting = costing("A", 3), costing("B", 5, requires=("A",)), costing("C", 5, requires=("A",))
    standard = a_standard(first, *waiting, levels=HALF)
    plan = plan_for(standard, recorded(all_yes(*waiting)), to="full", tally=TallyName.CLAIMED)
    assert [(m.id, m.points) for m in plan.marginal] == [("A", 3), ("B", 0), ("C", 0)]


def test_a_level_is_told_with_the_job_that_reaches_it_and_with_none_after():
    plan = claimed_plan(costing("A", 1, weight=2), costing("B", 2), costing("C", 3), to="full")
    assert [(m.id, m.reaches) for m in plan.marginal] == [("A", "half"), ("B", None), ("C", "full")]


def test_where_every_criterion_is_core_the_last_of_them_reaches_the_level():
    plan = claimed_plan(costing("A", 1, core=True), costing("B", 2, core=True))
    assert [(m.id, m.reaches) for m in plan.marginal] == [("A", None), ("B", "full")]


def test_a_core_criterion_does_not_wait_for_what_earns_already():
    core, earned, far = costing("A", 2, core=True, requires=("B", "C")), costing("B", 5), costing("C", 1)
    standard = a_standard(core, earned, far, levels=HALF)
    plan = plan_for(standard, recorded(all_yes(earned)), to="full", tally=TallyName.CLAIMED)
    assert jobs_of(plan) == ["C", "A"]
    assert [(step.act, step.criterion) for step in plan.jobs[1].steps] == [(Act.ANSWER, ""), (Act.REACH, "C")]


def test_what_core_criteria_require_comes_first_however_dear_and_however_far():
    plan = claimed_plan(
        costing("A", 1),
        costing("B", 1, core=True, requires=("C", "D")),
        costing("C", 8, requires=("E",)),
        costing("D", 7, requires=("F",)),
        costing("E", 6),
        costing("F", 5),
        costing("G", 2, core=True),
        to="full",
    )
    assert jobs_of(plan) == ["G", "F", "E", "D", "C", "B", "A"]


def test_of_jobs_that_cost_the_same_for_each_point_the_cheaper_comes_first_then_the_file_decides():
    plan = claimed_plan(costing("A", 4, weight=2), costing("B", 2), costing("C", 2), to="full")
    assert jobs_of(plan) == ["B", "C", "A"]


def test_jobs_come_after_what_they_require_then_by_their_cost_for_each_point():
    plan = claimed_plan(
        costing("A", 1, requires=("D",)),
        costing("B", 3, weight=2),
        costing("C", 2),
        costing("D", 4),
        to="full",
    )
    assert jobs_of(plan) == ["B", "C", "D", "A"]
    assert [step.act for step in plan.jobs[-1].steps] == [Act.ANSWER, Act.REACH]


def test_a_criterion_that_only_waits_for_another_costs_nothing_but_needs_that_other():
    first, waiting = costing("A", 3), costing("B", 5, requires=("A",))
    standard = a_standard(first, waiting, levels=HALF)
    plan = plan_for(standard, recorded(all_yes(waiting)), to="full", tally=TallyName.CLAIMED)
    assert [(job.criterion, job.cost) for job in plan.jobs] == [("A", Decimal(3)), ("B", Decimal(0))]
    assert [(step.act, step.criterion) for step in plan.jobs[1].steps] == [(Act.REACH, "A")]
    assert [m.points for m in plan.marginal] == [2, 0]


def test_to_prove_takes_the_documents_too_and_to_claim_does_not():
    criterion = replace(costing("A", 2), documents=(Document("d", "Charter", effort=Decimal(4)),))
    standard = a_standard(criterion, levels=HALF)
    assert plan_for(standard, tally=TallyName.PROVEN).cost == Decimal(6)
    assert plan_for(standard, tally=TallyName.CLAIMED).cost == Decimal(2)


def test_an_effort_that_the_standard_does_not_give_is_assumed_and_marked():
    standard = a_standard(a_criterion("A", checks=1), levels=HALF)
    (job,) = plan_for(standard).jobs
    assert job.cost == Decimal("1.5")
    assert job.assumed
    assert [(step.act, step.assumed) for step in job.steps] == [(Act.ANSWER, True), (Act.ATTACH, True)]
    (known,) = plan_for(a_standard(costing("A", 2), levels=HALF), tally=TallyName.CLAIMED).jobs
    assert not known.assumed


def test_without_a_level_the_plan_leads_to_the_next_one():
    standard = wwc()
    yes = {c.id: answers(c, "yes", "yes", "yes") for c in standard.criteria}
    silver = {ref: a for c in standard.criteria[:30] for ref, a in yes[c.id].items()}
    nothing = plan_for(standard, tally=TallyName.CLAIMED)
    assert (nothing.to, len(nothing.jobs)) == ("silver", 22)
    after = plan_for(standard, recorded(silver), tally=TallyName.CLAIMED)
    assert score(standard, recorded(silver), TODAY).tallies[TallyName.CLAIMED].level == "gold"
    assert (after.to, len(after.jobs)) == ("platinum", 7)


def test_without_a_core_criterion_the_next_level_is_the_lowest():
    standard = wwc()
    most = recorded(all_yes(*(c for c in standard.criteria if c.id != "PA1")))
    plan = plan_for(standard, most, tally=TallyName.CLAIMED)
    assert (plan.to, jobs_of(plan), plan.runner_up) == ("silver", ["PA1"], None)
    assert plan.marginal[0].reaches == "platinum"


def test_a_level_that_is_reached_costs_nothing_and_says_so():
    standard = wwc()
    records = recorded(all_yes(*standard.criteria))
    plan = plan_for(standard, records, to="gold", tally=TallyName.CLAIMED)
    assert (plan.feasible, plan.cost, plan.jobs, plan.reason) == (True, 0, (), "Gold is reached already.")
    assert plan.to == "gold"
    top = plan_for(standard, records, tally=TallyName.CLAIMED)
    assert (top.to, top.feasible, top.cost) == ("platinum", True, 0)
    assert top.reason == "Platinum is reached already, and there is no higher level."
    assert plan.tally is top.tally is TallyName.CLAIMED


def test_a_level_that_is_reached_with_no_point_to_spare_is_reached_already():
    standard = a_standard(one := costing("A", 1), costing("B", 1), levels=HALF)
    plan = plan_for(standard, recorded(all_yes(one)), to="half", tally=TallyName.CLAIMED)
    assert (plan.feasible, plan.jobs, plan.reason) == (True, (), "Half is reached already.")


def test_a_level_with_more_points_than_there_are_says_so():
    standard = a_standard(
        costing("A", 1),
        costing("B", 1),
        levels=(Level("two", "Two", points=2),),
        not_applicable="excluded",
    )
    plan = plan_for(standard, recorded(particulars={"B": Particulars(not_applicable=True)}))
    assert (plan.feasible, plan.jobs, plan.runner_up) == (False, (), None)
    assert plan.reason == "Two takes 2 points, but only 1 point can be earned."
    higher = a_standard(costing("A", 1), costing("B", 1), levels=(Level("nine", "Nine", points=9),))
    assert plan_for(higher).reason == "Nine takes 9 points, but only 2 points can be earned."


def test_a_core_criterion_that_does_not_apply_is_named():
    standard = a_standard(costing("A", 1, core=True), costing("B", 1), levels=HALF, not_applicable="excluded")
    plan = plan_for(standard, recorded(particulars={"A": Particulars(not_applicable=True)}))
    assert not plan.feasible
    assert plan.reason == (
        "Core criterion A is marked as not applicable; without it no level can be reached."
    )


def test_a_standard_without_levels_or_without_criteria_that_count_has_no_plan():
    without_levels = plan_for(a_standard(costing("A", 1), levels=()))
    assert (without_levels.to, without_levels.feasible) == ("", False)
    assert without_levels.tally is TallyName.PROVEN
    assert without_levels.reason == "Small has no levels."
    without_criteria = plan_for(a_standard(costing("A", 1, status="planned")))
    assert without_criteria.reason == "No criterion counts, so no level can be reached."


def test_an_unknown_level_is_met_with_the_levels_there_are():
    with pytest.raises(InputError) as refused:
        plan_for(wwc(), to="bronze")
    assert str(refused.value) == "WWC has no level “bronze”. Its levels are: silver, gold, platinum."


def test_a_level_of_a_standard_without_levels_is_unknown_and_none_is_named():
    with pytest.raises(InputError) as refused:
        plan_for(a_standard(costing("A", 1), levels=()), to="gold")
    assert str(refused.value) == "Small has no level “gold”."


def test_a_plan_that_cannot_be_is_of_the_level_and_the_tally_that_were_asked_for():
    beyond = a_standard(costing("A", 1), levels=(Level("two", "Two", points=2),))
    gone = a_standard(costing("A", 1, status="planned"), levels=HALF)
    for standard, to in ((beyond, "two"), (gone, "half")):
        plan = plan_for(standard, tally=TallyName.CLAIMED)
        assert (plan.to, plan.tally, plan.feasible, plan.cost) == (to, TallyName.CLAIMED, False, 0)


@pytest.mark.parametrize("name", ["gold", "Gold", " GOLD "])
def test_a_level_goes_by_its_id_or_title_in_any_case(name):
    assert plan_for(wwc(), to=name).to == "gold"


def test_what_if_adds_criteria_but_not_what_they_wait_for_nor_what_does_not_count():
    standard = a_standard(
        costing("A", 1), costing("B", 1, requires=("A",)), costing("C", 1, status="planned"), levels=HALF
    )
    readiness = score(standard, recorded(), TODAY)

    def earned(*also):
        return what_if(standard, readiness, TallyName.PROVEN, also).earned

    assert earned("B") == frozenset()
    assert earned("A", "B", "C") == {"A", "B"}
    assert what_if(standard, readiness, TallyName.PROVEN, ["A"]).level == "half"
    assert what_if(standard, readiness, TallyName.PROVEN, []) == readiness.tallies[TallyName.PROVEN]
