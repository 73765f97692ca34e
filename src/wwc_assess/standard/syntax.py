"""The YAML parser's complaints in the words of a person who edits criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from wwc_assess.standard.odd import (
    ADD_COLON,
    COLON_WITHIN,
    FOLD,
    FOLD_COLON,
    FOLDED,
    NO_COLON,
    NOT_CLOSED,
    SIGN,
    TOO_DEEP,
)
from wwc_assess.standard.origins import origin
from wwc_assess.standard.problems import Problem
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    import yaml
    from yaml._yaml import Mark as CMark
    from yaml.error import Mark

_INDENT = _(
    "Line it up with the keys above it; if a quote mark stands within the text, use `>-` for that text."
)


_IN_WORDS = (
    ("nested too deep", *TOO_DEEP),
    (
        "too many nodes",
        _("The file holds more keys and values than any standard."),
        _("Check that this is the right file, or split it."),
    ),
    (
        "folder is full",
        _("The files up to here hold more keys and values than any standard."),
        _("Keep only the files of one standard in the folder."),
    ),
    (
        "mapping values are not allowed",
        COLON_WITHIN,
        FOLD_COLON,
    ),
    (
        "could not find expected ':'",
        NO_COLON,
        ADD_COLON,
    ),
    (
        "while scanning a quoted scalar",
        _("The quote opened here is never closed."),
        _("Close it, or write `>-` after the key and the text indented below."),
    ),
    ("cannot start any token", *SIGN),
    ("expected ',' or ']'", *NOT_CLOSED["["]),
    ("expected ',' or '}'", *NOT_CLOSED["{"]),
    (
        "while parsing a quoted scalar",
        _("A backslash in double quotes begins a special sign, and this is none."),
        _("Use `>-` or single quotes for text with backslashes."),
    ),
    (
        "while parsing a block mapping",
        _("The line does not fit to the keys above it."),
        _INDENT,
    ),
    (
        "while parsing a block collection",
        _("The line does not fit to the list above it."),
        _("Begin each item of the list with `- ` in the same column."),
    ),
    (
        "block sequence entries are not allowed",
        _("A list item cannot begin here."),
        _("Put `- ` on a line of its own below the key, or put the text in double quotes."),
    ),
    (
        "while scanning a block scalar",
        FOLDED,
        FOLD,
    ),
    ("alphabetic or numeric character", *SIGN),
    ("did not find expected node content", *SIGN),
    ("while scanning a directive", *SIGN),
    (
        "tag",
        _("A text cannot begin with an exclamation mark."),
        _("Put the text in double quotes."),
    ),
    (
        "expected a single document",
        _("A second document begins here."),
        _("Take the line `---` away, or put the text in quotes; one file is one document."),
    ),
    (
        "expected <document start>",
        _("Something stands here after the end of the file's keys."),
        _INDENT,
    ),
)
_AT_THE_OPENING = (
    "could not find expected ':'",
    "while scanning a quoted scalar",
    "while scanning an alias",
    "while scanning an anchor",
    "while scanning a directive",
    "expected ',' or",
)
"""The parser notices these later, at worst at the end of the file; the slip is where it began."""


def explained(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Return the one problem that a YAML syntax error is, at the place a person should look at.

    Args:
        file: Its name.
        text: What was read, its lines ended by newlines only; empty where the place that the parser gives is enough.
        error: What the parser raised.
    """
    said = f"{error.context or ''}: {error.problem or ''}"
    if text and (found := origin(text, error, said)):
        return Problem(file, found.line + 1, found.column + 1, found.message, found.mend)
    mark = error.problem_mark or error.context_mark
    if error.context_mark and any(fragment in said for fragment in _AT_THE_OPENING):
        mark = error.context_mark
    message, mend = next(
        ((message, mend) for fragment, message, mend in _IN_WORDS if fragment in said),
        (
            _("The file cannot be read as YAML here ({reason}).").format(
                reason=one_line(error.problem or "")
            ),
            _("Look at this line and the one above it."),
        ),
    )
    return problem_at(file, mark, message, mend)


def problem_at(file: str, mark: Mark | CMark | None, message: str, mend: str) -> Problem:
    """Return a problem at a place that the parser marked; at the file's start where it marked none."""
    return Problem(file, *((mark.line + 1, mark.column + 1) if mark else (1, 1)), message, mend)
