"""Values as JSON has them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache


def plain(value: object) -> object:
    """Return a value that JSON does not know as one that it does, for `json.dumps` to call.

    Args:
        value: A dataclass, of whose fields those that say no more than their default are left out; a figure; a day.

    Raises:
        TypeError: It is nothing of these.
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    kind: type = type(value)
    return {name: part for name, default in _fields(kind) if (part := getattr(value, name)) != default}


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """Return the fields of a dataclass, each with its default."""
    if not is_dataclass(kind):
        raise TypeError(kind)
    return tuple((field.name, field.default) for field in fields(kind))
