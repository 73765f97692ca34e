"""Naming things in sentences."""

import pytest

from wwc_assess.standard.near import nearest, short


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Council Policy 93", "Council Policy 93"),
        ("Log of data requests and feedback, until 2025", "Log of data requests and feedback, …"),
        ("A  text that is\nforty characters, exactly so!", "A text that is forty characters, …"),
        ("x" * 41, "x" * 39 + "…"),
        ("An " + "x" * 60, "An " + "x" * 36 + "…"),
    ],
)
def test_a_long_text_is_cut_between_words_and_within_one_only_where_that_is_long(text, told):
    assert short(text) == told
    assert len(told) <= 40


def test_where_comparing_would_take_long_no_near_name_is_looked_for():
    names = [f"A{number}" for number in range(1_500)]
    assert nearest("A1499x", names) == "A1499"
    assert nearest("A1499x", [*names, "x" * 2_000]) is None


def test_for_a_name_longer_than_any_id_no_near_one_is_looked_for():
    assert nearest("x" * 40, ["x" * 39]) == "x" * 39
    assert nearest("x" * 41, ["x" * 39]) is None
