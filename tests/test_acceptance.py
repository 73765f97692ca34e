"""Accepting a plan, as both front ends do it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from wwc_assess.acceptance import Accepted, accept, days_of, replacing, starting
from wwc_assess.errors import ConflictError, InputError
from wwc_assess.readiness.plan import make_plan
from wwc_assess.records.changes import UNCHANGED
from wwc_assess.session import Session

START = date(2026, 12, 1)


@pytest.fixture
def session(tmp_path):
    """Open a blank assessment of the shipped standard."""
    with Session.create(tmp_path / "city", city="Carlsbad", cycle="2026", by="Ann") as opened:
        yield opened


def jobs_of(session, records):
    return make_plan(session.standard, records, session.readiness(records, START)).jobs


def accepted(session, records, pace="5", owner=""):
    """Accept the plan that follows from the records."""
    jobs = jobs_of(session, records)
    return accept(session, records, jobs, start=START, days_per_week=Decimal(pace), owner=owner)


def set_by_ben(session, criterion, owner=UNCHANGED, due=UNCHANGED):
    session.store.set_particulars(session.assessment.id, criterion, "Ben", owner=owner, due=due)


def test_every_job_gets_its_due_date_and_an_owner_where_there_is_none(session):
    first, *_others = jobs_of(session, session.records())
    set_by_ben(session, first.criterion, owner="Ben")
    told = accepted(session, session.records(), owner=" Ana\u202e ")
    now = session.records()
    assert told == [Accepted(key, now.of(key).due, now.of(key).owner) for key in (t.criterion for t in told)]
    assert [each.owner for each in told] == ["Ben"] + ["Ana"] * (len(told) - 1)
    assert sorted(each.due for each in told) == [each.due for each in told]


def test_only_a_due_date_that_was_set_and_differs_is_told_as_replaced(session):
    first, second, third, *_others = [job.criterion for job in jobs_of(session, session.records())]
    dues = [(first, START), (second, START), (third, START)]
    assert not replacing(session.records(), dues)
    set_by_ben(session, first, due=date(2027, 1, 1))
    set_by_ben(session, second, due=START, owner="Ben")
    set_by_ben(session, third, owner="Ben")
    assert replacing(session.records(), dues) == "1 due date that was set is replaced."
    set_by_ben(session, third, due=date(2026, 1, 1))
    assert replacing(session.records(), dues) == "2 due dates that were set are replaced."


def test_one_undo_takes_all_of_it_back(session):
    before = session.records()
    assert len(accepted(session, before, owner="Ana")) > 1
    session.undo()
    assert session.records().particulars == before.particulars


def test_what_somebody_else_set_meanwhile_is_not_covered_and_nothing_is_written(session):
    seen = session.records()
    last = jobs_of(session, seen)[-1].criterion
    set_by_ben(session, last, due=date(2027, 1, 1))
    with pytest.raises(ConflictError):
        accepted(session, seen)
    assert set(session.records().particulars) == {last}


def test_a_pace_too_slow_for_the_calendar_writes_nothing(session):
    with pytest.raises(InputError, match="would never be done"):
        accepted(session, session.records(), pace="0.0001")
    assert not session.records().particulars


@pytest.mark.parametrize("days", [0, 1, 500])
def test_a_plan_begins_today_or_later(days):
    start = START + timedelta(days=days)
    assert starting(start, START) == start


def test_a_plan_does_not_begin_in_the_past():
    with pytest.raises(InputError, match="2026-11-30 is past") as told:
        starting(START - timedelta(days=1), START)
    assert told.value.next_step == "Begin on 2026-12-01, which is today, or later."


@pytest.mark.parametrize(("text", "days"), [("2.5", "2.5"), (" 2,5 ", "2.5"), ("1e1", "10")])
def test_a_number_of_days_may_have_a_comma_or_a_point(text, days):
    assert days_of(text) == Decimal(days)


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "nan", "inf", "snan", "two", "1.000,5", "\x1b[31m2", "1e99999999", "1e-99999999"]
)
def test_what_is_no_number_of_days_above_0_is_refused(text):
    with pytest.raises(InputError, match="Write it like"):
        days_of(text)
