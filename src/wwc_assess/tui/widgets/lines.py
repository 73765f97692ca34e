"""The lines of the criterion pane: one option each, with what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.table import Table
from rich.text import Text
from textual.widgets.option_list import Option

from wwc_assess.readiness.sentences import VALUE_WORDS, flaw_words
from wwc_assess.records.model import Answer, CheckRef, Evidence, Slot, Value
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from rich.console import RenderableType

    from wwc_assess.readiness.model import Flaw
    from wwc_assess.standard.model import Check, Document

FieldName = Literal["note", "owner", "due"]

ANSWER_COLUMNS: Mapping[Value, str] = {
    Value.YES: "Yes",
    Value.PARTLY: "Partly",
    Value.NO: "No",
    Value.UNSURE: "?",
}
_COLUMN_WIDTH = 7
_MARGIN = 3


@dataclass(frozen=True)
class Paint:
    """The theme's colours, as Rich styles, for what carries its meaning in words as well."""

    heading: str
    quiet: str
    answers: Mapping[Value, str]
    warning: str


@dataclass(frozen=True)
class Attached:
    """An evidence item in a slot."""

    slot: Slot
    evidence: int


Target = CheckRef | Slot | Attached | FieldName | str | None
"""What a line stands for; None for a line that is only read."""


class Line(Option):
    """A line of the pane and what it stands for."""

    def __init__(self, prompt: RenderableType, target: Target = None, *, read: bool = True) -> None:
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
    grid = _answer_grid()
    columns = [Text(_(word), style=paint.heading) for word in ANSWER_COLUMNS.values()]
    grid.add_row(Text(text, style=paint.heading), *columns)
    return Line(grid)


def check_line(number: int, ref: CheckRef, check: Check, answer: Answer | None, paint: Paint) -> Line:
    """Return a question with its answer, and below it what helps while the answer is not a yes."""
    reworded = answer is not None and answer.fingerprint != check.fingerprint
    value = None if answer is None or reworded else answer.value
    grid = _answer_grid()
    grid.add_row(_numbered(number, Text(check.ask)), *(_dot(each, value, paint) for each in ANSWER_COLUMNS))
    if reworded and answer:
        told = _("The question changed. You answered {value} to: “{asked}” Please answer again.")
        text = told.format(value=VALUE_WORDS[answer.value], asked=answer.asked)
        return Line(_with_note(grid, Text(text, style=paint.warning)), ref)
    if value in {Value.PARTLY, Value.NO} and check.if_not:
        text = _("First step: {step}").format(step=check.if_not)
        return Line(_with_note(grid, Text(text, style=paint.quiet)), ref)
    return Line(grid, ref)


def document_line(slot: Slot, document: Document | None, *, filled: bool, paint: Paint) -> Line:
    """Return a document slot, with what it must show and how fresh as long as nothing fills it."""
    what = document.what if document else _("Evidence of any kind")
    optional = document is not None and document.optional
    state = _("there") if filled else _("optional") if optional else _("missing")
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column(width=2)
    grid.add_column(ratio=1)
    grid.add_column(justify="right")
    mark = "✓" if filled else "·" if optional else "○"
    style = paint.answers[Value.YES] if filled else paint.quiet if optional else paint.warning
    grid.add_row(Text(f" {mark}", style=style), Text(what), Text(state, style=style))
    if document and not filled:
        told = " ".join(part for part in (document.must_show, document.fresh) if part)
        grid.add_row("", Text(told, style=paint.quiet), "")
    return Line(grid, slot)


def evidence_line(slot: Slot, item: Evidence, flaw: tuple[Flaw, date | None] | None, paint: Paint) -> Line:
    """Return an evidence item below its slot, and why it does not count where it does not."""
    text = Text(item.name)
    if item.as_of:
        text.append(_(", as of {day}").format(day=item.as_of), style=paint.quiet)
    if flaw:
        why = _("does not count: {why}").format(why=flaw_words(*flaw))
        text.append(f"  ✗ {why}", style=paint.warning)
    grid = Table.grid(expand=True)
    grid.add_column(width=_MARGIN + 2)
    grid.add_column(ratio=1)
    grid.add_row(Text("   →"), text)
    return Line(grid, Attached(slot, item.id))


def field_line(name: FieldName, label: str, value: str, blank: str, paint: Paint) -> Line:
    """Return one of note, owner and due date."""
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column(width=8)
    grid.add_column(ratio=1)
    grid.add_row(Text(f" {label}"), Text(value) if value else Text(blank, style=paint.quiet))
    return Line(grid, name)


def _answer_grid() -> Table:
    grid = Table.grid(expand=True)
    grid.add_column(ratio=1)
    for _value in ANSWER_COLUMNS:
        grid.add_column(width=_COLUMN_WIDTH, justify="center")
    return grid


def _numbered(number: int, text: Text) -> Table:
    grid = Table.grid(expand=True)
    grid.add_column(width=_MARGIN)
    grid.add_column(ratio=1)
    grid.add_row(Text(f" {number}"), text)
    return grid


def _with_note(above: Table, note: Text) -> Table:
    grid = Table.grid(expand=True)
    grid.add_column(ratio=1)
    grid.add_row(above)
    below = Table.grid(expand=True)
    below.add_column(width=_MARGIN)
    below.add_column(ratio=1)
    below.add_row("", note)
    grid.add_row(below)
    return grid


def _dot(column: Value, value: Value | None, paint: Paint) -> Text:
    chosen = column is value
    dot = Text("   ●   " if chosen else "   ·   ", style=paint.answers[column] if chosen else paint.quiet)
    dot.apply_meta({"answer": column.value})
    return dot
