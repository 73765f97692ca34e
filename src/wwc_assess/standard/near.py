"""Naming things in sentences: short forms of long values, and the near match for a name that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 40
"""So many characters of a value are shown; no id is longer."""
_LISTED = 12
_COMPARED = 50_000
"""Comparing is slow; where the characters of the names times those of the one sought are more, no near one is sought."""


def short(value: object, longest: int = _SHOWN) -> str:
    """Return a value from a file as a sentence can hold it: on one line, and not too long, cut between words.

    Args:
        value: What is to be shown.
        longest: Characters that there is room for.
    """
    text = one_line(str(value))
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    blank = cut.rfind(" ")
    # A word as long as half the room is cut itself: too little would be left of the text without it.
    return f"{cut[:blank]} …" if blank >= longest // 2 else f"{cut}…"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like this one, letter case aside; None where none is like it."""
    from difflib import get_close_matches  # noqa: PLC0415  only a slip pays for it

    folded = {other.casefold(): other for other in known}
    if len(name) > _SHOWN or len(name) * sum(map(len, folded)) > _COMPARED:
        return None
    match = get_close_matches(name.casefold(), folded, n=1)
    return folded[match[0]] if match else None


def offer(name: str, known: Iterable[str]) -> str:
    """Return a sentence that offers the near name, or else all known ones; empty where nothing is known."""
    known = tuple(known)
    if near := nearest(name, known):
        return _("Did you mean {name}?").format(name=short(near))
    if not known:
        return ""
    names = ", ".join(short(other) for other in known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
    return _("Known: {names}.").format(names=names)
