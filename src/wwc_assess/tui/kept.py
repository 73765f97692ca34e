"""What all screens on an assessment share: it is shown as it is on disk, and an act is saved before it is said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.reactive import reactive
from textual.screen import Screen, ScreenResultType

from wwc_assess.errors import AssessError, ConflictError, InputError
from wwc_assess.standard.near import short
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from wwc_assess.records.model import Event
    from wwc_assess.tui.app import AssessApp
    from wwc_assess.tui.desk import Desk

Given = TypeVar("Given")

LOOK_SECONDS = 0.9
"""How often a screen looks whether another program has written: within a second; each look wakes the processor."""
_MOST_TOLD = 3
"""Events of an undone act that are told; more would cover the page."""
LONGEST_TOLD = 80
"""Characters of a text that a message holds; they fit into two of its lines."""
ALL_SAVED, NOT_SAVED = _("✓ all saved"), _("✗ NOT saved")


class KeptScreen(Screen[ScreenResultType], Generic[ScreenResultType]):
    """A screen on one assessment."""

    app: AssessApp
    desk: Desk
    saved: reactive[str] = reactive("", init=False, repaint=False)
    """What the person is told on saving, such as ``✓ saved 14:02:11``."""

    def on_mount(self) -> None:
        """Look for others' changes from now on."""
        self.set_interval(LOOK_SECONDS, self.look_for_others)

    def on_screen_suspend(self) -> None:
        """Take the messages along when another screen comes to the front, so that they cover none of it."""
        self.app.clear_messages()

    def refresh_all(self) -> None:
        """Show everything as it was last read from disk."""
        raise NotImplementedError

    def ask(self, dialog: Screen[Given], then: Callable[[Given], object]) -> None:
        """Open a dialog; where it is left without an answer nothing is done.

        Args:
            dialog: Gives the answer.
            then: What is done with it.
        """

        def take(given: Given | None) -> None:
            if given is not None:
                then(given)

        self.app.push_screen(dialog, take)

    def keep(self, act: Callable[[], object], show: Callable[[], object] | None = None) -> bool:
        """Do one act, show what is on disk afterwards, and say whether it was saved.

        What went wrong is told in a sentence; the screen then shows what is really there.

        Args:
            act: What to do.
            show: Shows what came of it; None to show the screen as it is now.
        """
        try:
            act()
        except InputError as error:  # nothing was lost, there was only nothing to do
            self.notify(str(error), severity="warning", markup=False)
            return False
        except AssessError as error:
            self.saved = NOT_SAVED
            self.reload()
            self.tell_refused(error)
            return False
        self.saved = _("✓ saved {time}").format(time=self.app.clock().strftime("%H:%M:%S"))
        (show or self.refresh_all)()
        return True

    def tell_refused(self, error: AssessError | ConflictError) -> None:
        """Say why an act was not saved."""
        self.notify(str(error), title=_("Not saved"), severity="error", timeout=12, markup=False)

    def take_back(self) -> list[Event]:
        """Take back the last change, whoever's it was, say what it was, and return its events."""
        events: list[Event] = []
        if self.keep(lambda: events.extend(self.desk.undo())):
            from wwc_assess.events import undone  # noqa: PLC0415  only when something is undone

            shown = [self.desk.as_shown(event) for event in events]
            told = dict.fromkeys(short(what, LONGEST_TOLD) for what in undone(shown)[:_MOST_TOLD])
            self.notify("\n".join(told), title=_("Undone"), markup=False)
        return events

    def reload(self) -> None:
        """Show what is on disk; where even that cannot be read, leave the screen as it is."""
        try:
            self.desk.load()
        except AssessError:
            return
        self.refresh_all()

    def look_for_others(self) -> None:
        """Show what another program has written meanwhile, on the screen in front or behind a dialog."""
        stack = self.app.screen_stack
        if self not in stack or not all(over.is_modal for over in stack[stack.index(self) + 1 :]):
            return
        try:
            is_behind = self.desk.is_behind()
            if not is_behind and not self.desk.is_of_yesterday():
                return
            self.desk.load()
        except AssessError:
            return  # the next act says what is wrong, with what it was about
        self.refresh_all()
        if is_behind:
            self.notify(_("Somebody else saved a change; you see the latest."), markup=False)
