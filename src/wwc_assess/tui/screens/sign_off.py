"""The dialog in which a reviewer signs off a criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from wwc_assess.errors import AssessError
from wwc_assess.readiness.standing import answered_by
from wwc_assess.review import replacing
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.words import _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wwc_assess.standard.model import Criterion
    from wwc_assess.tui.desk import Desk


class SignOffScreen(Dialog[bool]):
    """Ask who signs off a criterion and sign it off; gives True once that is on disk.

    Args:
        desk: The assessment.
        criterion: Which one.
    """

    EXPLANATION = _(
        "Name: who has looked at the answers and documents, and stands for them. It has to be somebody who answered none of"
        " its questions; the name stands in reports."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Close"), key_display="Esc", id="close"),
        Binding("f2", "done", _("Sign off"), key_display="F2", id="form.done"),
    ]

    def __init__(self, desk: Desk, criterion: Criterion) -> None:
        super().__init__()
        self._desk = desk
        self._criterion = criterion

    def compose(self) -> ComposeResult:
        """Say what signing off means, and ask for the name."""
        with Vertical(classes="dialog"):
            yield Static(
                _("Sign off {id} {title}").format(id=self._criterion.id, title=self._criterion.title),
                markup=False,
            )
            yield Static(
                _(
                    "By signing off you say that you looked at its answers and documents and that they stand. It holds"
                    " until its text, its answers or its evidence change."
                ),
                markup=False,
                classes="hint",
            )
            people = ", ".join(sorted(answered_by(self._criterion, self._desk.records))) or _("nobody")
            yield Static(
                _("Answered by {people}; the reviewer has to be somebody else.").format(people=people),
                markup=False,
                classes="hint",
            )
            if earlier := self._desk.records.sign_offs.get(self._criterion.id):
                yield Static(replacing(earlier), markup=False, classes="hint")
            line = Input(placeholder=_("Your name (Enter or F2 signs off, Esc leaves)"), id="reviewer")
            line.cursor_blink = False
            yield line
            yield Static("", markup=False, classes="error", id="error")

    async def action_done(self) -> None:
        """Do what Enter does."""
        await self.query_one(Input).action_submit()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Sign it off; where that is refused, say why and stay."""
        try:
            self._desk.sign_off(self._criterion.id, event.value)
        except AssessError as error:
            self.query_one("#error", Static).update(str(error))
            return
        self.dismiss(result=True)

    def on_input_changed(self) -> None:
        """Take back what was said of a slip: it is being mended."""
        self.query_one("#error", Static).update("")
