"""Findings: each rule fires on its case and not on the near miss."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapes import TODAY, YEAR, a_criterion, a_standard, all_yes, an_item, answers, recorded
from strategies import cases

from effort import drawn
from wwc_assess.hosts import is_public
from wwc_assess.readiness.findings import (
    RULES,
    EvidenceField,
    Finding,
    Particular,
    Severity,
    find,
    grouped,
)
from wwc_assess.readiness.model import Standing
from wwc_assess.readiness.score import score
from wwc_assess.records.model import CheckRef, LinkCheck, Particulars, Slot
from wwc_assess.standard.model import Document

CHARTER = Document("charter", "The charter.")
MINUTES = Document("minutes", "The minutes", max_age=YEAR)
GUIDE = Document("guide", "The guide", optional=True, max_age=YEAR)


def day(ahead):
    return TODAY + timedelta(days=ahead)


def found(standard, records, rule):
    """Return what one rule finds."""
    return [f for f in find(standard, records, score(standard, records, TODAY)) if f.rule == rule]


def traces(standard, records, rule):
    """Return severity, criterion and field of what one rule finds."""
    return [(f.severity, f.criterion, f.field) for f in found(standard, records, rule)]


def found_on(*items, documents=(CHARTER,), rule):
    """Return what one rule finds in evidence of a criterion C1 with these documents."""
    return traces(a_standard(a_criterion(documents=documents)), recorded(evidence=items), rule)


# Answers


def test_a_claim_without_its_documents_is_found_with_the_first_one_that_is_missing():
    criterion = a_criterion(documents=(CHARTER, GUIDE, MINUTES))
    records = recorded(all_yes(criterion), [an_item("C1.charter")])
    (finding,) = found(a_standard(criterion), records, "met-without-proof")
    assert finding == Finding(
        "met-without-proof",
        Severity.SERIOUS,
        "C1 Title of C1 is claimed, but a document is missing: attach “The minutes”.",
        "C1",
        Slot("C1", "minutes"),
    )
    (both,) = found(a_standard(criterion), recorded(all_yes(criterion)), "met-without-proof")
    assert "2 documents are missing: attach “The charter” first." in both.sentence


def test_a_claim_without_any_evidence_is_found_where_no_document_is_named():
    criterion = a_criterion()
    trace = (Severity.SERIOUS, "C1", Slot("C1"))
    assert traces(a_standard(criterion), recorded(all_yes(criterion)), "met-without-proof") == [trace]


@pytest.mark.parametrize(
    ("values", "items", "status"),
    [
        (["yes", "yes"], [an_item("C1.charter")], "active"),
        (["yes", "no"], [], "active"),
        (["yes"], [], "active"),
        (["yes", "yes"], [], "retired"),
    ],
)
def test_what_is_proven_or_not_claimed_or_not_counted_is_no_claim_without_proof(values, items, status):
    criterion = a_criterion(checks=2, documents=(CHARTER, GUIDE), status=status)
    records = recorded(answers(criterion, *values), items)
    assert found(a_standard(criterion), records, "met-without-proof") == []


def test_a_claim_without_proof_is_found_behind_what_is_not_claimed():
    blank, claimed = a_criterion("C1"), a_criterion("C2")
    trace = (Severity.SERIOUS, "C2", Slot("C2"))
    assert traces(a_standard(blank, claimed), recorded(all_yes(claimed)), "met-without-proof") == [trace]


@pytest.mark.parametrize(("named", "field"), [("C2", CheckRef("C2", "c1")), ("C2.c2", CheckRef("C2", "c2"))])
def test_a_declared_contradiction_is_found_where_both_are_claimed(named, field):
    one, other = a_criterion("C1", contradicts=(named,)), a_criterion("C2", checks=2)
    standard = a_standard(one, other)
    assert traces(standard, recorded(all_yes(one, other)), "contradiction") == [
        (Severity.SERIOUS, "C1", field)
    ]
    nothing = [recorded(all_yes(one)), recorded(all_yes(other)), recorded()]
    for records in (*nothing, recorded(all_yes(one) | answers(other, "yes", "partly"))):
        assert found(standard, records, "contradiction") == []


def test_each_of_several_contradictions_is_found_behind_what_is_not_claimed():
    other = a_criterion("C4")
    claimed = [a_criterion(name, contradicts=("C4",)) for name in ("C2", "C3")]
    standard = a_standard(a_criterion("C1", contradicts=("C4",)), *claimed, other)
    found_at = traces(standard, recorded(all_yes(*claimed, other)), "contradiction")
    assert [criterion for _severity, criterion, _field in found_at] == ["C2", "C3"]


def test_a_contradicted_check_is_found_though_its_criterion_is_not_claimed():
    one, other = a_criterion("C1", contradicts=("C2.c2",)), a_criterion("C2", checks=2)
    records = recorded(all_yes(one) | answers(other, "no", "yes"))
    (finding,) = found(a_standard(one, other), records, "contradiction")
    assert finding.sentence == (
        "C1 Title of C1 and the yes to C2.c2 “Is part 2 of C2 done?” cannot both be true: correct one of them."
    )


def test_an_id_with_a_dot_is_a_criterion_before_it_is_a_check():
    one, other = a_criterion("C1", contradicts=("5.10",)), a_criterion("5.10")
    records = recorded(all_yes(one, other))
    (finding,) = found(a_standard(one, other), records, "contradiction")
    assert finding.field == CheckRef("5.10", "c1")


def test_a_check_of_a_criterion_with_a_dot_in_its_id_is_found():
    one, other = a_criterion("C1", contradicts=("5.10.c1",)), a_criterion("5.10")
    assert traces(a_standard(one, other), recorded(all_yes(one, other)), "contradiction") == [
        (Severity.SERIOUS, "C1", CheckRef("5.10", "c1"))
    ]


@pytest.mark.parametrize("named", ["C2.c9", "C9", "C9.c1"])
def test_what_the_standard_does_not_have_contradicts_nothing(named):
    one, other = a_criterion("C1", contradicts=(named,)), a_criterion("C2")
    assert found(a_standard(one, other), recorded(all_yes(one, other)), "contradiction") == []


def test_a_contradiction_that_both_sides_declare_is_found_once():
    one, other = a_criterion("C1", contradicts=("C2",)), a_criterion("C2", contradicts=("C1",))
    assert len(found(a_standard(one, other), recorded(all_yes(one, other)), "contradiction")) == 1


def test_a_retired_criterion_contradicts_nothing():
    one, other = a_criterion("C1", contradicts=("C2", "C2.c1")), a_criterion("C2", status="retired")
    assert found(a_standard(one, other), recorded(all_yes(one, other)), "contradiction") == []


def test_an_answer_to_another_wording_is_found_at_its_check():
    criterion = a_criterion(checks=2)
    records = recorded(all_yes(criterion))
    assert found(a_standard(criterion), records, "answer-outdated") == []
    reworded = replace(
        criterion, checks=(criterion.checks[0], replace(criterion.checks[1], ask="Done well?"))
    )
    trace = (Severity.WARNING, "C1", CheckRef("C1", "c2"))
    assert traces(a_standard(reworded), records, "answer-outdated") == [trace]


@pytest.mark.parametrize(("owner", "count"), [("", 1), ("  ", 1), ("Ann", 0)])
def test_a_core_criterion_wants_an_owner_and_another_does_not(owner, count):
    standard = a_standard(a_criterion("C1", core=True), a_criterion("C2"))
    records = recorded(particulars={"C1": Particulars(owner=owner)})
    expected = [(Severity.WARNING, "C1", Particular("C1", "owner"))] * count
    assert traces(standard, records, "core-without-owner") == expected


def test_partly_five_times_and_never_no_is_found_once_at_the_first():
    criterion = a_criterion(checks=7)
    standard = a_standard(criterion)
    five = recorded(answers(criterion, "yes", *["partly"] * 5, "unsure"))
    assert traces(standard, five, "never-no") == [(Severity.HINT, None, CheckRef("C1", "c2"))]
    assert found(standard, recorded(answers(criterion, *["partly"] * 4)), "never-no") == []
    assert found(standard, recorded(answers(criterion, *["partly"] * 6, "no")), "never-no") == []


@pytest.mark.parametrize(
    "note",
    [
        *(
            "TODO",
            "to do",
            "tbd",
            "T.B.D.",
            "xxx",
            "XXXX",
            "...",
            "…",
            "-",
            "--",
            "?",
            "n/a",
            "N/A.",
            "(see above)",
        ),
        *("test test", "bla bla  bla", "Lorem ipsum dolor sit amet", "lorem ipsum", "_"),
    ],
)
def test_a_note_that_only_holds_a_place_is_found(note):
    records = recorded(particulars={"C1": Particulars(note=note)})
    trace = (Severity.HINT, "C1", Particular("C1", "note"))
    assert traces(a_standard(a_criterion()), records, "placeholder-note") == [trace]


@pytest.mark.parametrize(
    "note",
    [
        *("", "   ", "TODO: ask Ben for the minutes", "See above the table in the budget book", "Draft"),
        *(
            "Adopted 2024",
            "xx is the code of the department",
            "N/A applies to vendors only",
            "任命済み",
            "Ben",
        ),
        *("The test of the test", "TBD by council in May", "DM1", "No", "no one"),
    ],
)
def test_a_note_that_says_something_is_not_found(note):
    records = recorded(particulars={"C1": Particulars(note=note)})
    assert found(a_standard(a_criterion()), records, "placeholder-note") == []


# Evidence


@pytest.mark.parametrize(
    "item", [an_item("C1.minutes", as_of=day(-366)), an_item("C1.minutes", valid_until=day(-1))]
)
def test_evidence_past_its_last_day_is_found(item):
    expected = [(Severity.SERIOUS, "C1", EvidenceField(1))]
    assert found_on(item, documents=(MINUTES,), rule="evidence-too-old") == expected


@pytest.mark.parametrize(
    "item",
    [
        an_item("C1.minutes", as_of=day(-365)),
        an_item("C1.minutes", valid_until=TODAY),
        an_item("C1.minutes", as_of=day(-366), withdrawn=True),
        an_item("C1.charter", as_of=day(-366)),
        an_item("C1", as_of=day(-366)),
    ],
)
def test_evidence_on_its_last_day_or_withdrawn_or_where_no_age_is_set_is_not_too_old(item):
    assert found_on(item, documents=(MINUTES, CHARTER), rule="evidence-too-old") == []


def test_old_evidence_beside_a_newer_one_is_no_weakness():
    old, new = an_item("C1.minutes", as_of=day(-400)), an_item("C1.minutes", number=2)
    assert found_on(old, new, documents=(MINUTES,), rule="evidence-too-old") == []


def test_old_evidence_in_an_optional_slot_is_a_hint():
    item = an_item("C1.guide", as_of=day(-400))
    assert found_on(item, documents=(GUIDE,), rule="evidence-too-old") == [
        (Severity.HINT, "C1", EvidenceField(1))
    ]


def test_one_old_document_in_many_slots_is_one_finding_that_names_them():
    standard = a_standard(*(a_criterion(name, documents=(MINUTES,)) for name in ("C1", "C2")))
    item = an_item("C2.minutes", "C1.minutes", as_of=day(-366), title="Minutes of 2025")
    (finding,) = found(standard, recorded(evidence=[item]), "evidence-too-old")
    assert finding.criterion == "C1"
    assert finding.sentence == (
        "“Minutes of 2025” (evidence 1) counted for C2.minutes until 2026-11-21, C1.minutes until 2026-11-21: "
        "attach a newer document."
    )


@pytest.mark.parametrize(
    ("parts", "count"),
    [
        ({"valid_until": TODAY}, 1),
        ({"valid_until": day(90)}, 1),
        ({"valid_until": day(91)}, 0),
        ({"valid_until": day(-1)}, 0),
        ({"as_of": day(-275)}, 1),
        ({"as_of": day(-274)}, 0),
        ({"valid_until": day(5), "withdrawn": True}, 0),
    ],
)
def test_evidence_expires_within_ninety_days_or_it_is_not_found(parts, count):
    item = an_item("C1.minutes", **parts)
    expected = [(Severity.WARNING, "C1", EvidenceField(1))] * count
    assert found_on(item, documents=(MINUTES,), rule="evidence-expiring") == expected


@pytest.mark.parametrize(("name", "documents"), [("C1.charter", (CHARTER,)), ("C1", ())])
def test_evidence_that_expires_beside_a_lasting_one_is_no_weakness(name, documents):
    short, lasting = an_item(name, valid_until=day(5)), an_item(name, number=2)
    assert found_on(short, lasting, documents=documents, rule="evidence-expiring") == []
    assert len(found_on(short, documents=documents, rule="evidence-expiring")) == 1


def test_evidence_past_its_last_day_is_found_where_no_document_is_named():
    over = an_item("C1", valid_until=day(-1))
    assert found_on(over, documents=(), rule="evidence-too-old") == [
        (Severity.SERIOUS, "C1", EvidenceField(1))
    ]
    assert found_on(over, an_item("C1", number=2), documents=(), rule="evidence-too-old") == []


@pytest.mark.parametrize(
    ("name", "severity"), [("C1.minutes", "serious"), ("C1.guide", "hint"), ("C1.charter", "hint")]
)
def test_evidence_without_a_date_is_serious_where_it_leaves_a_slot_empty(name, severity):
    documents = (CHARTER, MINUTES, GUIDE)
    undated, dated = an_item(name, as_of=None), an_item(name)
    assert found_on(undated, documents=documents, rule="evidence-undated") == [
        (severity, "C1", EvidenceField(1))
    ]
    assert found_on(dated, documents=documents, rule="evidence-undated") == []


def test_evidence_without_a_date_beside_a_dated_one_is_a_hint():
    undated, dated = an_item("C1.minutes", as_of=None), an_item("C1.minutes", number=2)
    assert found_on(undated, dated, documents=(MINUTES,), rule="evidence-undated") == [
        (Severity.HINT, "C1", EvidenceField(1))
    ]


@pytest.mark.parametrize(
    ("names", "criterion", "count"),
    [
        ([], None, 1),
        (["C1"], "C1", 1),
        (["C1.gone"], "C1", 1),
        (["C9"], None, 1),
        (["C1", "C1.charter"], "C1", 1),
        (["C1.charter"], None, 0),
    ],
)
def test_evidence_that_fills_no_document_is_a_hint(names, criterion, count):
    expected = [(Severity.HINT, criterion, EvidenceField(1))] * count
    assert found_on(an_item(*names), rule="evidence-unused") == expected
    assert found_on(an_item(*names, withdrawn=True), rule="evidence-unused") == []


# Links


def test_a_link_that_failed_once_warns_and_one_that_failed_on_two_days_is_serious():
    once = an_item("C1.charter", link_checks=(LinkCheck(day(-1), ok=True), LinkCheck(TODAY, ok=False)))
    assert found_on(once, rule="link-dead") == [(Severity.WARNING, "C1", EvidenceField(1))]
    twice = an_item("C1.charter", link_checks=(LinkCheck(day(-1), ok=False), LinkCheck(TODAY, ok=False)))
    assert found_on(twice, rule="link-dead") == [(Severity.SERIOUS, "C1", EvidenceField(1))]


@pytest.mark.parametrize(
    ("names", "tried"),
    [
        (["C1.charter"], []),
        (["C1.charter"], [LinkCheck(day(-1), ok=False), LinkCheck(TODAY, ok=True)]),
        (["C1.charter"], [LinkCheck(day(1), ok=False)]),
        (["C1"], [LinkCheck(TODAY, ok=False)]),
    ],
)
def test_a_link_that_answers_or_was_not_tried_or_proves_nothing_is_not_dead(names, tried):
    assert found_on(an_item(*names, link_checks=tuple(tried)), rule="link-dead") == []


def test_a_dead_link_to_what_is_expired_is_not_told_beside_its_age():
    tried = tuple(LinkCheck(day(ahead), ok=False) for ahead in (-1, 0))
    item = an_item("C1.charter", valid_until=day(-1), link_checks=tried)
    assert found_on(item, rule="link-dead") == []
    assert len(found_on(item, rule="evidence-too-old")) == 1


def test_a_dead_link_is_told_with_what_was_seen():
    tried = LinkCheck(TODAY, ok=False, detail="404 Not Found")
    standard = a_standard(a_criterion())
    (finding,) = found(standard, recorded(evidence=[an_item("C1", link_checks=(tried,))]), "link-dead")
    assert "did not pass the check on 2026-11-22 (404 Not Found)" in finding.sentence


@pytest.mark.parametrize(
    "location",
    [
        *(
            "http://intranet/policy",
            "https://files.city.local/x",
            "https://wiki.CORP/x",
            "http://a.b.lan:8080/",
        ),
        *(
            "https://docs.city.internal",
            "https://hr.intranet./x",
            "http://localhost:8000/",
            "http://10.1.2.3/x",
        ),
        *(
            "http://127.0.0.1/",
            "http://192.168.0.9/x",
            "http://[::1]/x",
            "http://[fd00::1]:80/",
            "http://169.254.1.1",
        ),
        *("https://ann:secret@city.gov/x", "HTTPS://token@city.gov/x"),
    ],
)
def test_a_link_that_only_the_city_can_open_is_found(location):
    item = an_item("C1.charter", location=location)
    assert found_on(item, rule="link-not-public") == [(Severity.SERIOUS, "C1", EvidenceField(1))]
    assert found_on(replace(item, withdrawn=True), rule="link-not-public") == []


@pytest.mark.parametrize(
    "location",
    [
        *("https://city.gov/policy", "https://local.city.gov/x", "https://corp.example", "http://8.8.8.8/x"),
        *("http://[2606:4700::1111]/x", "S:/Budget/plan.pdf", r"\\server\share\plan.pdf", "minutes@2026.pdf"),
        *("https://medium.example/@mayor/post", "https://city.gov/?mail=ann@city.gov", "http://[broken", ""),
        *("http:///plan", "https://:8080/plan", "file://intranet/plan.pdf"),
    ],
)
def test_a_public_link_or_a_file_or_what_is_no_address_is_not_found(location):
    assert found_on(an_item("C1.charter", location=location), rule="link-not-public") == []


@given(st.ip_addresses())
def test_a_link_to_an_address_is_found_exactly_where_trying_it_would_be_refused(address):
    item = an_item("C1.charter", location=f"http://{address if address.version == 4 else f'[{address}]'}/x")
    assert (found_on(item, rule="link-not-public") == []) is is_public(address)


def test_no_finding_repeats_a_password():
    tried = (LinkCheck(TODAY, ok=False),)
    item = an_item(
        "C1.gone", "C1.charter", location="https://ann:secret@city.gov/x", as_of=None, link_checks=tried
    )
    standard = a_standard(a_criterion(documents=(CHARTER,)))
    records = recorded(evidence=[item])
    told = [
        f for f in find(standard, records, score(standard, records, TODAY)) if f.field == EvidenceField(1)
    ]
    assert {f.rule for f in told} == {"link-not-public", "link-dead", "evidence-undated", "evidence-unused"}
    assert not [f.sentence for f in told if "secret" in f.sentence or "ann" in f.sentence]


def four(*locations):
    """Return one item for each location, each under a criterion of its own, from C1 on."""
    return [an_item(f"C{n}", number=n, location=location) for n, location in enumerate(locations, start=1)]


@pytest.mark.parametrize(
    "items",
    [
        [an_item("C4", "C2", "C3", "C1")],
        four(*["https://city.gov/plan"] * 4),
        four(
            "https://city.gov/plan",
            "HTTPS://City.GOV/plan/",
            "https://city.gov/plan#page=2",
            "https://CITY.gov/plan",
        ),
        four(*["S:/Budget/Plan", "S:/Budget/Plan/"] * 2),
    ],
)
def test_the_same_location_under_four_criteria_is_found_at_its_first_item(items):
    standard = a_standard(*(a_criterion(f"C{n}") for n in range(1, 6)))
    (finding,) = found(standard, recorded(evidence=items), "one-link-many-criteria")
    assert (finding.severity, finding.criterion, finding.field) == (Severity.WARNING, "C1", EvidenceField(1))
    assert "stands under 4 criteria: C1, C2, C3, C4." in finding.sentence


@pytest.mark.parametrize(
    "items",
    [
        [an_item("C1", "C2", "C3")],
        [an_item("C1", "C2", "C3", "C9")],
        [an_item("C1", "C2", "C3", "C1.charter")],
        four(
            "https://city.gov/plan",
            "https://city.gov/Plan",
            "https://city.gov/plan?y=2",
            "https://www.city.gov/plan",
        ),
        four(*(f"https://{city}.gov/plan" for city in ("carlsbad", "boston", "tulsa", "mesa"))),
        four(*(f"https://city.gov/title-{number}" for number in ("", "X", "XX", "XXX"))),
        four(*(f"S:/Code/title-{number}" for number in ("", "X", "XX", "XXX"))),
        [
            *four(*["https://city.gov/plan"] * 3),
            an_item("C4", number=4, location="https://city.gov/plan", withdrawn=True),
        ],
    ],
)
def test_three_criteria_or_other_locations_are_not_found_as_the_same(items):
    standard = a_standard(*(a_criterion(f"C{n}") for n in range(1, 6)))
    assert found(standard, recorded(evidence=items), "one-link-many-criteria") == []


OVER = (LinkCheck(day(-1), ok=False),)


@pytest.mark.parametrize(
    ("rule", "items", "numbers"),
    [
        ("evidence-unused", [an_item(), an_item("C1.charter", number=2), an_item(number=3)], [1, 3]),
        (
            "link-dead",
            [
                an_item("C1.charter"),
                an_item("C1.charter", number=2, valid_until=day(-1), link_checks=OVER),
                an_item("C1.charter", number=3, link_checks=OVER),
            ],
            [3],
        ),
        (
            "link-not-public",
            [
                an_item("C1.charter", location="S:/Budget/plan.pdf"),
                an_item("C1.charter", number=2),
                an_item("C1.charter", number=3, location="http://intranet/policy"),
            ],
            [3],
        ),
        (
            "one-link-many-criteria",
            [an_item("C1.charter"), an_item("C1.charter", "C2", "C3", "C4", number=2)],
            [2],
        ),
    ],
)
def test_weak_evidence_is_found_behind_other_evidence(rule, items, numbers):
    standard = a_standard(
        a_criterion("C1", documents=(CHARTER,)), *(a_criterion(f"C{n}") for n in range(2, 5))
    )
    fields = [finding.field for finding in found(standard, recorded(evidence=items), rule)]
    assert fields == [EvidenceField(number) for number in numbers]


# Sentences


def sentences(standard, records, rule):
    return [finding.sentence for finding in found(standard, records, rule)]


def told_of(*items, documents=(CHARTER,), rule):
    """Return what one rule says of evidence of a criterion C1 with these documents."""
    return sentences(a_standard(a_criterion(documents=documents)), recorded(evidence=items), rule)


def test_a_claim_without_proof_is_told_with_what_to_attach():
    bare, wants_two = a_criterion("C1"), a_criterion("C2", documents=(CHARTER, MINUTES))
    assert sentences(
        a_standard(bare, wants_two), recorded(all_yes(bare, wants_two)), "met-without-proof"
    ) == [
        "C1 Title of C1 is claimed, but nothing usable is attached: attach what proves it.",
        "C2 Title of C2 is claimed, but 2 documents are missing: attach “The charter” first.",
    ]


def test_a_missing_document_is_told_without_the_full_stop_at_its_end():
    criterion = a_criterion(documents=(Document("annex", "Annex X."),))
    assert sentences(a_standard(criterion), recorded(all_yes(criterion)), "met-without-proof") == [
        "C1 Title of C1 is claimed, but a document is missing: attach “Annex X”."
    ]


def test_evidence_with_a_sign_in_is_called_by_its_address_without_it():
    item = an_item("C1.gone", location="https://ann:secret@city.gov/x")
    assert told_of(item, rule="evidence-unused") == [
        "“https://city.gov/x” (evidence 1) fills no document at C1.gone: choose the document that it is."
    ]


def test_contradictions_are_told_with_both_sides():
    one, other = a_criterion("C1", contradicts=("C2",)), a_criterion("C2")
    assert sentences(a_standard(one, other), recorded(all_yes(one, other)), "contradiction") == [
        "C1 Title of C1 and C2 Title of C2 cannot both be true: correct one of them."
    ]


def test_an_answer_to_another_wording_is_told_with_the_question_as_it_reads_now():
    criterion = a_criterion()
    reworded = replace(criterion, checks=(replace(criterion.checks[0], ask="Done\nwell?"),))
    assert sentences(a_standard(reworded), recorded(all_yes(criterion)), "answer-outdated") == [
        "C1.c1 was answered when it read differently: answer “Done well?” again."
    ]


def test_a_core_criterion_without_owner_is_told_by_its_title():
    assert sentences(a_standard(a_criterion(core=True)), recorded(), "core-without-owner") == [
        "C1 Title of C1 is a core criterion and nobody’s task: name an owner."
    ]


def test_partly_and_never_no_is_told_with_the_number_and_the_first():
    criterion = a_criterion(checks=6)
    partly = recorded(answers(criterion, "yes", *["partly"] * 5))
    assert sentences(a_standard(criterion), partly, "never-no") == [
        "5 questions are answered “partly” and none “no”: look at C1.c2 and the others again."
    ]


def test_a_note_that_only_holds_a_place_is_told_as_it_stands():
    records = recorded(particulars={"C1": Particulars(note="t.b.d.")})
    assert sentences(a_standard(a_criterion()), records, "placeholder-note") == [
        "The note of C1 Title of C1 says only “t.b.d.”: write what is known, or clear it."
    ]


@pytest.mark.parametrize(
    ("rule", "item", "told"),
    [
        (
            "evidence-expiring",
            an_item("C1.charter", "C1.minutes", title="Plan", valid_until=day(5)),
            (
                "“Plan” (evidence 1) counts for C1.charter until 2026-11-27, C1.minutes until 2026-11-27: "
                "have a newer document ready."
            ),
        ),
        (
            "evidence-undated",
            an_item("C1.charter", "C1.minutes", "C1.guide", title="Plan", as_of=None),
            "“Plan” (evidence 1) has no date, so it does not count for C1.minutes, C1.guide: enter its date.",
        ),
        (
            "evidence-undated",
            an_item("C1.charter", title="Plan", as_of=None),
            "“Plan” (evidence 1) has no date: enter the day that it speaks of.",
        ),
        (
            "evidence-unused",
            an_item(title="Plan"),
            "“Plan” (evidence 1) is attached to nothing: attach it to what it proves, or take it away.",
        ),
        (
            "evidence-unused",
            an_item("C1", "C1.charter", "C1.gone", title="Plan"),
            "“Plan” (evidence 1) fills no document at C1, C1.gone: choose the document that it is.",
        ),
        (
            "link-dead",
            an_item("C1.charter", title="Plan", link_checks=(LinkCheck(day(-1), ok=False),)),
            "“Plan” (evidence 1) did not pass the check on 2026-11-21: try it again on another day.",
        ),
        (
            "link-dead",
            an_item(
                "C1.charter",
                title="Plan",
                link_checks=(LinkCheck(day(-1), ok=False), LinkCheck(TODAY, ok=False, detail="404\nGone")),
            ),
            (
                "“Plan” (evidence 1) did not pass the check on two days, last on 2026-11-22 (404 Gone): "
                "mend or replace it."
            ),
        ),
        (
            "link-not-public",
            an_item("C1.charter", title="Plan", location="https://ann:secret@city.gov/x"),
            (
                "“Plan” (evidence 1) has a user name or password in its address: take that out, "
                "and change the password."
            ),
        ),
        (
            "link-not-public",
            an_item("C1.charter", title="Plan", location="http://Intranet/x"),
            (
                "“Plan” (evidence 1) leads to intranet, which only the city’s own network knows: "
                "link to a public copy."
            ),
        ),
    ],
)
def test_weak_evidence_is_told_by_its_name_with_what_to_do(rule, item, told):
    assert told_of(item, documents=(CHARTER, MINUTES, GUIDE), rule=rule) == [told]


def test_the_same_link_under_many_criteria_is_told_with_them_in_the_order_of_the_standard():
    standard = a_standard(*(a_criterion(f"C{n}") for n in range(1, 12)))
    item = an_item(*(f"C{n}" for n in range(10, 0, -1)), title="Plan")
    assert sentences(standard, recorded(evidence=[item]), "one-link-many-criteria") == [
        (
            "“Plan” (evidence 1) stands under 10 criteria: C1, C2, C3, C4, C5, C6, C7, C8, …. "
            "Attach a document of its own where there is one."
        )
    ]


def test_exactly_eight_are_listed_without_more_to_come():
    standard = a_standard(*(a_criterion(f"C{n}") for n in range(1, 9)))
    item = an_item(*(f"C{n}" for n in range(1, 9)))
    (told,) = sentences(standard, recorded(evidence=[item]), "one-link-many-criteria")
    assert "8 criteria: C1, C2, C3, C4, C5, C6, C7, C8. Attach" in told


# All of them


def test_each_rule_has_an_id_a_title_and_an_advice():
    assert all(key == rule.id and rule.title and rule.advice.endswith(".") for key, rule in RULES.items())
    assert len({rule.title for rule in RULES.values()}) == len(RULES)


def test_a_blank_assessment_has_no_weakness_but_core_criteria_without_an_owner():
    standard = a_standard(a_criterion("C1", core=True, documents=(MINUTES,)), a_criterion("C2"))
    findings = find(standard, recorded(), score(standard, recorded(), TODAY))
    assert [finding.rule for finding in findings] == ["core-without-owner"]


def test_findings_are_grouped_by_rule_the_heaviest_first():
    core = a_criterion("C1", core=True, documents=(GUIDE,))
    standard = a_standard(core, a_criterion("C2", documents=(MINUTES,)))
    items = [an_item("C1.guide", as_of=day(-400)), an_item("C2.minutes", number=2, as_of=day(-400))]
    records = recorded(evidence=items, particulars={"C2": Particulars(note="tbd")})
    groups = grouped(find(standard, records, score(standard, records, TODAY)))
    assert [(rule.id, [f.severity for f in members]) for rule, members in groups] == [
        ("evidence-too-old", [Severity.SERIOUS, Severity.HINT]),
        ("core-without-owner", [Severity.WARNING]),
        ("placeholder-note", [Severity.HINT]),
    ]


def test_the_text_of_a_field_tells_what_kind_it_is():
    fields = [
        CheckRef("C1", "c1"),
        Slot("C1", "charter"),
        Slot("C1"),
        Particular("C1", "note"),
        EvidenceField(3),
    ]
    assert [*map(str, fields)] == ["C1.c1", "C1.charter", "C1", "C1:note", "evidence:3"]


NOTES = st.sampled_from(["", "tbd", "xx", "A note.", "- -", "\u202e", "Lorem ipsum"])
LOCATIONS = st.sampled_from(
    [
        "https://city.gov/plan",
        "http://[x",
        "http://",
        "https://a:b@/",
        "http://10.0.0.1:x/",
        "S:/x",
        "",
        "//@",
    ]
) | st.text(max_size=30)


def exists(field, case):
    """Return whether a field is one that a person can go to."""
    match field:
        case CheckRef(criterion, check):
            return case.standard.by_id[criterion].check(check) is not None
        case Slot(criterion, None):
            return criterion in case.standard.by_id
        case Slot(criterion, document):
            return case.standard.by_id[criterion].document(document) is not None
        case Particular(criterion, name):
            return criterion in case.standard.by_id and name in {"note", "owner", "due"}
        case EvidenceField(number):
            return number in {item.id for item in case.records.evidence}
    return False


@settings(max_examples=drawn(200), suppress_health_check=list(HealthCheck))
@given(cases(), st.data())
def test_whatever_is_recorded_every_finding_leads_to_a_field_that_is_there(case, data):
    records = replace(
        case.records,
        evidence=tuple(replace(item, location=data.draw(LOCATIONS)) for item in case.records.evidence),
        particulars={c.id: Particulars(note=data.draw(NOTES)) for c in case.standard.criteria},
    )
    readiness = score(case.standard, records, case.today)
    findings = find(case.standard, records, readiness)
    assert findings == find(case.standard, records, readiness)
    severities = [*Severity]
    assert [*findings] == sorted(findings, key=lambda f: severities.index(f.severity))
    for finding in findings:
        assert exists(finding.field, case), finding
        assert finding.criterion is None or finding.criterion in case.standard.by_id
        assert finding.sentence.endswith(".")
    claimed = [key for key, result in readiness.results.items() if result.standing is Standing.CLAIMED]
    assert [f.criterion for f in findings if f.rule == "met-without-proof"] == claimed
