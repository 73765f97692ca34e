"""The standard: its criteria, one of them in full, checking criteria files, and their schema for editors."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from wwc_assess.cli.groups import Group
from wwc_assess.cli.output import put, put_json, put_text, say
from wwc_assess.cli.params import Place, criterion_of, json_option
from wwc_assess.cli.showing import criterion_data, criterion_lines, standard_data, standard_lines
from wwc_assess.errors import InputError
from wwc_assess.readiness.trials import run_trials
from wwc_assess.records.workspace import Workspace, locate
from wwc_assess.standard.library import DEFAULT_STANDARD, available, open_standard
from wwc_assess.standard.problems import StandardError
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wwc_assess.standard.model import Standard

standard_option = click.option(
    "--standard", metavar="ID", help=_("Which standard; the workspace’s, or WWC 2022, unless named.")
)


@click.group(
    cls=Group,
    no_args_is_help=False,
    short_help=_("Read the standard; check criteria files."),
    help=_("Read the standard that is asked, and check criteria files that you write yourself."),
)
def criteria() -> None:
    pass


@criteria.command(
    "list",
    short_help=_("List practices and criteria."),
    help=_(
        "List the standard’s practices and criteria; works without a workspace.\n\n\b\nExample:\n  wwc-assess criteria list"
    ),
)
@standard_option
@json_option
@click.pass_obj
def list_(place: Place, standard: str | None, *, as_json: bool) -> None:
    asked = _standard(place, standard)
    if as_json:
        put_json(standard_data(asked))
    else:
        put_text("\n".join(standard_lines(asked)))


@criteria.command(
    short_help=_("Show one criterion in full."),
    help=_("Show all there is to one criterion.\n\n\b\nExample:\n  wwc-assess criteria show DM1"),
)
@click.argument("reference", metavar="REF")
@standard_option
@json_option
@click.pass_obj
def show(place: Place, reference: str, standard: str | None, *, as_json: bool) -> None:
    asked = _standard(place, standard)
    criterion = criterion_of(asked, reference)
    if as_json:
        put_json(criterion_data(asked, criterion))
    else:
        put_text("\n".join(criterion_lines(asked, criterion)))


@criteria.command(
    short_help=_("Check criteria files."),
    help=_(
        "Check the standards in the named folders, or the workspace’s own, or the shipped ones, and run their"
        " executable examples. Every problem is printed with its file, line and column."
        "\n\nExits with 1 where there are problems.\n\n\b\nExample:\n  wwc-assess criteria check my-criteria/our-standard"
    ),
)
@click.argument("folders", metavar="[FOLDER]...", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def check(place: Place, folders: Sequence[Path]) -> int:
    count = 0
    for folder in _to_check(place, folders):
        problems = list(_problems(folder))
        for problem in problems:
            put(problem)
        count += len(problems)
    if count:
        say(ngettext("{count} problem.", "{count} problems.", count).format(count=count))
    return 1 if count else 0


@criteria.command(
    short_help=_("Print the JSON Schema of a practice file."),
    help=_(
        "Print the JSON Schema of a practice file, with which an editor completes and checks while you type."
        "\n\n\b\nExample:\n  wwc-assess criteria schema > schema.json"
    ),
)
def schema() -> None:
    from wwc_assess.standard.json_schema import practice_schema  # noqa: PLC0415  brings pydantic

    put(practice_schema().rstrip("\n"))


def _standard(place: Place, standard_id: str | None) -> Standard:
    location = locate(place.workspace)
    if location.exists and standard_id is None:
        with place.open(read_only=True) as session:
            return session.standard
    own = Workspace(location.path).criteria if location.exists else None
    return open_standard(DEFAULT_STANDARD if standard_id is None else standard_id, own)


def _to_check(place: Place, folders: Sequence[Path]) -> Sequence[Path]:
    for folder in folders:
        if not folder.is_dir():
            raise InputError(
                _("There is no folder {folder}.").format(folder=folder),
                _("Name the folder that holds standard.yaml."),
            )
    if folders:
        return [found for folder in folders for found in (_own_standards(folder) or [folder])]
    location = locate(place.workspace)
    own = _own_standards(Workspace(location.path).criteria) if location.exists else []
    return own or list(available(None).values())


def _own_standards(home: Path) -> list[Path]:
    """Return the folders of the standards that stand in a folder."""
    return [folder for folder in available(home).values() if folder.parent == home]


def _problems(folder: Path) -> Iterator[str]:
    """Give what is wrong with one standard, and say so where nothing is."""
    from wwc_assess.standard.loading import load  # noqa: PLC0415  brings pydantic and the YAML parser

    try:
        standard = load(folder)
    except StandardError as error:
        for problem in error.problems:
            yield str(replace(problem, file=str(folder / problem.file)))
        return
    failures = list(run_trials(standard))
    for failure in failures:
        yield f"{folder / failure.where}: {failure.sentence}"
    if not failures:
        say(
            _(
                "{folder}: fine. Practices: {practices}, criteria: {criteria}, examples that hold: {trials}."
            ).format(
                folder=folder,
                practices=len(standard.practices),
                criteria=len(standard.criteria),
                trials=len(standard.trials),
            )
        )
