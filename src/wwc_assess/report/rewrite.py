"""Whether the text of a report is what the program writes from the same records: it is written again and compared."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from wwc_assess import __version__
from wwc_assess.readiness.score import score
from wwc_assess.report.formats import FOR_READERS, Format, write
from wwc_assess.report.office import is_bomb
from wwc_assess.report.paper import Audience
from wwc_assess.report.seal import basis_of
from wwc_assess.report.view import build_view
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from wwc_assess.records.model import Records
    from wwc_assess.report.compare import Comparison
    from wwc_assess.report.facts_model import Facts
    from wwc_assess.report.view import View
    from wwc_assess.standard.model import Standard

_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What unpacking a damaged or locked package raises."""


class Wording(NamedTuple):
    """How the text of a report compares with what the program writes."""

    text: Literal["as written", "edited", "not compared"]
    why: str = ""
    """Why it was not compared, as half a sentence."""


class Written(NamedTuple):
    """A report as it was found."""

    kind: Format
    content: bytes
    facts: Mapping[str, str]
    """What it says of itself."""


def wording(
    report: Written, day: date, standard: Standard, records: Records, kept: Callable[[str], Facts | None]
) -> Wording:
    """Return whether a report says word for word what these records give.

    Args:
        report: The report.
        day: The day that it judges on.
        standard: What is asked, and by its seal was asked then.
        records: What is recorded, and by its seal was recorded then.
        kept: Gives the snapshot of a name; None where there is none.
    """
    version = report.facts.get("version", "")
    if version != __version__:
        told = (
            _("it was written by version {version} of the program")
            if version
            else _("it is too old for that")
        )
        return Wording("not compared", told.format(version=one_line(version)))
    if report.facts.get("basis_fingerprint") != basis_of(standard, records):
        told = _(
            "notes, owners, due dates, tries of links or texts without weight have changed since, or the time zone is "
            "another"
        )
        return Wording("not compared", told)
    view = build_view(standard, records, score(standard, records, day))
    comparison = None
    if since := report.facts.get("since"):
        before = kept(since)
        if before is None:
            told = _("it tells what has changed since “{name}”, and there is no snapshot of that name")
            return Wording("not compared", told.format(name=one_line(since)))
        from wwc_assess.report.compare import changes_since  # noqa: PLC0415  few reports tell changes

        comparison = changes_since(before, since, view)
    return Wording("as written" if _is_same(report, view, comparison) else "edited")


def _is_same(report: Written, view: View, comparison: Comparison | None) -> bool:
    """Return whether the report is what is written for the readers that it names."""
    named = report.facts.get("audience", "all")
    for audience in get_args(Audience):
        if audience == named or report.kind not in FOR_READERS:
            again = write(view, report.kind, audience, comparison)
            return _parts(again.encode() if isinstance(again, str) else again) == _parts(report.content)
    return False


def _parts(content: bytes) -> Mapping[str, bytes]:
    """Return what a file holds, however it is packed and its lines end; nothing where a package is damaged."""
    if not content.startswith(b"PK\x03\x04"):
        return {"": content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {} if is_bomb(package) else {name: package.read(name) for name in package.namelist()}
    except _DAMAGES:
        return {}
