"""The tree of practices and criteria, each with a mark and a word for its standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.message import Message
from textual.widgets import Tree

from wwc_assess.readiness.model import Readiness, Standing, TallyName
from wwc_assess.readiness.sentences import STANDING_MARKS, STANDING_WORDS
from wwc_assess.tui.keys import in_order
from wwc_assess.words import _

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.widgets.tree import TreeNode

    from wwc_assess.standard.model import Practice, Standard

_ARROW_WIDTH = 2
"""Cells of the arrow before a practice."""


class PracticeTree(Tree[str], inherit_bindings=False):
    """Practices and their criteria; a node's data is the criterion's id, or empty for a practice.

    The keys of a tree are taken over without those for scrolling sideways, which belong to the walk here.

    Args:
        standard: What is asked.
    """

    BINDINGS: ClassVar[list[BindingType]] = in_order(Tree.BINDINGS)

    class Chosen(Message):
        """A criterion was moved to.

        Args:
            criterion: Its id.
            enter: Whether the person wants to go on working in it.
        """

        def __init__(self, criterion: str, *, enter: bool) -> None:
            super().__init__()
            self.criterion = criterion
            self.enter = enter

    def __init__(self, standard: Standard) -> None:
        super().__init__(Text(standard.short), id="practices")
        self.border_title = _("Practices")
        self.show_root = False
        self.guide_depth = 2
        self._standard = standard
        self._practices: dict[str, TreeNode[str]] = {}
        self._criteria: dict[str, TreeNode[str]] = {}
        self._readiness: Readiness | None = None
        for practice in standard.practices:
            node = self.root.add(Text(practice.title), data="", expand=False)
            self._practices[practice.code] = node
            for criterion in practice.criteria:
                self._criteria[criterion.id] = node.add_leaf(Text(criterion.id), data=criterion.id)

    def show(self, readiness: Readiness) -> None:
        """Bring marks, words and counts up to date, in place."""
        self._readiness = readiness
        for practice, tally in zip(self._standard.practices, readiness.practices, strict=True):
            claimed = tally.points[TallyName.CLAIMED]
            self._relabel(
                self._practices[practice.code], self._practice_label(practice, claimed, tally.total)
            )
            for criterion in practice.criteria:
                standing = readiness.results[criterion.id].standing
                self._relabel(self._criteria[criterion.id], criterion_label(criterion.id, standing))

    def move_to(self, criterion: str) -> None:
        """Put the cursor on a criterion and open its practice; the others close, so that it stays in sight."""
        node = self._criteria[criterion]
        for practice in self._practices.values():
            if practice is node.parent:
                practice.expand()
            elif practice.is_expanded:
                practice.collapse()
        self.call_after_refresh(self._settle, node)

    def _settle(self, node: TreeNode[str]) -> None:
        with self.prevent(Tree.NodeHighlighted):
            self.move_cursor(node)

    @staticmethod
    def _relabel(node: TreeNode[str], label: Text) -> None:
        if node.label != label:
            node.set_label(label)

    def _practice_label(self, practice: Practice, claimed: int, total: int) -> Text:
        count = f" {claimed}/{total}"
        title = Text(practice.title)
        title.truncate(max(self.size.width - _ARROW_WIDTH - len(count), 1), overflow="ellipsis")
        return title.append(count, style="dim")

    def on_resize(self) -> None:
        """Fit the titles to the new width."""
        if self._readiness:
            self.show(self._readiness)

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        """Show a criterion as soon as the cursor is on it."""
        event.stop()
        if event.node.data and self.has_focus:
            self.post_message(self.Chosen(event.node.data, enter=False))

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """Go on working in the criterion that Enter or the mouse chose."""
        event.stop()
        if event.node.data:
            self.post_message(self.Chosen(event.node.data, enter=True))


def criterion_label(criterion_id: str, standing: Standing) -> Text:
    """Return a mark, the id and the standing in a word: told apart without colour."""
    return Text(f"{STANDING_MARKS[standing]} {criterion_id} {STANDING_WORDS[standing]}")
