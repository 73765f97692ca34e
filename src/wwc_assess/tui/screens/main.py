"""The main screen: practices on the left, the criterion being worked on to their right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.widgets import Footer

from wwc_assess.readiness.model import Standing
from wwc_assess.readiness.sentences import STANDING_WORDS
from wwc_assess.records.model import CheckRef, Particular, Value
from wwc_assess.tui.desk import Desk
from wwc_assess.tui.keeping import Keeping
from wwc_assess.tui.kept import ALL_SAVED
from wwc_assess.tui.keys import ordered_key
from wwc_assess.tui.widgets.criterion_pane import CriterionPane
from wwc_assess.tui.widgets.practice_tree import PracticeTree
from wwc_assess.tui.widgets.status_line import StatusLine
from wwc_assess.words import _

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wwc_assess.session import Session
    from wwc_assess.tui.screens.page import Destination, Page
    from wwc_assess.tui.widgets.lines import Target

_NARROW, _WIDE = "-narrow", "-wide"
_WIDE_FROM = 100
"""Cells from which the tree and the page stand side by side."""
_KEYED_ACTIONS = {"answer", "attach", "next_open", "back", "write", "undo", "page", "sign_off", "search"}


class MainScreen(Keeping):
    """Walk through the criteria.

    Args:
        session: The opened assessment.
    """

    AUTO_FOCUS = "CriterionPane"
    HORIZONTAL_BREAKPOINTS = [(0, _NARROW), (_WIDE_FROM, _WIDE)]  # noqa: RUF012  as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        ordered_key("y", "answer('yes')", _("Yes"), id="answer.yes", tooltip=_("It is there")),
        ordered_key(
            "p", "answer('partly')", _("Partly"), id="answer.partly", tooltip=_("Some of it is there")
        ),
        ordered_key("n", "answer('no')", _("No"), id="answer.no", tooltip=_("It is not there")),
        ordered_key("question_mark", "answer('unsure')", _("Unsure"), key_display="?", id="answer.unsure"),
        ordered_key("e", "attach", _("Evidence"), id="evidence", tooltip=_("Attach a link or a file")),
        ordered_key("right", "next_open", _("Next open"), key_display="→", id="walk.next"),
        ordered_key("left", "back", _("Back"), show=False, key_display="←", id="walk.back"),
        ordered_key("m", "write('note')", _("Write a note"), show=False, id="edit.note"),
        ordered_key("o", "write('owner')", _("Name an owner"), show=False, id="edit.owner"),
        ordered_key("d", "write('due')", _("Set a due date"), show=False, id="edit.due"),
        ordered_key("u,ctrl+z", "undo", _("Undo the last change"), show=False, id="undo"),
        ordered_key("w", "page('dashboard')", _("Where are we?"), show=False, id="dashboard"),
        ordered_key(
            "t",
            "page('queue')",
            _("I have 15 minutes"),
            show=False,
            id="queue",
            tooltip=_("The open questions that matter most"),
        ),
        ordered_key(
            "v",
            "page('evidence')",
            _("All evidence"),
            show=False,
            id="evidence.all",
            tooltip=_("What it proves, until when, and which links are dead"),
        ),
        ordered_key(
            "f",
            "page('findings')",
            _("Findings"),
            show=False,
            id="findings",
            tooltip=_("What a validator would ask"),
        ),
        ordered_key(
            "g",
            "page('plan')",
            _("The way to the next level"),
            show=False,
            id="plan",
            tooltip=_("The cheapest plan, and what if"),
        ),
        ordered_key(
            "s",
            "sign_off",
            _("Sign off"),
            show=False,
            id="review",
            tooltip=_("As a reviewer, for a proven criterion"),
        ),
        ordered_key(
            "c",
            "page('compare')",
            _("Compare"),
            show=False,
            id="compare",
            tooltip=_("With a snapshot, another cycle or another city"),
        ),
        ordered_key("r", "page('report')", _("Gap report"), show=False, id="report"),
        ordered_key("slash", "search", _("Search"), show=False, key_display="/", id="search"),
        # No priority here: after a burst of letters they are to be in the editor before it closes.
        Binding("escape", "close_bar", _("Close"), key_display="Esc", id="edit.close"),
        Binding(
            "escape",
            "return",
            _("Back to the page"),
            show=False,
            key_display="Esc",
            id="page.return",
            tooltip=_("The list that pointed here"),
        ),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.visited: list[str] = []
        self._way_back: Page | None = None
        """The page that pointed to where the person is; None where they came by themselves."""

    def compose(self) -> ComposeResult:
        """Lay out the status line, the tree, the page and the keys."""
        self.desk = Desk(self.session, lambda: self.app.today)
        first = self.desk.next_open()
        self.criterion = first.criterion if first else self.desk.standard.criteria[0].id
        # What Textual would set after the first paint, and paint everything again.
        self.add_class(_WIDE if self.app.size.width >= _WIDE_FROM else _NARROW)
        yield StatusLine(self.desk.standard, self.session.assessment)
        with Container(id="work"):
            yield PracticeTree(self.desk.standard)
            with Container(id="page"):
                yield CriterionPane()
        yield Footer()

    def on_mount(self) -> None:
        """Land on the first open question."""
        self.saved = ALL_SAVED
        self.go_to(self.criterion, self.desk.next_open(), remember=False)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.refresh_all())

    def _look_ahead(self) -> None:
        """Tell what is ahead, once the page is painted: finding and planning take as long as painting does."""
        self.query_one(PracticeTree).border_subtitle = Content(self.desk.ahead())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's form
        """Leave every key to the editor while something is written, and Escape to close it."""
        if action == "close_bar":
            return self.bar is not None
        if action == "return":
            return self.bar is None and self._way_back is not None
        return self.bar is None or action not in _KEYED_ACTIONS

    def refresh_all(self, at: Target = None) -> None:
        """Show everything as it was last read from disk."""
        readiness = self.desk.readiness
        self.query_one(StatusLine).show(readiness)
        self.query_one(PracticeTree).show(readiness)
        # The first repaint brings the line that says saved, the second the page.
        self.call_after_refresh(self.call_after_refresh, self._look_ahead)
        standing = readiness.results[self.criterion].standing
        criterion = self.desk.standard.by_id[self.criterion]
        pane = self.query_one(CriterionPane)
        pane.show(criterion, self.desk.grounds, standing, at)
        if self._way_back:
            pane.border_subtitle = Content(f"{self._way_back.BACK} · {pane.border_subtitle}")

    def go_to(self, criterion: str, at: Target = None, *, remember: bool = True) -> None:
        """Show a criterion, in the tree as well."""
        if remember and criterion != self.criterion:
            self.visited.append(self.criterion)
        self.criterion = criterion
        self.refresh_all(at)
        self.query_one(PracticeTree).move_to(criterion)

    def on_practice_tree_chosen(self, event: PracticeTree.Chosen) -> None:
        """Show the criterion the tree is on."""
        if event.criterion != self.criterion:
            self.visited.append(self.criterion)
            self.criterion = event.criterion
            self.refresh_all()
        if event.enter:
            self.query_one(CriterionPane).focus()

    def action_answer(self, word: str) -> None:
        """Answer the highlighted check, then go on to the next open one if it was open."""
        ref = self.query_one(CriterionPane).check
        if ref is None:
            self.notify(_("Move to a question first: ↑ and ↓, or → for the next open one."), markup=False)
            return
        go_on = partial(self.action_next_open, ref) if self.desk.is_open(ref) else None
        self.answer(ref, Value(word), go_on)

    def action_next_open(self, after: CheckRef | None = None) -> None:
        """Go to the next open question."""
        pane = self.query_one(CriterionPane)
        here = after or pane.check or self._last_check()
        ref = self.desk.next_open(here)
        if ref is None:
            self.refresh_all()
            self.notify(_("Every question is answered. Next: evidence (e), or the report (r)."), markup=False)
            return
        self.go_to(ref.criterion, ref)
        pane.focus()

    def _last_check(self) -> CheckRef:
        criterion = self.desk.standard.by_id[self.criterion]
        return CheckRef(criterion.id, criterion.questions[-1].id)

    def action_back(self) -> None:
        """Go back to the criterion that was shown before."""
        if self.visited:
            self.go_to(self.visited.pop(), remember=False)

    async def action_page(self, name: str) -> None:
        """Open one of the pages on the whole assessment."""
        from wwc_assess.tui.screens.page import page  # noqa: PLC0415  only when one opens

        await self._open(page(name, self.desk))

    async def action_return(self) -> None:
        """Go back to the page that pointed here, where it was left."""
        if self._way_back:
            await self._open(self._way_back.again())

    async def _open(self, opened: Page) -> None:
        def come_back(found: Destination | None) -> None:
            self._way_back = None if found is None else opened.pointer
            self._come_back(found)

        await self.app.push_screen(opened, come_back)

    async def action_search(self) -> None:
        """Search all text of the standard."""
        from wwc_assess.tui.screens.search import SearchScreen  # noqa: PLC0415  only when it opens

        await self.app.push_screen(SearchScreen(self.desk.standard), self._come_back)

    def _come_back(self, found: Destination | None) -> None:
        """Go where another screen pointed to; without that, show what was done there."""
        if found is None:
            self.refresh_all()
            return
        match found:
            case str():
                self.go_to(found)
            case Particular(criterion, name):
                self.go_to(criterion, name)
            case _:
                self.go_to(found.criterion, found)
        self.query_one(CriterionPane).focus()

    def action_sign_off(self) -> None:
        """Sign off the criterion as its reviewer."""
        from wwc_assess.tui.screens.sign_off import SignOffScreen  # noqa: PLC0415  only when it opens

        criterion = self.desk.standard.by_id[self.criterion]
        standing = self.desk.readiness.results[criterion.id].standing
        if standing in {Standing.PROVEN, Standing.REVIEWED}:
            self.ask(SignOffScreen(self.desk, criterion), lambda _done: self.keep(lambda: None))
        else:
            told = _("{id} is {standing}; only what is proven can be signed off.")
            self.notify(told.format(id=criterion.id, standing=STANDING_WORDS[standing]), markup=False)
