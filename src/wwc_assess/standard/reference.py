"""References a person types, such as DM1.written, found in a standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from wwc_assess.errors import InputError
from wwc_assess.standard.near import offer, short
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wwc_assess.standard.model import Check, Criterion, Practice, Standard

Found = TypeVar("Found")


def checks_of(standard: Standard, ref: str) -> list[tuple[Criterion, Check]]:
    """Return the questions that a reference means.

    Args:
        standard: Where to look.
        ref: ``DM1.written``, ``DM1.1`` (position, from 1) or ``DM1`` (all its questions). Letter case counts only where
            two ids differ in nothing else.

    Raises:
        InputError: Nothing goes by that reference.
    """
    criterion, rest = _split(standard, ref)
    if rest is None:
        return [(criterion, question) for question in criterion.questions]
    questions = criterion.questions
    if rest.isascii() and rest.isdigit():
        if not 1 <= int(rest[:9]) <= len(questions):
            sentence = ngettext(
                "{criterion} has {count} check, so there is no {ref}.",
                "{criterion} has {count} checks, so there is no {ref}.",
                len(questions),
            ).format(criterion=criterion.id, count=len(questions), ref=short(ref))
            raise InputError(sentence, _how_to_list(criterion))
        return [(criterion, questions[int(rest) - 1])]
    question = _by_name({question.id: question for question in questions}, rest)
    if question is None:
        sentence = _("{criterion} has no check {name}.").format(criterion=criterion.id, name=short(rest))
        known = [f"{criterion.id}.{question.id}" for question in questions]
        raise InputError(sentence, f"{offer(f'{criterion.id}.{rest}', known)} {_how_to_list(criterion)}")
    return [(criterion, question)]


def slot_of(standard: Standard, ref: str) -> tuple[str, str | None]:
    """Return the criterion id and the document id that evidence is to be attached to.

    Args:
        standard: Where to look.
        ref: ``DM1.charter``, or ``DM1``: its document if it has exactly one, else none in particular.

    Raises:
        InputError: Nothing goes by that reference.
    """
    criterion, rest = _split(standard, ref)
    documents = criterion.documents
    if rest is None:
        return criterion.id, documents[0].id if len(documents) == 1 else None
    document = _by_name({document.id: document for document in documents}, rest)
    if document is None:
        sentence = _("{criterion} has no document {name}.").format(criterion=criterion.id, name=short(rest))
        known = [f"{criterion.id}.{document.id}" for document in documents]
        near = offer(f"{criterion.id}.{rest}", known) or _("Attach it to {criterion}.").format(
            criterion=criterion.id
        )
        raise InputError(sentence, f"{near} {_how_to_list(criterion)}")
    return criterion.id, document.id


def practice_called(standard: Standard, code: str) -> Practice:
    """Return the practice with a code, such as ``DM``; letter case counts only where two codes differ in nothing else.

    Raises:
        InputError: There is none.
    """
    known = {practice.code: practice for practice in standard.practices}
    practice = _by_name(known, code)
    if practice is None:
        raise InputError(
            _("There is no practice {code} in {standard}.").format(code=short(code), standard=standard.short),
            offer(code, known),
        )
    return practice


def _split(standard: Standard, ref: str) -> tuple[Criterion, str | None]:
    """Return the criterion of a reference and what stands after its last dot.

    Ids may hold dots, as ``5.10`` does, so the whole reference is tried as an id first.
    """
    if criterion := _by_name(standard.by_id, ref):
        return criterion, None
    head, _dot, rest = ref.rpartition(".")
    if criterion := _by_name(standard.by_id, head):
        return criterion, rest
    name = head or ref
    raise InputError(
        _("There is no criterion {name} in {standard}.").format(name=short(name), standard=standard.short),
        f"{offer(name, standard.by_id)} {_('`wwc-assess criteria list` lists them all.')}",
    )


def _by_name(things: Mapping[str, Found], name: str) -> Found | None:
    """Return the thing with this id: exactly, or letter case aside if that fits one only."""
    if name in things:
        return things[name]
    alike = [thing for other, thing in things.items() if other.casefold() == name.casefold()]
    return alike[0] if len(alike) == 1 else None


def _how_to_list(criterion: Criterion) -> str:
    return _("`wwc-assess criteria show {criterion}` shows its checks and documents.").format(
        criterion=criterion.id
    )
