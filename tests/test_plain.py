"""Values as JSON has them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from wwc_assess.plain import plain


@dataclass(frozen=True, slots=True)
class Part:
    name: str | None
    days: Decimal = Decimal(1)
    due: date | None = None
    parts: tuple[Part, ...] = ()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("2.50"), "2.5"),
        (Decimal("3.00"), "3"),
        (date(2028, 2, 29), '"2028-02-29"'),
        (Part("a"), '{"name": "a"}'),
        (Part(None, Decimal(2)), '{"name": null, "days": 2}'),
        (
            Part("a", parts=(Part("b", due=date(2028, 2, 29)),)),
            '{"name": "a", "parts": [{"name": "b", "due": "2028-02-29"}]}',
        ),
    ],
)
def test_a_value_says_in_json_what_it_holds_beyond_its_defaults(value, written):
    assert json.dumps(value, default=plain) == written


@pytest.mark.parametrize("value", [object(), {1}, Part])
def test_what_json_has_nothing_like_is_refused(value):
    with pytest.raises(TypeError):
        json.dumps(value, default=plain)
