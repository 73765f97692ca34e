"""The gap report in Markdown: page one for a reader who knows nothing of this, then the work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wwc_assess import __version__
from wwc_assess.report import details
from wwc_assess.report.basis import how_it_came_about
from wwc_assess.report.files import GENERATOR
from wwc_assess.report.page_one import page_one
from wwc_assess.text import markdown, one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wwc_assess.report.view import View


_SECTIONS: tuple[Callable[[View], Iterable[str]], ...] = (
    page_one,
    details.worklist,
    details.practices,
    details.register,
    details.unanswered,
    details.changed,
    how_it_came_about,
    details.glossary,
)


def write_markdown(view: View) -> str:
    """Return the gap report, with a line for each fact so that two reports can be compared line by line."""
    lines = [f"# {markdown(_title(view))}", ""]
    for section in _SECTIONS:
        lines += section(view)
    return "\n".join([*_front_matter(view), *lines])


def _title(view: View) -> str:
    assessment = view.records.assessment
    return one_line(
        _("Gap report (unofficial): {city} {cycle}").format(city=assessment.city, cycle=assessment.cycle)
    )


def _front_matter(view: View) -> Iterable[str]:
    """Give the facts about the report itself; each text as a JSON string, which YAML reads as it stands."""
    standard = view.standard
    texts = {
        # Pandoc prints the title and reads it as Markdown.
        "title": markdown(_title(view)),
        "city": view.records.assessment.city,
        "cycle": view.records.assessment.cycle,
        "standard": standard.id,
        "standard_title": standard.title,
        "standard_edition": standard.edition,
        "standard_fingerprint": standard.fingerprint,
        "records_fingerprint": view.records.fingerprint,
        "date": view.readiness.today.isoformat(),
    }
    yield "---"
    yield f"{GENERATOR} {__version__}"
    yield "unofficial: true"
    for key, text in texts.items():
        yield f"{key}: {json.dumps(one_line(text), ensure_ascii=False)}"
    yield "---"
    yield ""
