"""What a person does on the main screen and how it is kept: saved at once, said so, and never lost silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container

from wwc_assess.errors import AssessError, ConflictError
from wwc_assess.readiness.sentences import doubts
from wwc_assess.records.changes import AnswerConflict
from wwc_assess.records.model import CheckRef, Slot, Value
from wwc_assess.tui.kept import ALL_SAVED, NOT_SAVED, KeptScreen
from wwc_assess.tui.widgets.criterion_pane import CriterionPane
from wwc_assess.tui.widgets.lines import Attached
from wwc_assess.tui.widgets.status_line import StatusLine
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from wwc_assess.tui.widgets.edit_bar import EditBar
    from wwc_assess.tui.widgets.lines import FieldName, Target


class Keeping(KeptScreen[None]):
    """The acts of the main screen; each is on disk before the screen says so."""

    criterion: str
    bar: EditBar | None = None
    """The editor below the page, while something is written."""

    def refresh_all(self, at: Target = None) -> None:
        """Show everything as it was last read from disk."""
        raise NotImplementedError

    def go_to(self, criterion: str, at: Target = None, *, remember: bool = True) -> None:
        """Show a criterion."""
        raise NotImplementedError

    def watch_saved(self, saved: str) -> None:
        """Say in the top line whether everything is saved."""
        self.query_one(StatusLine).saved = saved

    def tell_refused(self, error: AssessError) -> None:
        """Say why an act was not saved; where it met somebody else's answer, let the person choose."""
        if isinstance(error, AnswerConflict):
            self._settle(error)  # which tells it all, and would only be covered by a message
        else:
            super().tell_refused(error)

    def answer(self, ref: CheckRef, value: Value | None, show: Callable[[], object] | None = None) -> None:
        """Keep an answer to a check as it is shown; None takes it back."""
        self.keep(lambda: self.desk.answer(ref, value, self.desk.records.answers.get(ref)), show)

    def _settle(self, conflict: AnswerConflict) -> None:
        """Let the person choose between their answer and somebody else's."""
        from wwc_assess.tui.screens.conflict import ConflictScreen  # noqa: PLC0415  only when there is one

        def choose(mine: bool | None) -> None:  # noqa: FBT001  the dialog's answer
            if mine:
                ref, value = conflict.mine.ref, conflict.mine.value
                self.keep(lambda: self.desk.answer(ref, value, conflict.theirs))

        self.app.push_screen(ConflictScreen(conflict), choose)

    def on_criterion_pane_answered(self, event: CriterionPane.Answered) -> None:
        """Answer with the mouse; the page stays."""
        self.answer(event.ref, event.value)

    async def on_criterion_pane_opened(self, event: CriterionPane.Opened) -> None:
        """Open what a line stands for."""
        match event.target:
            case "note" | "owner" | "due" as field:
                await self.action_write(field)
            case Slot() as slot:
                await self.attach_to(slot)
            case _:
                self.app.action_help()

    def on_criterion_pane_cleared(self, event: CriterionPane.Cleared) -> None:
        """Take back an answer, detach evidence or empty a field."""
        match event.target:
            case CheckRef() as ref:
                self.answer(ref, None)
            case Attached(slot=slot, evidence=number):
                self.keep(lambda: self.desk.detach(number, slot))
            case "note" | "owner" | "due" as field:
                seen = self.desk.revision(self.criterion)
                self.keep(lambda: self.desk.write(self.criterion, field, "", seen=seen))

    def action_undo(self) -> None:
        """Take back the last change and go where it was."""
        for event in self.take_back()[:1]:
            row = event.after or event.before or {}
            criterion = str(row.get("criterion"))
            if criterion in self.desk.standard.by_id:
                self.go_to(criterion, CheckRef(criterion, str(row["check"])) if "check" in row else None)

    async def action_write(self, field: FieldName) -> None:
        """Write a note, owner or due date below the page."""
        from wwc_assess.tui.widgets.edit_bar import EditBar  # noqa: PLC0415  only when something is written

        if self.bar is None:  # a click may ask for a second field; the one being written goes first
            text = self.desk.field(self.criterion, field)
            self.bar = EditBar(self.criterion, field, text, self.desk.revision(self.criterion))
            await self.query_one("#page", Container).mount(self.bar)
            self.refresh_bindings()
        self.set_focus(self.bar.editor)

    def on_edit_bar_changed(self, event: EditBar.Changed) -> None:
        """Keep what was written; where it cannot be kept it stays on screen with the reason."""
        bar = event.bar
        if bar.refused and not event.knowing:
            return
        try:
            self.desk.write(bar.criterion, bar.field, event.text, seen=bar.seen, goes_on=bar.goes_on)
        except AssessError as error:
            self.saved = NOT_SAVED
            self.reload()
            seen = bar.seen
            if isinstance(error, ConflictError):
                self.go_to(bar.criterion, bar.field)  # so that both texts are in sight
                seen = self.desk.revision(bar.criterion)
            bar.refuse(str(error), seen)
            return
        bar.kept(self.desk.revision(bar.criterion))
        self.keep(lambda: None)
        if event.final:
            self.on_edit_bar_closed()

    def on_edit_bar_closed(self) -> None:
        """Go back from the editor to the page."""
        if self.bar:
            self.bar.remove()
            self.bar = None
            if self.saved == NOT_SAVED:  # what was refused has been given up
                self.saved = ALL_SAVED
        self.set_focus(self.query_one(CriterionPane))
        self.refresh_bindings()

    def action_close_bar(self) -> None:
        """Close the editor, wherever the focus has gone."""
        if self.bar:
            self.bar.close()

    async def action_attach(self) -> None:
        """Attach evidence to the highlighted slot, or to the first one that nothing fills."""
        target = self.query_one(CriterionPane).target
        if isinstance(target, Slot):
            await self.attach_to(target)
        elif isinstance(target, Attached):
            await self.attach_to(target.slot)
        else:
            await self.attach_to(self.desk.first_empty_slot(self.criterion))

    async def attach_to(self, slot: Slot) -> None:
        """Ask for a link or a file and attach it."""
        from wwc_assess.tui.screens.attach import AttachScreen  # noqa: PLC0415  only when it opens

        def attached(number: int | None) -> None:
            if number is None:
                return
            self.keep(lambda: None)
            # Another program may have removed it in this moment: then there is nothing to say of it.
            for item in (each for each in self.desk.records.evidence if each.id == number):
                for doubt in doubts(item, self.desk.standard, self.desk.grounds.today):
                    self.notify(doubt, title=_("Saved, but"), severity="warning", timeout=8, markup=False)

        await self.app.push_screen(AttachScreen(self.desk, slot), attached)
