"""The top line: which assessment, the tallies, and whether everything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from wwc_assess.readiness.model import Readiness, TallyName
from wwc_assess.readiness.sentences import level_title
from wwc_assess.words import _

if TYPE_CHECKING:
    from wwc_assess.records.model import Assessment
    from wwc_assess.standard.model import Standard

_GAPS = 4
"""Two blanks on either side of the middle."""


class StatusLine(Static):
    """One line that says where the city stands and that its answers are safe.

    Args:
        standard: What is asked.
        assessment: Which run of it.
    """

    saved: reactive[str] = reactive("")
    """What the person is told on saving, such as ``✓ saved 14:02:11``."""

    def __init__(self, standard: Standard, assessment: Assessment) -> None:
        super().__init__(id="status")
        self._standard = standard
        self._assessment = assessment
        self._tallies: tuple[str, ...] = ("", "")

    def show(self, readiness: Readiness) -> None:
        """Bring the tallies up to date."""
        points = {name: tally.points for name, tally in readiness.tallies.items()}
        counts = _("proven {proven}  claimed {claimed}  possible {possible} of {total}").format(
            proven=points[TallyName.PROVEN],
            claimed=points[TallyName.CLAIMED],
            possible=points[TallyName.POSSIBLE],
            total=readiness.total,
        )
        claimed = readiness.tallies[TallyName.CLAIMED]
        level = _("claims {level}").format(level=level_title(self._standard, claimed.level))
        self._tallies = (f"{counts} · {level}", counts)
        self.refresh()

    def render(self) -> Content:
        """Show as much as fits, the state of saving always."""
        assessment, unofficial = self._assessment, _("unofficial")
        names = (
            f"{assessment.city} {assessment.cycle} · {self._standard.short} ({unofficial})",
            f"{assessment.city} {assessment.cycle} ({unofficial})",
            assessment.city,
        )
        width = self.content_size.width
        for name in names:
            for tallies in self._tallies:
                if width - cell_len(name) - cell_len(tallies) - cell_len(self.saved) >= _GAPS:
                    return self._line(name, tallies, width)
        city = Text(assessment.city)
        room = width - _GAPS - cell_len(self._tallies[-1]) - cell_len(self.saved)
        city.truncate(max(room, 0), overflow="ellipsis")
        return self._line(city.plain, self._tallies[-1], width)

    def _line(self, name: str, tallies: str, width: int) -> Content:
        gaps = max(width - cell_len(name) - cell_len(tallies) - cell_len(self.saved), _GAPS)
        left = gaps // 2
        return Content(f"{name}{' ' * left}{tallies}{' ' * (gaps - left)}{self.saved}")
