"""Whether a report still fits."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from states import (
    DAY,
    STANDARD,
    a_criterion,
    a_standard,
    a_view,
    an_answer,
    an_item,
    changes,
    proven,
    recorded,
    signed,
    states,
)

from rights import without_rights
from wwc_assess import __version__
from wwc_assess.errors import InputError
from wwc_assess.readiness.score import score
from wwc_assess.records.model import Assessment, LinkCheck, Particulars, Slot
from wwc_assess.report.compare import changes_since
from wwc_assess.report.facts import facts_of
from wwc_assess.report.facts_schema import LARGEST
from wwc_assess.report.formats import BINARY, FORMATS, write
from wwc_assess.report.seal import basis_of, seal_of
from wwc_assess.report.verify import Change, told, verify, verify_file

YEAR = timedelta(days=366)


def sealed(records, day=DAY, standard=STANDARD):
    return seal_of(standard, records, score(standard, records, day))


def verified(before, after, today=DAY, standard=STANDARD):
    return verify(sealed(before), standard, after, today)


@given(states())
def test_a_report_fits_what_it_was_written_from(records):
    assert verified(records, records).matches


@given(changes())
def test_every_change_of_answers_evidence_and_sign_offs_is_told_with_its_criteria(case):
    before, change = case
    verification = verified(before, change.records)
    assert not verification.matches
    assert {one.criterion for one in verification.changed} == change.criteria
    assert verification.records_changed == (not change.criteria)


@given(states(), st.dates())
def test_no_note_owner_or_due_date_and_no_day_makes_a_report_unfit(records, today):
    kept = {c.id: replace(records.of(c.id), note="Another.", owner="Ben", due=DAY) for c in STANDARD.criteria}
    verification = verified(records, replace(records, particulars=kept), today)
    assert verification.matches


@given(states(), st.integers(0, 800))
def test_what_aged_is_what_stands_otherwise_today_though_nobody_changed_it(records, days):
    today = DAY + timedelta(days=days)
    then, now = (score(STANDARD, records, day).results for day in (DAY, today))
    differing = [key for key, result in now.items() if result.standing is not then[key].standing]
    assert list(verified(records, records, today).aged) == differing


def test_a_criterion_that_was_changed_is_not_told_as_aged_too():
    after = signed(proven(), "A1")
    verification = verified(proven(), after, DAY + YEAR)
    assert [change.criterion for change in verification.changed] == ["A1"]
    assert verification.aged == ()


def test_a_link_that_died_since_makes_no_report_unfit():
    (item,) = proven().evidence
    tries = tuple(LinkCheck(DAY + timedelta(days=n), ok=False) for n in (1, 2))
    after = replace(proven(), evidence=(replace(item, link_checks=tries),))
    verification = verified(proven(), after, DAY + timedelta(days=2))
    assert verification.matches
    assert verification.aged == ("A1",)


def test_a_mark_that_a_criterion_does_not_apply_is_told():
    after = replace(recorded(), particulars={"A2": Particulars(not_applicable=True)})
    assert verified(recorded(), after).changed == (Change("A2", ("standing",)),)


def test_another_edition_tells_what_is_new_reworded_and_gone():
    other = a_standard(
        a_criterion("A1", statement="New."),
        *STANDARD.criteria[1:2],
        a_criterion("A9"),
        not_applicable="excluded",
    )
    verification = verify(sealed(recorded()), other, recorded(), DAY)
    assert verification.standard_changed
    assert verification.changed == (
        Change("A1", ("text",)),
        Change("A9", ("new",)),
        Change("A3", ("gone",)),
    )


def test_another_bar_changes_the_standard_and_no_criterion():
    other = replace(STANDARD, levels=STANDARD.levels[:1])
    verification = verify(sealed(recorded()), other, recorded(), DAY)
    assert (verification.standard_changed, verification.changed) == (True, ())
    assert not verification.matches
    assert list(told(verification))[1:] == ["The standard’s text or rules have changed."]


def test_the_answer_is_told_first_and_then_what_changed():
    after = replace(proven(), evidence=(an_item(2, Slot("A3")),))
    assert list(told(verified(proven(), proven()))) == [
        "What the report was counted from still fits: none of it has changed since 2026-11-22."
    ]
    assert list(told(verified(proven(), after))) == [
        "The report no longer fits: something has changed since it was written, as of 2026-11-22.",
        "A1: the evidence, the standing",
        "A3: the evidence",
    ]
    assert list(told(verified(proven(), proven(), DAY + YEAR))) == [
        (
            "The records are as they were on 2026-11-22, but by 2027-11-23 1 criterion stands otherwise, because "
            "evidence ages and links die: A1."
        )
    ]
    other = signed(proven(), "A2")
    assert list(told(verified(proven(), other, DAY + YEAR)))[-1] == (
        "By now A1 stands otherwise, though nobody changed it: evidence ages and links die."
    )
    unused = replace(proven(), evidence=(*proven().evidence, an_item(2)))
    assert list(told(verified(proven(), unused)))[1:] == [
        "Something was recorded or taken away that no criterion rests on."
    ]


def written(path, kind, records, audience="all", comparison=None):
    content = write(a_view(records), kind, audience, comparison)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_in_every_format_tells_whether_it_still_fits(tmp_path, kind):
    before = replace(proven(), answers=proven().answers | {(a := an_answer("A2", "c1", "no")).ref: a})
    after = replace(before, answers=before.answers | {(a := an_answer("A2", "c1", "yes")).ref: a})
    path = written(tmp_path / f"report.{kind}", kind, before)
    assert verify_file(path, STANDARD, before, DAY).matches
    verification = verify_file(path, STANDARD, after, DAY)
    assert [change.criterion for change in verification.changed] == ["A2"]


@pytest.mark.parametrize("audience", ["council", "team", "validator"])
def test_a_report_for_some_readers_can_be_verified_too(tmp_path, audience):
    path = written(tmp_path / "report.md", "md", proven(), audience)
    assert verify_file(path, STANDARD, proven(), DAY).matches
    assert not verify_file(path, STANDARD, recorded(), DAY).matches


@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_that_says_what_the_records_give_is_told_to_be_as_written(tmp_path, kind):
    verification = verify_file(written(tmp_path / f"r.{kind}", kind, proven()), STANDARD, proven(), DAY)
    assert (verification.text, verification.why) == ("as written", "")
    assert list(told(verification)) == [
        "The report still fits: nothing has changed since it was written, as of 2026-11-22.",
        "Its text is word for word what the program writes from the records.",
    ]


def edited(path, kind, old, new):
    """A report in which a text is exchanged, also within a package."""
    if kind not in BINARY:
        assert old in path.read_text(encoding="utf-8")
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
        return path
    package = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(package, "w") as after:
        parts = {name: before.read(name) for name in before.namelist()}
        assert any(old.encode() in part for part in parts.values())
        for name, part in parts.items():
            after.writestr(name, part.replace(old.encode(), new.encode()))
    path.write_bytes(package.getvalue())
    return path


@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_that_somebody_edited_does_not_match_though_the_records_have_not_changed(tmp_path, kind):
    path = edited(written(tmp_path / f"r.{kind}", kind, proven()), kind, "Title of A2", "Title of A9")
    verification = verify_file(path, STANDARD, proven(), DAY)
    assert (verification.fits, verification.text, verification.matches) == (True, "edited", False)
    assert next(told(verification)) == (
        "The records have not changed since 2026-11-22, but the text of this file is not what the program writes from "
        "them: it was edited, saved by another program, or written by another version."
    )


def test_a_report_for_others_than_it_says_is_edited(tmp_path):
    for audience in ("team", "nobody"):
        path = written(tmp_path / "r.md", "md", proven())
        path = edited(path, "md", 'audience: "all"', f'audience: "{audience}"')
        assert verify_file(path, STANDARD, proven(), DAY).text == "edited"


def test_a_package_whose_parts_are_damaged_is_edited(tmp_path):
    path = written(tmp_path / "r.docx", "docx", proven())
    content = path.read_bytes()
    place = content.index(b"word/settings.xml") + 60
    path.write_bytes(content[:place] + bytes(100) + content[place + 100 :])
    assert verify_file(path, STANDARD, proven(), DAY).text == "edited"


@pytest.mark.parametrize("kind", ["md", "html", "docx", "xlsx", "csv", "json"])
def test_a_report_by_another_version_is_not_compared(tmp_path, kind):
    path = written(tmp_path / f"r.{kind}", kind, proven())
    verification = verify_file(edited(path, kind, __version__, "9.8.7"), STANDARD, proven(), DAY)
    assert (verification.matches, verification.text) == (True, "not compared")
    assert list(told(verification)) == [
        "What the report was counted from still fits: none of it has changed since 2026-11-22.",
        "Its text was not compared with the records: it was written by version 9.8.7 of the program.",
    ]


def test_a_report_from_before_reports_told_their_version_is_not_compared(tmp_path):
    path = written(tmp_path / "r.md", "md", proven())
    verification = verify_file(edited(path, "md", "version: ", "x: "), STANDARD, proven(), DAY)
    assert (verification.text, verification.why) == ("not compared", "it is too old for that")


def test_a_csv_report_from_before_reports_told_their_version_can_be_verified(tmp_path):
    path = written(tmp_path / "r.csv", "csv", proven())
    path = edited(path, "csv", f"{__version__} {basis_of(STANDARD, proven())} ", "")
    assert verify_file(path, STANDARD, proven(), DAY).why == "it is too old for that"
    assert verify_file(path, STANDARD, recorded(), DAY).changed


def test_a_note_that_was_written_since_is_no_edit_of_the_report(tmp_path):
    path = written(tmp_path / "r.md", "md", recorded())
    noted = replace(recorded(), particulars={"A1": Particulars(owner="Ben")})
    verification = verify_file(path, STANDARD, noted, DAY)
    assert (verification.matches, verification.text) == (True, "not compared")
    assert verification.why.startswith("notes, owners, due dates, ")
    unseen = replace(recorded(), particulars={"A1": Particulars(revision=7)})
    assert verify_file(path, STANDARD, unseen, DAY).text == "as written"


def test_a_report_on_what_has_changed_is_compared_where_its_snapshot_is_still_there(tmp_path):
    comparison = changes_since(before := facts_of(a_view(recorded())), "spring", a_view(proven()))
    for audience in ("all", "council"):
        path = written(tmp_path / "r.md", "md", proven(), audience, comparison)
        assert verify_file(path, STANDARD, proven(), DAY, {"spring": before}.get).text == "as written"
        gone = verify_file(path, STANDARD, proven(), DAY)
        assert (gone.text, gone.matches) == ("not compared", True)
        assert gone.why == "it tells what has changed since “spring”, and there is no snapshot of that name"


def test_a_markdown_report_with_windows_line_ends_and_a_byte_order_mark_can_be_verified(tmp_path):
    path = written(tmp_path / "report.md", "md", proven())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert verify_file(path, STANDARD, proven(), DAY).text == "as written"


@pytest.mark.parametrize("kind", ["md", "html", "docx", "xlsx", "json"])
@pytest.mark.parametrize(
    ("part", "theirs"), [("city", "Fremont"), ("cycle", "2025"), ("standard", "another-standard")]
)
def test_a_report_on_another_assessment_is_not_taken_for_a_changed_one(tmp_path, kind, part, theirs):
    other = replace(proven(), assessment=replace(proven().assessment, **{part: theirs}))
    standard = replace(STANDARD, id=other.assessment.standard)
    content = write(a_view(other, standard=standard), kind)
    path = tmp_path / f"report.{kind}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError, match=f"another assessment: {theirs}") as error:
        verify_file(path, STANDARD, proven(), DAY)
    assert "--workspace" in error.value.next_step


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"notes\n",
        b"---\ntitle: mine\n---\n",
        b"---\nseal: [1]\nseal: {\n---\n",
        pytest.param(b"---\nseal: " + b"[" * 100_000 + b"\n---\n", id="deep"),
        b"<!doctype html><html><head></head></html>",
        b"a,b\r\n1,2\r\n",
        b"PK\x03\x04 not a package",
        b"\x00\xff\xfe",
        b"\xef\xbb\xbf\n<",
    ],
)
def test_a_file_of_another_program_is_refused_with_what_to_do(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no report of this program") as error:
        verify_file(path, STANDARD, recorded(), DAY)
    assert error.value.next_step


@pytest.mark.parametrize("content", [b"{", b"{}", b'{"format": "wwc-assess report"}', b'{"format": 1e999}'])
def test_json_that_is_no_report_is_refused(tmp_path, content):
    path = tmp_path / "file.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"file\.json"):
        verify_file(path, STANDARD, recorded(), DAY)


def test_a_seal_that_somebody_damaged_is_told(tmp_path):
    path = written(tmp_path / "report.json", "json", proven())
    data = json.loads(path.read_text(encoding="utf-8"))
    data["seal"]["A1"] = "half"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError, match="missing or damaged"):
        verify_file(path, STANDARD, proven(), DAY)


def test_a_file_that_is_missing_a_folder_or_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name, words in (("missing", "no file"), (".", "not an ordinary file"), ("pipe", "not an ordinary")):
        with pytest.raises(InputError, match=words):
            verify_file(tmp_path / name, STANDARD, recorded(), DAY)


@pytest.mark.skipif(os.name == "nt", reason="the rights of POSIX")
def test_a_file_that_may_not_be_read_is_told(open_folder):
    path = written(open_folder / "r.md", "md", recorded())
    path.chmod(0)
    with without_rights(), pytest.raises(InputError) as caught:
        verify_file(path, STANDARD, recorded(), DAY)
    assert (
        str(caught.value)
        == f"{path} cannot be read: Permission denied. Check the name and that you may open it."
    )


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(LARGEST * 3)
    with pytest.raises(InputError, match="larger than any report"):
        verify_file(path, STANDARD, recorded(), DAY)


def test_hostile_names_are_shown_on_one_line(tmp_path):
    path = tmp_path / "a\x1b[2Jb\nc"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(InputError) as error:
        verify_file(path, STANDARD, replace(recorded(), assessment=Assessment(1, "", "", "")), DAY)
    assert "\x1b" not in str(error.value)
    assert "\n" not in str(error.value)


def test_a_front_matter_that_never_ends_is_read_to_the_end_of_the_file(tmp_path):
    path = written(tmp_path / "r.md", "md", proven())
    head, _ends, _rest = path.read_text(encoding="utf-8").partition("\n---\n")
    path.write_text(head, encoding="utf-8")
    assert verify_file(path, STANDARD, proven(), DAY).text == "edited"
