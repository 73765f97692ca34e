"""The bar at the foot of the pane in which a note, an owner or a due date is written, without leaving the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from wwc_assess.text import clean
from wwc_assess.words import _

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from wwc_assess.tui.widgets.lines import FieldName

AUTOSAVE_SECONDS = 0.8
"""A note being typed is kept this long after the first key that is not on disk yet: at most its last second is lost."""

_PROMPTS: dict[FieldName, str] = {
    "note": _("Note (kept as you type; Esc closes)"),
    "owner": _("Owner: a person, a post or a department (Enter keeps it, Esc leaves it as it was)"),
    "due": _("Due: a day as YYYY-MM-DD, empty for none (Enter keeps it, Esc leaves it as it was)"),
}


class EditBar(Vertical):
    """One field being written.

    Args:
        criterion: Id of the criterion it belongs to.
        field: Which field.
        text: What it holds now.
        seen: The revision that this text is of.
    """

    DEFAULT_CSS = """
    EditBar {
        height: auto;
        border: round $primary;
        padding: 0 1;

        #edit-prompt {
            color: $text-muted;
        }

        #edit-note {
            height: 5;
            border: none;
            padding: 0;
        }

        #edit-line {
            border: none;
            height: 1;
            padding: 0;
        }

        #edit-error {
            color: $text-error;
            display: none;

            &.-told {
                display: block;
            }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "done", _("Keep"), key_display="F2", id="form.done"),
    ]

    class Changed(Message):
        """The text is to be kept.

        Args:
            bar: The bar it comes from.
            text: What was written.
            final: Whether the person is done with it.

        Attributes:
            knowing: Whether the person was told before that the text could not be kept, and asks again.
        """

        def __init__(self, bar: EditBar, text: str, *, final: bool) -> None:
            super().__init__()
            self.bar = bar
            self.text = text
            self.final = final
            self.knowing = bar.refused

    class Closed(Message):
        """The person is done; nothing more is to be kept."""

    def __init__(self, criterion: str, field: FieldName, text: str, seen: int) -> None:
        super().__init__(id="edit-bar")
        self.criterion = criterion
        self.field = field
        self.seen = seen
        self.goes_on = False
        """Whether something written here is on disk already, and what follows goes on with it."""
        self.refused = False
        """Whether the person was told why the text could not be kept."""
        self._text = text
        self._kept = text
        self._timer: Timer | None = None
        self.editor = (
            self._note_editor() if field == "note" else Input(text, id="edit-line", select_on_focus=False)
        )
        self.editor.cursor_blink = False

    def _note_editor(self) -> TextArea:
        area = TextArea(self._text, id="edit-note", soft_wrap=True, tab_behavior="focus")
        area.move_cursor(area.document.end)
        return area

    def compose(self) -> ComposeResult:
        """Show the prompt and the fitting editor."""
        yield Static(f"{self.criterion} · {_PROMPTS[self.field]}", markup=False, id="edit-prompt")
        yield self.editor
        yield Static("", id="edit-error", markup=False)

    def kept(self, revision: int) -> None:
        """Note that what was written is on disk."""
        self.seen = revision
        self.goes_on = True

    def refuse(self, sentence: str, seen: int) -> None:
        """Say why the text was not kept; it stays on screen, and is kept only when the person asks for it again.

        Args:
            sentence: Why.
            seen: The revision that the person has seen by now.
        """
        self.seen = seen
        self.goes_on = False
        self.refused = True
        error = self.query_one("#edit-error", Static)
        error.update(sentence)
        error.add_class("-told")

    def on_text_area_changed(self) -> None:
        """Keep the note shortly after it changed, however long the typing goes on."""
        if self._timer is None and not self.refused and self._written() != self._kept:
            self._timer = self.set_timer(AUTOSAVE_SECONDS, self._keep)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the line on Enter."""
        event.stop()
        self.post_message(self.Changed(self, event.value, final=True))

    async def action_done(self) -> None:
        """Keep what was written and close."""
        if isinstance(self.editor, Input):
            await self.editor.action_submit()
        else:
            self.close()

    def close(self) -> None:
        """Keep the note and close; leave a line as it was."""
        if self.field == "note":
            self._stop_timer()
            self.post_message(self.Changed(self, self._written(), final=True))
        else:
            self.post_message(self.Closed())

    def _keep(self) -> None:
        self._stop_timer()
        note = self._written()
        if note != self._kept:
            self._kept = note
            self.post_message(self.Changed(self, note, final=False))

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None

    def _written(self) -> str:
        return clean(self.editor.text) if isinstance(self.editor, TextArea) else ""
