"""The command line: what stands before a command, which commands there are, and the terminal UI where none is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wwc_assess import __version__
from wwc_assess.cli.groups import Program
from wwc_assess.cli.params import DAY, Place
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date

SECTIONS = {
    _("Begin"): {
        "demo": "wwc_assess.cli.start",
        "init": "wwc_assess.cli.start",
        "locate": "wwc_assess.cli.start",
    },
    _("Record"): {
        "answer": "wwc_assess.cli.answers",
        "answers": "wwc_assess.cli.answers",
        "evidence": "wwc_assess.cli.evidence",
        "review": "wwc_assess.cli.review",
    },
    _("See where you stand"): {
        "score": "wwc_assess.cli.score",
        "plan": "wwc_assess.cli.plan",
        "findings": "wwc_assess.cli.findings",
        "next": "wwc_assess.cli.next",
        "report": "wwc_assess.cli.report",
    },
    _("Look back"): {
        "history": "wwc_assess.cli.past",
        "snapshot": "wwc_assess.cli.snapshots",
        "compare": "wwc_assess.cli.snapshots",
        "undo": "wwc_assess.cli.past",
        "backup": "wwc_assess.cli.past",
        "doctor": "wwc_assess.cli.care",
        "restore": "wwc_assess.cli.restore",
    },
    _("The standard"): {
        "criteria": "wwc_assess.cli.criteria",
    },
}


@click.group(
    "wwc-assess",
    cls=Program,
    sections=SECTIONS,
    invoke_without_command=True,
    help=_(
        "Find out how ready a city is for the What Works Cities Certification, and what the next step is (unofficial)."
        "\n\nWithout a command it opens the terminal UI. New here? Start with\n\n\b\n"
        "  wwc-assess demo       look around in a sample city\n"
        "  wwc-assess            begin with your own"
    ),
    epilog=_(
        "Data goes to standard output, talk to standard error. Exit codes: 0 fine, 1 the answer is no,"
        " 2 wrong use or bad input, 3 a conflict that a person must settle."
    ),
)
@click.option(
    "--workspace",
    metavar="DIR",
    help=_("Folder of the assessment; locate says which one is used without it."),
)
@click.option("--by", metavar="NAME", help=_("Who acts; kept beside every change."))
@click.option("--today", type=DAY, help=_("Judge as on this day instead of today."))
@click.version_option(__version__, prog_name="wwc-assess", help=_("Show the version."))
@click.pass_context
def program(context: click.Context, workspace: str | None, by: str | None, today: date | None) -> int | None:
    """Keep what all commands need to know, and open the terminal UI where none is given."""
    context.obj = Place(workspace, by)
    if context.invoked_subcommand is not None:
        return None
    from wwc_assess.cli.ui import open_ui  # noqa: PLC0415  scripted commands need none of it

    return open_ui(context.obj, today)
