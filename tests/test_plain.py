"""Values as JSON has them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from msgspec import Struct

from wwc_assess.plain import plain


@dataclass(frozen=True, slots=True)
class Part:
    name: str | None
    days: Decimal = Decimal(1)
    due: date | None = None
    parts: tuple[Part, ...] = ()


class Value(Struct, frozen=True):
    name: str | None
    days: Decimal = Decimal(1)
    due: date | None = None
    parts: tuple[Value, ...] = ()


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("2.50"), "2.5"), (Decimal("3.00"), "3"), (date(2028, 2, 29), '"2028-02-29"')],
)
def test_figures_and_days_are_written_as_json_has_them(value, written):
    assert json.dumps(value, default=plain) == written


@pytest.mark.parametrize("kind", [Part, Value])
def test_a_value_says_in_json_what_it_holds_beyond_its_defaults(kind):
    within = kind("a", parts=(kind("b", due=date(2028, 2, 29)),))
    assert json.dumps(kind("a"), default=plain) == '{"name": "a"}'
    assert json.dumps(kind(None, Decimal(2)), default=plain) == '{"name": null, "days": 2}'
    assert json.dumps(within, default=plain) == (
        '{"name": "a", "parts": [{"name": "b", "due": "2028-02-29"}]}'
    )


@pytest.mark.parametrize("value", [object(), {1}, Part])
def test_what_json_has_nothing_like_is_refused(value):
    with pytest.raises(TypeError):
        json.dumps(value, default=plain)
