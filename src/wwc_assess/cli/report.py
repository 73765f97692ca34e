"""The gap report in all its formats, and whether one still holds."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
from click.core import ParameterSource
from msgspec.structs import asdict

from wwc_assess.cli.groups import Group
from wwc_assess.cli.output import put, put_file, put_json, put_text, say
from wwc_assess.cli.params import json_option, local_today, today_option
from wwc_assess.errors import InputError
from wwc_assess.report.formats import BINARY, FOR_READERS, FORMATS, format_for, write
from wwc_assess.report.paper import Audience
from wwc_assess.report.view import build_view
from wwc_assess.text import quoted
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date

    from wwc_assess.cli.params import Place
    from wwc_assess.records.model import Assessment
    from wwc_assess.report.compare import Comparison
    from wwc_assess.report.facts_model import Facts
    from wwc_assess.report.formats import Format
    from wwc_assess.report.view import View
    from wwc_assess.session import Session


@click.group(
    cls=Group,
    invoke_without_command=True,
    short_help=_("Write the gap report."),
    help=_(
        "Write the gap report: where the city stands, what is missing and what to do, for all readers or for some."
        "\n\nIn Markdown (md), as a web page (html), for Word (docx), as a worklist for Excel (xlsx) or any program"
        " (csv), or as data (json). Without --output it goes to standard output. A file that this program did not"
        " write, or that somebody has edited in Word or Excel since, is left alone."
        "\n\n\b\nExamples:\n  wwc-assess report --output gap-report.md"
        "\n  wwc-assess report --for council --output council.html"
        "\n  wwc-assess report --output worklist.xlsx"
    ),
)
@click.option(
    "--format", "kind", type=click.Choice(FORMATS), help=_("Which format; FILE's ending says it as well.")
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(get_args(Audience)),
    default="all",
    help=_("Who reads it: council one page, team the work, validator the proof. For md, html and docx."),
)
@click.option(
    "--since",
    metavar="SNAPSHOT",
    help=_("Tell what has changed since a snapshot, or what else compare takes. For md, html and docx."),
)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help=_("Where to write it."))
@click.option("--force", is_flag=True, help=_("Overwrite a file that this program did not write."))
@today_option
@click.pass_context
def report(  # noqa: PLR0913, PLR0917  one for each option
    context: click.Context,
    kind: Format | None,
    audience: Audience,
    since: str | None,
    output: Path | None,
    today: date,
    *,
    force: bool,
) -> None:
    if context.invoked_subcommand:
        _refuse_options(context)
        return
    kind = format_for(kind, output)
    _refuse_parts(kind, audience, since)
    with context.obj.open(read_only=True) as session:
        if output is None:
            _refuse_terminal(kind, session.assessment, today)
        records = session.records()
        view = build_view(session.standard, records, session.readiness(records, today))
        content = write(view, kind, audience, _comparison(session, since, view) if since else None)
    if output is None:
        put_file(content)
    else:
        _write_to(output, content, force=force)


def _write_to(file: Path, content: str | bytes, *, force: bool) -> None:
    from wwc_assess.report.files import SomebodyElsesError, write_report  # noqa: PLC0415  for files only

    try:
        write_report(file, content, force=force)
    except SomebodyElsesError as error:
        raise InputError(
            error.sentence, _("Choose another name; wwc-assess report --force would replace it.")
        ) from error
    say(_("Wrote the report to {path}.").format(path=file))


@report.command(
    short_help=_("Say whether a report still holds."),
    help=_(
        "Say whether a report, in any format, still matches the answers, the evidence and the standard, and if not, which"
        " criteria have changed since.\n\nExits with 1 where something has changed."
        "\n\n\b\nExample:\n  wwc-assess report verify gap-report.md"
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@today_option
@json_option
@click.pass_obj
def verify(place: Place, file: Path, today: date, *, as_json: bool) -> int:
    from wwc_assess.report.verify import told, verify_file  # noqa: PLC0415  writing a report needs none of it

    with place.open(read_only=True) as session:
        verification = verify_file(file, session.standard, session.records(), today, partial(_kept, session))
    if as_json:
        put_json({"fits": verification.matches, **asdict(verification)})
    else:
        put_text("\n".join(told(verification)))
    return 0 if verification.matches else 1


@report.command(
    short_help=_("Print the JSON Schema of a report in JSON."),
    help=_(
        "Print the JSON Schema of a report in JSON, for programs that read it."
        "\n\n\b\nExample:\n  wwc-assess report schema > report.schema.json"
    ),
)
def schema() -> None:
    from wwc_assess.report.facts_schema import report_schema  # noqa: PLC0415  brings pydantic

    put(report_schema().rstrip("\n"))


def _kept(session: Session, name: str) -> Facts | None:
    """Return what was kept under the name of a snapshot; None where there is none."""
    from wwc_assess.snapshots import facts_named, names  # noqa: PLC0415  few reports tell changes

    return facts_named(session, name, local_today()) if name in names(session) else None


def _comparison(session: Session, name: str, view: View) -> Comparison:
    """Return what has changed since an earlier state, to the view's day."""
    # A comparison brings pydantic, and most reports have none.
    from wwc_assess.report.compare import changes_since  # noqa: PLC0415
    from wwc_assess.snapshots import facts_named  # noqa: PLC0415

    return changes_since(facts_named(session, name, view.readiness.today), name, view)


def _refuse_options(context: click.Context) -> None:
    """Refuse options between report and its subcommand, which has its own.

    Raises:
        InputError: There is one.
    """
    for name in context.params:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise InputError(
                _("The options of report do not go with {command}.").format(
                    command=context.invoked_subcommand
                ),
                _("See wwc-assess report {command} --help.").format(command=context.invoked_subcommand),
            )


def _refuse_parts(kind: Format, audience: Audience, since: str | None) -> None:
    """Refuse a part of the report in a format that always holds everything.

    Raises:
        InputError: One is asked for.
    """
    if kind not in FOR_READERS and (audience != "all" or since):
        raise InputError(
            _("A report in {kind} always holds everything, and nothing else.").format(kind=kind),
            _("Leave out {option}, or choose one of {kinds}.").format(
                option="--since" if since else "--for", kinds=", ".join(FOR_READERS)
            ),
        )


def _refuse_terminal(kind: Format, assessment: Assessment, today: date) -> None:
    """Refuse to print what no terminal can show; a pipe takes it.

    Raises:
        InputError: It would be printed.
    """
    if kind in BINARY and sys.stdout.isatty():
        from wwc_assess.report.files import default_name  # noqa: PLC0415  for files only

        name = default_name(assessment.city, assessment.cycle, today, kind)
        raise InputError(
            _("A terminal cannot show a report in {kind}.").format(kind=kind),
            _("Write it to a file with --output {file}").format(file=quoted(name)),
        )
