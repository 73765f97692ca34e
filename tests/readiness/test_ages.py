"""How long a document stays fresh: calendar months and days, against a definition that counts them one by one."""

from __future__ import annotations

import calendar
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapes import an_item

import wwc_assess
from effort import drawn
from wwc_assess.readiness.model import Flaw
from wwc_assess.readiness.standing import flaw_of
from wwc_assess.standard.model import Age, Document

PLACES = [str(Path(wwc_assess.__file__).parents[1]), str(Path(__file__).parent)]
ENDS = [(1, 1), (1, 31), (2, 28), (3, 1), (3, 31), (4, 30), (12, 31)]

many = settings(max_examples=drawn(200))

# Chance alone seldom meets the ends of months, leap days and the end of the calendar.
dates = (
    st.dates()
    | st.builds(lambda year, end: date(year, *end), st.integers(1, 9999), st.sampled_from(ENDS))
    | st.integers(1, 9999).filter(calendar.isleap).map(lambda year: date(year, 2, 29))
    | st.dates(min_value=date(9990, 1, 1))
)
ages = st.builds(
    lambda count, unit: Age(count, unit, f"{count} {unit}"),
    st.integers(0, 600),
    st.sampled_from(["months", "days"]),
)


def counted(as_of, age):
    """Return the last fresh day by walking through the calendar; its last day where it ends on the way."""
    if age.unit == "days":
        ordinal = as_of.toordinal() + age.count
        return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else date.max
    year, month = as_of.year, as_of.month
    for _month in range(age.count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if year > 9999:
        return date.max
    for day in range(as_of.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, as_of.day)


@many
@given(dates, ages)
@example(date(2028, 2, 29), Age(12, "months", "12 months"))
@example(date(2028, 2, 29), Age(48, "months", "4 years"))
@example(date(2027, 10, 31), Age(4, "months", "4 months"))
@example(date(9999, 11, 30), Age(1, "months", "1 month"))
@example(date(9999, 12, 31), Age(1, "days", "1 day"))
def test_an_age_ends_where_counting_months_or_days_one_by_one_ends(as_of, age):
    assert age.last_day(as_of) == counted(as_of, age)


@many
@given(dates, dates, ages)
def test_a_later_document_never_ends_earlier(one, other, age):
    earlier, later = sorted((one, other))
    assert age.last_day(earlier) <= age.last_day(later)


@many
@given(dates, ages, ages)
def test_a_longer_age_never_ends_earlier(as_of, one, other):
    shorter, longer = sorted((one.count, other.count))
    for unit in ("months", "days"):
        ends = [Age(count, unit, "").last_day(as_of) for count in (shorter, longer)]
        assert as_of <= ends[0] <= ends[1]


@many
@given(st.dates(max_value=date(9900, 1, 1)), ages)
def test_a_document_counts_on_its_last_day_and_not_on_the_next(as_of, age):
    slot = Document("minutes", "The minutes", max_age=age)
    item = an_item("C1.minutes", as_of=as_of)
    last = age.last_day(as_of)
    assert flaw_of(item, slot, as_of) is None
    assert flaw_of(item, slot, last) is None
    assert flaw_of(item, slot, last + timedelta(days=1)) == (Flaw.STALE, last)


@many
@given(st.integers(1, 9999), st.integers(1, 600))
def test_whole_years_from_28_february_end_on_28_february_leap_year_or_not(year, years):
    end = Age(12 * years, "months", f"{years} years").last_day(date(year, 2, 28))
    assert end == (date(year + years, 2, 28) if year + years <= 9999 else date.max)


DATED = """
import sys
sys.path[:0] = {places}
from datetime import date
from shapes import YEAR, a_criterion, a_standard, an_item, recorded
from wwc_assess.readiness.evidence import survey
from wwc_assess.standard.model import Document

standard = a_standard(a_criterion(documents=(Document("minutes", "The minutes", max_age=YEAR),)))
records = recorded(evidence=[an_item("C1.minutes", as_of=date(2027, 10, 31))])
for today in (date(2028, 10, 31), date(2028, 11, 1)):
    (view,) = survey(standard, records, today)
    print(view.state, view.last_day)
"""


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"])
def test_a_last_day_is_a_local_date_whatever_the_time_zone(zone):
    """On 31 October 2028 clocks differ by 25 hours around the world, and New York is about to turn its own back."""
    done = subprocess.run(
        [sys.executable, "-c", DATED.format(places=PLACES)],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["expiring 2028-10-31", "stale 2028-10-31"]
