"""The acts that both front ends offer, on a real workspace."""

from datetime import date

import pytest

from wwc_assess.errors import ConflictError, InputError
from wwc_assess.records.changes import NewEvidence
from wwc_assess.session import Session


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "carlsbad", city="Carlsbad", cycle="2026", by="Ann") as session:
        yield session


@pytest.fixture
def item(session):
    new = NewEvidence("https://example.org/charter", "Charter", date(2026, 3, 1), date(2027, 3, 1))
    return session.add_evidence(new, [])


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
