"""What differs between two reports, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from states import (
    DAY,
    SLOTS,
    STANDARD,
    a_criterion,
    a_standard,
    a_view,
    an_answer,
    an_item,
    changes,
    proven,
    recorded,
    signed,
    states,
    the_facts,
)

from wwc_assess.readiness.model import Flaw, Standing, TallyName
from wwc_assess.records.model import Particulars, Slot
from wwc_assess.report.blocks import Bullets, Heading, Paragraph, Table
from wwc_assess.report.causes import CauseKind, sentence
from wwc_assess.report.compare import Move, compare
from wwc_assess.report.html import write_html
from wwc_assess.report.markdown import write_markdown
from wwc_assess.report.paper import build_paper
from wwc_assess.report.since import headline, in_short, since
from wwc_assess.standard.model import Check, Document

SLOT = Slot("A1", "policy")


def compared(before, after, **how):
    return compare(the_facts(before, **how), the_facts(after, **how), ("before", "now"))


def editions(old, new, before=None, after=None):
    """Compare a city by one standard with the same by another."""
    before = recorded() if before is None else before
    after = before if after is None else after
    return compare(
        the_facts(before, standard=a_standard(*old)),
        the_facts(after, standard=a_standard(*new)),
        ("old", "new"),
    )


def told(move):
    """Return why, in words."""
    return [sentence(cause) for cause in move.causes]


@given(states())
def test_a_report_and_itself_do_not_differ(records):
    comparison = compared(records, records)
    assert (comparison.moved, comparison.stayed) == ((), ())
    assert comparison.same_standard


@given(states(), states(), st.integers(0, 400))
def test_exactly_the_criteria_that_stand_otherwise_have_moved_and_each_says_why(before, after, days):
    a, b = the_facts(before), the_facts(after, DAY + timedelta(days=days))
    comparison = compare(a, b)
    standings = {criterion.id: criterion.standing for criterion in a.criteria}
    assert [move.id for move in comparison.moved] == [
        criterion.id for criterion in b.criteria if criterion.standing is not standings[criterion.id]
    ]
    assert all(move.causes for move in (*comparison.moved, *comparison.stayed))
    assert all(sentence(cause) for move in comparison.moved for cause in move.causes)


@given(changes())
def test_one_change_is_told_of_no_criterion_that_it_does_not_touch(case):
    before, change = case
    comparison = compared(before, change.records)
    changed = {
        move.id
        for move in (*comparison.moved, *comparison.stayed)
        if any(not cause.kind.startswith("prerequisite") for cause in move.causes)
    }
    assert changed <= change.criteria


@given(states(), states())
def test_points_and_levels_are_those_of_the_reports(before, after):
    a, b = the_facts(before), the_facts(after)
    comparison = compare(a, b)
    titles = {None: None, "bronze": "Bronze", "silver": "Silver"}
    for tally in comparison.tallies:
        for side, reached in ((a, tally.before), (b, tally.after)):
            facts = side.tallies.of(tally.name)
            assert (reached.points, reached.level) == (facts.points, titles[facts.level])


def test_an_answer_is_told_with_its_question_and_both_values():
    before = recorded([an_answer("A3", "c1", "no"), an_answer("A3", "c2", "no")])
    (move,) = compared(before, recorded([an_answer("A3", "c1", "yes")])).moved
    assert (move.id, move.before, move.after) == ("A3", Standing.NOT_MET, Standing.CLAIMED)
    assert told(move) == ["A3.c1 No → Yes: Question 1 of A3?", "A3.c2 No → no answer: Question 2 of A3?"]
    assert headline(move) == "not met → claimed"


def test_evidence_that_came_went_and_aged_is_told_by_its_name():
    bare = replace(proven(), evidence=())
    (move,) = compared(bare, proven()).moved
    assert told(move) == ["Evidence added for A1.policy: “Item 1”"]
    (move,) = compared(proven(), bare).moved
    assert told(move) == ["Evidence removed from A1.policy: “Item 1”"]
    later = the_facts(proven(), DAY + timedelta(days=366))
    (move,) = compare(the_facts(proven()), later).moved
    assert told(move) == [
        "Evidence for A1.policy no longer counts: “Item 1” (it was fresh enough until 2027-11-22)"
    ]
    assert (move.causes[0].kind, move.causes[0].after) == (CauseKind.EVIDENCE_LOST, Flaw.STALE)
    (move,) = compare(later, the_facts(proven())).moved
    assert told(move) == ["Evidence for A1.policy counts again: “Item 1”"]


def test_evidence_is_the_same_by_its_location_even_under_another_number():
    other = replace(proven(), evidence=(an_item(9, SLOT, location="https://city.example/1"),))
    assert compared(proven(), other).stayed == ()


def test_evidence_that_moved_is_the_same_by_its_number_and_title():
    moved = replace(proven(), evidence=(an_item(1, SLOT, location="https://ann:secret@city.example/"),))
    (move,) = compared(proven(), moved).stayed
    assert told(move) == ["Evidence for A1.policy stands elsewhere now: “Item 1”"]


def test_the_same_number_in_another_workspace_is_not_the_same_evidence():
    other = replace(proven(), evidence=(an_item(1, SLOT, location="https://other.example/", title="Other"),))
    (move,) = compared(proven(), other).stayed
    assert told(move) == [
        "Evidence added for A1.policy: “Other”",
        "Evidence removed from A1.policy: “Item 1”",
    ]


def test_two_items_with_one_location_are_told_apart():
    twin = an_item(2, Slot("A3"), location="https://city.example/1")
    before = replace(proven(), evidence=(*proven().evidence, twin))
    assert compared(before, before).stayed == ()
    (move,) = compared(before, proven()).stayed
    assert (move.id, told(move)) == ("A3", ["Evidence removed from A3: “Item 2”"])


def test_a_sign_off_is_told_when_given_taken_back_void_and_holding_again():
    reviewed = signed(proven(), "A1")
    void = replace(reviewed, evidence=(replace(proven().evidence[0], as_of=DAY - timedelta(days=1)),))
    for before, after, words in (
        (proven(), reviewed, "Signed off by Ben."),
        (reviewed, proven(), "The sign-off by Ben was taken back."),
        (reviewed, void, "The sign-off by Ben does not count."),
        (void, reviewed, "The sign-off by Ben counts again."),
    ):
        (move,) = compared(before, after).moved
        assert told(move)[-1] == words
    later = replace(reviewed, evidence=(replace(proven().evidence[0], valid_until=DAY),))
    assert [words for words in told(*compared(void, later).stayed) if "sign-off" in words.lower()] == []
    (move,) = compared(reviewed, signed(proven(), "A1", "Cruz")).stayed
    assert told(move) == ["Signed off by Cruz."]
    (move,) = compared(proven(), signed(proven(), "A1", "Ana")).stayed
    assert told(move) == ["Signed off by Ana.", "The sign-off by Ana does not count."]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ({"as_of": DAY - timedelta(days=1)}, "has another date: “Item 1” (2026-11-22 → 2026-11-21)"),
        ({"valid_until": DAY}, "is valid until another day: “Item 1” (no end → 2026-11-22)"),
        ({"location": "https://city.example/new"}, "stands elsewhere now: “Item 1”"),
    ],
)
def test_an_edit_that_a_sign_off_does_not_survive_is_told_before_it(edit, words):
    reviewed = signed(proven(), "A1")
    edited = replace(reviewed, evidence=(replace(reviewed.evidence[0], **edit),))
    (move,) = compared(reviewed, edited).moved
    assert told(move) == [f"Evidence for A1.policy {words}", "The sign-off by Ben does not count."]


def test_a_date_that_was_taken_away_and_what_that_costs_are_told():
    undated = replace(proven(), evidence=(replace(proven().evidence[0], as_of=None),))
    (move,) = compared(proven(), undated).moved
    assert told(move)[0] == "Evidence for A1.policy has another date: “Item 1” (2026-11-22 → no date)"
    assert [cause.kind for cause in move.causes] == [CauseKind.EVIDENCE_DATED, CauseKind.EVIDENCE_LOST]
    (move,) = compared(undated, proven()).moved
    assert [cause.kind for cause in move.causes] == [CauseKind.EVIDENCE_DATED, CauseKind.EVIDENCE_RENEWED]


def test_a_mark_that_a_criterion_does_not_apply_is_told():
    marked = recorded(particulars={"A2": Particulars(not_applicable=True)})
    (move,) = compared(recorded(), marked).moved
    assert told(move) == ["It was marked as not applying to the city."]
    (move,) = compared(marked, recorded()).moved
    assert told(move) == ["It applies to the city again."]


def test_a_prerequisite_that_is_reached_is_told_of_what_waited_for_it():
    waiting = recorded([an_answer("A2", check, "yes") for check in ("c1", "c2")], [an_item(1, *SLOTS[:2])])
    reached = replace(waiting, answers=waiting.answers | proven().answers)
    comparison = compared(waiting, reached)
    assert [move.id for move in comparison.moved] == ["A1"]
    (move,) = comparison.stayed
    assert (move.id, told(move)) == ("A2", ["A1, which it requires, was reached."])
    (move,) = compared(reached, waiting).stayed
    assert told(move) == ["A1, which it requires, is no longer reached."]


def test_notes_owners_and_due_dates_are_no_difference():
    noted = replace(proven(), particulars={"A1": Particulars(note="New.", owner="Ben", due=DAY)})
    comparison = compared(proven(), noted)
    assert (comparison.moved, comparison.stayed) == ((), ())


def test_a_question_that_was_reworded_is_told_with_both_wordings_and_not_judged_again():
    old = a_criterion("A1", need=1)
    new = replace(old, checks=(Check("c1", "Another question?"), old.checks[1]))
    before = recorded([an_answer("A1", "c1", "yes", standard=a_standard(old))])
    comparison = editions([old], [new], before)
    (move,) = comparison.moved
    assert (move.before, move.after) == (Standing.CLAIMED, Standing.OPEN)
    assert told(move) == [
        "The question A1.c1 reads otherwise. Before: Question 1 of A1? Now: Another question?"
    ]
    assert not comparison.same_standard


def test_an_answer_that_was_given_again_is_told():
    old = an_answer("A3", "c1", "yes")
    before = recorded([replace(old, fingerprint="of another text")])
    (move,) = compared(before, recorded([replace(old, at="2026-11-01T09:00:00Z")])).moved
    assert told(move) == ["A3.c1 was answered again as it reads now: Question 1 of A3?"]


def test_questions_and_documents_that_are_new_gone_or_needed_otherwise_are_told():
    old = a_criterion("A1", documents=(Document("policy", "Policy"), Document("plan", "Plan", optional=True)))
    new = a_criterion(
        "A1",
        need=1,
        checks=(Check("c2", "Question 2 of A1?"), Check("c3", "Question 3?")),
        documents=(Document("plan", "Plan"), Document("list", "List")),
    )
    (move,) = editions([old], [new]).stayed
    assert told(move) == [
        "The question A1.c3 is new: Question 3?",
        "The question A1.c1 is no longer asked: Question 1 of A1?",
        "Questions that need a yes: 2 → 1.",
        "The document A1.plan is no longer optional: Plan",
        "The document A1.list is newly asked for: List",
        "The document A1.policy is no longer asked for: Policy",
    ]
    (move,) = editions([new], [old]).stayed
    assert "The document A1.plan is optional now: Plan" in told(move)


def test_a_criterion_that_is_new_or_gone_is_told_with_where_it_stands():
    comparison = editions([a_criterion("A1"), a_criterion("A2")], [a_criterion("A2"), a_criterion("A3")])
    assert [(move.id, headline(move)) for move in comparison.moved] == [
        ("A3", "unanswered (new in the standard)"),
        ("A1", "unanswered (no longer in the standard)"),
    ]


def test_a_criterion_that_stands_in_the_place_of_one_other_is_compared_with_it():
    old, new = a_criterion("A1"), a_criterion("B1", replaces=("A1",))
    before = recorded([an_answer("A1", "c1", "yes", standard=a_standard(old))])
    (move,) = editions([old], [new], before).moved
    assert (move.id, move.was, move.before, move.after) == ("B1", "A1", Standing.OPEN, Standing.UNANSWERED)
    assert headline(move) == "open → unanswered (was A1)"
    assert "B1.c1 Yes → no answer: Question 1 of B1?" in told(move)
    (back,) = editions([new], [old], before).moved
    assert (back.id, back.was, back.before) == ("A1", "B1", Standing.UNANSWERED)


@pytest.mark.parametrize(
    "replaces",
    [
        ("first:DG2",),
        ("small-2018:DG2",),
        ("v2:DG2",),
        ("first:DG2", "v0:DG1"),
        ("DG2", "first:DG2"),
    ],
    ids=["edition", "id", "another name", "two editions", "said twice"],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_a_criterion_replaces_may_be_named_with_its_edition(replaces, turned):
    older = a_standard(a_criterion("DG1"), a_criterion("DG2"), id="small-2018", edition="first")
    newer = a_standard(a_criterion("B1", replaces=replaces))
    sides = [the_facts(recorded(), standard=standard) for standard in (older, newer)]
    comparison = compare(*(reversed(sides) if turned else sides))
    pairs = {(move.id, move.was) for move in (*comparison.moved, *comparison.stayed)}
    assert pairs >= {("DG2", "B1") if turned else ("B1", "DG2")}


def test_a_criterion_of_two_editions_by_names_that_are_not_known_is_paired_with_neither():
    comparison = editions(
        [a_criterion("DG1"), a_criterion("DG2")], [a_criterion("B1", replaces=("v1:DG1", "v2:DG2"))]
    )
    assert [(move.id, move.was) for move in comparison.moved] == [("B1", None), ("DG1", None), ("DG2", None)]


def test_a_prerequisite_that_has_another_id_now_is_known_again():
    waiting = recorded([an_answer("A2", check, "yes") for check in ("c1", "c2")], [an_item(1, *SLOTS[:2])])
    renamed = a_standard(
        a_criterion("B1", core=True, replaces=("A1",)), a_criterion("A2", requires=("B1",), title="Two")
    )
    reached = replace(
        waiting,
        answers=waiting.answers
        | {
            answer.ref: answer
            for answer in (an_answer("B1", check, "yes", standard=renamed) for check in ("c1", "c2"))
        },
        evidence=(an_item(1, Slot("B1", "policy"), SLOTS[1]),),
    )
    before, after = the_facts(waiting), the_facts(reached, standard=renamed)
    (move,) = (move for move in compare(before, after).stayed if move.id == "A2")
    assert "B1, which it requires, was reached." in told(move)
    (move,) = (move for move in compare(after, before).stayed if move.id == "A2")
    assert "A1, which it requires, is no longer reached." in told(move)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([("A1", ()), ("A2", ())], [("B1", ("A1", "A2"))]),
        ([("A1", ())], [("B1", ("A1",)), ("B2", ("A1",))]),
        ([("A1", ())], [("A1", ()), ("B1", ("A1",))]),
        ([("A1", ())], [("B1", ("X1",))]),
    ],
    ids=["merged", "split", "still there", "unknown"],
)
def test_criteria_that_were_merged_or_split_are_told_as_new_and_gone(old, new):
    sides = [[a_criterion(key, replaces=replaces) for key, replaces in side] for side in (old, new)]
    comparison = editions(*sides)
    assert all(None in {move.before, move.after} for move in comparison.moved)
    ids = {key for key, _ in old} ^ {key for key, _ in new}
    assert {move.id for move in comparison.moved} == ids


def test_each_practice_is_told_by_points():
    (practice,) = compared(recorded(), proven()).practices
    assert (practice.before[TallyName.PROVEN], practice.after[TallyName.PROVEN]) == (0, 1)


def test_a_practice_that_only_one_side_has_is_told():
    other = replace(
        a_standard(a_criterion("B1")),
        practices=(replace(STANDARD.practices[0], code="B", title="Beta", criteria=(a_criterion("B1"),)),),
    )
    a, b = the_facts(recorded()), the_facts(recorded(), standard=other)
    assert [(p.code, p.before is None, p.after is None) for p in compare(a, b).practices] == [
        ("B", True, False),
        ("A", False, True),
    ]


def test_the_section_of_a_report_tells_what_moved_and_what_did_not():
    after = replace(proven(), evidence=(*proven().evidence, an_item(2, Slot("A3"))))
    blocks = list(since(compared(recorded(), after)))
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "What has changed since before",
        "1 criterion stands otherwise",
        "Changed, and standing as before",
    ]
    tallies, practices = (block for block in blocks if isinstance(block, Table))
    assert [cell[0].text for cell in tallies.rows[1]] == [
        "Proven",
        "0 of 3, 0%, no level",
        "1 of 3, 33%, Bronze",
    ]
    assert [cell[0].text for cell in practices.rows[0]] == ["Alpha", "0", "1", "0", "1"]
    moved, stayed = (block for block in blocks if isinstance(block, Bullets))
    assert "".join(run.text for run in moved.items[0].line) == "A1 Title of A1: unanswered → proven"
    assert len(moved.items[0].items) == 3
    assert "".join(run.text for run in stayed.items[0].line) == "A3 Title of A3"


def test_the_council_is_told_in_short_what_moved_what_concerns_proof_first():
    lost = replace(signed(proven(), "A1"), evidence=())
    blocks = list(in_short(compared(proven(), lost)))
    assert [type(block) for block in blocks] == [Heading, Paragraph, Bullets]
    assert "".join(run.text for run in blocks[1].line) == (
        "From 2026-11-22 to now: proven 1 of 3, 33%, Bronze → 0 of 3, 0%, no level; "
        "claimed 1 of 3, 33%, Bronze → 1 of 3, 33%, Bronze. "
        "1 criterion stands otherwise; newly proven: 0, no longer proven: 1."
    )
    assert ["".join(run.text for run in item.line) for item in blocks[2].items] == [
        "A1 Title of A1: proven → claimed"
    ]


def test_in_short_at_most_five_that_moved_are_named_and_the_others_counted():
    moves = [Move(f"A{n}", "Title", None, Standing.OPEN, Standing.CLAIMED, ()) for n in range(14)]
    moves.append(Move("B1", "Title", None, Standing.OPEN, Standing.PROVEN, ()))
    blocks = list(in_short(replace(compared(recorded(), recorded()), moved=tuple(moves))))
    told = ["".join(run.text for run in item.line) for item in blocks[-1].items]
    assert [line[:2] for line in told[:5]] == ["B1", "A0", "A1", "A2", "A3"]
    assert told[5:] == ["… and 10 more: see the full report."]


def test_in_short_it_is_said_so_where_nothing_moved():
    (_head, paragraph) = in_short(compared(recorded(), recorded()))
    assert paragraph.line[0].text.endswith(". No criterion stands otherwise.")


def test_the_section_says_so_where_nothing_changed():
    blocks = list(since(compared(recorded(), recorded())))
    assert "No criterion has changed." in str(blocks)
    assert not any(isinstance(block, Bullets) for block in blocks)


def test_the_section_can_be_written_in_front_of_a_report():
    after = replace(proven(), evidence=(replace(proven().evidence[0], title="<script>*x*"),))
    paper = build_paper(a_view(after), comparison=compared(recorded(), after))
    text = write_markdown(paper)
    assert text.index("## What has changed since before") < text.index("## Alpha")
    assert "\\<script>\\*x\\*" in text
    assert "<script>" not in write_html(paper)
