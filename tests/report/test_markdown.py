"""The gap report in Markdown, read back with a parser."""

from __future__ import annotations

import difflib
import itertools
import json
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin
from msgspec.structs import replace

from wwc_assess import __version__
from wwc_assess.records.model import Assessment, CheckRef, LinkCheck, Records
from wwc_assess.report.markdown import write_markdown
from wwc_assess.report.paper import Audience, build_paper
from wwc_assess.report.seal import basis_of

TODAY = date(2026, 11, 22)
GOLDEN = Path(__file__).parent / "golden"
AUDIENCES = get_args(Audience)
EVIL = (
    "[x](javascript:alert) ![i](j) [y] [^1] <b>bold</b> <!-- c --> &amp; `code` *em* _em_ **st** ~~s~~ $m$ ^h^ "
    "| cell | {.attr} @you :tada: www.evil.example/_a_ <https://evil.example> \\n #"
)


def tokens(report):
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin).parse(report)


def headings(report):
    found = tokens(report)
    pairs = itertools.pairwise(found)
    return [(int(a.tag[1:]), b.content) for a, b in pairs if a.type == "heading_open"]


def section(report, title):
    """The lines of a section, by its second-level heading."""
    lines = report.split("\n")
    start = lines.index(f"## {title}") + 1
    end = next((n for n in range(start, len(lines)) if lines[n].startswith("## ")), len(lines))
    return [line for line in lines[start:end] if line]


def inline_kinds(report):
    return {child.type for token in tokens(report) for child in token.children or []}


def links(report):
    children = [child for token in tokens(report) for child in token.children or []]
    return {child.attrs["href"] for child in children if child.type == "link_open"}


def text(report):
    """All that a reader sees, without markup."""
    return "\n".join(
        "".join(child.content for child in token.children or [])
        for token in tokens(report)
        if token.type == "inline"
    )


def report_of(city, audience="all", today=TODAY):
    return write_markdown(build_paper(city.view(today), audience))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_report_of_a_small_city_reads_as_it_did(city, audience):
    report = report_of(city, audience).replace(f"wwc-assess {__version__}", "wwc-assess VERSION")
    report = report.replace(f'version: "{__version__}"', 'version: "VERSION"')
    report = report.replace(basis_of(city.standard, city.records), "BASIS")
    assert report == (GOLDEN / f"riverton-{audience}.md").read_text(encoding="utf-8")


def test_sections_come_in_the_order_in_which_they_are_read(city):
    assert [title for level, title in headings(report_of(city)) if level == 2] == [
        "Where we stand",
        "What stands in the way",
        "First steps with the most effect",
        "Worklist",
        "The cheapest way to Bronze",
        "The practices at a glance",
        "Alpha",
        "Beta",
        "Evidence",
        "What a validator would ask",
        "What nobody has answered",
        "How this score came about",
        "Words used",
        "Does this report still hold?",
    ]


def test_the_same_records_and_day_give_the_same_bytes(city):
    assert report_of(city) == report_of(city)


def test_one_changed_answer_changes_few_lines(city):
    before = report_of(city).split("\n")
    city.answer(A3="ynn")
    after = report_of(city).split("\n")
    diff = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    removed = [line for line in diff if line.startswith("-")]
    added = [line for line in diff if line.startswith("+")]
    assert 0 < len(removed) <= 16
    assert 0 < len(added) <= 16


def test_the_front_matter_names_edition_fingerprints_and_day(city):
    content = tokens(report_of(city))[0].content
    facts = dict(line.split(": ", 1) for line in content.split("\n"))
    assert facts["generator"] == f"wwc-assess {__version__}"
    assert facts["unofficial"] == "true"
    assert json.loads(facts["standard"]) == "small"
    assert json.loads(facts["standard_edition"]) == "First"
    assert json.loads(facts["standard_fingerprint"]) == city.standard.fingerprint
    assert json.loads(facts["records_fingerprint"]) == city.records.fingerprint
    assert json.loads(facts["date"]) == "2026-11-22"


def test_page_one_says_what_is_claimed_what_is_proven_and_which_level_that_is(city):
    stand = section(report_of(city), "Where we stand")
    assert stand[0] == (
        "Riverton claims 3 of 5 criteria. If every one of these claims were proven, that would be Bronze. "
        "1 claim is proven by documents that can be used today. That reaches no level yet."
    )
    assert "| Claimed | the answers say so | 3 | 60% | Bronze |" in stand


def test_page_one_says_that_a_missing_core_criterion_blocks_every_level(city):
    city.answer(A1="nn", B2="y")
    report = report_of(city)
    assert "because the core criterion A1 Title of A1 is not claimed." in section(report, "Where we stand")[0]
    assert section(report, "What stands in the way")[0] == (
        "- Core criterion A1 Title of A1 is not met. Without it no level can be reached."
    )


def test_page_one_of_an_empty_assessment_has_no_level_talk(city):
    city.records = Records(city.records.assessment)
    report = report_of(city)
    assert section(report, "Where we stand")[0] == "Riverton does not claim any of the 5 criteria yet."
    assert section(report, "Evidence") == ["No document or link has been recorded yet."]
    assert "- **A1** Title of A1: all 2 questions" in section(report, "What nobody has answered")


def test_a_borderline_count_is_told_with_its_source(city):
    uncertain = [line for line in section(report_of(city), "What stands in the way") if "Uncertain" in line]
    assert uncertain == [
        (
            "- Uncertain: by the published bar this is just short of Silver. A city got it with three. "
            "Source: A council memo. <https://example.org/memo>"
        )
    ]


def test_a_finished_assessment_has_no_work_left(city):
    city.answer(A3="yyy", B2="y")
    for slots in ("A1.policy", "A3.policy", "B1.policy", "B2"):
        city.attach(slots)
    report = report_of(city)
    titles = [title for _level, title in headings(report)]
    assert "Worklist" not in titles
    assert "First steps with the most effect" not in titles
    assert section(report, "What stands in the way")[0] == (
        "- Nothing: every core criterion is proven and the highest level is reached."
    )
    assert section(report, "What nobody has answered") == ["Nothing: every question has an answer."]
    assert section(report, "Alpha") == [
        "Proven: 3 of 3. Claimed: 3 of 3.",
        "- **A1** Title of A1: proven",
        "- **A2** Title of A2: proven",
        "- **A3** Title of A3: proven",
    ]


def test_the_worklist_marks_what_is_overdue(city):
    assert section(report_of(city), "Worklist") == [
        "### Ana",
        "- **B1** Title of B1: attach 1 document. Due 2026-10-01, overdue.",
        "- **A1** Title of A1: attach 1 document. Due 2026-11-01, overdue.",
        "### Ben",
        "- **A3** Title of A3: answer 1 question, attach 1 document. Due 2026-12-01.",
        "### Nobody yet",
        "- **B2** Title of B2: answer 1 question, attach 1 document.",
    ]


def test_what_is_due_today_is_not_overdue(city):
    assert "Due 2026-11-01." in report_of(city, today=date(2026, 11, 1))


def test_a_gap_says_what_is_missing_why_it_matters_and_how_to_begin(city):
    city.answer(A2="yp")
    gap = section(report_of(city), "Alpha")
    start = gap.index("### A2 Title of A2 — not met")
    assert gap[start + 1 : start + 7] == [
        "Statement of A2.",
        "Why it matters: Reason for A2.",
        "Effort in all: about 2 person-days.",
        "- Partly: Question 2 of A2?",
        "  - First step: Do step 2 of A2.",
        "  - Watch out: Mind pitfall 2.",
    ]


def test_the_register_says_for_each_slot_why_evidence_does_not_count(city):
    rows = section(report_of(city), "Evidence")[2:]
    assert rows == [
        "| 1 | Policy 7 | <https://example.gov/doc> | 2026-01-31 |  | A2.policy | counts until 2027-01-31 |",
        (
            "| 2 | Old policy | S:\\\\old\\\\policy.pdf | 2025-01-31 |  | A1.policy, A2.policy "
            "| does not count: it was fresh enough until 2026-01-31 |"
        ),
        (
            "| 3 | Guide | <https://example.gov/doc> |  |  | B1.policy "
            "| does not count: it has no date, and this document must not be too old |"
        ),
    ]


def test_the_register_warns_where_the_latest_check_of_a_link_failed(city):
    failed = (LinkCheck(TODAY, ok=False),)
    city.attach("A1.policy", title="Charter", link_checks=failed)
    rows = section(report_of(city), "Evidence")
    assert rows[-1].endswith("| A1.policy | counts, though the last try failed |")


def test_an_answer_whose_question_changed_stands_beside_both_wordings(city):
    answers = dict(city.records.answers)
    ref = CheckRef("A2", "c1")
    answers[ref] = replace(answers[ref], fingerprint="earlier", asked="Earlier question?")
    city.records = replace(city.records, answers=answers)
    assert section(report_of(city), "Answers whose question has changed")[1:] == [
        "- A2.c1: Yes, answered by Ana on 2026-10-01",
        "  - Asked then: Earlier question?",
        "  - Asked now: Question 1 of A2?",
    ]


def test_a_note_of_several_lines_stays_within_its_quote(city):
    city.keep("A1", note="First line.\n\n# Second line\n    third")
    quoted = [line for line in report_of(city).split("\n") if line.startswith(">")]
    assert quoted == ["> First line.", ">", "> \\# Second line", ">", "> third"]


def fill_city(city, words):
    city.records = replace(city.records, assessment=Assessment(1, f"---\n{words}", "small", words))
    city.keep("A1", owner=f"- {words}", note=f"# {words}\n---\n```\n{words}")
    city.attach("A1.policy", title=words, location=f"javascript:alert(1) {words}")
    city.attach("A1.policy", title="t", location="https://example.org/a|b")
    answers = dict(city.records.answers)
    ref = CheckRef("A2", "c1")
    answers[ref] = replace(answers[ref], fingerprint="earlier", asked=words, by=words)
    city.records = replace(city.records, answers=answers)


def fill_standard(city, words):
    def worse(criterion):
        return replace(
            criterion,
            title=words,
            statement=f"# {words}",
            why=words,
            checks=tuple(
                replace(c, ask=words, if_not=f"> {words}", watch_out=words) for c in criterion.checks
            ),
            documents=tuple(
                replace(d, what=words, must_show=words, fresh=words) for d in criterion.documents
            ),
        )

    standard = city.standard
    city.standard = replace(
        standard,
        title=words,
        edition=words,
        publisher=words,
        summary=words,
        unofficial=words,
        incomplete=words,
        core_rule=words,
        practices=tuple(
            replace(p, title=words, criteria=tuple(worse(c) for c in p.criteria)) for p in standard.practices
        ),
        levels=tuple(
            replace(level, title=words, seen=tuple(replace(seen, note=words) for seen in level.seen))
            for level in standard.levels
        ),
        requirements=tuple(
            replace(r, title=words, statement=words, notes=(words,)) for r in standard.requirements
        ),
        notes=tuple(replace(note, text=words) for note in standard.notes),
        sources={"memo": replace(standard.sources["memo"], what=words, url=f"javascript:{words}")},
        terms=(replace(standard.terms[0], term="em", meaning=words),),
    )


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("fill", [fill_city, fill_standard])
def test_hostile_text_from_every_field_stays_text(city, fill, audience):
    fill(city, EVIL)
    report = report_of(city, audience)
    assert not {token.type for token in tokens(report)} & {"html_block", "fence", "code_block", "hr"}
    assert inline_kinds(report) <= {"text", "strong_open", "strong_close", "link_open", "link_close"}
    assert links(report) <= {"https://example.gov/doc", "https://example.org/memo"}
    assert EVIL in text(report)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("fill", [fill_city, fill_standard])
def test_hostile_text_builds_the_same_document_as_harmless_text(city, fill, audience):
    def shape(words):
        fill(city, words)
        return [(token.type, token.tag, token.level) for token in tokens(report_of(city, audience))]

    records, standard = city.records, city.standard
    hostile = shape(EVIL)
    city.records, city.standard = records, standard
    assert hostile == shape("quite harmless em")


def test_the_front_matter_holds_whatever_the_city_is_called(city):
    city.records = replace(city.records, assessment=Assessment(1, 'A\n---\ngenerator: "x', "small", "\\"))
    front = tokens(report_of(city))[0]
    assert front.type == "front_matter"
    facts = dict(line.split(": ", 1) for line in front.content.split("\n"))
    assert json.loads(facts["city"]) == 'A --- generator: "x'
    assert json.loads(facts["cycle"]) == "\\"
