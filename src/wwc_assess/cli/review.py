"""Signing off what is proven, and listing what waits for it and what no longer holds."""

# The help of a command says what it does.
# ruff: noqa: D103

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from wwc_assess.cli.output import put_json, put_table, say
from wwc_assess.cli.params import Place, criterion_of, json_option, today_option
from wwc_assess.errors import InputError
from wwc_assess.readiness.model import Reason, Standing
from wwc_assess.readiness.sentences import STANDING_WORDS, sentence
from wwc_assess.review import replacing, sign_off
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wwc_assess.session import Session
    from wwc_assess.standard.model import Criterion


class _Row(NamedTuple):
    """A criterion that is proven or was signed off."""

    criterion: Criterion
    standing: Standing
    sign_off: Reason | None

    @property
    def turn(self) -> tuple[bool, bool]:
        """What orders the list: what was never signed off, what no longer counts, what is reviewed."""
        return self.standing is Standing.REVIEWED, self.sign_off is not None

    @property
    def words(self) -> str:
        return sentence(self.sign_off, self.criterion, {}) if self.sign_off else _("Waits for review.")

    @property
    def data(self) -> dict[str, object]:
        return {
            "id": self.criterion.id,
            "title": self.criterion.title,
            "standing": self.standing,
            "sign_off": self.sign_off,
        }


@click.command(
    short_help=_("Sign off what is proven, or list what waits for it."),
    help=_(
        "Sign off the criterion REF, once it is proven, under the name of a reviewer who answered none of its"
        " questions. A sign-off holds until the text, an answer or the evidence changes."
        "\n\nWithout REF, list what waits for review, what no longer holds and why, and what is reviewed."
        "\n\n\b\nExamples:\n  wwc-assess review\n  wwc-assess review DM1 --by Rita"
    ),
)
@click.argument("reference", metavar="[REF]", required=False)
@click.option("--by", metavar="NAME", help=_("Who reviewed it; needed to sign off."))
@json_option
@today_option
@click.pass_obj
def review(place: Place, reference: str | None, by: str | None, today: date, *, as_json: bool) -> None:
    with place.open(read_only=reference is None) as session:
        signed = None if reference is None else _sign_off(session, reference, by or place.by, today)
        rows = sorted(_rows(session, today), key=lambda row: row.turn)
    if as_json:
        put_json([row.data for row in rows if signed in {None, row.criterion}])
    elif signed is None:
        _put(rows)


def _sign_off(session: Session, reference: str, by: str | None, today: date) -> Criterion:
    criterion = criterion_of(session.standard, reference)
    if by is None:
        raise InputError(
            _("A sign-off stands under the name of the person who reviewed."),
            _("Give it: wwc-assess review {id} --by NAME.").format(id=criterion.id),
        )
    earlier = session.records().sign_offs.get(criterion.id)
    given = sign_off(session, criterion.id, by, today)
    say(_("Signed off: {id} by {by}; wwc-assess undo takes it back.").format(id=criterion.id, by=given.by))
    if earlier:
        say(replacing(earlier))
    return criterion


def _rows(session: Session, today: date) -> Iterator[_Row]:
    records = session.records()
    readiness = session.readiness(records, today)
    for key, reasons in session.explain(records, readiness).items():
        standing = readiness.results[key].standing
        sign_off = next((reason for reason in reasons if reason.by), None)
        if sign_off or standing is Standing.PROVEN:
            yield _Row(session.standard.by_id[key], standing, sign_off)


def _put(rows: list[_Row]) -> None:
    if not rows:
        say(_("Nothing is proven yet, so nothing waits for review."))
        return
    put_table(
        [_("Criterion"), "", _("Standing"), _("Review")],
        [(row.criterion.id, row.criterion.title, STANDING_WORDS[row.standing], row.words) for row in rows],
    )
    if any(row.standing is Standing.PROVEN for row in rows):
        say(_("Sign off what is proven with wwc-assess review REF --by NAME."))
