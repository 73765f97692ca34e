"""What validation says, told as problems: at their line and column, in a person's words, with the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from wwc_assess.standard.near import nearest, offer, short
from wwc_assess.standard.problems import SHOWN
from wwc_assess.standard.scalars import CODE, LINE, SLIP, WORD
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from wwc_assess.standard.nodes import Path, Tree
    from wwc_assess.standard.problems import Problem

Kind = TypeVar("Kind", bound=BaseModel)


_EMPTY = _("{name} is empty."), _("Write its value, or take it away.")
_NO_GROUP = (
    _("{name} should be a group of keys."),
    _("Write each key on a line of its own, indented, as `key: value`."),
)
_IN_WORDS = {
    "missing": (_("{name} is missing."), _("Add it here, as a key with a colon and its value.")),
    "string_too_short": _EMPTY,
    "string_type": (
        _("{name} should be text, but a list or a group of keys stands here."),
        _("If the brackets belong to the text, put the text in double quotes."),
    ),
    "string_too_long": (_("{name} is longer than {limit} characters."), _("Shorten it.")),
    "too_long": (_("{name} has more than {limit} items."), _("Shorten or split it.")),
    "too_short": (_("{name} is an empty list."), _("Write at least one item.")),
    "string_pattern_mismatch": (_("{name} cannot be `{value}`."), "{shape}"),
    "literal_error": (_("{name} cannot be `{value}`."), _("Choose {values}.")),
    "tuple_type": (
        _("{name} should be a list."),
        _("Write it as [A, B], or as lines that begin with `- `."),
    ),
}
"""Message and mend by pydantic's type of error; whatever else there is concerns a group of keys."""
_SHAPES = {
    LINE: _("Write it on one line."),
    CODE: _("Use letters, digits, dots and hyphens; no blanks, no slashes, no #, and no colon at the end."),
    WORD: _("Use letters, digits, - and _, with at least one letter, beginning with a letter or digit."),
}


def validated(kind: type[Kind], tree: Tree) -> Kind | tuple[Problem, ...]:
    """Return a file's data as the entry it should be, or everything that keeps it from being one."""
    try:
        return kind.model_validate(tree.data)
    except ValidationError as error:
        return tuple(_told(kind, tree, error.errors(include_url=False)[:SHOWN]))


def _told(kind: type[BaseModel], tree: Tree, errors: list[ErrorDetails]) -> Iterator[Problem]:
    """Give one problem for each slip; a missing key that stands there misspelled is one slip, not two."""
    misspelled: set[Path] = set()
    for error in errors:
        path = error["loc"]
        if error["type"] == "extra_forbidden":
            known = _keys(kind, path[:-1])
            if near := nearest(str(path[-1]), known):
                misspelled.add((*path[:-1], near))
            message = _("There is no key `{key}` here.").format(key=short(path[-1]))
            yield tree.problem(path, message, offer(str(path[-1]), known), at_key=True)
    for error in errors:
        path = error["loc"]
        if error["type"] == "extra_forbidden" or path in misspelled:
            continue
        if error["type"] == "too_short" and error["input"]:
            continue  # pydantic counts only the items without a slip, and each slip is told anyway
        of_key = path[-1:] == ("[key]",)
        path = path[:-1] if of_key else path
        name = _("A key of `{key}`").format(key=short(path[-2])) if of_key else _name(path)
        message, mend = _words(error, name)
        yield tree.problem(path, message, mend, at_key=of_key)


def _words(error: ErrorDetails, name: str) -> tuple[str, str]:
    """Return message and mend for one error.

    Args:
        error: As pydantic reports it.
        name: What to call the place it was found at.
    """
    context = error.get("ctx", {})
    kind = error["type"]
    if kind == SLIP:
        message, mend = context["message"], context["mend"]
    elif error["input"] is None:
        message, mend = _EMPTY
    else:
        message, mend = _IN_WORDS.get(kind, _NO_GROUP)
    words = {
        "name": name,
        "value": short(error["input"]),
        "limit": context.get("max_length"),
        "values": str(context.get("expected")).replace("'", "`"),
        "shape": _SHAPES.get(context.get("pattern", "")),
    }
    return message.format(**words), mend.format(**words)


def _name(path: Path) -> str:
    """Return what to call the place at the end of a path."""
    if not path:
        return _("The file")
    last = path[-1]
    if isinstance(last, str):
        return f"`{short(last)}`"
    if len(path) == 1:
        return _("Item {number} of the file").format(number=last + 1)
    return _("Item {number} of `{key}`").format(number=last + 1, key=short(path[-2]))


def _keys(kind: type[BaseModel], path: Path) -> tuple[str, ...]:
    """Return the keys that an entry can have.

    Args:
        kind: What the whole file is.
        path: Where in the file the entry stands.
    """
    entry = kind
    for part in ("root", *path):
        # List positions and the keys of `sources` lead to no other kind of entry.
        field = entry.model_fields.get(str(part))
        entry = (field and _entry(field.annotation)) or entry
    return tuple(entry.model_fields)


def _entry(annotation: Any) -> type[BaseModel] | None:
    """Return the kind of entry that stands in a field's type, inside tuples and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((entry for inner in get_args(annotation) if (entry := _entry(inner))), None)
