"""The acts that both front ends offer, on a real workspace."""

from datetime import date

import pytest

from wwc_assess.errors import ConflictError, InputError
from wwc_assess.readiness.model import Standing
from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.model import Slot
from wwc_assess.session import Session

TODAY = date(2026, 11, 22)


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "carlsbad", city="Carlsbad", cycle="2026", by="Ann") as session:
        yield session


@pytest.fixture
def item(session):
    new = NewEvidence("https://example.org/charter", "Charter", date(2026, 3, 1), date(2027, 3, 1))
    return session.add_evidence(new, [])


@pytest.fixture
def proven(session):
    """Answer DM1 as Ann and fill each of its slots."""
    session.answer(session.changes("DM1", "yes"))
    documents = session.standard.by_id["DM1"].documents
    new = NewEvidence("https://example.org/charter", as_of=TODAY)
    session.add_evidence(new, [Slot("DM1", document.id) for document in documents])
    return "DM1"


def standing(session, criterion):
    return session.readiness(session.records(), TODAY).results[criterion].standing


def test_evidence_is_edited_field_by_field(session, item):
    session.edit_evidence(item.id, title="Data charter", valid_until=None, withdrawn=True)
    (kept,) = session.records().evidence
    assert (kept.title, kept.valid_until, kept.withdrawn) == ("Data charter", None, True)
    assert (kept.location, kept.as_of) == (item.location, item.as_of)


def test_an_edited_location_is_held_to_what_an_added_one_is(session, item):
    with pytest.raises(InputError, match="cannot be opened as a link"):
        session.edit_evidence(item.id, location="javascript:alert(1)")
    session.edit_evidence(item.id, location="S:/Budget/charter.pdf")
    assert session.records().evidence[0].location == "S:/Budget/charter.pdf"


@pytest.mark.parametrize(
    "days", [{"as_of": date(2027, 3, 2)}, {"valid_until": date(2026, 2, 28)}, {"as_of": date(2028, 1, 1)}]
)
def test_edited_dates_are_held_against_those_that_stay(session, item, days):
    with pytest.raises(InputError, match="before its own date"):
        session.edit_evidence(item.id, **days)
    assert session.records().evidence == (item,)


def test_both_dates_may_move_together(session, item):
    session.edit_evidence(item.id, as_of=date(2028, 1, 1), valid_until=date(2029, 1, 1))
    assert session.records().evidence[0].as_of == date(2028, 1, 1)


def test_an_edit_over_what_somebody_else_edited_is_a_conflict(session, item):
    session.edit_evidence(item.id, title="One", seen=item.revision)
    with pytest.raises(ConflictError):
        session.edit_evidence(item.id, title="Two", seen=item.revision)


def test_evidence_that_does_not_exist_is_named(session):
    with pytest.raises(InputError, match="no evidence item 7"):
        session.edit_evidence(7, title="x")


def test_a_review_of_what_is_proven_lasts_until_something_changes(session, proven):
    sign_off = session.review(proven, " Rita\n", TODAY)
    assert sign_off == session.records().sign_offs[proven]
    assert sign_off.by == "Rita"
    assert standing(session, proven) is Standing.REVIEWED
    session.edit_evidence(1, location="https://example.org/other")
    assert standing(session, proven) is Standing.PROVEN


def test_a_second_reviewer_may_take_the_place_of_the_first(session, proven):
    session.review(proven, "Rita", TODAY)
    assert session.review(proven, "Rolf", TODAY).by == "Rolf"
    assert standing(session, proven) is Standing.REVIEWED


@pytest.mark.parametrize("name", ["Ann", "ann ", "ANN"])
def test_a_review_by_somebody_who_answered_is_refused(session, proven, name):
    with pytest.raises(InputError, match="nobody signs off their own answers"):
        session.review(proven, name, TODAY)
    assert session.records().sign_offs == {}


def test_a_review_of_what_is_not_proven_is_refused_with_what_is_missing(session, proven):
    with pytest.raises(
        InputError, match=r"DM1 is claimed, and only .* Missing: “.*wwc-assess score --explain DM1"
    ):
        session.review(proven, "Rita", date(2099, 1, 1))
    with pytest.raises(InputError, match="DM2 is unanswered"):
        session.review("DM2", "Rita", TODAY)
    with pytest.raises(InputError, match="name of the person is missing"):
        session.review(proven, " ", TODAY)
    assert session.records().sign_offs == {}
