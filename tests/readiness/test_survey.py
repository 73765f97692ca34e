"""What each evidence item is worth: its worst state, and the last day on which it counts everywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from shapes import TODAY, YEAR, a_criterion, a_standard, an_item, recorded
from strategies import cases

from effort import drawn
from wwc_assess.readiness.evidence import EXPIRING_DAYS, EvidenceState, changed_since, survey
from wwc_assess.readiness.sentences import changed_words
from wwc_assess.readiness.standing import flaw_of
from wwc_assess.records.model import LinkCheck, Slot
from wwc_assess.standard.model import Document

CHARTER = Document("charter", "The charter")
MINUTES = Document("minutes", "The minutes", max_age=YEAR)
STANDARD = a_standard(a_criterion("C1", documents=(CHARTER, MINUTES)), a_criterion("C2"))


def day(ahead):
    return TODAY + timedelta(days=ahead)


def tries(*outcomes):
    """Return the tries on the days up to today, oldest first."""
    return tuple(LinkCheck(day(place - len(outcomes) + 1), ok=ok) for place, ok in enumerate(outcomes))


def view(*names, **parts):
    (made,) = survey(STANDARD, recorded(evidence=[an_item(*names, **parts)]), TODAY)
    return made


@pytest.mark.parametrize(
    ("names", "parts", "state"),
    [
        (["C1.charter"], {}, "usable"),
        (["C2"], {}, "usable"),
        ([], {}, "unused"),
        (["C1"], {}, "unused"),
        (["C1.gone"], {}, "unused"),
        (["C9"], {}, "unused"),
        (["C9.gone"], {}, "unused"),
        (["C1", "C2"], {}, "usable"),
        (["C1.charter"], {"withdrawn": True}, "withdrawn"),
        ([], {"withdrawn": True}, "withdrawn"),
        (["C1.charter"], {"valid_until": day(-1)}, "expired"),
        (["C1.minutes"], {"as_of": day(-400)}, "stale"),
        (["C1.charter"], {"as_of": day(-400)}, "usable"),
        (["C1.minutes"], {"as_of": None}, "undated"),
        (["C1.charter"], {"as_of": None}, "usable"),
        (["C1.charter"], {"link_checks": tries(False, False)}, "unreachable"),
        (["C1.charter"], {"link_checks": tries(True, False)}, "warned"),
        (["C1.charter"], {"link_checks": tries(False, True)}, "usable"),
        (["C1.charter"], {"link_checks": (LinkCheck(day(1), ok=False),)}, "usable"),
        (["C1.minutes"], {"as_of": day(-300)}, "expiring"),
        (["C1.charter"], {"valid_until": day(0)}, "expiring"),
        (["C1.charter"], {"valid_until": day(EXPIRING_DAYS)}, "expiring"),
        (["C1.charter"], {"valid_until": day(EXPIRING_DAYS + 1)}, "usable"),
    ],
)
def test_evidence_is_worth_what_its_slots_dates_and_tries_say(names, parts, state):
    assert view(*names, **parts).state == state


@pytest.mark.parametrize(
    ("names", "parts", "state"),
    [
        (["C1.minutes", "C1.charter"], {"as_of": day(-400)}, "stale"),
        (["C1.charter", "C1.minutes"], {"as_of": None, "valid_until": day(10)}, "undated"),
        (["C1.charter"], {"valid_until": day(10), "link_checks": tries(False)}, "expiring"),
        (["C1.minutes"], {"as_of": day(-400), "valid_until": day(-1)}, "expired"),
        (["C1.minutes"], {"as_of": day(-400), "link_checks": tries(False, False)}, "stale"),
        (["C1"], {"valid_until": day(-1)}, "unused"),
    ],
)
def test_the_worst_that_holds_is_told(names, parts, state):
    assert view(*names, **parts).state == state


def test_a_slot_that_is_not_asked_for_makes_evidence_no_worse():
    assert view("C1.gone", "C2").state is EvidenceState.USABLE


@pytest.mark.parametrize(
    ("names", "parts", "last"),
    [
        (["C1.charter"], {}, None),
        (["C1.charter"], {"valid_until": day(500)}, day(500)),
        (["C1.minutes"], {"as_of": TODAY}, day(365)),
        (["C1.minutes"], {"as_of": TODAY, "valid_until": day(500)}, day(365)),
        (["C1.minutes"], {"as_of": TODAY, "valid_until": day(5)}, day(5)),
        (["C1.charter", "C1.minutes", "C2"], {"as_of": TODAY}, day(365)),
        (["C1.minutes"], {"as_of": None}, None),
        ([], {"valid_until": day(5)}, day(5)),
    ],
)
def test_the_last_day_is_the_first_of_all_ends(names, parts, last):
    assert view(*names, **parts).last_day == last


def test_views_stand_in_the_order_of_the_evidence_with_one_use_for_each_slot():
    items = [an_item("C2", "C1.gone", number=2), an_item("C1.charter", number=1)]
    views = survey(STANDARD, recorded(evidence=items), TODAY)
    assert [each.item for each in views] == items
    assert [use.slot for use in views[0].uses] == [Slot("C2"), Slot("C1", "gone")]


@settings(max_examples=drawn(200), suppress_health_check=list(HealthCheck))
@given(cases())
def test_states_and_last_days_agree_with_what_a_standing_counts(case):
    """Judged slot by slot and day by day, with nothing of the survey's own arithmetic."""
    for each in survey(case.standard, case.records, case.today):
        asked = [use for use in each.uses if use.asked_for]
        slots = [case.standard.by_id[use.slot.criterion].document(use.slot.document or "") for use in asked]
        usable = [flaw_of(each.item, slot, case.today) is None for slot in slots]
        fine = {EvidenceState.USABLE, EvidenceState.WARNED, EvidenceState.EXPIRING}
        assert (each.state in fine) == (bool(asked) and all(usable))
        if each.state in fine and each.last_day:
            untried = an_item(number=1, as_of=each.item.as_of, valid_until=each.item.valid_until)
            on, after = each.last_day, each.last_day + timedelta(days=1)
            assert all(flaw_of(untried, slot, on) is None for slot in slots)
            if len(asked) == len(each.uses):
                assert any(flaw_of(untried, slot, after) for slot in slots)


@pytest.mark.parametrize(
    ("fingerprints", "changed"),
    [
        ([], None),
        (["a"], None),
        (["a", "a"], None),
        (["a", "b"], day(0)),
        (["a", "b", "b"], day(0)),
        (["a", "b", "a"], day(1)),
        (["a", "", "b", ""], day(0)),
        (["", "a", ""], None),
        (["a", "a", "a", "a", "b"], None),
    ],
)
def test_a_file_has_changed_since_the_last_day_on_which_it_had_other_bytes(fingerprints, changed):
    checks = [LinkCheck(day(ahead), bool(sha256), "", sha256) for ahead, sha256 in enumerate(fingerprints)]
    assert changed_since(an_item("C2", link_checks=tuple(checks)), day(3)) == changed


def test_a_change_counts_from_the_day_on_which_it_is_found():
    read = (LinkCheck(day(-1), True, "", "a"), LinkCheck(day(0), True, "", "b"))
    item = an_item("C2", link_checks=read, as_of=day(-20))
    assert changed_since(item, day(-1)) is None
    assert changed_since(item, day(0)) == day(-1)


def test_a_changed_file_is_told_as_long_as_the_latest_try_could_read_it():
    read = (LinkCheck(day(-9), True, "", "a"), LinkCheck(day(-1), True, "", "b"))
    told = f"the file has changed since {day(-9)}. Does it still prove the same?"
    before = day(-20)
    assert changed_words(an_item("C2", link_checks=read, as_of=before), TODAY) == told
    failed = (*read, LinkCheck(TODAY, ok=False))
    assert not changed_words(an_item("C2", link_checks=failed, as_of=before), TODAY)
    assert not changed_words(an_item("C2", link_checks=read[1:], as_of=before), TODAY)
    assert not changed_words(an_item("C2", as_of=before), TODAY)


def test_who_dates_evidence_later_than_the_change_has_looked_at_it():
    read = (LinkCheck(day(-9), True, "", "a"), LinkCheck(day(-1), True, "", "b"))
    assert changed_since(an_item("C2", link_checks=read, as_of=day(-9)), TODAY) == day(-9)
    assert changed_since(an_item("C2", link_checks=read, as_of=day(-8)), TODAY) is None
