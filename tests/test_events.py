"""What an event did, in words."""

from datetime import date

import pytest

from wwc_assess.events import sentence, undone
from wwc_assess.records.changes import AnswerChange, NewEvidence
from wwc_assess.records.model import CheckRef, Slot, Value
from wwc_assess.records.store import Store


@pytest.fixture
def store(tmp_path):
    with Store.create(tmp_path / "assessment.db", "Carlsbad") as store:
        yield store


@pytest.fixture
def assessment(store):
    return store.add_assessment("tiny", "2026", "Ann").id


def told(store, assessment, count=1):
    """Return what the latest events did, the oldest of them first."""
    return [sentence(event) for event in reversed(store.history(assessment, limit=count))]


def test_the_start_of_an_assessment(store, assessment):
    assert told(store, assessment) == ["Assessment 2026 started"]


def test_an_answer_given_changed_and_cleared(store, assessment):
    for value in (Value.NO, Value.YES, None):
        store.answer(assessment, [AnswerChange(CheckRef("DM1", "written"), value, "f", "Is it?")], "Ann")
    assert told(store, assessment, 3) == [
        "DM1.written: blank → no",
        "DM1.written: no → yes",
        "DM1.written: yes → blank",
    ]


def test_only_the_details_that_changed(store, assessment):
    store.set_particulars(assessment, "DM1", "Ann", note="Ask", owner="Clerk")
    store.set_particulars(assessment, "DM1", "Ann", note="", due=date(2026, 12, 24))
    assert told(store, assessment, 2) == [
        "DM1: note “Ask”, owner “Clerk”",
        "DM1: note cleared, due date “2026-12-24”",
    ]


def test_evidence_from_its_adding_to_its_removal(store, assessment):
    new = NewEvidence("https://example.org/x", title="Charter")
    store.add_evidence(assessment, new, [Slot("DM1", "charter")], "Ann")
    store.edit_evidence(1, "Ann", title="", withdrawn=True)
    store.edit_evidence(1, "Ann", withdrawn=False)
    store.detach(assessment, 1, [Slot("DM1", "charter")], "Ann")
    store.attach(assessment, 1, [Slot("LC1")], "Ann")
    store.remove_evidence(1, "Ann")
    assert told(store, assessment, 8) == [
        "Evidence 1 added: Charter",
        "Evidence 1 attached to DM1.charter",
        "Evidence 1: title cleared, withdrawn",
        "Evidence 1: no longer withdrawn",
        "Evidence 1 taken off DM1.charter",
        "Evidence 1 attached to LC1",
        "Evidence 1 taken off LC1",
        "Evidence 1 removed: https://example.org/x",
    ]


def test_what_an_undoing_brings_back_is_told_before_where_it_was(store, assessment):
    slots = [Slot("DM1", name) for name in ("a", "b", "c", "d")]
    store.add_evidence(assessment, NewEvidence("https://example.org/x"), slots, "Ann")
    store.remove_evidence(1, "Ann")
    told = undone(store.undo(assessment, "Ann"))
    assert told == [
        "Evidence 1 removed: https://example.org/x",
        *(f"Evidence 1 taken off {s}" for s in slots),
    ]


def test_tries_of_a_link_or_a_file(store, assessment):
    store.add_evidence(assessment, NewEvidence("https://example.org/x"), [], "Ann")
    store.record_link_check(1, date(2026, 11, 21), ok=True, detail="200 OK")
    store.record_link_check(1, date(2026, 11, 22), ok=False, detail="404 Not Found")
    assert told(store, assessment, 2) == ["Evidence 1: reached", "Evidence 1: not reached"]


def test_a_snapshot_and_its_undoing(store, assessment):
    store.add_snapshot(assessment, "Before the review", "{}", "Ann")
    store.undo(assessment, "Ann")
    assert told(store, assessment, 2) == [
        "Snapshot “Before the review” kept",
        "Snapshot “Before the review” removed",
    ]


def test_a_sign_off_and_its_undoing(store, assessment):
    store.sign_off(assessment, "DM1", "f", "Bo")
    store.undo(assessment, "Ann")
    assert told(store, assessment, 2) == ["DM1 signed off by Bo", "Sign-off of DM1 by Bo taken back"]
