"""Where are we: the tallies, the level, what blocks it, and each practice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static

from wwc_assess.readiness.findings import Severity
from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.sentences import (
    TALLY_MEANINGS,
    TALLY_WORDS,
    blockers,
    borderline_sentence,
    level_title,
    person_days,
)
from wwc_assess.tui.keys import ordered_key
from wwc_assess.tui.screens.page import Page
from wwc_assess.tui.widgets.lines import Line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

_SHOWN = (TallyName.REVIEWED, TallyName.PROVEN, TallyName.CLAIMED, TallyName.POSSIBLE)

_ROOM_FOR_MEANINGS = 100
"""Columns from which a tally's meaning fits beside it."""


class DashboardScreen(Page):
    """One page on where the city stands."""

    EXPLANATION = _(
        "Where the city stands, counted in four ways. Claimed: the answers say so. Proven: every required document is"
        " there and fresh too. Reviewed: somebody who did not answer has signed it off. Still possible: claimed, or not"
        " decided yet. Below that, what keeps each from a higher level; Enter goes to a criterion or opens a page."
    )
    AUTO_FOCUS = ""
    BACK = _("Esc back to “Where are we?”")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "dismiss(None)", show=False),
        ordered_key("pagedown,space,end", "page(1)", _("Further down"), key_display="PgDn", id="page.down"),
        ordered_key("pageup,home", "page(-1)", _("Further up"), show=False, key_display="PgUp", id="page.up"),
    ]

    def heading(self) -> str:
        """Return what the page is and of which assessment."""
        assessment = self.desk.session.assessment
        return _("Where are we? {city} {cycle}, {standard} (unofficial)").format(
            city=assessment.city, cycle=assessment.cycle, standard=self.desk.standard.short
        )

    def body(self) -> Iterator[Widget]:
        """Lay out the page."""
        with VerticalScroll(id="dashboard", can_focus=False):
            yield Static(id="tallies")
            yield OptionList(id="blocks", markup=False)
            yield Static(id="practice-table")

    def on_mount(self) -> None:
        """Let Enter go to what blocks."""
        self.query_one(OptionList).focus(scroll_visible=False)

    def show(self) -> None:
        """Bring tallies, what blocks and practices up to date."""
        self.query_one("#tallies", Static).update(self._tallies())
        blocks = self.query_one(OptionList)
        place = blocks.highlighted
        blocks.set_options(self._lines())
        blocks.highlighted = place
        self.query_one("#practice-table", Static).update(self._practices())

    def _tallies(self) -> Group:
        readiness, standard = self.desk.readiness, self.desk.standard
        lines: list[Text] = []
        for name in _SHOWN:
            tally = readiness.tallies[name]
            count = _("{n} of {all}").format(n=tally.points, all=readiness.total)
            line = Text(f"{TALLY_WORDS[name]:<15}{count:>9}{tally.percent:>5}%   ", style="bold")
            line.append(level_title(standard, tally.level))
            if self.app.size.width >= _ROOM_FOR_MEANINGS:
                line.append(f"  {TALLY_MEANINGS[name]}", style="not bold dim")
            lines += [line, Text("   ").append_text(self._bar(tally.points))]
        bars = (
            _("{initial} {level} from {bar}").format(
                initial=level.title[:1], level=level.title, bar=level.bar(readiness.total)
            )
            for level in standard.levels
        )
        return Group(*lines, Text("   " + " · ".join(bars), style="dim"))

    def _bar(self, points: int) -> Text:
        """Return a bar of one cell a point, with each level's bar marked on it."""
        total = self.desk.readiness.total
        cells = min(total, 43)
        bars = {
            level.bar(total) * cells // total: level.title[:1] for level in self.desk.standard.levels if total
        }
        filled = points * cells // total if total else 0
        text = Text()
        for cell in range(1, cells + 1):
            text.append(bars.get(cell, "━" if cell <= filled else "┄"), style="bold" if cell in bars else "")
        return text

    def _lines(self) -> Iterator[Line]:
        """Give what stands in the way, each core criterion a line to go to."""
        readiness, standard = self.desk.readiness, self.desk.standard
        headings = {
            TallyName.POSSIBLE: _("Why no level is possible any more, unless an answer changes"),
            TallyName.CLAIMED: _("Why claimed is not higher"),
            TallyName.PROVEN: _("Why proven is not higher"),
        }
        for name, heading in headings.items():
            tally = readiness.tallies[name]
            if name is TallyName.POSSIBLE and not tally.blocked_by:
                continue
            yield Line(Text(heading, style="bold"))
            for sentence, core in zip(
                blockers(standard, readiness, name), [*tally.blocked_by, None], strict=False
            ):
                if core is None:
                    yield Line(Text(f"  {sentence}"))
                else:
                    yield Line(Text(f"  {sentence}"), f"{name}:{core}")
            if tally.borderline:
                yield Line(Text(f"  {borderline_sentence(standard, tally)}"))
        yield from self._ahead()

    def _ahead(self) -> Iterator[Line]:
        """Give what a validator would find and what the next level takes, each a line to its page."""
        yield Line(Text(_("What to do about it"), style="bold"))
        kinds = Counter(finding.severity for finding in self.desk.findings)
        serious, warnings, hints = (kinds[severity] for severity in Severity)
        told = ", ".join(
            (
                ngettext("{n} serious", "{n} serious", serious).format(n=serious),
                ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
                ngettext("{n} hint", "{n} hints", hints).format(n=hints),
            )
        )
        yield Line(Text(_("  Findings: {told} (Enter lists them)").format(told=told)), "page:findings")
        plan = self.desk.plan
        if plan.jobs:
            sentence = ngettext(
                "  {level}, {tally}: {n} more criterion, {days} (Enter shows which)",
                "  {level}, {tally}: {n} more criteria, {days} (Enter shows which)",
                len(plan.jobs),
            ).format(
                level=level_title(self.desk.standard, plan.to),
                tally=TALLY_WORDS[plan.tally].lower(),
                n=len(plan.jobs),
                days=person_days(plan.cost),
            )
        else:
            sentence = f"  {plan.reason}"
        yield Line(Text(sentence), "page:plan")

    def _practices(self) -> Table:
        readiness = self.desk.readiness
        table = Table(box=None, expand=True, padding=(0, 1), header_style="bold")
        table.add_column(_("Practice"), ratio=1)
        for word in (_("Proven"), _("Claimed"), _("Possible"), _("Of")):
            table.add_column(word, justify="right")
        for practice, tally in zip(self.desk.standard.practices, readiness.practices, strict=True):
            names = (TallyName.PROVEN, TallyName.CLAIMED, TallyName.POSSIBLE)
            numbers = [str(tally.points[name]) for name in names]
            table.add_row(Text(practice.title), *numbers, str(tally.total))
        return table

    def action_page(self, direction: int) -> None:
        """Move over the page, which the list of what blocks would keep from moving."""
        page = self.query_one("#dashboard", VerticalScroll)
        page.scroll_relative(y=direction * page.size.height, animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the criterion or open the page that a line names."""
        if not isinstance(event.option, Line) or not isinstance(event.option.target, str):
            return
        kind, _colon, name = event.option.target.partition(":")
        if kind == "page":
            self.open_page(name)
        else:
            self.dismiss(name)
