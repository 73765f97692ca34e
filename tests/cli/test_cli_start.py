"""Beginning: init, demo, locate."""

import os
import re
import shlex
from datetime import date

import pytest

from wwc_assess.cli.params import local_today


def test_init_prints_where_the_workspace_is_and_tells_the_next_steps_beside_it(process, tmp_path):
    done = process("init", tmp_path / "city", "--city", "Carlsbad")
    assert (done.code, done.out) == (0, f"{tmp_path / 'city'}\n")
    assert "Made a workspace for Carlsbad" in done.err
    assert f"wwc-assess --workspace {tmp_path / 'city'} answer DM1.written yes" in done.err
    assert {entry.name for entry in (tmp_path / "city").iterdir()} == {"assessment.db", "criteria", "reports"}


def test_init_takes_the_current_folder_the_first_standard_and_this_year_unless_told(run, computer):
    assert run("init", "--city", "Carlsbad").out == f"{computer / 'here'}\n"
    score = run("score", "--json").data
    assert score["standard"] == "what-works-cities-2022"
    assert score["cycle"] == str(local_today().year)


@pytest.mark.usefixtures("city")
def test_init_uses_a_standard_that_stands_in_the_folder_already(run):
    score = run("score", "--json").data
    assert (score["standard"], score["city"], score["cycle"], score["total"]) == (
        "tiny",
        "Carlsbad",
        "2026",
        3,
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--city", ""], "The city’s name is missing."),
        (["--city", "x" * 3000], "The city’s name has 3000 characters"),
        (["--city", "Carlsbad", "--cycle", " "], "The cycle’s name is missing."),
        (["--city", "Carlsbad", "--standard", "tinny"], "There is no standard tinny."),
        (["--city", "Carlsbad", "--standard", "../tiny"], "There is no standard ../tiny."),
        ([], "Missing option '--city'."),
    ],
)
def test_an_init_that_is_refused_leaves_nothing_behind(run, tmp_path, options, sentence):
    done = run("init", tmp_path / "city", *options)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"Error: {sentence}")
    assert not (tmp_path / "city").exists()


def test_a_second_init_leaves_the_first_workspace_as_it_is(city, run):
    run("answer", "DM1.written", "yes")
    done = run("init", city, "--city", "Other")
    assert done.code == 2
    assert "There is already a workspace" in done.err
    assert run("score", "--json").data["city"] == "Carlsbad"
    assert len(run("answers", "--json").data) == 1


def test_init_where_a_file_stands_is_refused(run, tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = run("init", tmp_path / "file", "--city", "Carlsbad")
    assert done.code == 2
    assert "cannot be made" in done.err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.name == "nt", reason="the words of a POSIX shell")
@pytest.mark.parametrize("name", ["our city", "a $HOME & (b)", "it's"])
def test_the_next_steps_can_be_copied_whatever_the_folder_is_called(run, tmp_path, name):
    done = run("init", tmp_path / name, "--city", "Carlsbad")
    answer = done.err.splitlines()[-1].partition(": ")[2]
    assert shlex.split(answer) == [
        "wwc-assess",
        "--workspace",
        str(tmp_path / name),
        "answer",
        "DM1.written",
        "yes",
    ]


def test_demo_without_a_terminal_prints_where_the_city_stands_and_leaves_nothing(
    process, tmp_path, monkeypatch
):
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    done = process("demo", "--today", "2026-11-22")
    assert done.code == 0
    assert done.out.startswith("Rivermouth (fictional) 2026 · WWC 2022 (unofficial) · as of 2026-11-22\n")
    assert re.search(r"Claimed +\d+ +\d+ +Silver", done.out)
    assert "wwc-assess demo in a terminal" in done.err
    assert list(tmp_path.iterdir()) == []


def test_demo_keep_makes_the_city_where_it_is_told_and_only_says_how_to_open_it(run, tmp_path):
    done = run("demo", "--keep", tmp_path / "rivermouth")
    assert (done.code, done.out) == (0, f"{tmp_path / 'rivermouth'}\n")
    assert f"wwc-assess --workspace {tmp_path / 'rivermouth'}" in done.err
    assert (
        run("--workspace", tmp_path / "rivermouth", "score", "--json").data["city"]
        == "Rivermouth (fictional)"
    )
    assert run("demo", "--keep", tmp_path / "rivermouth").code == 2


@pytest.mark.parametrize("today", ["2024-02-29", "1000-01-01", "2999-12-31"])
def test_the_sample_city_stands_alike_on_any_day_it_is_made_on(run, tmp_path, today):
    def tallies(day, name):
        run("demo", "--keep", tmp_path / name, "--today", day)
        score = run("--workspace", tmp_path / name, "score", "--json", "--today", day).data
        return {key: tally["level"] for key, tally in score["tallies"].items()}

    assert tallies(today, "one") == tallies("2026-11-22", "two")


def test_the_sample_city_shows_all_that_the_program_is_for(run, tmp_path):
    run("demo", "--keep", tmp_path / "city", "--today", "2026-11-22")
    score = run("--workspace", tmp_path / "city", "score", "--json", "--today", "2026-11-22").data
    levels = {name: tally["level"] for name, tally in score["tallies"].items()}
    assert levels == {"reviewed": None, "proven": None, "claimed": "silver", "possible": "platinum"}
    assert {"proven", "claimed", "open", "not met", "unanswered"} == {
        row["standing"] for row in score["criteria"]
    }
    assert {row["by"] for row in run("--workspace", tmp_path / "city", "answers", "--json").data} > {
        "Data office"
    }
    evidence = run(
        "--workspace", tmp_path / "city", "evidence", "list", "--json", "--today", "2026-11-22"
    ).data
    assert {flaw["flaw"] for item in evidence for flaw in item["flaws"]} >= {"stale", "expired", "undated"}
    assert any(len(item["for"]) > 1 for item in evidence)


def test_locate_says_which_of_the_four_places_it_is_and_why(city, run, monkeypatch, tmp_path, computer):
    run("init", tmp_path / "other", "--city", "Other")
    named = run("--workspace", tmp_path / "other", "locate", "--json").data
    assert named == {"workspace": str(tmp_path / "other"), "why": "named by --workspace", "exists": True}
    assert run("locate").out == f"{city}\n"
    assert "WWC_ASSESS_WORKSPACE" in run("locate").err
    monkeypatch.delenv("WWC_ASSESS_WORKSPACE")
    monkeypatch.chdir(city)
    assert run("locate").out == f"{city}\n"
    assert "the current folder" in run("locate").err
    monkeypatch.chdir(computer)
    assert run("locate").code == 1


def test_locate_answers_no_where_there_is_no_workspace_yet(run, computer):
    done = run("locate", "--json")
    assert (done.code, done.data["exists"]) == (1, False)
    assert done.data["workspace"].startswith(str(computer / "home"))
    told = run("locate")
    assert told.code == 1
    assert "wwc-assess init DIR --city NAME" in told.err


def test_a_workspace_that_is_named_and_missing_is_wrong_use(run, monkeypatch, tmp_path):
    assert run("--workspace", tmp_path / "none", "locate").code == 2
    monkeypatch.setenv("WWC_ASSESS_WORKSPACE", str(tmp_path / "none"))
    done = run("score")
    assert done.code == 2
    assert "WWC_ASSESS_WORKSPACE" in done.err


def test_without_any_workspace_a_command_says_how_to_make_one(run):
    done = run("score", "--today", date(2026, 11, 22))
    assert (done.code, done.out) == (2, "")
    assert "There is no workspace yet" in done.err
    assert "wwc-assess init DIR --city NAME" in done.err
