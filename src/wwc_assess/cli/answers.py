"""Recording answers, one or many, and listing them."""

# The help of a command says what it does, and click passes every option by its name.
# ruff: noqa: D103, PLR0913, PLR0917

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from wwc_assess.cli.output import put_json, put_table, say
from wwc_assess.cli.params import Place, criterion_of, day_or_nothing, json_option
from wwc_assess.errors import InputError
from wwc_assess.moments import local_time
from wwc_assess.records.changes import UNCHANGED
from wwc_assess.records.model import CheckRef
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from wwc_assess.records.changes import AnswerChange, Unchanged
    from wwc_assess.records.model import Answer, Records
    from wwc_assess.session import Session
    from wwc_assess.standard.model import Standard

_LONGEST_INPUT = 10_000_000
"""Bytes; a line for each check of a standard has some ten thousand."""


class _Details(Struct, frozen=True):
    """What is said about a criterion beside its answers; None leaves a thing as it is, for the due date UNCHANGED."""

    note: str | None
    owner: str | None
    due: date | Unchanged | None
    applies: bool | None

    def __bool__(self) -> bool:
        """Return whether anything is given."""
        return any(self.told(""))

    def told(self, ref: str) -> Iterator[str]:
        """Give what is kept of a criterion, in words."""
        given = {
            _("note"): self.note is not None,
            _("owner"): self.owner is not None,
            _("due date"): self.due is not UNCHANGED,
        }
        if names := [name for name, is_given in given.items() if is_given]:
            yield _("Saved: {details} of {ref}").format(details=", ".join(names), ref=ref)
        if self.applies is not None:
            words = _("Saved: {ref} applies") if self.applies else _("Saved: {ref} does not apply")
            yield words.format(ref=ref)

    def save(self, session: Session, criterion: str) -> None:
        """Keep what is given.

        Raises:
            InputError: The standard lets no criterion be left out.
        """
        if self.applies is False and session.standard.not_applicable == "forbidden":
            raise InputError(
                _("{standard} lets no criterion be left out.").format(standard=session.standard.short),
                _("Answer its questions with no where nothing is there."),
            )
        session.store.set_particulars(
            session.assessment.id,
            criterion,
            session.by,
            note=UNCHANGED if self.note is None else self.note,
            owner=UNCHANGED if self.owner is None else self.owner,
            due=self.due,
            not_applicable=UNCHANGED if self.applies is None else not self.applies,
        )


@click.command(
    short_help=_("Answer a question: yes, partly, no, unsure."),
    help=_(
        "Record an answer. REF is a question (DM1.written, or DM1.1 by its place) or a criterion (DM1: all its"
        " questions). VALUE is yes, partly, no, unsure, or clear to take an answer back; it may be left out where"
        " only a note, an owner or a due date is set."
        '\n\n\b\nExamples:\n  wwc-assess answer DM1.written yes\n  wwc-assess answer DM1 --owner "Budget office"\n'
        "  wwc-assess answer --stdin < answers.txt"
    ),
)
@click.argument("reference", metavar="REF", required=False)
@click.argument("value", metavar="VALUE", required=False)
@click.option("--note", metavar="TEXT", help=_("Note on the criterion."))
@click.option("--owner", metavar="NAME", help=_("Who sees to the criterion."))
@click.option("--due", metavar="YYYY-MM-DD", callback=day_or_nothing, help=_("By when; empty for no day."))
@click.option(
    "--applies/--does-not-apply",
    default=None,
    help=_("Whether the criterion applies to the city, where the standard lets criteria be left out."),
)
@click.option(
    "--stdin",
    "many",
    is_flag=True,
    help=_("Read lines of REF VALUE; # begins a comment line. All or nothing."),
)
@click.pass_obj
def answer(
    place: Place,
    reference: str | None,
    value: str | None,
    note: str | None,
    owner: str | None,
    due: date | Unchanged | None,
    *,
    applies: bool | None,
    many: bool,
) -> None:
    details = _Details(note, owner, due, applies)
    if many:
        if reference is not None or details:
            raise click.UsageError(
                _("--stdin takes its references from the lines it reads, and nothing else.")
            )
        lines = _lines()
        with place.open() as session:
            _answer_lines(session, lines)
    elif reference is None or (value is None and not details):
        raise click.UsageError(_("A reference and a value are needed, such as DM1.written yes."))
    else:
        with place.open() as session:
            _answer_one(session, reference, value, details)


def _answer_one(session: Session, reference: str, value: str | None, details: _Details) -> None:
    criterion = criterion_of(session.standard, reference).id
    changes = [] if value is None else session.changes(reference, value)
    with session.store.as_one_act():
        if details:
            details.save(session, criterion)
        session.answer(changes)
    for line in details.told(criterion):
        say(line)
    for change in changes:
        say(_("Saved: {ref} {value}").format(ref=change.ref, value=change.value or _("cleared")))


def _answer_lines(session: Session, lines: Sequence[str]) -> None:
    changes: list[AnswerChange] = []
    slips: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            changes.extend(session.changes(*_pair(line)))
        except InputError as error:
            slips.append(_("line {number}: {error}").format(number=number, error=error))
    if slips:
        sentence = ngettext(
            "{count} line cannot be used; nothing was saved.",
            "{count} lines cannot be used; nothing was saved.",
            len(slips),
        ).format(count=len(slips))
        raise InputError("\n".join([sentence, *slips]))
    session.answer(changes)
    say(ngettext("Saved: {count} answer", "Saved: {count} answers", len(changes)).format(count=len(changes)))


def _pair(line: str) -> tuple[str, str]:
    words = line.split()
    if len(words) != 2:  # noqa: PLR2004  a reference and a value
        raise InputError(
            _("“{line}” is not a reference and a value.").format(line=line.strip()[:100]),
            _("Write it like DM1.written yes."),
        )
    return words[0], words[1]


def _lines() -> Sequence[str]:
    data = sys.stdin.buffer.read(_LONGEST_INPUT + 1) if sys.stdin else b""
    if len(data) > _LONGEST_INPUT:
        raise InputError(_("That is more than ten million bytes."), _("Give one line for each answer."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InputError(
            _("The input is not plain text in UTF-8; nothing was saved."),
            _("Save the file as text with the encoding UTF-8 and try again."),
        )
    return text.splitlines()


@click.command(
    short_help=_("List what has been answered."),
    help=_(
        "List what has been answered, in the standard’s order; answers to questions that it no longer asks come last."
        "\n\n\b\nExample:\n  wwc-assess answers --json"
    ),
)
@json_option
@click.pass_obj
def answers(place: Place, *, as_json: bool) -> None:
    with place.open(read_only=True) as session:
        rows = list(_in_order(session.standard, session.records()))
    if as_json:
        put_json(
            [
                {
                    "ref": str(given.ref),
                    "value": given.value,
                    "at": given.at,
                    "by": given.by,
                    "fingerprint": given.fingerprint,
                }
                for given, _now in rows
            ]
        )
    elif rows:
        put_table(
            [_("Question"), _("Answer"), _("As it was asked"), _("By"), _("At")],
            [(a.ref, a.value, a.asked + _remark(a, now), a.by, local_time(a.at)) for a, now in rows],
        )
    else:
        say(_("Nothing has been answered yet."))


def _in_order(standard: Standard, records: Records) -> Iterator[tuple[Answer, str | None]]:
    """Give the answers, each with the fingerprint of the question as it is asked now; None where it no longer is."""
    asked = {
        CheckRef(criterion.id, check.id): check.fingerprint
        for criterion in standard.criteria
        for check in criterion.questions
    }
    kept = [ref for ref in asked if ref in records.answers]
    for ref in (*kept, *sorted(records.answers.keys() - asked.keys())):
        yield records.answers[ref], asked.get(ref)


def _remark(given: Answer, now: str | None) -> str:
    if now is None:
        return _(" (no longer asked)")
    return "" if now == given.fingerprint else _(" (the question has changed since)")
