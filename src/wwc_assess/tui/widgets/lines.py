"""The lines of the criterion pane: one option each, with what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from rich.cells import cell_len
from rich.text import Text
from textual.widgets.option_list import Option

from wwc_assess.readiness.model import ReasonKind
from wwc_assess.readiness.sentences import VALUE_WORDS, flaw_words, sentence
from wwc_assess.records.model import Answer, CheckRef, Evidence, Slot, Value
from wwc_assess.tui.widgets.columns import Columns
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from textual.visual import VisualType

    from wwc_assess.readiness.model import Flaw, Reason
    from wwc_assess.standard.model import Check, Criterion, Document

FieldName = Literal["note", "owner", "due"]

ANSWER_COLUMNS: Mapping[Value, str] = {
    Value.YES: "Yes",
    Value.PARTLY: "Partly",
    Value.NO: "No",
    Value.UNSURE: "?",
}
SIGN_OFFS = frozenset({ReasonKind.SIGNED_OFF, ReasonKind.SIGN_OFF_VOID, ReasonKind.SIGN_OFF_OWN})
"""The reasons that are about a sign-off."""
_COLUMN_WIDTH = 7
_ANSWERS_WIDTH = _COLUMN_WIDTH * len(ANSWER_COLUMNS)
_MARGIN = 3
_LABEL_WIDTH = 9


class Paint(Struct, frozen=True):
    """The theme's colours, as Rich styles, for what carries its meaning in words as well."""

    heading: str
    quiet: str
    answers: Mapping[Value, str]
    warning: str


class Attached(Struct, frozen=True):
    """An evidence item in a slot."""

    slot: Slot
    evidence: int


Target = CheckRef | Slot | Attached | FieldName | str | None
"""What a line stands for; None for a line that is only read."""


class Line(Option):
    """A line of the pane and what it stands for."""

    def __init__(self, prompt: VisualType, target: Target = None, *, read: bool = True) -> None:
        super().__init__(
            prompt, id=None if target is None else repr(target), disabled=target is None and read
        )
        self.target = target


def text_line(text: str, style: str = "") -> Line:
    """Return a line that is only read."""
    return Line(Text(text, style=style))


def blank_line() -> Line:
    """Return an empty line."""
    return Line(Text(""))


def checks_heading(text: str, paint: Paint) -> Line:
    """Return the heading above the checks, with the answers' columns."""
    words = "".join(_(word).center(_COLUMN_WIDTH) for word in ANSWER_COLUMNS.values())
    row = (Text(text, style=paint.heading), Text(words, style=paint.heading))
    return Line(Columns((0, _ANSWERS_WIDTH), row))


def check_line(number: int, ref: CheckRef, check: Check, answer: Answer | None, paint: Paint) -> Line:
    """Return a question with its answer, and below it what helps while the answer is not a yes."""
    reworded = answer is not None and answer.fingerprint != check.fingerprint
    value = None if answer is None or reworded else answer.value
    note = Text()
    if reworded and answer:
        told = _("The question changed. You answered {value} to: “{asked}” Please answer again.")
        note = Text(told.format(value=VALUE_WORDS[answer.value], asked=answer.asked), style=paint.warning)
    elif value in {Value.PARTLY, Value.NO} and check.if_not:
        note = Text(_("First step: {step}").format(step=check.if_not), style=paint.quiet)
    dots = Text().join(_dot(each, value, paint) for each in ANSWER_COLUMNS)
    rows: list[tuple[Text, ...]] = [(Text(f" {number}"), Text(check.ask), dots)]
    if note:
        rows.append((Text(), note))
    return Line(Columns((_MARGIN, 0, _ANSWERS_WIDTH), *rows), ref)


def document_line(slot: Slot, document: Document | None, *, filled: bool, paint: Paint) -> Line:
    """Return a document slot, with what it must show and how fresh as long as nothing fills it."""
    what = document.what if document else _("Evidence of any kind")
    optional = document is not None and document.optional
    state = _("there") if filled else _("optional") if optional else _("missing")
    mark = "✓" if filled else "·" if optional else "○"
    style = paint.answers[Value.YES] if filled else paint.quiet if optional else paint.warning
    rows: list[tuple[Text, ...]] = [
        (Text(f" {mark}", style=style), Text(what), Text(f" {state}", style=style))
    ]
    if document and not filled:
        told = " ".join(part for part in (document.must_show, document.fresh) if part)
        rows.append((Text(), Text(told, style=paint.quiet)))
    return Line(Columns((_MARGIN, 0, cell_len(state) + 1), *rows), slot)


def evidence_line(slot: Slot, item: Evidence, flaw: tuple[Flaw, date | None] | None, paint: Paint) -> Line:
    """Return an evidence item below its slot, and why it does not count where it does not."""
    text = Text(item.name)
    if item.as_of:
        text.append(_(", as of {day}").format(day=item.as_of), style=paint.quiet)
    if flaw:
        why = _("does not count: {why}").format(why=flaw_words(*flaw))
        text.append(f"  ✗ {why}", style=paint.warning)
    return Line(Columns((_MARGIN + 2, 0), (Text("   →"), text)), Attached(slot, item.id))


def sign_off_line(reason: Reason, criterion: Criterion, paint: Paint) -> Line:
    """Return by whom and when a criterion was signed off, and what keeps that from holding."""
    holds = reason.kind is ReasonKind.SIGNED_OFF
    style = paint.answers[Value.YES] if holds else paint.warning
    told = Text(sentence(reason, criterion, {}), style="" if holds else paint.warning)
    return Line(Columns((_MARGIN, 0), (Text(" ★" if holds else " ✗", style=style), told)))


def field_line(name: FieldName, label: str, value: str, blank: str, paint: Paint) -> Line:
    """Return one of note, owner and due date."""
    shown = Text(value) if value else Text(blank, style=paint.quiet)
    return Line(Columns((_LABEL_WIDTH, 0), (Text(f" {label}"), shown)), name)


def _dot(column: Value, value: Value | None, paint: Paint) -> Text:
    chosen = column is value
    # The word stands beside the mark: the columns' heading may be out of sight, and colors are not for everybody.
    mark = f"●{_(ANSWER_COLUMNS[column])}" if chosen else "·"
    dot = Text(mark.center(_COLUMN_WIDTH), style=paint.answers[column] if chosen else paint.quiet)
    dot.apply_meta({"answer": column.value})
    return dot
