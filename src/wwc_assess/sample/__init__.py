"""A half-filled assessment of an invented city, for the demo."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wwc_assess.records.changes import UNCHANGED, NewEvidence
from wwc_assess.session import Session
from wwc_assess.standard.model import Age
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date

_DATA = Path(__file__).parent / "rivermouth.json"
_COORDINATOR = _("Data office")


def create_sample(folder: Path, today: date, *, by: str | None = None) -> Session:
    """Make the sample city's workspace and open it.

    Args:
        folder: Where; it is made.
        today: The day that the city's dates lie around.
        by: Who acts from then on; None for the name that is kept.

    Raises:
        AssessError: The folder cannot be made or is a workspace already.
    """
    data = _data()
    session = Session.create(folder, city=data["city"], cycle=data["cycle"], by=by)
    fill(session, today)
    return session


def fill(session: Session, today: date) -> None:
    """Record the sample city's answers, notes and evidence, each by the office that gave them.

    Args:
        session: A blank assessment of the standard that the sample is made for.
        today: The day that the city's dates lie around.
    """
    with session.store.together():
        _fill(session, today, _data())


def _fill(session: Session, today: date, data: dict[str, Any]) -> None:
    store, assessment, people = session.store, session.assessment.id, data["people"]
    for criterion, answers in data["answers"].items():
        changes = [
            c for check, word in answers.items() for c in session.changes(f"{criterion}.{check}", word)
        ]
        store.answer(assessment, changes, people.get(criterion, _COORDINATOR))
    for criterion, details in data["particulars"].items():
        due = details.get("due_in_days")
        store.set_particulars(
            assessment,
            criterion,
            people.get(criterion, _COORDINATOR),
            note=details.get("note", UNCHANGED),
            owner=details.get("owner", UNCHANGED),
            due=UNCHANGED if due is None else today + timedelta(days=due),
        )
    for item in data["evidence"]:
        slots = session.slots(item["for"])
        by = people.get(slots[0].criterion, _COORDINATOR)
        store.add_evidence(assessment, _evidence(item, today), slots, by)


def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return data


def _evidence(item: dict[str, Any], today: date) -> NewEvidence:
    ago, valid = item["months_ago"], item["valid_for_months"]
    return NewEvidence(
        item["location"],
        item["title"],
        None if ago is None else _months_from(today, -ago),
        None if valid is None else _months_from(today, valid),
    )


def _months_from(today: date, months: int) -> date:
    return Age(months, "months", "").last_day(today)
