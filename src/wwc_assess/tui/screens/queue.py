"""The queue: the open questions that matter most to the level, as many as there is time for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets.option_list import Option

from wwc_assess.readiness.queue import Waiting, owners, queue
from wwc_assess.tui.keys import ordered_key
from wwc_assess.tui.screens.page import Page
from wwc_assess.tui.widgets.choices import Choices
from wwc_assess.tui.widgets.columns import Columns
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget
    from textual.widgets import OptionList

    from wwc_assess.tui.desk import Desk

_TIMES: Sequence[int | None] = (15, 30, 60, None)
"""Minutes that can be chosen from; None for everything."""
_MINUTES_WIDTH, _REF_WIDTH = 7, 7


class QueueScreen(Page):
    """The open questions that matter most; gives the one to go to."""

    EXPLANATION = _(
        "Open questions in the order in which their answers can change the level most: core criteria and what they need"
        " first, then those that bring the most points for each question that is left. The minutes are a rule of thumb"
        " for reading and answering; finding documents is not in them. From a question, Esc brings you back here for the next one."
    )
    BACK = _("Esc back to the questions")
    KEEPS = ("_time", "_practice", "_owner")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "dismiss(None)", show=False),
        ordered_key("m", "minutes", _("More time"), id="queue.minutes", tooltip=_("15, 30, 60 minutes, all")),
        ordered_key("p", "practice", _("Practice"), id="queue.practice", tooltip=_("Only one practice")),
        ordered_key("o", "owner", _("Owner"), id="queue.owner", tooltip=_("Only one owner’s criteria")),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._time, self._practice, self._owner = 0, 0, 0
        self._waiting: list[Waiting] = []

    def body(self) -> Iterator[Widget]:
        """Lay out the list."""
        yield Choices(id="queue")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Choices).focus()

    def heading(self) -> str:
        """Return for how long and for whom the list is."""
        minutes = _TIMES[self._time]
        time = _("All open questions") if minutes is None else _("I have {n} minutes").format(n=minutes)
        practices = {practice.code: practice.title for practice in self.desk.standard.practices}
        practice, owner = self._practices[self._practice], self._owners[self._owner]
        whose = [
            *([practices[practice]] if practice else []),
            *([owner or _("nobody’s")] if owner is not None else []),
        ]
        return f"{time} ({', '.join(whose)})" if whose else time

    @property
    def _practices(self) -> Sequence[str | None]:
        return [None, *(practice.code for practice in self.desk.standard.practices)]

    @property
    def _owners(self) -> Sequence[str | None]:
        """Everybody, each owner, nobody."""
        return [None, *owners(self.desk.standard, self.desk.records), ""]

    def show(self) -> None:
        """Bring the list up to date."""
        self._owner = min(self._owner, len(self._owners) - 1)
        self._waiting = queue(
            self.desk.standard,
            self.desk.records,
            self.desk.readiness,
            minutes=_TIMES[self._time],
            practice=self._practices[self._practice],
            owner=self._owners[self._owner],
        )
        self.query_one(Choices).show(self._lines())

    def _lines(self) -> Iterator[Option]:
        if not self._waiting:
            yield Option(Text(_("No open question here: every one is answered.")), disabled=True)
            return
        total = sum(each.minutes for each in self._waiting)
        told = ngettext(
            "{n} question, about {minutes} minutes. Enter goes to it; what matters most comes first.",
            "{n} questions, about {minutes} minutes. Enter goes to one; what matters most comes first.",
            len(self._waiting),
        ).format(n=len(self._waiting), minutes=total)
        yield Option(Text(told, style="bold"), disabled=True)
        quiet = self.app.theme_variables["text-muted"]
        for each in self._waiting:
            check = self.desk.standard.by_id[each.ref.criterion].check(each.ref.check)
            yield Option(
                Columns(
                    (_MINUTES_WIDTH, _REF_WIDTH, 0),
                    (
                        Text(_("{n} min").format(n=each.minutes).rjust(_MINUTES_WIDTH - 1)),
                        Text(each.ref.criterion),
                        Text(check.ask if check else ""),
                    ),
                    (Text(), Text(), Text(each.why, style=quiet)),
                ),
                id=str(each.ref),
            )

    def action_minutes(self) -> None:
        """Take more time, or less after all."""
        self._time = (self._time + 1) % len(_TIMES)
        self.refresh_all()

    def action_practice(self) -> None:
        """Show the next practice only."""
        self._practice = (self._practice + 1) % len(self._practices)
        self.refresh_all()

    def action_owner(self) -> None:
        """Show the next owner's only."""
        self._owner = (self._owner + 1) % len(self._owners)
        self.refresh_all()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the question."""
        self.dismiss(self._waiting[event.option_index - 1].ref)
