"""The choice between two answers to one question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from wwc_assess.moments import local_time
from wwc_assess.readiness.sentences import VALUE_WORDS
from wwc_assess.tui.screens.dialog import Dialog
from wwc_assess.words import _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wwc_assess.records.changes import AnswerConflict


class ConflictScreen(Dialog[bool]):
    """Show both answers; gives True to keep one's own.

    Args:
        conflict: Both answers.
    """

    EXPLANATION = _(
        "Two people answered the same question before either saw the other’s answer. One of the two is kept as the answer;"
        " the other stays in the history."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", _("Keep theirs"), key_display="Esc", id="conflict.theirs")
    ]

    def __init__(self, conflict: AnswerConflict) -> None:
        super().__init__()
        self._conflict = conflict

    def compose(self) -> ComposeResult:
        """Show both answers and a button for each."""
        mine, theirs = self._conflict.mine, self._conflict.theirs
        blank = _("blank")
        my_word = VALUE_WORDS[mine.value] if mine.value else blank
        their_word = VALUE_WORDS[theirs.value] if theirs else blank
        who = _("{by}, {at}").format(by=theirs.by, at=local_time(theirs.at)) if theirs else _("somebody else")
        with Vertical(classes="dialog"):
            yield Static(_("Somebody else answered {ref} meanwhile.").format(ref=mine.ref), markup=False)
            yield Static(mine.asked, markup=False, classes="hint")
            yield Static(_("Theirs: {word} ({who})").format(word=their_word, who=who), markup=False)
            yield Static(_("Yours: {word}").format(word=my_word), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(
                    Content(_("Keep theirs: {word}").format(word=their_word)), id="theirs", variant="primary"
                )
                yield Button(Content(_("Use mine: {word}").format(word=my_word)), id="mine")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the choice."""
        self.dismiss(event.button.id == "mine")
