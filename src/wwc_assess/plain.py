"""Values as JSON has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from msgspec import NODEFAULT, Struct


def plain(value: object) -> object:
    """Return a value that JSON does not know as one that it does, for `json.dumps` to call.

    Args:
        value: A struct or a dataclass, of whose fields those that say no more than their default are left out; a figure;
            a day.

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
    """Return the fields of a struct or a dataclass, each with its default."""
    if issubclass(kind, Struct):
        names, defaults = kind.__struct_fields__, kind.__struct_defaults__
        return tuple(zip(names, (NODEFAULT,) * (len(names) - len(defaults)) + defaults, strict=True))
    from dataclasses import fields, is_dataclass  # noqa: PLC0415  only what pydantic describes is one

    if not is_dataclass(kind):
        raise TypeError(kind)
    return tuple((field.name, field.default) for field in fields(kind))
