"""Reports as files."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace
from openpyxl import load_workbook

from wwc_assess.errors import AssessError, InputError, WorkspaceError
from wwc_assess.records.model import Assessment
from wwc_assess.report.files import GENERATOR, default_name, write_report
from wwc_assess.report.formats import FORMATS, format_for, write

REPORT = f"---\n{GENERATOR} 0.1.0\n---\n\n# Größe ✓\n"
DAY = date(2026, 11, 22)
posix = pytest.mark.skipif(os.name == "nt", reason="rights and links of POSIX")


def test_a_report_is_written_as_utf8_with_plain_newlines(tmp_path):
    write_report(tmp_path / "r.md", REPORT)
    assert (tmp_path / "r.md").read_bytes() == REPORT.encode()


def test_an_earlier_report_is_replaced(tmp_path):
    path = tmp_path / "r.md"
    write_report(path, REPORT)
    write_report(path, REPORT + "more\n")
    assert path.read_text(encoding="utf-8").endswith("more\n")


def test_an_earlier_report_with_windows_line_ends_is_known_too(tmp_path):
    path = tmp_path / "r.md"
    path.write_bytes(REPORT.replace("\n", "\r\n").encode())
    write_report(path, REPORT)
    assert path.read_bytes() == REPORT.encode()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_of_any_format_is_known_again(city, tmp_path, kind):
    path = tmp_path / f"r.{kind}"
    report = write(city.view(), kind)
    write_report(path, report)
    write_report(path, report)
    assert path.read_bytes() == (report if isinstance(report, bytes) else report.encode())


@pytest.mark.many
@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_of_a_city_with_a_long_name_and_many_criteria_is_known_again(city, tmp_path, kind):
    alpha, beta = city.standard.practices
    many = tuple(replace(alpha.criteria[1], id=f"A{number}") for number in range(2, 250))
    city.standard = replace(
        city.standard, practices=(replace(alpha, criteria=(alpha.criteria[0], *many)), beta)
    )
    city.records = replace(city.records, assessment=Assessment(1, "Long " * 500, "small", "2026"))
    path = tmp_path / f"r.{kind}"
    report = write(city.view(), kind)
    write_report(path, report)
    write_report(path, report)
    assert path.read_bytes() == (report if isinstance(report, bytes) else report.encode())


def test_a_workbook_that_colleagues_have_filled_in_is_theirs(city, tmp_path):
    path = tmp_path / "r.xlsx"
    write_report(path, write(city.view(), "xlsx"))
    workbook = load_workbook(path)
    workbook["Worklist"]["O2"] = "done"
    workbook.properties.lastModifiedBy = "Ann"
    workbook.save(path)
    before = path.read_bytes()
    with pytest.raises(InputError, match="not written by this program"):
        write_report(path, write(city.view(), "xlsx"))
    assert path.read_bytes() == before


def test_a_document_that_colleagues_have_edited_is_theirs(city, tmp_path):
    path = tmp_path / "r.docx"
    write_report(path, write(city.view(), "docx"))
    document = Document(str(path))
    document.add_paragraph("Ours")
    document.core_properties.last_modified_by = "Ben"
    document.save(str(path))
    with pytest.raises(InputError, match="not written by this program"):
        write_report(path, write(city.view(), "docx"))


def test_a_csv_file_that_a_spreadsheet_program_has_saved_is_theirs(city, tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes(str(write(city.view(), "csv")).replace('"', "").encode())
    with pytest.raises(InputError, match="not written by this program"):
        write_report(path, write(city.view(), "csv"))


@pytest.mark.parametrize(
    "content",
    [
        b"My own notes\n",
        b"---\ntitle: mine\n---\ngenerator: wwc-assess 0.1.0\n",
        b"generator: wwc-assess 0.1.0\n",
        b"---\ngenerator: wwc-assessor 1\n---\n",
        b"\xff\xfe\x00binary",
        b"\n",
        b"<!doctype html>\n<title>mine</title>",
        b'<!doctype html><body><meta name="generator" content="wwc-assess 1">',
        b'<p><meta name="generator" content="wwc-assess 1">',
        b'{"mine": "wwc-assess report"}',
        b'{\n  "format": "wwc-assess report of mine"',
        b'"a","wwc-assess seal",\r\n',
        b"PK\x03\x04<dc:creator>wwc-assess</dc:creator>",
        b"<dc:creator>wwc-assess</dc:creator><cp:lastModifiedBy>wwc-assess</cp:lastModifiedBy>",
    ],
)
def test_a_file_that_somebody_else_wrote_is_kept_unless_forced(tmp_path, content):
    path = tmp_path / "r.md"
    path.write_bytes(content)
    with pytest.raises(InputError, match="not written by this program"):
        write_report(path, REPORT)
    assert path.read_bytes() == content
    write_report(path, REPORT, force=True)
    assert path.read_bytes() == REPORT.encode()


def test_an_empty_file_holds_nothing_to_lose(tmp_path):
    path = tmp_path / "r.md"
    path.touch()
    write_report(path, REPORT)
    assert path.read_bytes() == REPORT.encode()


def test_a_database_is_never_replaced_not_even_by_force(tmp_path):
    path = tmp_path / "assessment.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE answer (value)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match="database"):
        write_report(path, REPORT, force=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_refused(tmp_path, force):
    with pytest.raises(InputError, match="is a folder"):
        write_report(tmp_path, REPORT, force=force)


@posix
def test_a_pipe_is_refused_without_waiting_for_a_reader(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not an ordinary file"):
        write_report(tmp_path / "pipe", REPORT, force=True)


def test_a_missing_folder_is_told_in_a_sentence(tmp_path):
    with pytest.raises(WorkspaceError, match="cannot be written"):
        write_report(tmp_path / "no" / "r.md", REPORT)


@posix
def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "real.md").write_text(REPORT, encoding="utf-8")
    (tmp_path / "link.md").symlink_to("real.md")
    write_report(tmp_path / "link.md", REPORT + "more\n")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8").endswith("more\n")


@posix
def test_a_link_to_somebody_elses_file_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "link.md").symlink_to("mine.txt")
    with pytest.raises(InputError):
        write_report(tmp_path / "link.md", REPORT)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


@posix
def test_links_that_run_in_a_circle_are_told_in_a_sentence(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(AssessError):
        write_report(tmp_path / "a", REPORT)


@posix
def test_the_rights_of_a_replaced_file_stay(tmp_path):
    path = tmp_path / "r.md"
    write_report(path, REPORT)
    path.chmod(0o640)
    write_report(path, REPORT)
    assert path.stat().st_mode & 0o777 == 0o640


@posix
def test_a_new_report_has_the_rights_of_any_new_file(tmp_path):
    write_report(tmp_path / "r.md", REPORT)
    (tmp_path / "other").touch()
    assert (tmp_path / "r.md").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits the size of files")
@pytest.mark.parametrize("kind", FORMATS)
def test_a_full_disk_leaves_the_old_report_whole_and_no_rubbish(city, tmp_path, kind):
    import resource  # noqa: PLC0415  not there on Windows
    import signal  # noqa: PLC0415  beside it

    path = tmp_path / f"r.{kind}"
    write_report(path, write(city.view(), kind))
    old = path.read_bytes()
    city.keep("B2", owner="Ben")
    new = write(city.view(), kind)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(WorkspaceError, match="disk"):
            write_report(path, new)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == old
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from wwc_assess.errors import WorkspaceError
from wwc_assess.report.files import write_report
if os.geteuid() == 0:
    os.setuid(65_534)
try:
    write_report(Path(sys.argv[1]), sys.argv[2])
except WorkspaceError as error:
    print(error)
"""


@posix
def test_a_folder_that_may_not_be_written_is_told_and_the_old_report_stays_whole():
    with tempfile.TemporaryDirectory() as name:  # the folders of pytest are closed to common users
        path = Path(name) / "r.md"
        write_report(path, REPORT)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_RIGHTS, str(path), f"{REPORT}new"],
            capture_output=True,
            check=True,
            text=True,
        )
        path.parent.chmod(0o755)
        assert "cannot be written" in done.stdout
        assert path.read_text(encoding="utf-8") == REPORT
        assert [file.name for file in path.parent.iterdir()] == ["r.md"]


@pytest.mark.parametrize(
    ("city", "cycle", "name"),
    [
        ("Carlsbad", "2026", "carlsbad-2026-gap-report-2026-11-22.md"),
        ("São Paulo", "2026/27", "são-paulo-2026-27-gap-report-2026-11-22.md"),
        ("../../etc/passwd", "", "etc-passwd-gap-report-2026-11-22.md"),
        ("CON", "", "con-gap-report-2026-11-22.md"),
        ("C:\\x", "<a>|?*\x00", "c-x-a-gap-report-2026-11-22.md"),
        ("...", "  ", "gap-report-2026-11-22.md"),
        ("\u202e\x1b[2J", "", "2j-gap-report-2026-11-22.md"),
        ("东京", "2026", "东京-2026-gap-report-2026-11-22.md"),
        ("🎉", "", "gap-report-2026-11-22.md"),
    ],
)
def test_the_default_name_suits_every_system(city, cycle, name):
    assert default_name(city, cycle, DAY) == name


def test_the_default_name_of_an_endless_city_is_short_enough_to_be_made(tmp_path):
    name = default_name("东" * 5000, "x" * 5000, DAY)
    write_report(tmp_path / name, REPORT)
    assert (tmp_path / name).exists()


def test_the_default_name_tells_format_and_audience():
    assert default_name("Carlsbad", "2026", DAY, "csv") == "carlsbad-2026-gap-report-2026-11-22.csv"
    assert default_name("A", "", DAY, "html", "council") == "a-gap-report-council-2026-11-22.html"


@pytest.mark.parametrize(
    ("asked", "name", "meant"),
    [
        (None, None, "md"),
        ("html", None, "html"),
        (None, "report", "md"),
        (None, "r.v2.CSV", "csv"),
        (None, "r.htm", "html"),
        (None, "r.markdown", "md"),
        ("html", "r.htm", "html"),
        ("json", "r.txt", "json"),
        (None, ".md", "md"),
    ],
)
def test_the_format_is_the_one_that_was_asked_for_or_that_the_name_tells(asked, name, meant):
    assert format_for(asked, name and Path(name)) == meant


@pytest.mark.parametrize(
    ("asked", "name"), [("html", "r.md"), ("md", "r.XLSX"), (None, "r.pdf"), (None, "r.doc")]
)
def test_a_name_that_contradicts_or_means_nothing_is_told(asked, name):
    with pytest.raises(InputError, match=r"format|\.html"):
        format_for(asked, Path(name))
