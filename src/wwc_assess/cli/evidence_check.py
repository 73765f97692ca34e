"""Trying links and files from the command line, and keeping each outcome as it comes."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

import sys
from contextlib import aclosing, contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

import click

from wwc_assess.cli.output import put_json, put_table, say
from wwc_assess.cli.params import Place, json_option, local_today
from wwc_assess.cli.told import INTERRUPTED
from wwc_assess.errors import InputError
from wwc_assess.links.model import told_in_all
from wwc_assess.readiness.sentences import changed_words
from wwc_assess.readiness.standing import flaw_of
from wwc_assess.records.evidence import no_evidence
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from wwc_assess.links.model import Outcome
    from wwc_assess.records.model import Evidence
    from wwc_assess.session import Session


class _Tried(NamedTuple):
    """An evidence item as it is after it was tried."""

    item: Evidence
    outcome: Outcome
    unusable: bool
    """Whether it counts nowhere any more, on the day it was tried."""


@click.command(
    short_help=_("Try the links and read the files."),
    help=_(
        "Try all links and read all files, or those of NUMBER, and list what failed. Withdrawn evidence is left out."
        "\n\nOne failure only warns; a second one on a later day makes the evidence count no longer."
        " Exits with 1 where something failed."
        "\n\n\b\nExamples:\n  wwc-assess evidence check\n  wwc-assess evidence check 3 7"
    ),
)
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1, type=int)
@click.option("--allow-private", is_flag=True, help=_("Also ask hosts that are not on the public internet."))
@json_option
@click.pass_obj
def check(place: Place, numbers: Sequence[int], *, allow_private: bool, as_json: bool) -> int:
    today = local_today()
    with place.open() as session:
        items = _to_try(session.records().evidence, numbers)
        outcomes = _try_all(session, items, today, allow_private=allow_private)
        tried = [
            _Tried(item, outcomes[item.id], flaw_of(item, None, today) is not None)
            for item in session.records().evidence
            if item.id in outcomes
        ]
    failed = [one for one in tried if not one.outcome.ok]
    if as_json:
        put_json([_data(one) for one in tried])
    elif failed:
        _put_failed(failed)
    _say_changed(tried, today)
    say(told_in_all([one.outcome for one in tried]))
    return 1 if failed else 0


def _to_try(evidence: Sequence[Evidence], numbers: Sequence[int]) -> Sequence[Evidence]:
    """Return the items with these numbers, or all where none is given, without the withdrawn ones."""
    known = {item.id: item for item in evidence}
    for number in numbers:
        if number not in known:
            raise no_evidence(number)
        if known[number].withdrawn:
            say(_("Evidence {number} is withdrawn and is not tried.").format(number=number))
    return [item for item in evidence if not item.withdrawn and (not numbers or item.id in numbers)]


def _try_all(
    session: Session, items: Sequence[Evidence], today: date, *, allow_private: bool
) -> Mapping[int, Outcome]:
    """Try items and return their outcomes by number; each is kept at once, so that stopping loses none."""
    import asyncio  # noqa: PLC0415  the other commands need no event loop

    from wwc_assess.links.trying import outcomes  # noqa: PLC0415  nor do they try anything

    locations = {item.id: item.location for item in items}
    kept: dict[int, Outcome] = {}

    async def keep_all() -> None:
        folder = session.workspace.path
        async with aclosing(outcomes(items, folder=folder, allow_private=allow_private)) as coming:
            async for outcome in coming:
                number = outcome.evidence
                with suppress(InputError):  # Somebody has removed the item meanwhile.
                    if outcome.tried:
                        session.store.record_link_check(
                            number,
                            today,
                            outcome.ok,
                            outcome.detail,
                            outcome.sha256,
                            location=locations[number],
                        )
                    kept[number] = outcome
                step()

    try:
        with _progress(len(items)) as step:
            asyncio.run(keep_all())
    except KeyboardInterrupt as stopped:
        say(_("Stopped; {done} of {all} were tried and are kept.").format(done=len(kept), all=len(items)))
        raise click.exceptions.Exit(INTERRUPTED) from stopped
    return kept


@contextmanager
def _progress(number: int) -> Iterator[Callable[[], None]]:
    """Show a person how far it is, and give what is called after each step."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415  only where a person looks
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(_("Trying links and files"), total=number)
        yield lambda: progress.advance(bar)


def _put_failed(failed: Sequence[_Tried]) -> None:
    put_table(
        [_("No."), _("Location"), _("What was seen"), _("Counts")],
        [
            (
                one.item.id,
                one.item.location,
                one.outcome.detail,
                _counts(one),
            )
            for one in failed
        ],
        numbers=[0],
    )


def _counts(one: _Tried) -> str:
    """Return whether an item still counts after it failed."""
    if one.unusable:
        return _("no longer")
    return _("still: one failure only warns") if one.outcome.tried else _("as before: it was not tried")


def _say_changed(tried: Sequence[_Tried], today: date) -> None:
    for one in tried:
        if changed := changed_words(one.item, today):
            say(
                _("Evidence {number}, {name}: {changed}").format(
                    number=one.item.id, name=one.item.name, changed=changed
                )
            )


def _data(one: _Tried) -> dict[str, object]:
    return {
        "id": one.item.id,
        "location": one.item.location,
        "ok": one.outcome.ok,
        "detail": one.outcome.detail,
        "tried": one.outcome.tried,
        "unusable": one.unusable,
    }
