"""What a standard is, once read and checked: plain frozen values without any input or output.

The words are those of the criteria files: a standard has practices, each with criteria, each with checks (the questions)
and documents (what proves it). They stand in one module, though a long one, because they are values of a single tree,
which every start takes from the cache as a whole.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from wwc_assess.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

Origin = Literal["official", "paraphrase", "ours"]
Status = Literal["active", "planned", "retired"]
NotApplicable = Literal["forbidden", "excluded"]

IMPLIED_CHECK = "statement"
"""Id of the one check that a criterion without checks has: its statement (`scoring.md`)."""


class Age(Struct, frozen=True):
    """How old a document may be: a count of calendar months or of days."""

    count: int
    unit: Literal["days", "months"]
    text: str
    """As it stands in the criteria file, such as ``12 months``."""

    def last_day(self, as_of: date) -> date:
        """Return the last day on which a document dated ``as_of`` is still fresh.

        Calendar months as `scoring.md` counts them: the same day of the month, or the month's last day where it has no
        such day. A date beyond the calendar is the calendar's last day.
        """
        try:
            if self.unit == "days":
                return as_of + timedelta(days=self.count)
            years, month = divmod(as_of.month - 1 + self.count, 12)
            year, month = as_of.year + years, month + 1
            return date(year, month, min(as_of.day, calendar.monthrange(year, month)[1]))
        except (OverflowError, ValueError):
            return date.max


class Check(Struct, frozen=True, dict=True):
    """One question of a criterion."""

    id: str
    ask: str
    if_not: str = ""
    watch_out: str = ""
    effort: Decimal | None = None
    """Person-days from nothing to a yes."""

    @cached_property
    def fingerprint(self) -> str:
        """Of the text a person judged by: the question."""
        return fingerprint([self.ask])


class Document(Struct, frozen=True):
    """One slot for evidence: what proves a criterion."""

    id: str
    what: str
    must_show: str = ""
    fresh: str = ""
    max_age: Age | None = None
    optional: bool = False
    effort: Decimal | None = None
    """Person-days to find and tidy it where the practice itself exists."""


class Example(Struct, frozen=True):
    """A city that did it, with the address or the source that says so."""

    city: str
    year: str
    what: str
    url: str = ""
    source: str = ""


class Resource(Struct, frozen=True):
    """A guide or template elsewhere."""

    title: str
    publisher: str
    url: str


class Provenance(Struct, frozen=True):
    """How official each part of a criterion is, and what it was written from."""

    statement: Origin
    checks: Origin
    documents: Origin
    sources: tuple[str, ...]


class Criterion(Struct, frozen=True, dict=True):
    """One criterion: its statement, the checks that split it, the documents that prove it."""

    id: str
    title: str
    statement: str
    origin: Provenance
    why: str = ""
    core: bool = False
    need: int | None = None
    """How many checks must be a yes; None for all."""
    checks: tuple[Check, ...] = ()
    """As written in the file; `questions` adds the implied one."""
    documents: tuple[Document, ...] = ()
    requires: tuple[str, ...] = ()
    weight: int = 1
    status: Status = "active"
    replaces: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    resources: tuple[Resource, ...] = ()

    @cached_property
    def questions(self) -> tuple[Check, ...]:
        """The checks; for a criterion without any, the one implied by its statement."""
        return self.checks or (Check(id=IMPLIED_CHECK, ask=self.statement),)

    @property
    def needed(self) -> int:
        """How many of its questions must be answered yes."""
        return len(self.questions) if self.need is None else self.need

    @property
    def needed_documents(self) -> tuple[Document | None, ...]:
        """The documents without which it is not proven; None for evidence of any kind, where it names no documents."""
        return tuple(d for d in self.documents if not d.optional) if self.documents else (None,)

    @cached_property
    def fingerprint(self) -> str:
        """Of the text a person judges by: not of efforts, examples or sources (`criteria-format.md`)."""
        return fingerprint(
            [
                self.title,
                self.statement,
                self.needed,
                [[check.id, check.ask] for check in self.questions],
                [
                    [d.id, d.what, d.must_show, d.max_age.text if d.max_age else None, int(d.optional)]
                    for d in self.documents
                ],
                list(self.requires),
            ]
        )

    def check(self, check_id: str) -> Check | None:
        """Return the question with this id, or None."""
        return next((check for check in self.questions if check.id == check_id), None)

    def document(self, document_id: str) -> Document | None:
        """Return the document slot with this id, or None."""
        return next((document for document in self.documents if document.id == document_id), None)


class Practice(Struct, frozen=True):
    """A group of criteria."""

    code: str
    title: str
    summary: str
    criteria: tuple[Criterion, ...]


class Seen(Struct, frozen=True):
    """A count at which reality was seen to differ from the published bar."""

    points: int
    note: str
    source: str


class Level(Struct, frozen=True):
    """A level of the standard and the bar to reach it: a percentage of the total, or points."""

    id: str
    title: str
    percent: Decimal | None = None
    points: int | None = None
    seen: tuple[Seen, ...] = ()

    @property
    def at_least(self) -> str | int:
        """The bar as the criteria file writes it: ``"51%"`` or 22."""
        return f"{self.percent}%" if self.percent is not None else self.points or 0

    def bar(self, total: int) -> int:
        """Return the fewest points of ``total`` that reach this level, exactly (`scoring.md`)."""
        if self.percent is None:
            return self.points or 0
        share, whole = self.percent.as_integer_ratio()
        return -(-share * total // (100 * whole))


class Requirement(Struct, frozen=True):
    """Something the publisher asks for outside the points."""

    id: str
    title: str
    statement: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]


class Note(Struct, frozen=True):
    """A remark on the standard, with the sources that carry it."""

    text: str
    sources: tuple[str, ...]


class Source(Struct, frozen=True):
    """Where facts come from."""

    id: str
    what: str
    url: str = ""


class Term(Struct, frozen=True):
    """A word a staff member may not know."""

    term: str
    meaning: str
    also: tuple[str, ...] = ()
    """Other forms under which the term stands in the texts, such as its plural."""


class Trial(Struct, frozen=True):
    """One executable example: an answer set and the level it must give (`criteria-format.md`)."""

    met: int | None
    core: bool | None
    not_met: tuple[str, ...]
    level: str | None
    because: str = ""
    borderline: str = ""
    where: str = ""
    """``file:line:column`` of the example, to name it when it fails."""


class Standard(Struct, frozen=True, dict=True):
    """One edition of a standard, read and checked."""

    id: str
    title: str
    short: str
    edition: str
    publisher: str
    summary: str
    practices: tuple[Practice, ...]
    levels: tuple[Level, ...]
    """Lowest first."""
    core_rule: str = ""
    unofficial: str = ""
    incomplete: str = ""
    """Why it is for comparing only; empty for a standard that can be scored."""
    not_applicable: NotApplicable = "forbidden"
    requirements: tuple[Requirement, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: Mapping[str, Source] = {}
    terms: tuple[Term, ...] = ()
    trials: tuple[Trial, ...] = ()

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in file order, planned and retired ones included."""
        return tuple(criterion for practice in self.practices for criterion in practice.criteria)

    @cached_property
    def by_id(self) -> Mapping[str, Criterion]:
        """Criteria by their id."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def core(self) -> tuple[str, ...]:
        """Ids of the core criteria, in file order."""
        return tuple(criterion.id for criterion in self.criteria if criterion.core)

    @cached_property
    def fingerprint(self) -> str:
        """Of all text and rules that decide a score."""
        return fingerprint(
            [
                self.not_applicable,
                [[level.id, str(level.at_least)] for level in self.levels],
                [[c.id, int(c.core), c.weight, c.status, c.fingerprint] for c in self.criteria],
            ]
        )

    def practice_of(self, criterion_id: str) -> Practice:
        """Return the practice a criterion belongs to."""
        return next(p for p in self.practices if any(c.id == criterion_id for c in p.criteria))

    def level(self, level_id: str) -> Level | None:
        """Return the level with this id, or None."""
        return next((level for level in self.levels if level.id == level_id), None)

    def active(self) -> Iterator[Criterion]:
        """Give the criteria that count: neither planned nor retired."""
        return (criterion for criterion in self.criteria if criterion.status == "active")
