"""The application: what holds for every screen."""

from __future__ import annotations

import asyncio
import gc
import select
import signal
import sys
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from wwc_assess.errors import AssessError
from wwc_assess.settings import load_settings, person, save_settings
from wwc_assess.tui.crash import crash_sentence
from wwc_assess.tui.net import ControlFilter
from wwc_assess.tui.smallest import is_too_small
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from textual.app import SystemCommand
    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.theme import Theme

    from wwc_assess.session import Session

LIGHT, DARK = "textual-light", "textual-dark"


class AssessApp(App[None]):
    """The terminal UI of one assessment.

    Args:
        session: The opened assessment; None to begin with the first-run questions.
        folder: Where the first-run questions make the workspace.
        today: The day on which evidence is judged; None for the day it is, also past midnight.
        by: The name that the first-run questions propose; None for the one that is kept.
        clock: Gives the time on the wall.
    """

    TITLE = "wwc-assess"
    CSS_PATH = "styles.tcss"
    NOTIFICATION_TIMEOUT = 3
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f1",
            "help",
            _("Help"),
            key_display="F1",
            priority=True,
            id="help",
            tooltip=_("Explain what is selected"),
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            _("Palette"),
            key_display="^p",
            show=False,
            priority=True,
            id="palette",
            tooltip=_("Everything the program can do"),
        ),
        Binding("ctrl+t", "turn_theme", _("Light or dark"), show=False, priority=True, id="theme"),
        Binding("ctrl+q", "quit", _("Quit"), show=False, priority=True, id="quit"),
    ]

    def __init__(
        self,
        session: Session | None,
        *,
        folder: Path,
        today: date | None = None,
        by: str | None = None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        # Textual reads no styles of the screen that an application begins with, so the first questions get theirs here.
        super().__init__(css_path=None if session else [self.CSS_PATH, "screens/pages.tcss"])
        self.session = session
        self.fault: AssessError | None = None
        """What made it impossible to go on, though the program itself did not fail."""
        self._by = by
        self.clock = clock
        self._folder = folder
        self._fixed_today = today
        settings = load_settings()
        self.theme = settings.theme if settings.theme in self.available_themes else DARK
        self.set_keymap(settings.keys)
        self._slip_in_settings = settings.slip
        self._net = ControlFilter()
        self._takes_keys = False

    @property
    def today(self) -> date:
        """The day on which evidence is judged."""
        return self._fixed_today or self.clock().date()

    def get_default_screen(self) -> Screen[None]:
        """Open on the assessment, or on the first-run questions where there is none yet."""
        if self.session:
            from wwc_assess.tui.screens.main import MainScreen  # noqa: PLC0415  only the screen that opens

            return MainScreen(self.session)
        from wwc_assess.tui.screens.first_run import FirstRunScreen  # noqa: PLC0415  only the screen that opens

        return FirstRunScreen(self._folder, person(self._by))

    def on_mount(self) -> None:
        """Leave cleanly when the window is closed or the process is asked to end."""
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        if self._slip_in_settings:
            self.notify(self._slip_in_settings, severity="warning", timeout=12, markup=False)
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name):
                with suppress(NotImplementedError):  # Windows has none; every change is on disk anyway
                    loop.add_signal_handler(getattr(signal, name), self.exit)
        if hasattr(select, "epoll") and sys.__stdin__ and sys.__stdin__.isatty():
            # Not every window that goes sends a signal, and Textual would go on reading nothing, as fast as it can.
            self._gone = select.epoll()
            self._gone.register(sys.__stdin__.fileno(), 0)  # no event but the end of the terminal
            loop.add_reader(self._gone.fileno(), self.exit)

    def on_ready(self) -> None:
        """Take keys from now on, and look for garbage again, though not in what was loaded to get here."""
        self._takes_keys = True
        gc.freeze()
        gc.enable()

    async def on_event(self, event: events.Event) -> None:
        """Drop keys that were typed before the first page was there: nobody answers a question unseen."""
        if self._takes_keys or not isinstance(event, events.Key):
            await super().on_event(event)

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the window is too small to work in."""
        if is_too_small(*event.size):
            from wwc_assess.tui.screens.too_small import TooSmallScreen  # noqa: PLC0415  only where it is shown

            if not isinstance(self.screen, TooSmallScreen):
                self.push_screen(TooSmallScreen())

    @staticmethod
    def _remember_theme(theme: Theme) -> None:
        save_settings(theme=theme.name)

    def begin(self, session: Session) -> None:
        """Go on from the first-run questions to the assessment they made."""
        from wwc_assess.tui.screens.main import MainScreen  # noqa: PLC0415  only once there is a session

        self.session = session
        self.push_screen(MainScreen(session))

    def clear_messages(self) -> None:
        """Take away the messages that lie over the screen, unless one of them says that something went wrong."""
        if not any(message.severity == "error" for message in self._notifications):
            self.clear_notifications()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add a net: no control character that came with a text reaches the terminal."""
        return [*super().get_line_filters(), self._net]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer everything that has a key, on the palette, in the words of its key."""
        from wwc_assess.tui.palette import commands_of  # noqa: PLC0415  only when the palette opens

        yield from commands_of(self, screen)

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open."""
        from wwc_assess.tui.palette import Palette  # noqa: PLC0415  only when the palette opens

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_help(self) -> None:
        """Explain what is selected on the screen in front; from the explanation, go back."""
        from wwc_assess.tui.screens.help import HelpScreen  # noqa: PLC0415  only when asked for

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss()
        else:
            self.push_screen(HelpScreen(self.screen))

    def action_turn_theme(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT if self.current_theme.dark else DARK

    def _handle_exception(self, error: Exception) -> None:
        """End with one plain sentence; the traceback goes to a file, without answers in it.

        What is no failure of the program, such as a damaged database, is left to the command that opened it to tell.
        """
        self._return_code = 1
        if self._exception is None:  # what fails after it, on the way down, is only its echo
            self._exception = error
            self._exception_event.set()
            if isinstance(error, AssessError):
                self.fault = error
                self.exit(return_code=1)
            else:
                self.panic(crash_sentence(error))
