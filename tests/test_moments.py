"""Moments of the records as the city's clocks and calendar show them."""

import os
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wwc_assess.moments import local_day, local_time

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="there a process cannot move to a zone")

ZONES = (
    "UTC",
    "America/Los_Angeles",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  the strategy adds the zone


@contextmanager
def at(zone):
    """Put this process into a zone, and back again."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@pytest.mark.parametrize("zone", ZONES)
@given(moment=MOMENTS)
def test_day_and_time_are_those_of_the_zone_through_every_change_of_the_clocks(zone, moment):
    text, there = moment.strftime("%Y-%m-%dT%H:%M:%SZ"), moment.astimezone(ZoneInfo(zone))
    with at(zone):
        assert local_day(text) == there.date()
        assert local_time(text) == there.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-08T07:59:59Z", date(2026, 3, 7)),
        ("2026-03-08T08:00:00Z", date(2026, 3, 8)),
        ("2026-03-09T06:59:59Z", date(2026, 3, 8)),
        ("2026-03-09T07:00:00Z", date(2026, 3, 9)),
    ],
)
def test_in_carlsbad_the_day_on_which_clocks_go_forward_has_23_hours(text, day):
    with at("America/Los_Angeles"):
        assert local_day(text) == day


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "1900-01-01T12:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_moment_at_the_edge_of_the_calendar_still_has_a_day(zone, text):
    with at(zone):
        assert abs(local_day(text) - date.fromisoformat(text[:10])).days <= 1
        assert local_time(text)


def test_what_is_no_moment_is_shown_as_it_is():
    assert local_time("before lunch") == "before lunch"
