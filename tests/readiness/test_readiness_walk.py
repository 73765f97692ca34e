"""The walk: which question comes next."""

from __future__ import annotations

from msgspec.structs import replace
from shapes import a_criterion, a_standard, all_yes, answers, recorded

from wwc_assess.readiness.walk import next_open, open_questions
from wwc_assess.records.model import CheckRef

ONE, TWO = a_criterion("C1", checks=2), a_criterion("C2", checks=2)
STANDARD = a_standard(ONE, a_criterion("C3", status="planned"), TWO)


def refs(*names):
    return [CheckRef(*name.split(".")) for name in names]


def test_blank_unsure_and_reworded_questions_are_open_in_the_order_of_the_standard():
    given = answers(ONE, "unsure", "no") | answers(TWO, "blank", "yes")
    assert list(open_questions(STANDARD, recorded(given))) == refs("C1.c1", "C2.c1")
    reworded = replace(TWO, checks=(TWO.checks[0], replace(TWO.checks[1], ask="Is it done well?")))
    assert list(open_questions(a_standard(ONE, reworded), recorded(given))) == refs("C1.c1", "C2.c1", "C2.c2")


def test_the_walk_goes_on_after_a_question_and_from_the_beginning_again_at_the_end():
    walked = [None]
    for _step in range(5):
        walked.append(next_open(STANDARD, recorded(), walked[-1]))
    assert walked[1:] == refs("C1.c1", "C1.c2", "C2.c1", "C2.c2", "C1.c1")


def test_the_walk_goes_on_from_an_answered_question_too():
    given = recorded(answers(ONE, "blank", "yes") | answers(TWO, "yes"))
    assert next_open(STANDARD, given, CheckRef("C1", "c2")) == CheckRef("C2", "c2")
    assert next_open(STANDARD, given, CheckRef("C2", "c1")) == CheckRef("C2", "c2")


def test_from_a_question_that_the_standard_does_not_have_the_walk_begins_anew():
    assert next_open(STANDARD, recorded(), CheckRef("C9", "c1")) == CheckRef("C1", "c1")


def test_the_last_open_question_comes_after_itself():
    given = recorded(answers(ONE, "yes", "yes") | answers(TWO, "yes"))
    assert next_open(STANDARD, given, CheckRef("C2", "c2")) == CheckRef("C2", "c2")


def test_where_nothing_is_open_nothing_comes_next():
    everything = recorded(all_yes(ONE, TWO))
    assert next_open(STANDARD, everything) is None
    assert next_open(STANDARD, everything, CheckRef("C1", "c1")) is None
