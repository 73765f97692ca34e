"""The way to the next level: the cheapest plan, what would be if another criterion were done, and accepting it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.plan import make_plan, open_jobs, what_if
from wwc_assess.readiness.sentences import TALLY_WORDS, day_figure, level_title, person_days
from wwc_assess.report.phrases import doing
from wwc_assess.text import one_line
from wwc_assess.tui.keys import ordered_key
from wwc_assess.tui.screens.page import Page
from wwc_assess.tui.widgets.choices import Choices
from wwc_assess.tui.widgets.columns import Columns
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.widget import Widget
    from textual.widgets import OptionList

    from wwc_assess.readiness.plan import Job
    from wwc_assess.tui.desk import Desk

_MARK_WIDTH, _DAYS_WIDTH, _REACHES_WIDTH = 5, 10, 12


class PlanScreen(Page):
    """The cheapest way to a level, to be changed by toggling criteria; gives a criterion to go to."""

    EXPLANATION = _(
        "The cheapest set of criteria that reaches the next level, in the order to do them, then all others. Space takes"
        " one in or out and shows at once what level results. Person-days are what the work takes at most. Proven counts"
        " only what has its documents; claimed counts the answers alone. Accept writes due dates, one after the other,"
        " and an owner where nobody has taken a criterion. Enter goes to a criterion."
    )
    BACK = _("Esc back to the plan")
    KEEPS = ("_tally", "_to", "_chosen")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "dismiss(None)", show=False),
        ordered_key(
            "space",
            "choose",
            _("What if"),
            key_display="Space",
            id="plan.toggle",
            tooltip=_("Take a criterion in or out"),
        ),
        ordered_key("l", "level", _("Level"), id="plan.level", tooltip=_("Aim at another level")),
        ordered_key("t", "tally", _("Tally"), id="plan.tally", tooltip=_("Proven or claimed")),
        ordered_key("c", "cheapest", _("Cheapest again"), show=False, id="plan.cheapest"),
        ordered_key("a", "accept", _("Accept"), id="plan.accept", tooltip=_("Write owners and due dates")),
        ordered_key("u,ctrl+z", "undo", _("Undo the last change"), show=False, id="undo"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tally = TallyName.PROVEN
        self._to: str | None = None
        self._chosen: set[str] | None = None
        """What was toggled together; None for the cheapest plan."""

    def body(self) -> Iterator[Widget]:
        """Lay out what the plan comes to, and below it the list."""
        yield Static(id="plan-told", markup=False)
        yield Choices(id="plan")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Choices).focus()

    def refresh_all(self) -> None:
        """Plan anew from what is on disk."""
        desk = self.desk
        self._plan = make_plan(desk.standard, desk.records, desk.readiness, to=self._to, tally=self._tally)
        self._open = open_jobs(desk.standard, desk.records, desk.readiness, self._tally)
        super().refresh_all()

    def heading(self) -> str:
        """Return where the way leads and in which tally."""
        tally = TALLY_WORDS[self._tally].lower()
        if not self._plan.to:
            return _("The plan, {tally}").format(tally=tally)
        level = level_title(self.desk.standard, self._plan.to)
        return _("The way to {level}, {tally}").format(level=level, tally=tally)

    @property
    def _jobs(self) -> Sequence[Job]:
        """What is to be done: the plan's jobs in their order, then what was added to them."""
        planned = {job.criterion: job for job in self._plan.jobs}
        wanted = planned.keys() if self._chosen is None else self._chosen
        return [job for key, job in (planned | self._open).items() if key in wanted]

    def show(self) -> None:
        """Bring what the plan comes to and the list up to date."""
        told = Content("\n").join(Content.from_rich_text(line) for line in self._told())
        self.query_one("#plan-told", Static).update(told)
        choices = self.query_one(Choices)
        choices.show(self._lines())
        # What stands above may have taken a line from the list.
        self.call_after_refresh(choices.scroll_to_highlight)

    def _lines(self) -> Iterator[Option]:
        chosen = {job.criterion for job in self._jobs}
        reaches = self._reached()
        planned = {job.criterion: job for job in self._plan.jobs}
        for key, job in (planned | self._open).items():
            yield Option(self._line(job, is_chosen=key in chosen, reaches=reaches.get(key, "")), id=key)

    def _told(self) -> Iterator[Text]:
        """Give what the plan comes to, in sentences."""
        jobs = self._jobs
        standard, readiness = self.desk.standard, self.desk.readiness
        then = what_if(standard, readiness, self._tally, [job.criterion for job in jobs])
        cost = sum((job.cost for job in jobs), Decimal(0))
        if self._plan.reason:
            yield Text(self._plan.reason, style="bold")
        yield Text(
            ngettext(
                "{n} criterion to earn, {days} at most. Then {tally}: {points} of {total}, which reaches {level}.",
                "{n} criteria to earn, {days} at most. Then {tally}: {points} of {total}, which reaches {level}.",
                len(jobs),
            ).format(
                n=len(jobs),
                days=person_days(cost),
                tally=TALLY_WORDS[self._tally].lower(),
                points=then.points,
                total=readiness.total,
                level=level_title(standard, then.level),
            ),
            style="bold",
        )
        if then.blocked_by and self._chosen is not None:
            yield Text(
                _("Without {core} no level can be reached.").format(core=", ".join(then.blocked_by)),
                style=self.app.theme_variables["text-warning"],
            )
        if self._chosen is not None and self._plan.jobs:
            yield Text(
                _("The cheapest way takes {days}; c goes back to it.").format(
                    days=person_days(self._plan.cost)
                ),
                style=self.app.theme_variables["text-muted"],
            )
        elif other := self._plan.runner_up:
            without = [job.criterion for job in self._plan.jobs if job.criterion not in other.criteria]
            instead = [key for key in other.criteria if key not in {job.criterion for job in self._plan.jobs}]
            yield Text(
                _("The next best way takes {days}: {instead} instead of {without}.").format(
                    days=person_days(other.cost),
                    instead=", ".join(instead) or _("nothing"),
                    without=", ".join(without),
                ),
                style=self.app.theme_variables["text-muted"],
            )

    def _reached(self) -> Mapping[str, str]:
        """Return for each chosen criterion the level that it reaches once all before it are done."""
        standard, readiness = self.desk.standard, self.desk.readiness
        level = readiness.tallies[self._tally].level
        reached = {}
        done: list[str] = []
        for job in self._jobs:
            done.append(job.criterion)
            then = what_if(standard, readiness, self._tally, done).level
            if then != level:
                level = then
                reached[job.criterion] = _("→ {level}").format(level=level_title(standard, then))
        return reached

    def _line(self, job: Job, *, is_chosen: bool, reaches: str) -> Columns:
        criterion = self.desk.standard.by_id[job.criterion]
        particulars = self.desk.records.of(job.criterion)
        quiet = self.app.theme_variables["text-muted"]
        facts = [
            *([_("core criterion")] if criterion.core else []),
            doing(job.steps[0]) if job.steps else "",
            *([one_line(particulars.owner)] if particulars.owner else []),
            *([_("due {day}").format(day=particulars.due)] if particulars.due else []),
        ]
        return Columns(
            (_MARK_WIDTH, 0, _DAYS_WIDTH, _REACHES_WIDTH),
            (
                Text(" [x]" if is_chosen else " [ ]"),
                Text(f"{criterion.id} {criterion.title}"),
                Text(day_figure(job.cost).rjust(_DAYS_WIDTH - 4) + _(" d")),
                Text(reaches, style="bold"),
            ),
            (Text(), Text(" · ".join(filter(None, facts)), style=quiet)),
        )

    def action_choose(self) -> None:
        """Take the highlighted criterion in or out, and see what comes of it."""
        option = self.query_one(Choices).highlighted_option
        if option and option.id:
            self._chosen = {job.criterion for job in self._jobs} ^ {option.id}
            self.show()

    def action_level(self) -> None:
        """Aim at the next level, from the top at the lowest one again."""
        levels = [level.id for level in self.desk.standard.levels]
        place = levels.index(self._plan.to) + 1 if self._plan.to in levels else 0
        self._to = levels[place % len(levels)] if levels else None
        self.action_cheapest()

    def action_tally(self) -> None:
        """Plan for claims instead of proof, or the other way round."""
        self._tally = TallyName.CLAIMED if self._tally is TallyName.PROVEN else TallyName.PROVEN
        self.action_cheapest()

    def action_cheapest(self) -> None:
        """Go back to the cheapest plan."""
        self._chosen = None
        self.refresh_all()

    def action_accept(self) -> None:
        """Write owners and due dates to what is chosen."""
        from wwc_assess.tui.screens.accept import AcceptScreen  # noqa: PLC0415  only when it opens

        jobs = self._jobs
        if not jobs:
            self.notify(_("Nothing is chosen, so there is nothing to plan."), markup=False)
            return
        self.ask(AcceptScreen(self.desk, jobs), lambda _done: self.keep(lambda: None))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the criterion."""
        self.dismiss(event.option_id)
