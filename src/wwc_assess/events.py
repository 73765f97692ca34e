"""What an event of the history did, in words: one wording for screens and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wwc_assess.records.model import Event

_DETAILS = {
    "note": _("note"),
    "owner": _("owner"),
    "due": _("due date"),
    "not_applicable": _("does not apply"),
    "location": _("location"),
    "title": _("title"),
    "as_of": _("as of"),
    "valid_until": _("valid until"),
    "withdrawn": _("withdrawn"),
}
_NO_LONGER = {_DETAILS["not_applicable"]: _("applies"), _DETAILS["withdrawn"]: _("no longer withdrawn")}
"""What is said once a detail that is or is not so is so no more."""


def sentence(event: Event) -> str:
    """Return what an event did, such as ``DM1.written: no → yes``."""
    return _SENTENCES[event.action](event)


def undone(events: Sequence[Event]) -> list[str]:
    """Return what the events of an undoing took back, in the order in which it had been done, places of evidence last.

    Args:
        events: The newest first, as the store gives them; the last thing done was the first to be taken back.
    """
    main_things_first = sorted(events, key=lambda event: event.action == "attachment")
    return [sentence(replace(event, before=event.after, after=event.before)) for event in main_things_first]


def _answer(event: Event) -> str:
    return _("{ref}: {before} → {after}").format(
        ref=event.subject, before=_value(event.before), after=_value(event.after)
    )


def _value(row: Mapping[str, object] | None) -> object:
    return row.get("value") if row else _("blank")


def _particulars(event: Event) -> str:
    return f"{event.subject}: {_changed(event)}"


def _evidence(event: Event) -> str:
    if event.before and event.after:
        return _("Evidence {number}: {changes}").format(number=event.subject, changes=_changed(event))
    words = _("Evidence {number} added: {name}") if event.after else _("Evidence {number} removed: {name}")
    row = _row(event)
    return words.format(number=event.subject, name=row.get("title") or row.get("location"))


def _attachment(event: Event) -> str:
    words = (
        _("Evidence {number} attached to {ref}") if event.after else _("Evidence {number} taken off {ref}")
    )
    return words.format(number=_row(event).get("evidence"), ref=event.subject)


def _sign_off(event: Event) -> str:
    words = _("{ref} signed off by {by}") if event.after else _("Sign-off of {ref} by {by} taken back")
    return words.format(ref=event.subject, by=_row(event).get("by"))


def _link_check(event: Event) -> str:
    reached = _row(event).get("ok")
    words = _("Evidence {number}: reached") if reached else _("Evidence {number}: not reached")
    return words.format(number=event.subject)


def _snapshot(event: Event) -> str:
    words = _("Snapshot “{name}” kept") if event.after else _("Snapshot “{name}” removed")
    return words.format(name=event.subject)


def _assessment(event: Event) -> str:
    return _("Assessment {cycle} started").format(cycle=event.subject)


_SENTENCES: Mapping[str, Callable[[Event], str]] = {
    "answer": _answer,
    "particulars": _particulars,
    "evidence": _evidence,
    "attachment": _attachment,
    "sign_off": _sign_off,
    "link_check": _link_check,
    "snapshot": _snapshot,
    "assessment": _assessment,
}


def _row(event: Event) -> Mapping[str, object]:
    return event.after or event.before or {}


def _changed(event: Event) -> str:
    """Return the details that differ, each with what it now says."""
    before, after = event.before or {}, event.after or {}
    return ", ".join(
        _detail(word, after.get(name))
        for name, word in _DETAILS.items()
        if (before.get(name) or None) != (after.get(name) or None)
    )


def _detail(word: str, value: object) -> str:
    if isinstance(value, int):
        return word if value else _NO_LONGER[word]
    return f"{word} “{value}”" if value else _("{word} cleared").format(word=word)
