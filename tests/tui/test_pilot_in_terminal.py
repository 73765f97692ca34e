"""The heart of the pilot journey at the keyboard of a real terminal: evidence, findings, an accepted plan, a report."""

import os

import pytest

if os.name == "nt":  # before the import that fails there
    pytest.skip("Windows has no pseudo terminals of this kind", allow_module_level=True)

from datetime import date

from person import on_disk

from terminal import Terminal
from wwc_assess.records.changes import NewEvidence
from wwc_assess.report.verify import verify_file
from wwc_assess.session import Session

TODAY = date(2026, 11, 22)
ENTER, ESCAPE, F2, QUIT = "\r", "\x1b", "\x1bOQ", "\x11"
TO_THE_START = "\x15"
"""Deletes what stands before the cursor."""


def at_work(session):
    """Sit down at the assessment, on the day of the tests."""
    return Terminal("--workspace", session.workspace.path, "--today", TODAY, size=(120, 40))


def presses(terminal, *pairs):
    """Press keys, each time waiting for what they should bring."""
    for keys, told in pairs:
        terminal.press(keys)
        terminal.sees(told)


def test_a_coordinator_mends_evidence_looks_at_findings_accepts_the_plan_and_exports_the_report(sample):
    (sample.workspace.path / "restore.txt").write_text("It came back.", encoding="utf-8")
    sample.add_evidence(NewEvidence("restored.txt", as_of=TODAY), sample.slots(["DM6.restore"]))
    with at_work(sample) as terminal:
        terminal.sees("DM2 Maintaining")
        presses(
            terminal,
            ("v", "All evidence: 44 items"),
            ("/", "Esc Show all"),
            ("restored.txt", "Show: all (1)"),
            (ENTER, "k Check"),
            ("k", "Try 1 link or file?"),
            (F2, "there is no such file"),
            (ESCAPE, "though the last"),
            (ENTER, "Withdrawn"),
            (TO_THE_START, "S:/Budget/plan.pdf"),
            ("restore.txt", " restore.txt "),
            (F2, "No evidence is like that."),
            ("/", "Esc Show all"),
            (ESCAPE, "k Check"),
            ("/", "Esc Show all"),
            ("restore.txt", "Show: all (1)"),
            (ENTER, "k Check"),
            ("k", "Try 1 link or file?"),
            (F2, "0 failed."),
            (ESCAPE, "reached on"),
            (ESCAPE, "DM2 Maintaining"),
            ("f", "Claimed without proof"),
            (ENTER, "Checks, 4 of 5 needed"),
            ("g", "The way to Silver, proven"),
            ("a", "9 criteria get due dates"),
            (F2, "✓ saved"),
            (ESCAPE, "Checks, 4 of 5 needed"),
            ("r", "x exports it"),
            ("x", "Write the report to"),
            (ENTER, "Report written"),
            (QUIT, ""),
        )
        assert terminal.ends() == 0
        assert "Traceback" not in terminal.raw.decode()
    records = on_disk(sample)
    item = records.evidence[-1]
    assert (item.location, [check.ok for check in item.link_checks]) == ("restore.txt", [True])
    assert {key for key, kept in records.particulars.items() if kept.due} >= {"PA1", "CI2", "DM5"}
    [report] = sample.workspace.reports.iterdir()
    assert verify_file(report, sample.standard, records, TODAY).matches


def test_the_report_of_a_city_whose_name_is_a_way_out_lands_among_the_reports(tmp_path):
    folder, name = tmp_path / "city", "../../x"
    with Session.create(folder, city=name, cycle=name, by="Ann") as session, at_work(session) as terminal:
        terminal.sees("DM1 Implementing")
        presses(
            terminal,
            ("r", "x exports it"),
            ("x", "Write the report to"),
            (ENTER, "Report written"),
            (QUIT, ""),
        )
        assert terminal.ends() == 0
    assert [found.name for found in tmp_path.iterdir()] == ["city"]
    [report] = (folder / "reports").iterdir()
    assert report.name.endswith("-gap-report-2026-11-22.md")
