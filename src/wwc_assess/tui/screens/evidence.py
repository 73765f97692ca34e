"""All evidence: what it proves, until when, what is wrong with it, and what can be done about that."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from wwc_assess.errors import InputError
from wwc_assess.links.locations import check_location, is_address
from wwc_assess.readiness.evidence import SORTS, EvidenceState, survey
from wwc_assess.readiness.sentences import changed_words
from wwc_assess.standard.near import short
from wwc_assess.text import one_line
from wwc_assess.tui.kept import LONGEST_TOLD
from wwc_assess.tui.keys import ordered_key
from wwc_assess.tui.screens.page import Page
from wwc_assess.tui.widgets.evidence_detail import EvidenceDetail
from wwc_assess.tui.widgets.evidence_table import EvidenceTable
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from textual.widget import Widget

    from wwc_assess.readiness.evidence import EvidenceView
    from wwc_assess.records.model import Evidence
    from wwc_assess.tui.desk import Desk

COUNTING = frozenset({EvidenceState.USABLE, EvidenceState.WARNED, EvidenceState.EXPIRING})


def _is_doubtful(view: EvidenceView, today: date) -> bool:
    """Return whether an item counts, yet should be looked after."""
    if view.state is EvidenceState.USABLE:
        return bool(changed_words(view.item, today))
    return view.state in COUNTING


_SHOWN: Mapping[str, Callable[[EvidenceView, date], bool]] = {
    _("all"): lambda _view, _today: True,
    _("does not count"): lambda view, _today: view.state not in COUNTING,
    _("expires soon, failed once or has changed"): _is_doubtful,
    _("proves nothing asked for"): lambda view, _today: view.state is EvidenceState.UNUSED,
}
"""What the list can be narrowed to."""
_SORTED = {
    _("as added"): SORTS["number"],
    _("by state"): SORTS["state"],
    _("by last day"): SORTS["until"],
    _("by name"): SORTS["name"],
}
_ON_THE_LIST = {"edit", "attach", "check", "narrow", "sort", "find", "open", "copy", "remove", "undo"}


class FindLine(Input):
    """The line with the words to find."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.stop_finding", _("Show all"), key_display="Esc", id="evidence.all-again"),
        Binding("down", "screen.into_list", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder=_("Words to find; Enter goes to the list"), id="evidence-find")
        self.cursor_blink = False
        self.display = False


class EvidenceScreen(Page):
    """All evidence, to look through, mend and try.

    Args:
        desk: The assessment.
        number: The item to begin on; None for the first one.
    """

    EXPLANATION = _(
        "Every link and file that is attached, what it is worth today and in which places. Evidence does not count once"
        " it is withdrawn, over its last day, too old for its document, without a date where one is needed, or not"
        " reachable on two days. One failed try only warns, and so does a file that has changed. Until is the last day"
        " on which it counts everywhere it is attached. Nothing goes online unless you try the links."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "dismiss(None)", show=False),
        ordered_key("enter", "edit", _("Edit"), key_display="Enter", id="evidence.edit"),
        ordered_key("a", "attach", _("Attach"), id="evidence.attach", tooltip=_("To many documents at once")),
        ordered_key("k", "check", _("Check"), id="evidence.check", tooltip=_("Try links and files now")),
        ordered_key("f", "narrow", _("Show"), id="evidence.narrow", tooltip=_("Narrow the list by state")),
        ordered_key("slash", "find", _("Find"), key_display="/", id="evidence.find"),
        ordered_key("s", "sort", _("Sort"), show=False, id="evidence.sort"),
        ordered_key("o", "open", _("Open the link"), show=False, id="evidence.open"),
        ordered_key("y", "copy", _("Copy the link or path"), show=False, id="evidence.copy"),
        ordered_key("delete", "remove", _("Remove"), show=False, key_display="Del", id="evidence.remove"),
        ordered_key("u,ctrl+z", "undo", _("Undo the last change"), show=False, id="undo"),
    ]

    def __init__(self, desk: Desk, number: int | None = None) -> None:
        super().__init__(desk)
        self._number = number
        self._narrowings, self._sorts = cycle(_SHOWN), cycle(_SORTED)
        self._narrowing, self._sorting = next(self._narrowings), next(self._sorts)

    def body(self) -> Iterator[Widget]:
        """Lay out what is shown, the line to find in, the list, and what is highlighted in it."""
        yield Static(id="evidence-shown", markup=False)
        yield FindLine()
        yield EvidenceTable()
        yield EvidenceDetail()

    def on_mount(self) -> None:
        """Begin in the list, and tell all about a row in the frame that highlights it."""
        table = self.query_one(EvidenceTable)
        self.watch(table, "row", self._tell, init=False)
        table.focus()

    def on_resize(self) -> None:
        """Fit the columns to the window."""
        self.show()

    def refresh_all(self) -> None:
        """Judge all evidence as it was last read from disk, and show it."""
        self._all = survey(self.desk.standard, self.desk.records, self.desk.grounds.today)
        super().refresh_all()

    def heading(self) -> str:
        """Return how many items there are and how many of them count."""
        useless = sum(view.state not in COUNTING for view in self._all)
        soon = sum(view.state is EvidenceState.EXPIRING for view in self._all)
        count = len(self._all)
        items = ngettext("All evidence: {n} item", "All evidence: {n} items", count).format(n=count)
        return _("{items}, {useless} not counting, {soon} expiring soon").format(
            items=items, useless=useless, soon=soon
        )

    def show(self) -> None:
        """Bring the list up to date."""
        words = self.query_one(FindLine).value.casefold().split()
        shown, today = _SHOWN[self._narrowing], self.desk.grounds.today
        views = [view for view in self._all if shown(view, today) and _has(view.item, words)]
        views.sort(key=_SORTED[self._sorting])
        told = _("Show: {shown} ({n}) · Sort: {sort}").format(
            shown=self._narrowing, n=len(views), sort=self._sorting
        )
        self.query_one("#evidence-shown", Static).update(told)
        self.query_one(EvidenceTable).show(views, today, self._number)
        self._tell()

    def _tell(self) -> None:
        """Tell all about the highlighted item."""
        view, detail = self.query_one(EvidenceTable).view, self.query_one(EvidenceDetail)
        if view:
            self._number = view.item.id
            detail.show(view, self.desk.standard, self.desk.grounds.today)
        elif self._all:
            detail.tell(Text(_("No evidence is like that.")))
        else:
            detail.tell(Text(_("There is no evidence yet; e on a criterion’s page attaches some.")))

    @property
    def _here(self) -> Evidence | None:
        """The highlighted item."""
        view = self.query_one(EvidenceTable).view
        return view.item if view else None

    def action_narrow(self) -> None:
        """Show the next kind only."""
        self._narrowing = next(self._narrowings)
        self.show()

    def action_sort(self) -> None:
        """Sort by the next thing."""
        self._sorting = next(self._sorts)
        self.show()

    def action_find(self) -> None:
        """Open the line to find in."""
        line = self.query_one(FindLine)
        line.display = True
        self.set_focus(line)

    def action_stop_finding(self) -> None:
        """Show all again and go back to the list."""
        self.query_one(FindLine).value = ""
        self.action_into_list()

    def action_into_list(self) -> None:
        """Go on in the list; the words stay in sight while they narrow it."""
        line = self.query_one(FindLine)
        line.display = bool(line.value)
        self.set_focus(self.query_one(EvidenceTable))

    def on_input_changed(self) -> None:
        """Find with each key."""
        self.show()

    def on_input_submitted(self) -> None:
        """Go on in the list."""
        self.action_into_list()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's form
        """Leave the letters to the line to find in while it is typed in."""
        return not (action in _ON_THE_LIST and isinstance(self.focused, Input))

    def on_evidence_table_chosen(self) -> None:
        """Edit the item that was clicked."""
        self.action_edit()

    def action_edit(self) -> None:
        """Change the highlighted item."""
        from wwc_assess.tui.screens.evidence_form import EvidenceForm  # noqa: PLC0415  only when it opens

        if item := self._here:
            self.ask(EvidenceForm(self.desk, item), lambda _saved: self.keep(lambda: None))

    def action_attach(self) -> None:
        """Choose everything that the highlighted item proves."""
        from wwc_assess.tui.screens.slots import SlotsScreen  # noqa: PLC0415  only when it opens

        if item := self._here:
            self.ask(
                SlotsScreen(item, self.desk.slot_names()),
                lambda slots: self.keep(lambda: self.desk.attach_exactly(item, slots)),
            )

    def action_check(self) -> None:
        """Try the links and files that are shown."""
        from wwc_assess.tui.screens.trying import TryingScreen  # noqa: PLC0415  only when it opens

        items = [view.item for view in self.query_one(EvidenceTable).views if not view.item.withdrawn]
        if items:
            self.app.push_screen(TryingScreen(self.desk, items), lambda _done: self.reload())
        else:
            self.notify(_("Nothing is listed that could be tried."), markup=False)

    def action_open(self) -> None:
        """Open the highlighted link in a browser; where it goes stands below the list."""
        item = self._here
        if item is None:
            return
        if not is_address(item.location):
            self.notify(_("This is a file. Its path was not opened; y copies it."), markup=False)
            return
        try:
            check_location(item.location)
        except InputError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.run_worker(self._open(one_line(item.location)))

    async def _open(self, link: str) -> None:
        """Open a link, and say whether that could be done."""
        from wwc_assess.links.opening import opened  # noqa: PLC0415  only when one is opened

        told = short(link, LONGEST_TOLD)
        if await opened(link):
            self.notify(told, title=_("Opened in your browser"), markup=False)
        else:
            title = _("No browser could be opened here; y copies the link")
            self.notify(told, title=title, severity="warning", markup=False)

    def action_copy(self) -> None:
        """Copy the highlighted link or path."""
        if item := self._here:
            self.app.copy_to_clipboard(one_line(item.location))
            self.notify(short(item.location, LONGEST_TOLD), title=_("Copied"), markup=False)

    def action_remove(self) -> None:
        """Remove the highlighted item; undo brings it back."""
        item = self._here
        if item and self.keep(lambda: self.desk.remove_evidence(item.id)):
            told = _("Removed: {name}. u brings it back.").format(name=short(item.name, LONGEST_TOLD))
            self.notify(told, markup=False)

    def action_undo(self) -> None:
        """Take back the last change and highlight the item that it was about."""
        for event in self.take_back()[:1]:
            row = event.after or event.before or {}
            number = row.get("evidence", row.get("id"))
            if isinstance(number, int):
                self._number = number
                self.show()


def _has(item: Evidence, words: list[str]) -> bool:
    text = f"{item.title} {item.location} {' '.join(map(str, item.slots))}".casefold()
    return all(word in text for word in words)
