"""Signing off, as both front ends do it."""

from datetime import date

import pytest

from wwc_assess.errors import InputError
from wwc_assess.readiness.model import Standing
from wwc_assess.records.changes import NewEvidence
from wwc_assess.records.model import Slot
from wwc_assess.review import sign_off
from wwc_assess.session import Session

TODAY = date(2026, 11, 22)


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "carlsbad", city="Carlsbad", cycle="2026", by="Ann") as session:
        yield session


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


def test_a_review_of_what_is_proven_lasts_until_something_changes(session, proven):
    given = sign_off(session, proven, " Rita\n", TODAY)
    assert given == session.records().sign_offs[proven]
    assert given.by == "Rita"
    assert standing(session, proven) is Standing.REVIEWED
    session.edit_evidence(1, location="https://example.org/other")
    assert standing(session, proven) is Standing.PROVEN


def test_a_second_reviewer_may_take_the_place_of_the_first(session, proven):
    sign_off(session, proven, "Rita", TODAY)
    assert sign_off(session, proven, "Rolf", TODAY).by == "Rolf"
    assert standing(session, proven) is Standing.REVIEWED


@pytest.mark.parametrize("name", ["Ann", "ann ", "ANN"])
def test_a_review_by_somebody_who_answered_is_refused(session, proven, name):
    with pytest.raises(InputError, match="nobody signs off their own answers"):
        sign_off(session, proven, name, TODAY)
    assert session.records().sign_offs == {}


def test_a_review_of_what_is_not_proven_is_refused_with_what_is_missing(session, proven):
    with pytest.raises(
        InputError, match=r"DM1 is claimed, and only .* Missing: “.*wwc-assess score --explain DM1"
    ):
        sign_off(session, proven, "Rita", date(2099, 1, 1))
    with pytest.raises(InputError, match="DM2 is unanswered"):
        sign_off(session, "DM2", "Rita", TODAY)
    with pytest.raises(InputError, match="name of the person is missing"):
        sign_off(session, proven, " ", TODAY)
    assert session.records().sign_offs == {}
