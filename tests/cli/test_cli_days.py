"""The days that people read are the city's own, wherever the records are read; what programs compare is the same."""

import os
import sqlite3
from contextlib import closing

import pytest

from wwc_assess.session import Session

EVENING = "2026-03-10T05:30:00Z"
"""In Carlsbad still the 9th, half past ten at night."""
AFTER = "--today=2026-03-20"
HOME, EAST = "America/Los_Angeles", "Pacific/Kiritimati"


@pytest.fixture
def there(process):
    """Run a command in a process of its own, in a time zone."""

    def start(zone, *arguments):
        return process(*arguments, env=os.environ | {"TZ": zone})

    return start


@pytest.fixture
def city(city, run):
    """Give a city in which one person answered and another signed off in one evening, before a question changed."""
    commands = [
        ("answer", "LC1", "yes"),
        ("answer", "DM1.written", "no"),
        ("evidence", "add", "https://example.org/calls", "--for", "LC1"),
        ("review", "LC1", "--by", "Rita", AFTER),
    ]
    for command in commands:
        assert run(*command).code == 0
    with closing(sqlite3.connect(city / "assessment.db")) as database, database:
        database.execute("UPDATE answer SET at = ?", (EVENING,))
        database.execute("UPDATE sign_off SET at = ?", (EVENING,))
    data = city / "criteria" / "tiny" / "data.yaml"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("Is it written down?", "Is it a rule?"), encoding="utf-8")
    return city


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(("zone", "day"), [(HOME, "2026-03-09"), (EAST, "2026-03-10")])
def test_reports_and_explanations_tell_the_citys_own_day(there, zone, day):
    proof = there(zone, "report", "--for", "validator", AFTER).out
    assert f"(Ann, {day})" in proof
    assert f"Signed off by Rita on {day}." in proof
    assert f"DM1.written: No, answered by Ann on {day}" in there(zone, "report", AFTER).out
    assert f"Signed off by Rita on {day}." in there(zone, "score", AFTER, "--explain", "LC1").out


@pytest.mark.parametrize(("zone", "day"), [(HOME, "2026-03-09"), (EAST, "2026-03-10")])
def test_a_cycle_that_is_over_is_judged_on_the_citys_own_day(city, there, zone, day):
    with Session.open(str(city)) as session:
        session.store.add_assessment("tiny", "2027", "Ann")
    assert there(zone, "compare", "cycle:2026", "--json", AFTER).data["a"]["day"] == day


@pytest.mark.usefixtures("city")
def test_no_zone_changes_a_standing_a_moment_or_the_seal(there):
    home, east = (there(zone, "report", "--format", "json", AFTER).data for zone in (HOME, EAST))
    assert home["seal"] == east["seal"]
    days = []
    for facts in (home, east):
        (reviewed,) = (one for one in facts["criteria"] if one["standing"] == "reviewed")
        assert (reviewed["questions"][0]["at"], reviewed["sign_off"]["at"]) == (EVENING, EVENING)
        days.append(reviewed["reasons"][-1].pop("day"))
        facts.pop("basis_fingerprint")  # Of what the report shows, days among it.
    assert days == ["2026-03-09", "2026-03-10"]
    assert home == east


@pytest.mark.usefixtures("city")
def test_a_report_written_at_home_still_fits_at_the_other_end_of_the_world(there, tmp_path):
    report = tmp_path / "report.md"
    assert there(HOME, "report", "--for", "validator", "--output", report, AFTER).code == 0
    done = there(EAST, "report", "verify", report, AFTER)
    assert (done.code, "still fits" in done.out + done.err) == (0, True)
