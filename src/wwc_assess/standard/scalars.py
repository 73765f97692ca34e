"""Numbers, ages, flags and addresses of the criteria files, read from the text as it stands and never guessed.

Each type carries two descriptions: how we read its text, and the JSON Schema of the YAML value that editors see.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any
from unicodedata import category
from unicodedata import name as name_of
from urllib.parse import urlsplit

from pydantic import AfterValidator, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from wwc_assess.standard.model import Age
from wwc_assess.words import _

SLIP = "slip"
"""Type of our own validation errors; their context holds message and mend in a person's words."""

LONGEST_TEXT = 4_000
"""Characters of a sentence or more."""
LONGEST_LINE = 1_000
"""Characters of a title, name or address."""
LONGEST_LIST = 50
"""Items of any list within one criterion."""

_DAYS = re.compile(r"\d{1,4}(\.\d{1,3})?")
_COUNT = re.compile(r"[1-9]\d{0,3}")
_PERCENT = re.compile(r"\d{1,3}(\.\d{1,2})?%")
_AGE = re.compile(r"([1-9]\d{0,3}) (day|week|month|year)s?")
_UNITS: dict[str, tuple[int, Any]] = {
    "day": (1, "days"),
    "week": (7, "days"),
    "month": (1, "months"),
    "year": (12, "months"),
}
_FULL = Decimal(100)
_ALIKE = {"LATIN": _("Latin"), "GREEK": _("Greek"), "CYRILLIC": _("Cyrillic")}
"""Alphabets whose letters look like one another's, by the first word of their letters' names in Unicode."""


def slip(message: str, mend: str) -> PydanticCustomError:
    """Return a validation error that says what is wrong and what to do.

    Args:
        message: What is wrong; `{name}` stands for the key it was found at.
        mend: What to do.
    """
    return PydanticCustomError(SLIP, "{message}", {"message": message, "mend": mend})


def _text(value: object, mend: str) -> str:
    """Return the value if it is text, else say that it is empty or a list or a group."""
    if isinstance(value, str):
        return value
    if value is None:
        raise slip(_("{name} is empty."), mend)
    raise slip(_("{name} holds a list or a group of keys."), mend)


def present(value: object) -> object:
    """Refuse a key that is written with nothing after it, where leaving it out would be fine."""
    if value is None:
        raise slip(_("{name} is empty."), _("Write its value, or take the key away."))
    return value


def _days(value: object) -> Decimal:
    mend = _("Write person-days as a number, such as 0.5 or 3.")
    text = _text(value, mend)
    if not _DAYS.fullmatch(text):
        raise slip(_("{name} is not a number of days."), mend)
    return Decimal(text)


def count_in(text: str) -> int | None:
    """Return the whole number from 1 to 9999 that a text is; None where it is none."""
    return int(text) if _COUNT.fullmatch(text) else None


def _count(value: object) -> int:
    mend = _("Write a whole number, 1 or more.")
    count = count_in(_text(value, mend))
    if count is None:
        raise slip(_("{name} is not a whole number from 1 to 9999."), mend)
    return count


def _whole(value: object) -> int:
    mend = _("Write a whole number, 0 or more.")
    count = 0 if value == "0" else count_in(_text(value, mend))
    if count is None:
        raise slip(_("{name} is not a whole number from 0 to 9999."), mend)
    return count


def _need(value: object) -> int | None:
    mend = _("Write `all`, or how many of the checks are needed, such as 4.")
    text = _text(value, mend)
    if text == "all":
        return None
    count = count_in(text)
    if count is None:
        raise slip(_("{name} is neither `all` nor a number of checks."), mend)
    return count


def _flag(value: object) -> bool:
    mend = _("Write `true` or `false`.")
    text = _text(value, mend)
    if text not in {"true", "false"}:
        raise slip(_("{name} is neither `true` nor `false`."), mend)
    return text == "true"


def _age(value: object) -> Age:
    mend = _("Write a number and a unit, such as `12 months`, `90 days`, `2 weeks` or `1 year`.")
    text = _text(value, mend)
    match = _AGE.fullmatch(text)
    if not match:
        raise slip(_("{name} is not an age."), mend)
    times, unit = _UNITS[match[2]]
    return Age(int(match[1]) * times, unit, text)


def bar_in(text: str) -> Decimal | int | None:
    """Return the bar that a text is: a percentage as a Decimal, points as an int; None where it is neither."""
    if _PERCENT.fullmatch(text) and 0 < (percent := Decimal(text[:-1])) <= _FULL:
        return percent
    return count_in(text)


def _bar(value: object) -> Decimal | int:
    mend = _("Write a percentage such as `51%`, or points such as 22.")
    bar = bar_in(_text(value, mend))
    if bar is None:
        raise slip(_("{name} is neither a percentage up to 100% nor a number of points."), mend)
    return bar


def _url(value: object) -> str:
    mend = _("Write the whole address, beginning with https:// or http://.")
    text = _text(value, mend)
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        usable = False
    if not usable or len(text) > LONGEST_LINE:
        raise slip(_("{name} is not a web address."), mend)
    return text


def _seen(code: str) -> str:
    """Refuse a code that is not what it looks like (Unicode Technical Standard 39): nobody could type it again."""
    if code.isascii():
        return code
    for sign in code:
        if category(sign) == "Cf":
            message = _("{{name}} holds a sign that nobody sees (U+{code}).").format(code=f"{ord(sign):04X}")
            raise slip(message, _("Delete it, or type the code anew."))
    first: dict[str, str] = {}
    for letter in code:
        first.setdefault(name_of(letter, "").partition(" ")[0], letter)
    mixed = [f"{first[alphabet]} ({_ALIKE[alphabet]})" for alphabet in first if alphabet in _ALIKE]
    if len(mixed) > 1:
        message = _("{{name}} mixes letters that look alike: {letters}.").format(letters=", ".join(mixed))
        raise slip(message, _("Type it anew in one alphabet."))
    return code


LINE = r"^[^\n]*$"
CODE = r"^[^\s/\\#]*[^\s/\\#:]$"
WORD = "^([A-Za-z][A-Za-z0-9_-]*|[0-9]+[A-Za-z_-][A-Za-z0-9_-]*)$"

_COUNT_SCHEMA = {"type": "integer", "minimum": 1, "maximum": 9999}

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]
"""A sentence or more."""
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_LINE, pattern=LINE)
]
"""A title or name, on one line."""
Year = Annotated[Line, WithJsonSchema({"type": ["string", "integer"], "minLength": 1})]
"""When something happened: text, though an editor sees ``2024`` as a number."""
Code = Annotated[
    str,
    StringConstraints(max_length=40, pattern=CODE),
    AfterValidator(_seen),
    WithJsonSchema({"type": ["string", "number"], "maxLength": 40, "pattern": CODE}),
]
"""The id of a criterion, practice or level: ``DM1``; text also where an editor sees ``5.10`` as a number."""
Word = Annotated[str, StringConstraints(max_length=40, pattern=WORD)]
"""The id of a check or document; not digits alone, because ``DM1.1`` is a position."""
Days = Annotated[
    Decimal | None, PlainValidator(_days), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 9999})
]
Count = Annotated[int, PlainValidator(_count), WithJsonSchema(_COUNT_SCHEMA)]
Whole = Annotated[
    int | None, PlainValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 9999})
]
Need = Annotated[
    int | None, PlainValidator(_need), WithJsonSchema({"anyOf": [{"const": "all"}, _COUNT_SCHEMA]})
]
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"type": "boolean"})]
MaxAge = Annotated[
    Age | None, PlainValidator(_age), WithJsonSchema({"type": "string", "pattern": f"^{_AGE.pattern}$"})
]
Bar = Annotated[
    Decimal | int,
    PlainValidator(_bar),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": f"^{_PERCENT.pattern}$"}, _COUNT_SCHEMA]}),
]
Url = Annotated[
    str,
    PlainValidator(_url),
    WithJsonSchema({"type": "string", "pattern": "^https?://", "maxLength": LONGEST_LINE}),
]
