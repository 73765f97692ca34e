"""Whatever system call of an act the disk refuses, it is told in a sentence and nothing is lost: some of all cases here.

`make durability` goes through every call of every act.
"""

import sys
from random import Random

import pytest

if sys.platform != "linux":  # before the imports that fail elsewhere
    pytest.skip("faults are put under a running program by what Linux has alone", allow_module_level=True)

from faulty import ACTS, Faults
from injection import KINDS, Untraceable

from needs import lacking

SEED, OF_EACH_ACT = 20_261_125, 3


def test_an_act_whose_system_calls_fail_is_told_and_is_there_whole_or_not_at_all_and_can_be_done_again(
    tmp_path,
):
    dice = Random(SEED)  # noqa: S311  to be repeated, not to be kept secret
    with Faults(tmp_path) as faults:
        try:
            cases = [case for act in ACTS for case in dice.sample(faults.cases(act), OF_EACH_ACT)]
        except Untraceable as why:
            lacking(str(why))
        wrong = [told for case in cases for told in faults.plant(case)]
    assert wrong == []
    assert {case.kind for case in cases} == set(KINDS)
    assert faults.tally.told > len(cases) / 2
