"""Values as JSON has them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal


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
    if is_dataclass(value):
        return {
            field.name: part
            for field in fields(value)
            if (part := getattr(value, field.name)) != field.default
        }
    raise TypeError(type(value))
