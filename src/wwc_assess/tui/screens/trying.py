"""Trying links and files: asked for first, with its progress, to be stopped at any moment without losing anything."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, ProgressBar, Static

from wwc_assess.errors import AssessError, InputError
from wwc_assess.links.model import told_in_all
from wwc_assess.readiness.sentences import changed_words
from wwc_assess.standard.near import short
from wwc_assess.text import one_line
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.tui.widgets.tick_box import TickBox
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from wwc_assess.links.model import Outcome
    from wwc_assess.records.model import Evidence
    from wwc_assess.tui.desk import Desk

_FRAME = 11
"""Rows of the window that are left for all else, once the changed files and failures are listed."""


class TryingScreen(Dialog[None]):
    """Try links and files, each result on disk as it comes.

    Args:
        desk: The assessment.
        items: What is tried.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Stop or close"), key_display="Esc", id="close"),
        Binding("f2", "start", _("Start"), key_display="F2", id="form.done"),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-5)", show=False),
        Binding("pagedown", "scroll(5)", show=False),
    ]

    def __init__(self, desk: Desk, items: Sequence[Evidence]) -> None:
        super().__init__()
        self._desk = desk
        self._items = items
        self._outcomes: list[Outcome] = []
        self._left = len(items)
        """How many have no outcome yet."""
        self._failed: list[str] = []
        self._left_out: list[str] = []
        self._changed: list[str] = []
        self._started = False

    def compose(self) -> ComposeResult:
        """Ask, since this is what the program goes online for."""
        count = len(self._items)
        with Vertical(classes="dialog", id="trying"):
            yield Static(
                ngettext(
                    "Try {n} link or file? For a link this goes online; nothing is sent but the request for it.",
                    "Try {n} links and files? For links this goes online; nothing is sent but the requests for them.",
                    count,
                ).format(n=count),
                markup=False,
                id="question",
            )
            yield TickBox(_("Also addresses inside our own network"))
            yield ProgressBar(count, show_eta=False, id="progress")
            yield Static("", markup=False, id="tried")
            with VerticalScroll(id="seen", can_focus=False):
                yield Static("", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(_("Start (F2)")), variant="primary", id="start")
                yield Button(Content(_("Stop or close (Esc)")), id="cancel")

    def on_mount(self) -> None:
        """Begin on the button."""
        self.query_one("#start", Button).focus()

    def on_resize(self) -> None:
        """Leave the way out in sight, however much is listed."""
        self.query_one("#seen").styles.max_height = max(self.size.height - _FRAME, 1)

    def action_scroll(self, lines: int) -> None:
        """Move on in what is listed."""
        self.query_one("#seen").scroll_relative(y=lines, animate=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Start or leave."""
        if event.button.id == "start":
            self.action_start()
        else:
            self.dismiss(None)

    def action_start(self) -> None:
        """Try everything; what was asked makes room for what is seen, and leaving the dialog stops it."""
        self._started = True
        self.query_one("#cancel", Button).focus()
        self.query("#question, TickBox, #start").set(display=False)
        self.run_worker(self._try())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's form
        """Start only once."""
        return not (action == "start" and self._started)

    async def _try(self) -> None:
        from wwc_assess.links.trying import outcomes  # noqa: PLC0415  brings the network's library

        items = {item.id: item for item in self._items}
        folder = self._desk.session.workspace.path
        allow_private = self.query_one(TickBox).value
        async with aclosing(outcomes(self._items, folder=folder, allow_private=allow_private)) as coming:
            async for outcome in coming:
                try:
                    self._take(items[outcome.evidence], outcome)
                except InputError:  # somebody removed it meanwhile; the others are tried all the same
                    pass
                except AssessError as error:
                    self._tell(str(error))
                    return
                self._left -= 1
                self._show()
        self._look_for_changes()
        self.query_one("#cancel", Button).label = Content(_("Close (Esc)"))

    def _take(self, item: Evidence, outcome: Outcome) -> None:
        """Keep an outcome, unless nobody was asked: that says nothing of the evidence."""
        told = f"{short(item.name)}: {one_line(outcome.detail)}"
        if not outcome.tried:
            self._left_out.append(f"· {told}")
        else:
            self._desk.record_try(item, outcome)
            self._failed += [] if outcome.ok else [f"✗ {told}"]
        self._outcomes.append(outcome)

    def _look_for_changes(self) -> None:
        """Tell which files have other content than before, as it is on disk by now."""
        try:
            self._desk.load()
        except AssessError:
            return  # every outcome is kept; the page behind says what is wrong
        numbers, today = {item.id for item in self._items}, self._desk.grounds.today
        self._changed = [
            f"! {short(item.name)}: {changed}"
            for item in self._desk.records.evidence
            if item.id in numbers and (changed := changed_words(item, today))
        ]
        self._show()

    def _show(self) -> None:
        """Show how far it is of all that can be tried, and what there is to look after."""
        left_out = len(self._left_out)
        tried = len(self._outcomes) - left_out
        number = tried + self._left
        self.query_one(ProgressBar).update(total=number or 1, progress=tried if number else 1)
        words = _("{n} of {all} tried; {left_out} left out") if left_out else _("{n} of {all} tried")
        so_far = words.format(n=tried, all=number, left_out=left_out)
        self._tell(so_far if self._left else told_in_all(self._outcomes))
        seen = self._changed + self._failed + self._left_out
        self.query_one("#seen Static", Static).update("\n".join(seen))

    def _tell(self, text: str) -> None:
        self.query_one("#tried", Static).update(text)
