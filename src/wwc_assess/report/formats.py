"""The formats of a report: which one is meant, and its writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from wwc_assess.errors import InputError
from wwc_assess.report.markdown import write_markdown
from wwc_assess.report.paper import build_paper
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wwc_assess.report.compare import Comparison
    from wwc_assess.report.paper import Audience
    from wwc_assess.report.view import View

Format = Literal["md", "html", "docx", "xlsx", "csv", "json"]
"""The formats, each by the ending of its files."""
FORMATS: tuple[Format, ...] = get_args(Format)
FOR_READERS: tuple[Format, ...] = ("md", "html", "docx")
"""Those to be read from the first line to the last; the others are tables and data, and always hold everything."""
BINARY: tuple[Format, ...] = ("docx", "xlsx")

_ENDINGS: Mapping[str, Format] = {
    **{f".{kind}": kind for kind in FORMATS},
    ".htm": "html",
    ".markdown": "md",
}


def format_for(kind: Format | None, file: Path | None) -> Format:
    """Return the format to write: the one that was asked for, or the one that the file's name asks for.

    Args:
        kind: What was asked for; None where nothing was.
        file: Where to; None for no file.

    Raises:
        InputError: The two contradict, or the name ends in something else.
    """
    ending = file.suffix.lower() if file else ""
    meant = _ENDINGS.get(ending)
    if kind is None and ending and not meant:
        raise InputError(
            _("“{ending}” is not the ending of a report.").format(ending=one_line(ending)),
            _("Use one of {endings}.").format(endings=", ".join(_ENDINGS)),
        )
    if kind and meant and kind != meant:
        raise InputError(
            _("The file’s name says {meant}, and --format says {kind}.").format(meant=meant, kind=kind),
            _("Change the one or the other."),
        )
    return kind or meant or "md"


def write(
    view: View, kind: Format, audience: Audience = "all", comparison: Comparison | None = None
) -> str | bytes:
    """Return the report in a format.

    Args:
        view: The facts.
        kind: The format.
        audience: Who reads it; for the formats that are `FOR_READERS`.
        comparison: With an earlier report, to stand in front; for the same formats.
    """
    # Each writer brings its own library, and the way to Markdown has to stay short.
    # ruff: noqa: PLC0415
    if kind == "xlsx":
        from wwc_assess.report.workbook import write_workbook

        return write_workbook(view)
    if kind == "csv":
        from wwc_assess.report.worklist import write_csv

        return write_csv(view)
    if kind == "json":
        from wwc_assess.report.facts import write_json

        return write_json(view)
    paper = build_paper(view, audience, comparison)
    if kind == "html":
        from wwc_assess.report.html import write_html

        return write_html(paper)
    if kind == "docx":
        from wwc_assess.report.word import write_word

        return write_word(paper)
    return write_markdown(paper)
