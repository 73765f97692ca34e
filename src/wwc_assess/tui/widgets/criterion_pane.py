"""The criterion being worked on: statement, checks, proof, note, owner and due date, as one list of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from wwc_assess.readiness.sentences import STANDING_WORDS
from wwc_assess.readiness.standing import Grounds, flaw_of, reasons_of
from wwc_assess.records.model import CheckRef, Slot, Value
from wwc_assess.tui.keys import in_order, ordered_key
from wwc_assess.tui.widgets.lines import (
    SIGN_OFFS,
    Line,
    Paint,
    Target,
    blank_line,
    check_line,
    checks_heading,
    document_line,
    evidence_line,
    field_line,
    sign_off_line,
    text_line,
)
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.binding import BindingType

    from wwc_assess.readiness.model import Standing
    from wwc_assess.standard.model import Criterion


class CriterionPane(OptionList, inherit_bindings=False):
    """One criterion, to be answered and proven.

    The keys of a list are taken over without those for scrolling sideways, which belong to the walk here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *in_order(OptionList.BINDINGS),
        ordered_key("delete,backspace", "clear", _("Take back"), show=False, id="line.clear"),
    ]

    class Answered(Message):
        """The mouse chose an answer.

        Args:
            ref: The check.
            value: The answer.
        """

        def __init__(self, ref: CheckRef, value: Value) -> None:
            super().__init__()
            self.ref = ref
            self.value = value

    class Opened(Message):
        """A line was chosen with Enter or the mouse.

        Args:
            target: What the line stands for.
        """

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    class Cleared(Message):
        """What a line stands for is to be taken back.

        Args:
            target: What the line stands for.
        """

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    def __init__(self) -> None:
        super().__init__(id="criterion")
        self.criterion: Criterion | None = None

    @property
    def target(self) -> Target:
        """What the highlighted line stands for."""
        option = self.highlighted_option
        return option.target if isinstance(option, Line) else None

    @property
    def check(self) -> CheckRef | None:
        """The check the highlighted line stands for, or None on another line."""
        return self.target if isinstance(self.target, CheckRef) else None

    def show(self, criterion: Criterion, grounds: Grounds, standing: Standing, at: Target = None) -> None:
        """Show a criterion as it stands.

        Args:
            criterion: Which one.
            grounds: The records it is judged on.
            standing: What it has reached.
            at: The line to put the highlight on; None to keep the line, or begin at the first check.
        """
        is_new = self.criterion is not criterion
        wanted = at or (None if is_new else self.target)
        self.criterion = criterion
        self.border_title = Content(f"{criterion.id} {criterion.title}")
        core = f"{_('core criterion')} · " if criterion.core else ""
        self.border_subtitle = Content(f"{core}{STANDING_WORDS[standing]}")
        lines = list(self._lines_of(criterion, grounds))
        self.set_options(lines)
        self.highlighted = self._place_of(lines, wanted)
        self.call_after_refresh(self._come_into_sight, from_top=is_new)

    def on_resize(self) -> None:
        """Keep the highlighted line in sight."""
        self.call_after_refresh(self._come_into_sight, from_top=True)

    def _come_into_sight(self, *, from_top: bool) -> None:
        """Show the highlighted line, with as much as fits of what stands above it."""
        if from_top:
            self.scroll_home(animate=False, immediate=True)
        self.scroll_to_highlight()

    @staticmethod
    def _place_of(lines: list[Line], wanted: Target) -> int:
        """Return the place of the wanted line; of the first check where it is not there."""
        places = {line.target: place for place, line in reversed(list(enumerate(lines))) if line.target}
        first = next(place for target, place in sorted(places.items(), key=lambda item: item[1]))
        return places.get(wanted, first) if wanted else first

    def _lines_of(self, criterion: Criterion, grounds: Grounds) -> Iterator[Line]:
        paint = self._paint()
        records = grounds.records
        yield text_line(criterion.statement, "bold")
        if criterion.why:
            yield text_line(criterion.why, paint.quiet)
        yield blank_line()
        count, needed = len(criterion.questions), criterion.needed
        told = _("Checks, all needed") if needed == count else _("Checks, {n} of {all} needed")
        yield checks_heading(told.format(n=needed, all=count), paint)
        for number, check in enumerate(criterion.questions, start=1):
            ref = CheckRef(criterion.id, check.id)
            yield check_line(number, ref, check, records.answers.get(ref), paint)
        yield blank_line()
        yield text_line(_("Proof: what shows it (e attaches a link or file)"), paint.heading)
        for document in criterion.documents or (None,):
            slot = Slot(criterion.id, document.id if document else None)
            flaws = [
                (item, flaw_of(item, document, grounds.today))
                for item in grounds.attached(criterion, document)
            ]
            filled = any(flaw is None for _item, flaw in flaws)
            yield document_line(slot, document, filled=filled, paint=paint)
            for item, flaw in flaws:
                yield evidence_line(slot, item, flaw, paint)
        for reason in reasons_of(criterion, grounds):
            if reason.kind in SIGN_OFFS:
                yield sign_off_line(reason, criterion, paint)
        yield blank_line()
        particulars = records.of(criterion.id)
        due = particulars.due.isoformat() if particulars.due else ""
        yield field_line("note", _("Note"), particulars.note, _("m writes one"), paint)
        yield field_line("owner", _("Owner"), particulars.owner, _("o names who sees to it"), paint)
        yield field_line("due", _("Due"), due, _("d sets a day"), paint)
        yield from self._background(criterion, paint)

    @staticmethod
    def _background(criterion: Criterion, paint: Paint) -> Iterator[Line]:
        """Give what is good to know: remarks, cities that did it, guides."""
        parts = [
            (_("Good to know"), [Text(note) for note in criterion.notes]),
            (
                _("Cities that did it"),
                [Text(f"{each.city}, {each.year}: {each.what}") for each in criterion.examples],
            ),
            (
                _("Guides"),
                [
                    Text(f"{each.title} ({each.publisher}) ").append(each.url, style=paint.quiet)
                    for each in criterion.resources
                ],
            ),
        ]
        for heading, texts in parts:
            if texts:
                yield blank_line()
                yield text_line(heading, paint.heading)
                yield from (Line(Text(" ").append_text(text), read=False) for text in texts)

    def _paint(self) -> Paint:
        colors = self.app.theme_variables
        return Paint(
            heading=f"bold {colors['primary-lighten-2' if self.app.current_theme.dark else 'primary']}",
            quiet="dim",
            answers={
                Value.YES: f"bold {colors['text-success']}",
                Value.PARTLY: f"bold {colors['text-warning']}",
                Value.NO: f"bold {colors['text-error']}",
                Value.UNSURE: f"bold {colors['text-accent']}",
            },
            warning=colors["text-warning"],
        )

    async def _on_click(self, event: events.Click) -> None:
        """Take a click on an answer's dot for the answer; any other click only moves the highlight."""
        event.prevent_default()
        place = event.style.meta.get("option")
        if place is None or self.get_option_at_index(place).disabled:
            return
        self.highlighted = place
        answer = event.style.meta.get("answer")
        if answer and self.check:
            self.post_message(self.Answered(self.check, Value(answer)))
        elif not self.check:
            self.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what the chosen line stands for."""
        event.stop()
        if self.target:
            self.post_message(self.Opened(self.target))

    def action_clear(self) -> None:
        """Take back what the highlighted line stands for."""
        if self.target:
            self.post_message(self.Cleared(self.target))
