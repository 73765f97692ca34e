"""The gap report from inside: read it, export it."""

import pytest
from textual.widgets import Input

from wwc_assess.report.files import default_name


async def test_the_report_is_shown_as_it_would_be_exported(at, sample):
    async with at(sample) as ann:
        await ann.press("r")
        assert "Gap report (unofficial): Rivermouth (fictional) 2026" in ann.screen
        assert "claims 23 of 43 criteria" in ann.screen
        assert "generator:" not in ann.screen
        await ann.press("pagedown")
        assert "claims 23 of 43 criteria" not in ann.screen


@pytest.mark.parametrize("key", ["escape", "r", "q"])
async def test_the_report_goes_back_to_the_page(at, sample, key):
    async with at(sample) as ann:
        before = ann.place
        await ann.press("r", key)
        assert (ann.place, ann.focus) == (before, "criterion")


@pytest.mark.parametrize("key", ["enter", "f2"])
async def test_the_report_is_exported_where_it_is_proposed(at, sample, key):
    async with at(sample) as ann:
        await ann.press("r", "x", key)
        await ann.until(lambda: "Report written" in ann.told, "the message")
    file = sample.workspace.reports / default_name("Rivermouth (fictional)", "2026", ann.app.today)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("---\n")
    assert "# Gap report (unofficial): Rivermouth" in text


async def test_each_kind_of_reader_gets_a_report_of_their_own_and_at_last_everybody_again(at, sample):
    async with at(sample) as ann:
        await ann.press("r")
        for told in ("for everybody", "for the council", "for the team", "for a validator", "for everybody"):
            assert f"Gap report {told}:" in ann.screen
            assert "Rivermouth (fictional) 2026" in ann.screen
            await ann.press("end", "a")


@pytest.mark.parametrize(
    ("downs", "ending", "begins"),
    [
        (0, "md", b"---\n"),
        (1, "html", b"<!doctype html>"),
        (2, "docx", b"PK"),
        (3, "xlsx", b"PK"),
        (4, "csv", b"\xef\xbb\xbf"),
        (5, "json", b'{\n  "format": "wwc-assess report"'),
    ],
)
async def test_the_report_is_exported_in_each_format_that_the_dialog_offers(
    at, sample, downs, ending, begins
):
    async with at(sample) as ann:
        await ann.press("r", "x", "shift+tab")
        assert ann.focus == "kind"
        if downs:
            await ann.press("enter", *["down"] * downs, "enter")
            assert ann.focus == "export-file"
        else:
            await ann.press("tab")
        await ann.press("enter")
        await ann.sees("Report written")
    name = default_name("Rivermouth (fictional)", "2026", ann.app.today, ending)
    assert (sample.workspace.reports / name).read_bytes().startswith(begins)


@pytest.mark.tour
async def test_the_report_for_the_council_is_exported_as_such(at, sample):
    async with at(sample) as ann:
        await ann.press("r", "a", "x", "enter")
        await ann.sees("Report written")
    name = default_name("Rivermouth (fictional)", "2026", ann.app.today, audience="council")
    text = (sample.workspace.reports / name).read_text(encoding="utf-8")
    assert "Where we stand, in brief" in text


@pytest.mark.tour
async def test_another_ending_than_the_formats_is_told(at, sample, tmp_path):
    async with at(sample) as ann:
        await _export(ann, tmp_path / "report.pdf")
        assert "“.pdf” is not the ending of a report." in ann.within("#error")
    assert list(tmp_path.glob("*.pdf")) == []


async def test_an_earlier_report_is_written_anew(at, sample, tmp_path):
    file = tmp_path / "report.md"
    async with at(sample) as ann:
        for _time in range(2):
            await _export(ann, file)
            assert "Write the report to" not in ann.screen
            assert file.read_text(encoding="utf-8").startswith("---\n")
            file.write_text(file.read_text(encoding="utf-8") + "\nold\n", encoding="utf-8")
            await ann.press("escape")


async def test_the_format_follows_the_name_and_the_old_error_goes(at, sample, tmp_path):
    async with at(sample) as ann:
        await _export(ann, tmp_path / "report.pdf")
        assert "Use one of .md, " in ann.within("#error")
        ann.app.screen.query_one(Input).value = str(tmp_path / "mine.docx")
        await ann.sees("Word")
        assert ann.app.screen.query_one(Input).value.endswith("mine.docx")
        await ann.press("enter")
        await ann.sees("Report written")
    assert (tmp_path / "mine.docx").read_bytes().startswith(b"PK")


async def test_no_error_on_the_page_speaks_of_options_of_the_command(at, sample, tmp_path):
    (tmp_path / "minutes.md").write_text("mine", encoding="utf-8")
    async with at(sample) as ann:
        for name in ("report.pdf", "minutes.md"):
            await _export(ann, tmp_path / name)
            await ann.until(lambda: ann.within("#error").strip(), "the error")
            assert "--" not in ann.within("#error")
            await ann.press("escape", "escape")


async def _export(ann, file):
    await ann.press("r", "x")
    ann.app.screen.query_one(Input).value = str(file)
    await ann.press("enter")


async def test_a_file_of_somebody_else_is_refused_and_stays(at, sample, tmp_path):
    file = tmp_path / "minutes.md"
    file.write_text("mine", encoding="utf-8")
    async with at(sample) as ann:
        await _export(ann, file)
        assert "was not written by this program and stays as it is." in ann.screen
        assert file.read_text(encoding="utf-8") == "mine"
        ann.app.screen.query_one(Input).value = str(tmp_path / "other.md")
        await ann.press("enter")
    assert (tmp_path / "other.md").exists()


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("", "is a folder"),
        ("missing/report.md", "cannot be written"),
        ("file/report.md", "cannot be written"),
        ("x" * 300 + ".md", "cannot be written"),
    ],
)
async def test_a_path_that_cannot_be_written_is_told_and_stays_to_be_mended(
    at, sample, tmp_path, place, sentence
):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    async with at(sample) as ann:
        await _export(ann, f"{tmp_path}/{place}")
        assert sentence in " ".join(ann.within("#error").split())
        assert ann.app.screen.query_one(Input).value.startswith(str(tmp_path))


async def test_an_empty_name_or_an_unknown_home_is_told(at, sample):
    async with at(sample) as ann:
        for place in ("", "~nobody-of-this-name/report.md"):
            await _export(ann, place)
            assert "Write the report to" in ann.screen
            assert ann.within("#error").strip()
            await ann.press("escape", "escape")


async def test_escape_exports_nothing(at, sample):
    async with at(sample) as ann:
        await ann.press("r", "x", "escape")
        assert "Gap report (unofficial)" in ann.screen
    assert list(sample.workspace.reports.iterdir()) == []
