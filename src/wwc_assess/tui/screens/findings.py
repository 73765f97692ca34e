"""Findings: what a validator would ask about, by kind; Enter goes to the field that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets.option_list import Option

from wwc_assess.readiness.findings import SEVERITY_WORDS, EvidenceField, Severity, grouped
from wwc_assess.tui.screens.page import Page
from wwc_assess.tui.widgets.choices import Choices
from wwc_assess.tui.widgets.columns import Columns
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.widget import Widget
    from textual.widgets import OptionList

    from wwc_assess.readiness.findings import Finding, Rule

_MARKS: Mapping[Severity, str] = {Severity.SERIOUS: "✗", Severity.WARNING: "!", Severity.HINT: "·"}
_INDENT = 4


class FindingsScreen(Page):
    """What a validator would ask about."""

    EXPLANATION = _(
        "Weaknesses that somebody who checks the application would spot, by kind, the heaviest first. Serious: the point"
        " would not be granted. Warning: there would be a question. Hint: it would make a better impression. Enter goes"
        " to the place where a finding is mended, and Esc there brings you back here; once it is mended it is gone."
    )
    BACK = _("Esc back to findings")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f", "dismiss(None)", show=False)]

    def body(self) -> Iterator[Widget]:
        """Lay out the list."""
        self._findings: dict[str, Finding] = {}
        yield Choices(id="findings")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Choices).focus()

    def heading(self) -> str:
        """Return how many weaknesses there are."""
        count = len(self.desk.findings)
        return ngettext(
            "{n} finding: what a validator would ask. Enter goes to the field",
            "{n} findings: what a validator would ask. Enter goes to the field",
            count,
        ).format(n=count)

    def show(self) -> None:
        """Bring the list up to date."""
        self._findings = {str(place): finding for place, finding in enumerate(self.desk.findings)}
        self.query_one(Choices).show(self._lines())

    def _lines(self) -> Iterator[Option]:
        if not self._findings:
            yield Option(Text(_("Nothing: no rule finds a weakness in what is recorded.")), disabled=True)
        places = {id(finding): place for place, finding in self._findings.items()}
        for rule, members in grouped(self._findings.values()):
            yield Option(self._rule(rule, len(members)), disabled=True)
            for finding in members:
                mark = Text(f"  {_MARKS[finding.severity]}")
                yield Option(Columns((_INDENT, 0), (mark, Text(finding.sentence))), id=places[id(finding)])
            yield Option(Text(""), disabled=True)

    def _rule(self, rule: Rule, count: int) -> Columns:
        title = Text(f"{count} × {rule.title}", style="bold")
        title.append(f"  ({SEVERITY_WORDS[rule.severity]})", style="not bold")
        advice = Text(rule.advice, style=self.app.theme_variables["text-muted"])
        return Columns((0,), (title,), (advice,))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the field of a finding; evidence has a page of its own."""
        finding = self._findings[event.option_id or ""]
        if isinstance(finding.field, EvidenceField):
            from wwc_assess.tui.screens.evidence import EvidenceScreen  # noqa: PLC0415  only when it opens

            self.app.push_screen(EvidenceScreen(self.desk, finding.field.number), lambda _none: self.reload())
        else:
            self.dismiss(finding.field or finding.criterion)
