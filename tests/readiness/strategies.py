"""Random small assessments: standards with every rule in them, and records with every weakness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from msgspec.structs import replace
from shapes import TODAY, a_criterion, an_item, recorded, signed

from wwc_assess.readiness.standing import sign_off_fingerprint
from wwc_assess.records.model import Answer, CheckRef, LinkCheck, Particulars, Slot, Value
from wwc_assess.standard.model import Age, Document, Level, Practice, Seen, Standard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wwc_assess.records.model import Evidence, Records, SignOff
    from wwc_assess.standard.model import Criterion, NotApplicable

PEOPLE = ("ana", "ben", "cruz")
AGES = (None, Age(1, "months", "1 month"), Age(12, "months", "12 months"), Age(14, "days", "2 weeks"))
DAYS_BEFORE = (0, 1, 13, 14, 15, 30, 31, 32, 364, 365, 366, 400, 800, 1200, -1)
"""How long before today things happened: on both sides of every age."""
STATUSES = ("active", "active", "active", "active", "active", "planned", "retired")
STALE = "fingerprint of another text"


@dataclass(frozen=True)
class Case:
    """One random assessment."""

    standard: Standard
    records: Records
    today: date
    matching: frozenset[str]
    """Criteria whose sign-off was given for exactly what is recorded."""


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, ...]:
    """Give no, one or two document slots."""
    return tuple(
        Document(
            f"d{n}",
            f"Document {n}",
            max_age=draw(st.sampled_from(AGES)),
            optional=draw(st.sampled_from((False, False, True))),
        )
        for n in range(draw(st.integers(0, 2)))
    )


@st.composite
def criteria(draw: st.DrawFn) -> tuple[Criterion, ...]:
    """Give one to six criteria whose `requires` run in no circle, forwards or backwards in the file."""
    names = [f"C{n}" for n in range(1, draw(st.integers(1, 6)) + 1)]
    before = draw(st.permutations(names))
    core = st.sampled_from(draw(st.sampled_from(((False,), (False, False, True)))))
    made = []
    for name in names:
        checks = draw(st.integers(0, 3))
        made.append(
            a_criterion(
                name,
                checks,
                draw(documents()),
                core=draw(core),
                need=draw(st.none() | st.integers(1, max(checks, 1))),
                requires=tuple(n for n in before[: before.index(name)] if draw(st.integers(0, 3)) == 0),
                weight=draw(st.sampled_from((1, 1, 1, 2, 3))),
                status=draw(st.sampled_from(STATUSES)),
            )
        )
    return tuple(made)


@st.composite
def levels(draw: st.DrawFn) -> tuple[Level, ...]:
    """Give up to three levels with rising bars, in percent or in points, with notes on what was seen."""
    in_percent = draw(st.booleans())
    bars: st.SearchStrategy[Any] = st.decimals("0.1", 100, places=1) if in_percent else st.integers(1, 10)
    made = []
    for n, bar in enumerate(sorted(draw(st.sets(bars, max_size=3)))):
        seen = tuple(
            Seen(points, f"Seen at {points}.", "us")
            for points in draw(st.lists(st.integers(1, 8), max_size=2))
        )
        made.append(Level(f"l{n}", f"Level {n}", seen=seen, **{"percent" if in_percent else "points": bar}))
    return tuple(made)


@st.composite
def standards(draw: st.DrawFn) -> Standard:
    """Give a small standard of one or two practices."""
    made = draw(criteria())
    cut = draw(st.integers(0, len(made) - 1))
    practices = tuple(
        Practice(code, code, "", part) for code, part in (("A", made[:cut]), ("B", made[cut:])) if part
    )
    policy: NotApplicable = draw(st.sampled_from(("forbidden", "excluded")))
    return Standard(
        "small", "Small", "Small", "1", "Us", "", practices, draw(levels()), not_applicable=policy
    )


@st.composite
def given_answers(draw: st.DrawFn, standard: Standard) -> dict[CheckRef, Answer]:
    """Give answers to some of the questions, in any order, some of them to another text than today's."""
    made = {}
    # Met criteria need answers that agree, and levels need many of them: chance alone would hardly give either.
    usual_here = st.sampled_from(draw(st.sampled_from(((Value.YES,), (None, *Value)))))
    for criterion in standard.criteria:
        usual = draw(usual_here)
        for check in criterion.questions:
            value = draw(st.sampled_from((*(usual,) * 8, None, *Value)))
            if value is not None:
                ref = CheckRef(criterion.id, check.id)
                made[ref] = Answer(
                    ref,
                    value,
                    "2026-11-01T09:00:00Z",
                    draw(st.sampled_from(PEOPLE)),
                    draw(st.sampled_from((check.fingerprint,) * 14 + (STALE,))),
                    check.ask,
                    1,
                )
    return {ref: made[ref] for ref in draw(st.permutations(list(made)))}


@st.composite
def link_checks(draw: st.DrawFn) -> tuple[LinkCheck, ...]:
    """Give up to four tries to reach a link, oldest first."""
    ago = sorted(draw(st.lists(st.integers(-1, 3), min_size=1, max_size=4)), reverse=True)
    ok = st.sampled_from((False, False, False, True))
    return tuple(LinkCheck(TODAY - timedelta(days=days), ok=draw(ok)) for days in ago)


@st.composite
def items(draw: st.DrawFn, number: int, slots: Sequence[Slot]) -> Evidence:
    """Give an evidence item in some slots: sound, or with any of the flaws that evidence has."""
    where = draw(st.lists(st.sampled_from(slots), min_size=1, max_size=4, unique=True))
    flawed = draw(st.sets(st.sampled_from(("link_checks", "as_of", "valid_until", "withdrawn")), max_size=2))
    days = st.sampled_from(DAYS_BEFORE).map(lambda ago: TODAY - timedelta(days=ago))
    flaws = {
        "as_of": st.none() | days,
        "valid_until": days,
        "withdrawn": st.just(value=True),
        "link_checks": link_checks(),
    }
    return an_item(number=number, slots=tuple(where), **{part: draw(flaws[part]) for part in sorted(flawed)})


@st.composite
def sign_offs(draw: st.DrawFn, standard: Standard, records: Records) -> tuple[dict[str, SignOff], set[str]]:
    """Give sign-offs, and for which criteria what was signed is what is recorded."""
    made: dict[str, SignOff] = {}
    matching = set()
    for criterion in standard.criteria:
        over = draw(st.sampled_from((None, "this", "this", "this", "text", "answers", "evidence")))
        signed_criterion, signed_records = criterion, records
        if over == "text":
            signed_criterion = replace(criterion, statement="Another statement")
        elif over == "answers":
            ref = CheckRef(criterion.id, criterion.questions[0].id)
            others = {key: answer for key, answer in records.answers.items() if key != ref}
            if ref not in records.answers:
                others |= {ref: Answer(ref, Value.YES, "", "ana", STALE, "", 1)}
            signed_records = replace(records, answers=others)
        elif over == "evidence":
            another = an_item(criterion.id, number=99)
            signed_records = replace(records, evidence=(*records.evidence, another))
        if over:
            seal = sign_off_fingerprint(signed_criterion, signed_records)
            made |= signed(criterion.id, draw(st.sampled_from((*PEOPLE, "rey", "rey"))), seal)
        if over == "this":
            matching.add(criterion.id)
    return made, matching


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Give a whole assessment."""
    standard = draw(standards())
    slots = [Slot(c.id, d.id) for c in standard.criteria for d in c.documents]
    slots += [Slot(c.id) for c in standard.criteria]
    slots += [Slot(c.id, "document of an earlier edition") for c in standard.criteria[:1]]
    evidence = [draw(items(n, slots)) for n in range(1, draw(st.integers(0, 4)) + 1)]
    if draw(st.booleans()):
        # One sound item everywhere lets whole assessments be proven, which chance alone hardly ever does.
        evidence.append(an_item(number=50, slots=tuple(slots[:-1])))
    particulars = {
        c.id: Particulars(not_applicable=draw(st.booleans()))
        for c in standard.criteria
        if draw(st.integers(0, 3)) == 0
    }
    unsigned = recorded(draw(given_answers(standard)), evidence, particulars)
    made, matching = draw(sign_offs(standard, unsigned))
    return Case(standard, replace(unsigned, sign_offs=made), TODAY, frozenset(matching))
