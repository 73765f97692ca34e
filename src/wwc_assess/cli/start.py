"""The first commands: look around, make a workspace, find it again."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wwc_assess.cli.output import put, put_json, say
from wwc_assess.cli.params import Place, json_option, local_today, today_option
from wwc_assess.cli.score import put_score
from wwc_assess.cli.ui import check_size, is_terminal, show
from wwc_assess.records.workspace import locate as find
from wwc_assess.sample import create_sample
from wwc_assess.session import Session
from wwc_assess.standard.library import DEFAULT_STANDARD
from wwc_assess.text import quoted
from wwc_assess.words import _

if TYPE_CHECKING:
    from datetime import date


@click.command(
    short_help=_("Make a workspace for your city."),
    help=_(
        "Make a workspace in DIR, which is the current folder unless named, and print where it is."
        "\n\nA folder in its criteria/ is a standard under the folder’s name."
        '\n\n\b\nExample:\n  wwc-assess init carlsbad --city "Carlsbad, California"'
    ),
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--city", required=True, metavar="NAME", help=_("What the city is called."))
@click.option(
    "--standard", metavar="ID", default=DEFAULT_STANDARD, help=_("Which standard; WWC 2022 unless named.")
)
@click.option(
    "--cycle",
    metavar="TEXT",
    default=lambda: str(local_today().year),
    help=_("Which round; this year unless named."),
)
@click.pass_obj
def init(place: Place, folder: Path, city: str, standard: str, cycle: str) -> None:
    with Session.create(folder, city=city, cycle=cycle, standard_id=standard, by=place.by) as session:
        say(
            _("Made a workspace for {city} {cycle}, {standard}.").format(
                city=session.store.city, cycle=session.assessment.cycle, standard=session.standard.short
            )
        )
        first = session.standard.criteria[0]
        here = f"wwc-assess --workspace {quoted(session.workspace.path)}"
        say(_("Open it with: {command}").format(command=here), whole=True)
        say(
            _("Or answer with: {command}").format(
                command=f"{here} answer {first.id}.{first.questions[0].id} yes"
            ),
            whole=True,
        )
    put(str(session.workspace.path))


@click.command(
    short_help=_("Look around in a filled sample city."),
    help=_(
        "Open a filled sample city in a throw-away workspace; nothing of yours is touched."
        "\n\nWithout a terminal it prints where that city stands. With --keep it makes the city in DIR for you to keep."
        "\n\n\b\nExamples:\n  wwc-assess demo\n  wwc-assess demo --keep rivermouth"
    ),
)
@click.option("--keep", metavar="DIR", type=click.Path(path_type=Path), help=_("Make it here and leave it."))
@today_option
@click.pass_obj
def demo(place: Place, keep: Path | None, today: date) -> int:
    if keep is not None:
        with create_sample(keep, today, by=place.by) as session:
            path = session.workspace.path
        say(_("Open it with: {command}").format(command=f"wwc-assess --workspace {quoted(path)}"), whole=True)
        put(str(path))
        return 0
    on_screen = is_terminal()
    if on_screen:
        check_size()
    # On Windows a virus scanner may hold a file a moment longer; the system clears its temporary folder later.
    with (
        tempfile.TemporaryDirectory(prefix="wwc-assess-", ignore_cleanup_errors=True) as folder,
        create_sample(Path(folder) / "rivermouth", today, by=place.by) as session,
    ):
        if on_screen:
            return show(session, session.workspace.path, today)
        put_score(session, today)
    say(
        _(
            "Run wwc-assess demo in a terminal to walk through this city, or wwc-assess to begin with your own."
        )
    )
    return 0


@click.command(
    short_help=_("Say which workspace is used, and why."),
    help=_(
        "Say which workspace is used, and why. It is looked for in --workspace, then the environment variable"
        " WWC_ASSESS_WORKSPACE, then the current folder, then your own data folder."
        "\n\nExits with 1 where there is none.\n\n\b\nExample:\n  wwc-assess locate"
    ),
)
@json_option
@click.pass_obj
def locate(place: Place, *, as_json: bool) -> int:
    found = find(place.workspace)
    if as_json:
        put_json({"workspace": str(found.path), "why": found.why, "exists": found.exists})
    else:
        put(str(found.path))
        say(_("Why: {why}.").format(why=found.why))
        if not found.exists:
            say(_("There is no workspace there yet. Make one with wwc-assess init DIR --city NAME."))
    return 0 if found.exists else 1
