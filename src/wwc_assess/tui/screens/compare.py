"""What has changed: the assessment beside a snapshot, another cycle, another workspace or a report file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wwc_assess.errors import AssessError
from wwc_assess.report import since
from wwc_assess.report.causes import sentence
from wwc_assess.report.compare import compare
from wwc_assess.snapshots import NOW, facts_named, keep, names
from wwc_assess.tui.keys import ordered_key
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.tui.screens.page import Page
from wwc_assess.tui.widgets.choices import Choices
from wwc_assess.tui.widgets.columns import Columns
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from wwc_assess.report.compare import Comparison, Move
    from wwc_assess.tui.desk import Desk

_TALLY_WIDTH, _BEFORE_WIDTH, _INDENT = 16, 28, 4


class CompareScreen(Page):
    """The assessment beside an earlier or another one; gives a criterion to go to."""

    EXPLANATION = _(
        "How things stand now beside a snapshot, an earlier cycle, another workspace or a report in JSON: levels and"
        " points, then each criterion that stands otherwise, and why. Each side stands as it was judged then; nothing is"
        " judged again. A snapshot keeps today under a name and never changes. Enter goes to a criterion."
    )
    BACK = _("Esc back to the comparison")
    KEEPS = ("_with",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "dismiss(None)", show=False),
        ordered_key(
            "n", "snapshot", _("New snapshot"), id="compare.snapshot", tooltip=_("Keep today’s state")
        ),
        ordered_key(
            "w", "choose", _("Compare with"), id="compare.choose", tooltip=_("Choose what to compare with")
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._known: Sequence[str] = ()
        self._with = ""
        """What the assessment is compared with; empty where there is nothing."""

    def body(self) -> Iterator[Widget]:
        """Lay out the list."""
        yield Choices(id="compare")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Choices).focus()

    def refresh_all(self) -> None:
        """Look what there is to compare with, and compare."""
        self._known = names(self.desk.session)
        self._with = self._with or next(iter(self._known), "")
        super().refresh_all()

    def heading(self) -> str:
        """Return what is compared."""
        if not self._with:
            return _("Compare: there is nothing to compare with yet")
        return _("Compared with {name}").format(name=self._with)

    def show(self) -> None:
        """Bring the comparison up to date."""
        self.query_one(Choices).show(self._lines())

    def _lines(self) -> Iterator[Option]:
        if not self._with:
            yield _read(
                _(
                    "A snapshot keeps where the city stands today, to compare with later. n makes one; w compares with"
                    " another workspace’s folder or a report in JSON."
                )
            )
            return
        session, today = self.desk.session, self.desk.grounds.today
        try:
            comparison = compare(
                facts_named(session, self._with, today), facts_named(session, NOW, today), (self._with, NOW)
            )
        except AssessError as error:
            yield _read(str(error))
            return
        yield from self._compared(comparison)

    def _compared(self, comparison: Comparison) -> Iterator[Option]:
        for remark in since.remarks(comparison):
            yield _read(remark)
        yield _read("")
        for heads in (since.TALLY_HEADS, *since.tally_rows(comparison)):
            style = "bold" if heads is since.TALLY_HEADS else ""
            cells = tuple(Text(cell, style=style) for cell in heads)
            yield Option(Columns((_TALLY_WIDTH, _BEFORE_WIDTH, 0), cells), disabled=True)
        if comparison.moved:
            yield _read("")
            yield _read(since.moved_title(comparison), "bold")
            yield from (self._move(move, since.headline(move)) for move in comparison.moved)
        if comparison.stayed:
            yield _read("")
            yield _read(since.STAYED_TITLE, "bold")
            yield from (self._move(move, "") for move in comparison.stayed)

    def _move(self, move: Move, what: str) -> Option:
        title = Text(f" {move.id} {move.title}")
        if what:
            title.append(f": {what}", style="bold")
        quiet = self.app.theme_variables["text-muted"]
        rows = [(Text(), Text(sentence(cause), style=quiet)) for cause in move.causes]
        known = move.id in self.desk.standard.by_id
        return Option(
            Columns((_INDENT, 0), (title,), *rows), id=move.id if known else None, disabled=not known
        )

    def action_snapshot(self) -> None:
        """Keep how things stand now under a name."""
        self.ask(
            NameScreen(
                _("Keep how things stand today as (Enter or F2 keeps):"),
                [],
                _("a name, such as before-budget"),
            ),
            self._keep,
        )

    def _keep(self, name: str) -> None:
        self.keep(lambda: keep(self.desk.session, name, self.desk.grounds.today))

    def action_choose(self) -> None:
        """Choose what to compare with."""
        hint = _("or the folder of another workspace, or a report in JSON")
        self.ask(NameScreen(_("Compare with (Enter or F2 chooses):"), self._known, hint), self._compare_with)

    def _compare_with(self, name: str) -> None:
        self._with = name.strip()
        self.refresh_all()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the criterion."""
        self.dismiss(event.option_id)


class NameScreen(Dialog[str]):
    """Ask for a name; gives it.

    Args:
        prompt: What it is for.
        known: Names to choose from.
        hint: What else can be typed.
    """

    EXPLANATION = _(
        "A snapshot keeps today under a name and never changes; a day or an event makes a good name, such as before-budget."
        " To compare, choose a name, or type the folder of another workspace or the path of a report in JSON."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Close"), key_display="Esc", id="close"),
        Binding("f2", "done", _("Choose"), key_display="F2", id="form.done"),
    ]

    def __init__(self, prompt: str, known: Sequence[str], hint: str) -> None:
        super().__init__()
        self._prompt = prompt
        self._known = known
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Show the names that are known and a line for another one."""
        with Vertical(classes="dialog"):
            yield Static(self._prompt, markup=False)
            if self._known:
                yield OptionList(*(Option(Text(name)) for name in self._known), id="names", markup=False)
            line = Input(placeholder=self._hint, id="name")
            line.cursor_blink = False
            yield line

    async def action_done(self) -> None:
        """Do what Enter does, in the list or on the line."""
        if isinstance(self.focused, OptionList):
            self.focused.action_select()
        else:
            await self.query_one(Input).action_submit()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the name that was chosen."""
        self.dismiss(self._known[event.option_index])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the name that was typed."""
        self.dismiss(event.value.strip() or None)


def _read(text: str, style: str = "") -> Option:
    return Option(Text(text, style=style), disabled=True)
