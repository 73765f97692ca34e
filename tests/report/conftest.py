"""A small standard and a city's records, made of the models themselves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from wwc_assess.readiness.score import score
from wwc_assess.readiness.standing import sign_off_fingerprint
from wwc_assess.records.model import (
    Answer,
    Assessment,
    CheckRef,
    Evidence,
    Particulars,
    Records,
    SignOff,
    Slot,
    Value,
)
from wwc_assess.report.view import build_view
from wwc_assess.standard.model import (
    Age,
    Check,
    Criterion,
    Document,
    Level,
    Note,
    Practice,
    Provenance,
    Requirement,
    Seen,
    Source,
    Standard,
    Term,
)

TODAY = date(2026, 11, 22)
ORIGIN = Provenance("paraphrase", "ours", "ours", ("memo",))


class City:
    """One city's way through the small standard: change what is recorded, then look at the report's view."""

    def __init__(self, standard):
        self.standard = standard
        self.records = Records(Assessment(1, "Riverton", standard.id, "2026"))

    def answer(self, **by_criterion):
        """Answer the questions of criteria in order, ``y`` yes, ``p`` partly, ``n`` no, ``?`` unsure, ``.`` blank."""
        values = {"y": Value.YES, "p": Value.PARTLY, "n": Value.NO, "?": Value.UNSURE}
        answers = dict(self.records.answers)
        for key, letters in by_criterion.items():
            for check, letter in zip(self.standard.by_id[key].questions, letters, strict=True):
                ref = CheckRef(key, check.id)
                answers.pop(ref, None)
                if letter != ".":
                    given = (values[letter], "2026-10-01T09:00:00Z", "Ana", check.fingerprint, check.ask)
                    answers[ref] = Answer(ref, *given, len(answers) + 1)
        self.records = replace(self.records, answers=answers)

    def attach(self, *slots, title="", location="https://example.gov/doc", as_of=TODAY, **more):
        """Record an evidence item for slots written as ``A1.policy``."""
        number = len(self.records.evidence) + 1
        facts = {"valid_until": None, "withdrawn": False, "link_checks": (), **more}
        item = Evidence(
            id=number,
            location=location,
            title=title,
            as_of=as_of,
            slots=tuple(Slot(*slot.split(".")) for slot in slots),
            added_at="2026-10-01T09:00:00Z",
            added_by="Ana",
            revision=number,
            **facts,
        )
        self.records = replace(self.records, evidence=(*self.records.evidence, item))

    def keep(self, key, **particulars):
        """Keep a note, an owner or a due date with a criterion."""
        kept = {**self.records.particulars, key: Particulars(**particulars)}
        self.records = replace(self.records, particulars=kept)

    def sign_off(self, key, by):
        """Sign a criterion off as it stands."""
        held = sign_off_fingerprint(self.standard.by_id[key], self.records)
        signed = {**self.records.sign_offs, key: SignOff(by, "2026-11-02T09:00:00Z", held)}
        self.records = replace(self.records, sign_offs=signed)

    def view(self, today=TODAY):
        """The report's view on a day."""
        return build_view(self.standard, self.records, score(self.standard, self.records, today))


def criterion(key, checks=2, **more):
    """A criterion with some questions and, unless told otherwise, one document that must not be older than a year."""
    facts = {
        "title": f"Title of {key}",
        "statement": f"Statement of {key}.",
        "why": f"Reason for {key}.",
        "checks": tuple(
            Check(
                f"c{n}",
                f"Question {n} of {key}?",
                f"Do step {n} of {key}.",
                f"Mind pitfall {n}.",
                Decimal(2 * n),
            )
            for n in range(1, checks + 1)
        ),
        "documents": (
            Document(
                "policy",
                f"Policy of {key}",
                "A signature.",
                "From this year.",
                Age(12, "months", "12 months"),
                effort=Decimal("0.5"),
            ),
        ),
        **more,
    }
    return Criterion(key, origin=ORIGIN, **facts)


@pytest.fixture
def standard():
    """Two practices, five criteria, one of them core."""
    return Standard(
        id="small",
        title="Small Standard",
        short="Small",
        edition="First",
        publisher="Some Publisher",
        summary="Five criteria.",
        practices=(
            Practice(
                "A",
                "Alpha",
                "First.",
                (criterion("A1", core=True), criterion("A2"), criterion("A3", 3, need=2)),
            ),
            Practice(
                "B", "Beta", "Second.", (criterion("B1", requires=("A2",)), criterion("B2", 1, documents=()))
            ),
        ),
        levels=(
            Level("bronze", "Bronze", percent=Decimal(40)),
            Level("silver", "Silver", points=4, seen=(Seen(3, "A city got it with three.", "memo"),)),
        ),
        core_rule="A1 must be met.",
        unofficial="This is not official.",
        requirements=(
            Requirement("outcome", "Outcome", "Air is clean.", ("Ask the publisher.",), ("memo",)),
        ),
        notes=(Note("Titles are public.", ("memo",)),),
        sources={"memo": Source("memo", "A council memo.", "https://example.org/memo")},
        terms=(Term("pitfall", "A hidden hole."), Term("unused", "Never shown.")),
    )


@pytest.fixture
def city(standard):
    """Riverton, half-way."""
    city = City(standard)
    city.answer(A1="yy", A2="yy", A3="yn.", B1="yy", B2=".")
    city.attach("A2.policy", title="Policy 7", as_of=date(2026, 1, 31))
    city.attach(
        "A1.policy", "A2.policy", title="Old policy", location=r"S:\old\policy.pdf", as_of=date(2025, 1, 31)
    )
    city.attach("B1.policy", title="Guide", as_of=None)
    city.keep("A1", owner="Ana", due=date(2026, 11, 1), note="Ask the clerk.")
    city.keep("A3", owner="Ben", due=date(2026, 12, 1))
    city.keep("B1", owner="Ana", due=date(2026, 10, 1))
    return city
