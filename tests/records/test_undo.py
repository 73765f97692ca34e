"""Undo walks back act by act, refuses to cover later changes, and is itself kept in the history."""

import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import drawn
from wwc_assess.errors import ConflictError, InputError
from wwc_assess.records.changes import AnswerChange, NewEvidence
from wwc_assess.records.model import CheckRef, Slot, Value
from wwc_assess.records.store import Store


def undo_all(store, assessment):
    """Undo until nothing is left, and return how many acts that were."""
    acts = 0
    with suppress(InputError):
        while store.undo(assessment, "Ann"):
            acts += 1
    return acts


def test_undo_brings_back_the_answer_before_with_its_person_and_text(store, assessment, change):
    store.answer(
        assessment, [change("DM1.written", "yes", asked="Old question?", fingerprint="a" * 64)], "Bo"
    )
    before = store.records(assessment).answers[CheckRef("DM1", "written")]
    store.answer(assessment, [change("DM1.written", "no")], "Ann")
    (event,) = store.undo(assessment, "Ann")
    after = store.records(assessment).answers[CheckRef("DM1", "written")]
    assert (after.value, after.by, after.asked, after.fingerprint) == ("yes", "Bo", "Old question?", "a" * 64)
    assert after.revision == event.id > before.revision


def test_undo_is_an_event_that_names_the_act_it_undid(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes"), change("DM1.named", "yes")], "Bo")
    undone = store.history(assessment)[0].act
    events = store.undo(assessment, "Ann")
    assert events == store.history(assessment, limit=2)
    assert {event.undoes for event in events} == {undone}
    assert [event.subject for event in events] == ["DM1.written", "DM1.named"]
    assert {(event.by, event.after) for event in events} == {("Ann", None)}


def test_repeated_undo_walks_back_and_skips_what_is_undone(store, assessment, change):
    ref = CheckRef("DM1", "written")
    for value in ("yes", "no", "partly"):
        store.answer(assessment, [change("DM1.written", value)], "Ann")
    store.undo(assessment, "Ann")
    store.answer(assessment, [change("DM1.written", "unsure")], "Ann")
    seen = []
    for _ in range(3):
        store.undo(assessment, "Ann")
        answer = store.records(assessment).answers.get(ref)
        seen.append(answer and answer.value)
    assert seen == ["no", "yes", None]
    assert undo_all(store, assessment) == 0


def test_undoing_a_removal_brings_back_slots_and_link_checks(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("https://example.org"), [Slot("DM1", "charter")], "Ann")
    store.record_link_check(item.id, date(2026, 1, 1), ok=False, detail="404")
    store.remove_evidence(item.id, "Ann")
    store.undo(assessment, "Ann")
    (kept,) = store.records(assessment).evidence
    assert (kept.id, kept.slots) == (item.id, (Slot("DM1", "charter"),))
    assert [(check.day, check.detail) for check in kept.link_checks] == [(date(2026, 1, 1), "404")]


def test_undoing_an_edited_location_brings_back_the_tries_of_the_one_before(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("https://example.org/a"), [], "Ann")
    store.record_link_check(item.id, date(2026, 1, 1), ok=False, detail="404")
    store.edit_evidence(item.id, "Ann", location="https://example.org/b")
    store.record_link_check(item.id, date(2026, 1, 1), ok=True, detail="200")
    store.undo(assessment, "Ann")
    (kept,) = store.records(assessment).evidence
    assert [check.detail for check in kept.link_checks] == ["404"]


def test_undoing_a_snapshot_frees_its_name(store, assessment):
    first = store.add_snapshot(assessment, "Before the review", "{}", "Ann")
    (event,) = store.undo(assessment, "Ann")
    assert (event.action, event.subject, event.after) == ("snapshot", "Before the review", None)
    assert store.snapshots(assessment) == []
    assert store.add_snapshot(assessment, "Before the review", "{}", "Bo").sha256 == first.sha256


def test_undoing_an_addition_does_not_mind_that_its_link_was_tried(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("https://example.org"), [Slot("DM1")], "Ann")
    store.record_link_check(item.id, date(2026, 1, 1), ok=True, detail="200")
    store.undo(assessment, "Ann")
    assert store.records(assessment).evidence == ()


def test_trying_links_and_starting_assessments_are_not_undone(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("https://example.org"), [], "Ann")
    store.record_link_check(item.id, date(2026, 1, 1), ok=True, detail="200")
    assert undo_all(store, assessment) == 1
    assert store.current().id == assessment


def test_undo_of_one_assessment_leaves_the_other_alone(store, assessment, change):
    other = store.add_assessment("quick-look", "2026", "Ann").id
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    store.answer(other, [change("Q1.first", "yes")], "Ann")
    assert undo_all(store, assessment) == 1
    assert len(store.records(other).answers) == 1


def test_undo_does_not_cover_what_another_assessment_changed(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("policy.pdf"), [Slot("DM1")], "Ann")
    other = store.add_assessment("quick-look", "2026", "Ann").id
    store.attach(other, item.id, [Slot("Q1")], "Bo")
    before = store.records(other)
    with pytest.raises(ConflictError, match="cannot be undone") as caught:
        store.undo(assessment, "Ann")
    assert caught.value.next_step
    assert store.records(other) == before
    assert store.records(assessment).evidence[0].slots == (Slot("DM1"),)


def test_with_nothing_to_undo_it_says_so(store, assessment):
    with pytest.raises(InputError, match="nothing left to undo"):
        store.undo(assessment, "Ann")


def test_undo_refuses_where_the_row_is_no_longer_as_the_act_left_it(store, assessment, change, path):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE answer SET value = 'no'")
    with pytest.raises(ConflictError, match=r"DM1\.written was changed by something else"):
        store.undo(assessment, "Ann")
    assert store.records(assessment).answers[CheckRef("DM1", "written")].value == "no"


def test_evidence_that_anybody_removed_can_be_brought_back_from_any_assessment(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("policy.pdf"), [Slot("DM1")], "Ann")
    other = store.add_assessment("quick-look", "2026", "Ann").id
    store.remove_evidence(item.id, "Bo")
    store.undo(other, "Ann")
    assert store.records(assessment).evidence[0].slots == (Slot("DM1"),)


REFS = st.builds(CheckRef, st.sampled_from(["DM1", "LC1"]), st.sampled_from(["a", "b"]))
SLOTS = st.lists(
    st.builds(Slot, st.sampled_from(["DM1", "LC1"]), st.sampled_from([None, "charter"])), max_size=3
)
TEXTS = st.text(max_size=8)
DATES = st.none() | st.dates()
NUMBERS = st.integers(1, 3)

ACTS = st.one_of(
    st.tuples(
        st.just("answer"),
        st.lists(
            st.tuples(REFS, st.none() | st.sampled_from(Value), st.just("f"), TEXTS).map(
                lambda parts: AnswerChange(*parts)
            ),
            max_size=3,
        ),
    ),
    st.tuples(st.just("set_particulars"), st.sampled_from(["DM1", "LC1"]), TEXTS, DATES),
    st.tuples(
        st.just("add_evidence"),
        st.tuples(TEXTS, DATES).map(lambda parts: NewEvidence("x.pdf", *parts)),
        SLOTS,
    ),
    st.tuples(st.just("edit_evidence"), NUMBERS, TEXTS, st.booleans()),
    st.tuples(st.just("attach"), NUMBERS, SLOTS),
    st.tuples(st.just("detach"), NUMBERS, SLOTS),
    st.tuples(st.just("remove_evidence"), NUMBERS),
    st.tuples(st.just("sign_off"), st.sampled_from(["DM1", "LC1"]), st.sampled_from(["a", "b"])),
    st.tuples(st.just("record_link_check"), NUMBERS, st.booleans()),
    st.tuples(st.just("add_snapshot"), st.sampled_from(["one", "two"]), st.sampled_from(["{}", "[]"])),
    st.tuples(st.just("undo")),
)


def do(store, assessment, act):  # noqa: C901  a case for each thing a person can do
    match act:
        case "answer", changes:
            store.answer(assessment, changes, "Ann")
        case "set_particulars", criterion, note, due:
            store.set_particulars(assessment, criterion, "Ann", note=note, due=due)
        case "add_evidence", new, slots:
            store.add_evidence(assessment, new, slots, "Ann")
        case "edit_evidence", number, title, withdrawn:
            store.edit_evidence(number, "Ann", title=title, withdrawn=withdrawn)
        case "attach", number, slots:
            store.attach(assessment, number, slots, "Ann")
        case "detach", number, slots:
            store.detach(assessment, number, slots, "Ann")
        case "remove_evidence", number:
            store.remove_evidence(number, "Ann")
        case "sign_off", criterion, mark:
            store.sign_off(assessment, criterion, mark, "Rita")
        case "record_link_check", number, ok:
            store.record_link_check(number, date(2026, 1, 1), ok, "")
        case "add_snapshot", name, content:
            store.add_snapshot(assessment, name, content, "Ann")
        case ("undo",):
            store.undo(assessment, "Ann")


def contents(store, assessment):
    """Everything recorded, without the numbers that grow with each change."""
    records = store.records(assessment)
    return (
        {ref: (answer.value, answer.by, answer.asked) for ref, answer in records.answers.items()},
        {key: (kept.note, kept.owner, kept.due) for key, kept in records.particulars.items()},
        [
            (item.id, item.location, item.title, item.as_of, item.withdrawn, item.slots)
            for item in records.evidence
        ],
        records.sign_offs,
        [(kept.name, store.snapshot_content(kept)) for kept in store.snapshots(assessment)],
    )


@settings(max_examples=drawn(100), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ACTS, max_size=12))
def test_undoing_everything_gives_back_each_earlier_state_down_to_blank_records(acts):
    with TemporaryDirectory() as folder, Store.create(Path(folder) / "assessment.db", "Carlsbad") as store:
        assessment = store.add_assessment("what-works-cities-2022", "2026", "Ann").id
        states = [contents(store, assessment)]
        for act in acts:
            events = len(store.history(assessment))
            with suppress(InputError):  # Evidence that is not there, a name that is taken, nothing to undo.
                do(store, assessment, act)
            history = store.history(assessment)
            new = history[: len(history) - events]
            if new and new[0].undoes:
                states.pop()
            elif any(event.action != "link_check" for event in new):
                states.append(contents(store, assessment))
            assert contents(store, assessment) == states[-1]
        while len(states) > 1:
            store.undo(assessment, "Ann")
            states.pop()
            assert contents(store, assessment) == states[-1]
        assert undo_all(store, assessment) == 0
        assert store.first_broken_event() is None
