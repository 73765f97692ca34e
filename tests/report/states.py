"""Random states of a small city, and single changes to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from wwc_assess.readiness.score import score
from wwc_assess.readiness.standing import sign_off_fingerprint
from wwc_assess.records.model import (
    Answer,
    Assessment,
    CheckRef,
    Evidence,
    LinkCheck,
    Particulars,
    Records,
    SignOff,
    Slot,
    Value,
)
from wwc_assess.report.facts import facts_of
from wwc_assess.report.view import build_view
from wwc_assess.standard.model import Age, Check, Criterion, Document, Level, Practice, Provenance, Standard

DAY = date(2026, 11, 22)
OURS = Provenance("ours", "ours", "ours", ())
PEOPLE = ("Ana", "Ann", "Ben")


def a_criterion(key, **parts):
    """A criterion with two questions and one document that must not be older than a year."""
    facts = {
        "title": f"Title of {key}",
        "statement": f"Statement of {key}.",
        "checks": tuple(Check(f"c{n}", f"Question {n} of {key}?") for n in (1, 2)),
        "documents": (Document("policy", f"Policy of {key}", max_age=Age(12, "months", "12 months")),),
        **parts,
    }
    return Criterion(key, origin=OURS, **facts)


def a_standard(*criteria, **parts):
    """A standard of one practice."""
    facts = {
        "id": "small",
        "title": "Small Standard",
        "short": "Small",
        "edition": "First",
        "publisher": "Some Publisher",
        "summary": "",
        "practices": (Practice("A", "Alpha", "", criteria),),
        "levels": (Level("bronze", "Bronze", points=1), Level("silver", "Silver", points=3)),
        **parts,
    }
    return Standard(**facts)


STANDARD = a_standard(
    a_criterion("A1", core=True),
    a_criterion("A2", requires=("A1",)),
    a_criterion("A3", need=1, documents=()),
    a_criterion("A4", status="planned"),
    not_applicable="excluded",
)
SLOTS = (Slot("A1", "policy"), Slot("A2", "policy"), Slot("A2"), Slot("A3"))


def an_answer(key, check, value, by="Ana", standard=STANDARD):
    """An answer to a question as it reads now."""
    asked = standard.by_id[key].check(check)
    return Answer(
        CheckRef(key, check), Value(value), "2026-10-01T09:00:00Z", by, asked.fingerprint, asked.ask, 1
    )


def an_item(number, *slots, **parts):
    """An evidence item."""
    facts = {
        "location": f"https://city.example/{number}",
        "title": f"Item {number}",
        "as_of": DAY,
        "valid_until": None,
        "withdrawn": False,
        "link_checks": (),
        **parts,
    }
    return Evidence(
        id=number, slots=slots, added_at="2026-10-01T09:00:00Z", added_by="Ana", revision=1, **facts
    )


def recorded(answers=(), evidence=(), sign_offs=(), **parts):
    """The records of a city."""
    return Records(
        Assessment(1, "Riverton", "small", "2026"),
        {answer.ref: answer for answer in answers},
        tuple(evidence),
        sign_offs=dict(sign_offs),
        **parts,
    )


def signed(records, key, by="Ben", standard=STANDARD):
    """The records with a sign-off over what they hold."""
    seal = sign_off_fingerprint(standard.by_id[key], records)
    return replace(records, sign_offs={**records.sign_offs, key: SignOff(by, "2026-11-02T09:00:00Z", seal)})


def proven(key="A1"):
    """Records in which one criterion is proven."""
    slot = Slot(key, "policy") if STANDARD.by_id[key].documents else Slot(key)
    return recorded([an_answer(key, check, "yes") for check in ("c1", "c2")], [an_item(1, slot)])


def a_view(records, day=DAY, standard=STANDARD):
    """The report's view."""
    return build_view(standard, records, score(standard, records, day))


def the_facts(records, day=DAY, standard=STANDARD):
    """The report as data."""
    return facts_of(a_view(records, day, standard))


@st.composite
def answers(draw):
    """Give answers to some questions, mostly yes."""
    values = st.sampled_from((None, "no", "partly", "unsure", *("yes",) * 6))
    return [
        an_answer(c.id, check.id, value, draw(st.sampled_from(PEOPLE)))
        for c in STANDARD.criteria
        for check in c.questions
        if (value := draw(values))
    ]


def days():
    """Give days around a year ago and around today, or none."""
    around = st.sampled_from((0, 1, 300, 364, 365, 366, -30))
    return st.none() | around.map(lambda ago: DAY - timedelta(days=ago))


@st.composite
def link_checks(draw):
    """Give tries of a link on different days."""
    ago = sorted(draw(st.sets(st.integers(0, 4), max_size=3)), reverse=True)
    return tuple(LinkCheck(DAY - timedelta(days=n), ok=draw(st.booleans())) for n in ago)


@st.composite
def items(draw, number):
    """Give an evidence item in some slots or in none."""
    return an_item(
        number,
        *draw(st.lists(st.sampled_from(SLOTS), max_size=3, unique=True)),
        as_of=draw(st.just(DAY) | days()),
        valid_until=draw(st.none() | days()),
        withdrawn=draw(st.sampled_from((False, False, True))),
        link_checks=draw(link_checks()),
    )


@st.composite
def states(draw):
    """Give the records of a city."""
    made = recorded(
        draw(answers()),
        [draw(items(n)) for n in range(1, draw(st.integers(0, 3)) + 1)],
        particulars={
            c.id: Particulars(not_applicable=True) for c in STANDARD.criteria if draw(st.integers(0, 9)) == 0
        },
    )
    for criterion in STANDARD.criteria:
        if draw(st.integers(0, 2)) == 0:
            made = signed(made, criterion.id, draw(st.sampled_from((*PEOPLE, "Rey"))))
    return made


@dataclass(frozen=True)
class Change:
    """One thing that was done."""

    records: Records
    criteria: frozenset
    """Those of the standard that it touches and that count."""


@st.composite
def changed_answers(draw, before):
    """Give records with one answer that is another."""
    criterion = draw(st.sampled_from(STANDARD.criteria))
    ref = CheckRef(criterion.id, draw(st.sampled_from(criterion.questions)).id)
    old = before.answers.get(ref)
    value = draw(st.sampled_from([v for v in (None, *Value) if v != (old and old.value)]))
    after = {key: answer for key, answer in before.answers.items() if key != ref}
    if value:
        after[ref] = an_answer(*ref, value)
    return Change(replace(before, answers=after), counted(criterion.id))


@st.composite
def changed_evidence(draw, before):
    """Give records with one evidence item added, taken away or edited."""
    old = draw(st.sampled_from((None, *before.evidence)))
    others = tuple(item for item in before.evidence if item != old)
    if old is None:
        new = draw(items(len(before.evidence) + 1))
    else:
        edits = [
            {"location": "https://city.example/elsewhere"},
            {"withdrawn": not old.withdrawn},
            {"as_of": None if old.as_of else DAY},
            {"valid_until": None if old.valid_until else DAY},
            {"slots": tuple(slot for slot in SLOTS if slot not in old.slots)},
            None,
        ]
        edit = draw(st.sampled_from(edits))
        new = replace(old, **edit) if edit else None
    after = sorted((*others, *([new] if new else [])), key=lambda item: item.id)
    touched = [slot.criterion for item in (old, new) if item for slot in item.slots]
    return Change(replace(before, evidence=tuple(after)), counted(*touched))


@st.composite
def changed_sign_offs(draw, before):
    """Give records with one sign-off given, taken back or given by somebody else."""
    key = draw(st.sampled_from(STANDARD.criteria)).id
    if key in before.sign_offs and draw(st.booleans()):
        after = replace(before, sign_offs={k: v for k, v in before.sign_offs.items() if k != key})
    else:
        after = signed(before, key, "Somebody else")
    return Change(after, counted(key))


def counted(*keys):
    """Return those that count."""
    return frozenset(key for key in keys if STANDARD.by_id[key].status == "active")


@st.composite
def changes(draw):
    """Give records and what became of them by one change that a report has to notice."""
    before = draw(states())
    how = draw(st.sampled_from((changed_answers, changed_evidence, changed_sign_offs)))
    return before, draw(how(before))
