"""Reading a report's JSON form, which anybody may have written, and the schema that describes it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import from_json

from wwc_assess.errors import InputError
from wwc_assess.report.facts_model import FORMAT, VERSION, Facts
from wwc_assess.standard.json_schema import TerseSchema
from wwc_assess.standard.near import short
from wwc_assess.text import clean
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

LARGEST = 20_000_000
"""Bytes of a file that is read: a report on 200 criteria with a thousand evidence items has a tenth of it."""

_SHOWN = 10
"""So many slips are told of one file."""
_SLIPS = {
    "missing": _("“{place}” is missing."),
    "enum": _("“{place}” cannot be “{value}”."),
    "literal_error": _("“{place}” cannot be “{value}”."),
    "string_type": _("“{place}” should be text."),
    "tuple_type": _("“{place}” should be a list."),
}
"""By pydantic's type of error; whatever else there is concerns the shape of a value."""


def read_facts(content: bytes, name: str) -> Facts:
    """Return the report that a JSON file holds, its texts cleaned.

    Args:
        content: What the file holds.
        name: What to call it in a sentence.

    Raises:
        InputError: It holds no report, or one that a newer version wrote, or one with slips.
    """
    data = _data(content, name)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(
            _("{name} is no report in JSON of this program.").format(name=name),
            _("`wwc-assess report --format json` writes one."),
        )
    if data.get("version") != VERSION:
        raise InputError(
            _("{name} was written by another version of this program.").format(name=name),
            _("Read it with the version that wrote it, or bring this one up to date."),
        )
    try:
        facts = _ADAPTER.validate_python(data)
    except ValidationError as error:
        slips = error.errors(include_url=False)
        raise InputError(_how_many(slips, name), " ".join(_told(slips))) from None
    return _without_doubles(facts, name)


def _data(content: bytes, name: str) -> Any:
    if len(content) > LARGEST:
        raise InputError(
            _("{name} is larger than {limit} MB and is not read.").format(
                name=name, limit=LARGEST // 1_000_000
            )
        )
    try:
        return _cleaned(from_json(content, allow_inf_nan=False))
    except ValueError as error:
        raise InputError(
            _("{name} is no JSON: {reason}.").format(name=name, reason=short(error)),
            _("Choose a file that `wwc-assess report --format json` wrote."),
        ) from None


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(part) for key, part in value.items()}
    return value


def _without_doubles(facts: Facts, name: str) -> Facts:
    ids = Counter(criterion.id for criterion in facts.criteria)
    if len(ids) < len(facts.criteria):
        [(most, _count)] = ids.most_common(1)
        raise InputError(_("{name} holds a criterion twice: {id}.").format(name=name, id=short(most)))
    return facts


def _how_many(slips: list[ErrorDetails], name: str) -> str:
    return ngettext(
        "{name} is not as a report should be: {count} slip.",
        "{name} is not as a report should be: {count} slips.",
        len(slips),
    ).format(name=name, count=len(slips))


def _told(slips: list[ErrorDetails]) -> Iterator[str]:
    """Give a sentence for each slip, up to so many."""
    for slip in slips[:_SHOWN]:
        place = short(".".join(str(part) for part in slip["loc"]))
        words = _SLIPS.get(slip["type"], _("“{place}” has a value that does not belong there."))
        yield words.format(place=place, value=short(slip["input"]))
    if (more := len(slips) - _SHOWN) > 0:
        yield _("… and {count} more.").format(count=more)


def report_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of a report's JSON form."""
    described = _ADAPTER.json_schema(schema_generator=TerseSchema)
    about = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": _("A report of wwc-assess, version {version}").format(version=VERSION),
    }
    return json.dumps(about | described | about, ensure_ascii=False, indent=2) + "\n"


_ADAPTER = TypeAdapter(Facts)
