"""What the criteria files may hold, key by key; the JSON Schema for editors and the reference in the docs come from here.

It is one list, and long, because it is read from top to bottom beside that reference.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel

from wwc_assess.standard.model import NotApplicable, Origin, Status  # noqa: TC001  pydantic reads them
from wwc_assess.standard.scalars import (
    LONGEST_LIST,
    Bar,
    Code,
    Count,
    Days,
    Flag,
    Line,
    MaxAge,
    Need,
    Text,
    Url,
    Whole,
    Word,
    Year,
    present,
)

Codes = Annotated[tuple[Code, ...], Field(max_length=LONGEST_LIST)]


class Entry(BaseModel):
    """Base of everything written in the files: no key beyond the documented ones."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class CheckEntry(Entry):
    """One question of a criterion."""

    id: Word
    """Short word that names the check in references such as `DM1.written`; never changed once answered."""
    ask: Text
    """The question: one fact that can be answered yes, partly or no."""
    if_not: Text = ""
    """The improvement line: a first step that can be done this month."""
    watch_out: Text = ""
    """The mistake that makes a city believe it has this when a validator would not agree."""
    effort: Days = None
    """Person-days from nothing to a yes."""


class DocumentEntry(Entry):
    """One thing that proves a criterion."""

    id: Word
    """Short word that names the document in references such as `DM1.charter`."""
    what: Text
    """What it is, as a short noun phrase."""
    must_show: Text = ""
    """What a validator looks for in it."""
    fresh: Text = ""
    """How recent it must be, in words."""
    max_age: MaxAge = None
    """How old it may be before it no longer counts, such as `12 months`."""
    optional: Flag = False
    """`true` for a document that is not needed as proof."""
    effort: Days = None
    """Person-days to find, copy and tidy it where the practice itself exists."""


class ExampleEntry(Entry):
    """A city that did it."""

    city: Line
    """City and state or country."""
    year: Year
    """When, or `undated`."""
    what: Text
    """What it did, in one sentence."""
    url: Url = ""
    """Address of the page that says so."""
    source: Code = ""
    """Key of the source in standard.yaml that says so."""


class ResourceEntry(Entry):
    """A guide or template elsewhere."""

    title: Line
    """Its title."""
    publisher: Line
    """Who publishes it."""
    url: Url
    """Where it stands."""


class OriginEntry(Entry):
    """How official the parts of a criterion are."""

    statement: Origin = "ours"
    """Where the statement's words come from."""
    checks: Origin = "ours"
    """Where the checks come from."""
    documents: Origin = "ours"
    """Where the documents come from."""
    sources: Codes = ()
    """Keys of the sources in standard.yaml."""


class CriterionEntry(Entry):
    """One criterion: its statement, the checks that split it, the documents that prove it."""

    id: Code
    """The code, such as `DM1`; unique in the standard."""
    title: Line
    """The title."""
    core: Flag = False
    """`true` if no level is reached without this criterion."""
    statement: Text
    """What has to be true, in one sentence."""
    why: Text = ""
    """What goes wrong without it, or what it gives residents and staff."""
    need: Need = None
    """How many checks must be answered yes: `all` or a number."""
    checks: Annotated[tuple[CheckEntry, ...], Field(max_length=LONGEST_LIST)] = ()
    """The questions; a criterion without any is asked by its statement."""
    documents: Annotated[tuple[DocumentEntry, ...], Field(max_length=LONGEST_LIST)] = ()
    """What proves it."""
    requires: Codes = ()
    """Criteria that must be reached first for this one to count."""
    weight: Count = 1
    """Points it gives."""
    status: Status = "active"
    """`planned` and `retired` criteria are shown but not counted."""
    replaces: Codes = ()
    """What it was in an earlier edition, such as `DG2`, or `v2:DG2` to say in which."""
    contradicts: Codes = ()
    """Criteria or checks (`DM2.shared`) that cannot be true together with this one."""
    notes: Annotated[tuple[Text, ...], Field(max_length=LONGEST_LIST)] = ()
    """Honest remarks for the person who answers."""
    examples: Annotated[tuple[ExampleEntry, ...], Field(max_length=LONGEST_LIST)] = ()
    """Cities that did it."""
    resources: Annotated[tuple[ResourceEntry, ...], Field(max_length=LONGEST_LIST)] = ()
    """Guides and templates."""
    origin: OriginEntry = OriginEntry()
    """How official each part is and what it was written from."""


class PracticeFile(Entry):
    """One practice: a group of criteria."""

    practice: Code
    """The code, such as `DM`."""
    title: Line
    """The title."""
    summary: Text = ""
    """What the practice is about, in one sentence."""
    criteria: Annotated[tuple[CriterionEntry, ...], Field(min_length=1, max_length=500)]
    """The criteria, in the order in which they are asked."""


class SeenEntry(Entry):
    """A count at which reality was seen to differ from the published bar."""

    points: Count
    """The count."""
    note: Text
    """What was seen."""
    source: Code
    """Key of the source that says so."""


class LevelEntry(Entry):
    """A level and the bar to reach it."""

    id: Code
    """The id, such as `gold`."""
    title: Line
    """The name to show."""
    at_least: Bar
    """The bar: a percentage of the total such as `51%`, or points such as 22."""
    seen: Annotated[tuple[SeenEntry, ...], Field(max_length=LONGEST_LIST)] = ()
    """Where reality was seen to differ."""


class CoreEntry(Entry):
    """The rule about core criteria."""

    rule: Text
    """The rule, in one sentence."""
    source: Code
    """Key of the source that says so."""


class RequirementEntry(Entry):
    """Something the publisher asks for outside the points."""

    id: Code
    """The id."""
    title: Line
    """The title."""
    statement: Text
    """What is asked for."""
    notes: Annotated[tuple[Text, ...], Field(max_length=LONGEST_LIST)] = ()
    """Remarks."""
    sources: Codes = ()
    """Keys of the sources."""


class NoteEntry(Entry):
    """A remark on the standard."""

    text: Text
    """The remark."""
    sources: Codes = ()
    """Keys of the sources that carry it."""


class SourceEntry(Entry):
    """Where facts come from."""

    what: Text
    """What it is."""
    url: Url = ""
    """Where it stands, if it can be reached."""


class StandardFile(Entry):
    """The standard itself: who publishes it, its levels and rules."""

    title: Line
    """The full title."""
    short: Line = ""
    """The title for narrow places; the full one where it is missing."""
    edition: Line = ""
    """Which edition, such as `2022`."""
    publisher: Line = ""
    """Who publishes it."""
    summary: Text = ""
    """What it is, for someone who has never heard of it."""
    unofficial: Text = ""
    """The sentence that says who awards the real thing."""
    incomplete: Text = ""
    """Why this edition is for comparing only; leave it out for a standard that can be scored."""
    practices: Annotated[tuple[Code, ...], Field(min_length=1, max_length=100)]
    """Names of the practice files without `.yaml`, in order."""
    levels: Annotated[tuple[LevelEntry, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """The levels, lowest first."""
    core: Annotated[CoreEntry | None, BeforeValidator(present)] = None
    """The rule about core criteria."""
    not_applicable: NotApplicable = "forbidden"
    """Whether a criterion may be marked as not applicable: `forbidden`, or `excluded` from the total."""
    requirements: Annotated[tuple[RequirementEntry, ...], Field(max_length=LONGEST_LIST)] = ()
    """What is asked for outside the points."""
    notes: Annotated[tuple[NoteEntry, ...], Field(max_length=LONGEST_LIST)] = ()
    """Remarks on the standard."""
    sources: Annotated[dict[Code, SourceEntry], Field(max_length=500)] = {}
    """Where facts come from, by a short key."""


class TermEntry(Entry):
    """A word a staff member may not know."""

    term: Line
    """The word."""
    meaning: Text
    """What it means, in one sentence."""
    also: Annotated[tuple[Line, ...], Field(max_length=LONGEST_LIST)] = ()
    """Other forms under which it stands in the texts."""
    source: Text = ""
    """Where the meaning was taken from."""


class TermsFile(Entry):
    """The glossary."""

    terms: Annotated[tuple[TermEntry, ...], Field(max_length=500)]
    """The terms."""


class GivenEntry(Entry):
    """An answer set, by what it reaches."""

    met: Whole = None
    """How many criteria are met."""
    core: Annotated[Literal["met", "not met"] | None, BeforeValidator(present)] = None
    """Whether the core criteria are among them."""
    not_met: Codes = ()
    """Criteria that are not met."""


class ExpectEntry(Entry):
    """What an answer set must give."""

    level: Code
    """The level's id, or `none`."""
    because: Line = ""
    """What stands in the way, such as `core PA1`."""
    borderline: Code = ""
    """The level that was seen to be given at this count."""


class TrialEntry(Entry):
    """One executable example."""

    given: GivenEntry
    """The answer set."""
    expect: ExpectEntry
    """What it must give."""


class ExamplesFile(RootModel[Annotated[tuple[TrialEntry, ...], Field(max_length=500)]]):
    """The executable examples of a standard."""
