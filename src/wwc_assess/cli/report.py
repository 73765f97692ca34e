"""The gap report, to a file or to standard output."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wwc_assess.cli.output import put_file, say
from wwc_assess.cli.params import Place, today_option
from wwc_assess.report.files import write_report
from wwc_assess.report.markdown import write_markdown
from wwc_assess.report.view import build_view
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date


@click.command(
    short_help=_("Write the gap report."),
    help=_(
        "Write the gap report in Markdown: page one for a reader who knows nothing of this, then the work to be done."
        "\n\nWithout --output it goes to standard output. A file that this program did not write is left alone."
        "\n\n\b\nExample:\n  wwc-assess report --output gap-report.md"
    ),
)
@click.option("--format", "kind", type=click.Choice(["md"]), default="md", help=_("Only md: Markdown."))
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help=_("Where to write it."))
@click.option("--force", is_flag=True, help=_("Overwrite a file that this program did not write."))
@today_option
@click.pass_obj
def report(place: Place, kind: str, output: Path | None, today: date, *, force: bool) -> None:  # noqa: ARG001  one format so far
    with place.open(read_only=True) as session:
        records = session.records()
        text = write_markdown(build_view(session.standard, records, session.readiness(records, today)))
    if output is None:
        put_file(text)
    else:
        write_report(output, text, force=force)
        say(_("Wrote the report to {path}.").format(path=output))
