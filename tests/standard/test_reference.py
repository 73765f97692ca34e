"""A reference finds what the person meant, or says what is near."""

from __future__ import annotations

import pytest
from folders import BETA, written

from wwc_assess.errors import InputError
from wwc_assess.standard.loading import load
from wwc_assess.standard.reference import checks_of, practice_called, slot_of


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    beta = (
        BETA
        + "  - {id: '5', title: Five, statement: Five holds., checks: [{id: Is, ask: A}, {id: is, ask: B}]}\n"
    )
    return load(written(tmp_path_factory.mktemp("criteria") / "small", beta=beta))


@pytest.mark.parametrize(
    ("ref", "found"),
    [
        ("A1.written", ["A1.written"]),
        ("A1.1", ["A1.written"]),
        ("A1.3", ["A1.meets"]),
        ("A1", ["A1.written", "A1.named", "A1.meets"]),
        ("a1", ["A1.written", "A1.named", "A1.meets"]),
        ("a1.Written", ["A1.written"]),
        ("A2", ["A2.statement"]),
        ("A2.1", ["A2.statement"]),
        ("A2.statement", ["A2.statement"]),
        ("5.10", ["5.10.statement"]),
        ("5.10.1", ["5.10.statement"]),
        ("5.1", ["5.Is"]),
        ("5.is", ["5.is"]),
        ("5", ["5.Is", "5.is"]),
    ],
)
def test_a_reference_finds_its_questions(small, ref, found):
    assert [f"{criterion.id}.{check.id}" for criterion, check in checks_of(small, ref)] == found


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("A1.writen", "A1 has no check writen. Did you mean A1.written?"),
        ("A1.charter", "A1 has no check charter."),
        ("A1.4", "A1 has 3 checks, so there is no A1.4."),
        ("A1.0", "A1 has 3 checks, so there is no A1.0."),
        ("A2.2", "A2 has 1 check, so there is no A2.2."),
        ("A1." + "9" * 5000, "A1 has 3 checks"),
        ("A1.", "A1 has no check"),
        ("A1.\u0661", "A1 has no check \u0661."),
        ("5.IS", "5 has no check IS."),
        ("A11", "There is no criterion A11 in Small. Did you mean A1?"),
        ("", "There is no criterion"),
        (".", "There is no criterion"),
        ("X9.written", "There is no criterion X9 in Small. Known: A1, A2, 5.10, B2, 5."),
        ("\x1b[31m", "There is no criterion [31m in Small."),
    ],
)
def test_a_reference_to_nothing_is_told_with_what_is_near(small, ref, words):
    with pytest.raises(InputError) as caught:
        checks_of(small, ref)
    assert words in str(caught.value)
    assert "`wwc-assess criteria" in caught.value.next_step
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("ref", "slot"),
    [
        ("A1.charter", ("A1", "charter")),
        ("a1.CHARTER", ("A1", "charter")),
        ("A1", ("A1", "charter")),
        ("A2", ("A2", None)),
        ("5.10", ("5.10", None)),
        ("5.10.log", ("5.10", "log")),
    ],
)
def test_a_reference_finds_its_slot(small, ref, slot):
    assert slot_of(small, ref) == slot


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("A1.chart", "A1 has no document chart. Did you mean A1.charter?"),
        ("A1.1", "A1 has no document 1."),
        ("A2.charter", "A2 has no document charter. Attach it to A2."),
        ("Z", "There is no criterion Z"),
    ],
)
def test_a_slot_that_is_none_is_told_with_what_is_near(small, ref, words):
    with pytest.raises(InputError) as caught:
        slot_of(small, ref)
    assert words in str(caught.value)


@pytest.mark.parametrize("code", ["A", "a"])
def test_a_practice_is_found_by_its_code_letter_case_aside(small, code):
    assert practice_called(small, code).title == "Alpha"


def test_a_practice_that_is_none_is_told_with_those_there_are(small):
    with pytest.raises(InputError) as caught:
        practice_called(small, "DM")
    assert str(caught.value) == "There is no practice DM in Small. Known: A, B."
