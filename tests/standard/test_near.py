"""Naming things in sentences."""

import pytest

from wwc_assess.standard.near import short


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
