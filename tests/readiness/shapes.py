"""Small standards and records for the examples, said in as few words as the example needs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from wwc_assess.records.model import (
    Answer,
    Assessment,
    CheckRef,
    Evidence,
    Records,
    SignOff,
    Slot,
    Value,
)
from wwc_assess.standard.model import (
    Age,
    Check,
    Criterion,
    Document,
    Level,
    Practice,
    Provenance,
    Seen,
    Standard,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wwc_assess.records.model import Particulars

TODAY = date(2026, 11, 22)
YEAR = Age(12, "months", "12 months")
OURS = Provenance("ours", "ours", "ours", ())
WWC_PRACTICES = {"DM": 9, "LC": 7, "OD": 4, "PA": 5, "BF": 3, "RDC": 8, "CI": 3, "EVAL": 4}
WWC_CORE = ("LC1", "DM1", "PA1")
WWC_LEVELS = (
    Level("silver", "Silver", percent=Decimal(51)),
    Level(
        "gold", "Gold", percent=Decimal(68), seen=(Seen(29, "Certified gold with 29 of 43.", "fortaleza"),)
    ),
    Level("platinum", "Platinum", percent=Decimal(85)),
)


def a_criterion(
    name: str = "C1", checks: int = 1, documents: tuple[Document, ...] = (), **parts: object
) -> Criterion:
    """Return a criterion with that many checks, c1, c2 and so on; other parts as given."""
    return replace(
        Criterion(
            name,
            f"Title of {name}",
            f"Statement of {name}",
            OURS,
            checks=tuple(Check(f"c{n}", f"Is part {n} of {name} done?") for n in range(1, checks + 1)),
            documents=documents,
        ),
        **parts,
    )


def a_standard(*criteria: Criterion, levels: tuple[Level, ...] = WWC_LEVELS, **parts: object) -> Standard:
    """Return a standard of one practice with these criteria."""
    practice = Practice("P", "Practice", "", criteria)
    return replace(
        Standard("small", "Small", "Small", "1", "Us", "", (practice,), levels),
        **parts,
    )


def wwc() -> Standard:
    """Return a standard of the shape of WWC 2022: 43 criteria, three of them core, three levels."""
    practices = tuple(
        Practice(
            code,
            code,
            "",
            tuple(
                a_criterion(f"{code}{n}", checks=3, core=f"{code}{n}" in WWC_CORE)
                for n in range(1, count + 1)
            ),
        )
        for code, count in WWC_PRACTICES.items()
    )
    return Standard("wwc", "WWC", "WWC", "2022", "Us", "", practices, WWC_LEVELS)


def answers(criterion: Criterion, *values: str, by: str = "ana") -> dict[CheckRef, Answer]:
    """Return the answers to a criterion's questions in their order; a blank gives none."""
    return {
        (ref := CheckRef(criterion.id, check.id)): Answer(
            ref, Value(value), "2026-11-01T09:00:00Z", by, check.fingerprint, check.ask, 1
        )
        for check, value in zip(criterion.questions, values, strict=False)
        if value != "blank"
    }


def all_yes(*criteria: Criterion, by: str = "ana") -> dict[CheckRef, Answer]:
    """Return a yes to every question of these criteria."""
    return {
        ref: answer
        for criterion in criteria
        for ref, answer in answers(criterion, *["yes"] * len(criterion.questions), by=by).items()
    }


def an_item(*names: str, number: int = 1, **parts: object) -> Evidence:
    """Return an evidence item in the slots of these names, such as ``C1`` or ``C1.charter``; sound unless said otherwise."""
    item = Evidence(
        number,
        f"https://city.example/{number}",
        "",
        as_of=TODAY,
        valid_until=None,
        withdrawn=False,
        slots=tuple(Slot(*name.split(".")) for name in names),
        link_checks=(),
        added_at="2026-11-01T09:00:00Z",
        added_by="ana",
        revision=1,
    )
    return replace(item, **parts)


def recorded(
    given: Mapping[CheckRef, Answer] | None = None,
    evidence: Iterable[Evidence] = (),
    particulars: Mapping[str, Particulars] | None = None,
    sign_offs: Mapping[str, SignOff] | None = None,
) -> Records:
    """Return the records of one assessment."""
    return Records(
        Assessment(1, "Carlsbad", "small", "2026"),
        given or {},
        tuple(evidence),
        particulars or {},
        sign_offs or {},
    )


def signed(criterion_id: str, by: str, seal: str) -> dict[str, SignOff]:
    """Return one sign-off over what the fingerprint stands for."""
    return {criterion_id: SignOff(by, "2026-11-02T09:00:00Z", seal)}
