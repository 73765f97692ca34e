"""Every slip in a folder of criteria files is told at its place; what is sound becomes a standard."""

from __future__ import annotations

import os
import time
from decimal import Decimal
from pathlib import Path
from unicodedata import category

import pytest
from folders import ALPHA, BETA, EXAMPLES, FILES, STANDARD, written
from hypothesis import given, settings
from hypothesis import strategies as st
from slips import SLIPS

from wwc_assess.standard.folder import Contents
from wwc_assess.standard.library import DEFAULT_STANDARD, shipped_folder
from wwc_assess.standard.loading import build, load
from wwc_assess.standard.model import Age
from wwc_assess.standard.problems import StandardError


def problems_of(folder):
    with pytest.raises(StandardError) as caught:
        load(folder)
    return caught.value.problems


def places(problems):
    return [f"{problem.file}:{problem.line}:{problem.column}" for problem in problems]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[3])
def test_a_slip_is_the_one_problem_told_at_its_line_and_column(tmp_path, slip):
    stem, old, new, where, words = slip
    text = FILES[f"{stem}.yaml"]
    assert old in text
    (problem,) = problems_of(written(tmp_path / "small", **{stem: text.replace(old, new, 1)}))
    assert str(problem).startswith(f"{where}: ")
    assert words in str(problem)
    assert problem.mend


def test_every_text_stays_as_it_stands_in_the_file(tmp_path):
    standard = load(written(tmp_path / "small"))
    five_ten = standard.by_id["5.10"]
    assert five_ten.statement == "no"
    assert standard.by_id["A1"].examples[0].year == "2024"
    assert standard.by_id["A1"].statement == "A list says who does what, and it is dated."


def test_numbers_ages_and_flags_are_typed_where_they_are_asked_for(tmp_path):
    standard = load(written(tmp_path / "small"))
    one = standard.by_id["A1"]
    assert (one.core, one.need, one.checks[0].effort) == (True, 2, Decimal("2.5"))
    assert one.documents[0].max_age == Age(12, "months", "12 months")
    plan, log = standard.by_id["5.10"].documents
    assert (plan.max_age, log.max_age) == (Age(14, "days", "2 weeks"), Age(12, "months", "1 year"))
    assert [level.at_least for level in standard.levels] == ["50%", 4]


def test_what_may_be_left_out_has_its_default(tmp_path):
    plain = "title: Plain\npractices: [beta]\nlevels: [{id: done, title: Done, at_least: 100%}]\n"
    folder = written(tmp_path / "plain", standard=plain, alpha=None, terms=None, examples=None)
    standard = load(folder)
    assert (standard.id, standard.short, standard.not_applicable) == ("plain", "Plain", "forbidden")
    assert standard.terms == standard.trials == ()
    criterion = standard.by_id["5.10"]
    assert (criterion.origin.statement, criterion.origin.sources, criterion.weight) == ("ours", (), 1)
    assert [check.ask for check in criterion.questions] == ["no"]


def test_a_criterion_belongs_to_the_practice_in_whose_file_it_stands(tmp_path):
    standard = load(written(tmp_path / "small"))
    assert [standard.practice_of(key).title for key in ("A2", "5.10")] == ["Alpha", "Beta"]


def test_an_example_knows_where_it_stands(tmp_path):
    standard = load(written(tmp_path / "small"))
    assert [trial.where for trial in standard.trials] == ["examples.yaml:1:3", "examples.yaml:3:3"]
    assert [trial.core for trial in standard.trials] == [True, False]
    assert [trial.level for trial in standard.trials] == ["bronze", None]


def test_all_slips_of_all_files_are_told_in_one_run_in_reading_order(tmp_path):
    folder = written(
        tmp_path / "small",
        standard=STANDARD.replace("at_least: 50%", "at_least: half"),
        alpha=ALPHA.replace("need: 2", "need: 9").replace("weight: 2", "wieght: 2"),
        beta=BETA.replace("what: A log", "what:"),
        examples=EXAMPLES.replace("[A1]", "[A3]"),
    )
    assert places(problems_of(folder)) == [
        "standard.yaml:10:15",
        "standard.yaml:17:15",  # without its weight of two, A2 leaves too few points for the bar
        "alpha.yaml:12:11",
        "alpha.yaml:54:5",
        "beta.yaml:12:14",
        "examples.yaml:3:36",
    ]


def test_a_file_that_cannot_be_read_makes_no_follow_up_problems_elsewhere(tmp_path):
    folder = written(tmp_path / "small", alpha=ALPHA.replace("title: Two", "title: [Two"))
    assert places(problems_of(folder)) == ["alpha.yaml:50:12"]


def test_a_file_or_item_of_the_wrong_shape_is_named(tmp_path):
    told = problems_of(written(tmp_path / "small", beta="- one\n- two\n", examples="- just text\n"))
    assert [str(problem).partition(" should")[0] for problem in told] == [
        "beta.yaml:1:1: The file",
        "examples.yaml:1:3: Item 1 of the file",
    ]


def test_an_address_that_cannot_be_taken_apart_is_a_problem(tmp_path):
    alpha = ALPHA.replace("https://example.org/guide", "https://[example")
    (problem,) = problems_of(written(tmp_path / "small", alpha=alpha))
    assert str(problem).startswith("alpha.yaml:42:14: `url` is not a web address.")


def test_a_list_whose_only_item_has_a_slip_is_not_called_empty(tmp_path):
    beta = "practice: B\ntitle: Beta\ncriteria:\n  - {id: B1, title: One}\n"
    (problem,) = problems_of(written(tmp_path / "small", beta=beta))
    assert str(problem).startswith("beta.yaml:4:5: `statement` is missing.")


def test_a_slip_in_one_key_hides_no_slip_in_the_next(tmp_path):
    alpha = ALPHA.replace("effort: 2.5", "effort: lots").replace("need: 2", "need: 4")
    assert places(problems_of(written(tmp_path / "small", alpha=alpha))) == [
        "alpha.yaml:12:11",
        "alpha.yaml:18:17",
    ]


def test_a_core_criterion_that_does_not_count_is_told_with_what_follows(tmp_path):
    alpha = ALPHA.replace("core: true", "core: true\n    status: planned")
    told = [str(problem) for problem in problems_of(written(tmp_path / "small", alpha=alpha))]
    assert any("alpha.yaml:7:11: A1 is core, but planned" in line for line in told)
    assert any("alpha.yaml:53:16: A1 is planned, so A2 could never count" in line for line in told)


def test_a_standard_in_which_nothing_counts_is_refused(tmp_path):
    beta = BETA.replace("title: Five ten", "title: Five ten\n    status: planned")
    plain = "title: Plain\npractices: [beta]\nlevels: [{id: done, title: Done, at_least: 100%}]\n"
    (problem,) = problems_of(
        written(tmp_path / "x", standard=plain, alpha=None, terms=None, examples=None, beta=beta)
    )
    assert str(problem).startswith("standard.yaml:2:1: No criterion counts.")


def test_an_incomplete_standard_may_have_bars_above_its_total(tmp_path):
    incomplete = STANDARD.replace("at_least: 4", "at_least: 40") + "incomplete: Only a part is public.\n"
    assert load(written(tmp_path / "old", standard=incomplete)).incomplete == "Only a part is public."


def test_each_of_two_circles_is_told_once(tmp_path):
    beta = BETA.replace("    statement: Gone.", "    statement: Gone.\n    requires: [B2]")
    alpha = ALPHA.replace("    why: Nobody knows otherwise.", "    requires: [A2]")
    assert places(problems_of(written(tmp_path / "small", alpha=alpha, beta=beta))) == [
        "alpha.yaml:11:15",
        "beta.yaml:17:15",
    ]


def test_of_many_circles_the_first_eight_are_told(tmp_path):
    beta = "practice: B\ntitle: Beta\ncriteria:\n" + "".join(
        f"  - {{id: B{number}, title: Own, statement: Own., requires: [B{number}]}}\n" for number in range(9)
    )
    told = places(problems_of(written(tmp_path / "small", beta=beta)))
    assert [place for place in told if place.startswith("beta")] == [
        f"beta.yaml:{line}:53" for line in range(4, 12)
    ]


@pytest.mark.parametrize("key", ["a b", "memo:", "memo#", "a/b"])
def test_a_bad_key_among_the_sources_is_told_at_the_key(tmp_path, key):
    standard = STANDARD + f'  "{key}":\n    what: Something\n'
    (problem,) = problems_of(written(tmp_path / "small", standard=standard))
    assert str(problem).startswith(f"standard.yaml:34:3: A key of `sources` cannot be `{key}`.")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("mem\N{CYRILLIC SMALL LETTER O}", "mixes letters that look alike: m (Latin), \u043e (Cyrillic)."),
        ("\N{GREEK CAPITAL LETTER ALPHA}1b", "mixes letters that look alike: \u0391 (Greek), b (Latin)."),
        ("me\N{SOFT HYPHEN}mo", "holds a sign that nobody sees (U+00AD)."),
        ("memo\N{ZERO WIDTH SPACE}", "holds a sign that nobody sees (U+200B)."),
    ],
)
def test_a_code_that_is_not_what_it_looks_like_is_told(tmp_path, key, words):
    standard = STANDARD + f"  {key}:\n    what: Something\n"
    (problem,) = problems_of(written(tmp_path / "small", standard=standard))
    assert str(problem).startswith(f"standard.yaml:34:3: A key of `sources` {words}")


@pytest.mark.parametrize(
    "key", ["5.10", "v2:DG2", "AC-2(1)", "\u00e9tude", "\u0391\u03921", "\u8cc7\u6599DM", "\u041a\u041c2"]
)
def test_a_code_may_be_written_in_any_one_alphabet(tmp_path, key):
    standard = STANDARD + f"  {key}:\n    what: Something\n"
    assert key in load(written(tmp_path / "small", standard=standard)).sources


def test_a_folder_without_standard_yaml_says_so(tmp_path):
    (problem,) = problems_of(written(tmp_path / "small", standard=None))
    assert str(problem).startswith("standard.yaml:1:1: The folder has no standard.yaml.")


def test_a_folder_that_is_not_there_says_so(tmp_path):
    (problem,) = problems_of(tmp_path / "nowhere")
    assert "cannot be read" in problem.message


def test_the_error_reads_as_its_sentence_its_problems_and_the_next_step(tmp_path):
    folder = written(tmp_path / "small", alpha=ALPHA.replace("need: 2", "need: 4"))
    with pytest.raises(StandardError) as caught:
        load(folder)
    assert str(caught.value).splitlines() == [
        f"The criteria in {folder} cannot be used: 1 problem.",
        "alpha.yaml:12:11: `need` is 4, but A1 has 3 checks. Lower it or add a check.",
        "Mend the lines named above, then try again.",
    ]


def test_a_file_with_hundreds_of_slips_does_not_fill_the_screen(tmp_path):
    folder = written(tmp_path / "small", terms="terms:\n" + "  - term: x\n" * 400, beta="\t\n" * 400)
    with pytest.raises(StandardError) as caught:
        load(folder)
    assert str(caught.value).splitlines()[-2] == "… and 100 more."


@pytest.mark.parametrize("name", ["a.yml", "A.YAML"])
def test_a_file_with_another_ending_is_told_to_be_renamed(tmp_path, name):
    folder = written(tmp_path / "small")
    (folder / name).write_text("practice: C\n")
    (problem,) = problems_of(folder)
    assert str(problem).startswith(f"{name}:1:1: Only names that end in .yaml are read. Rename the file to")


def test_hidden_files_folders_and_other_files_are_left_alone(tmp_path):
    folder = written(tmp_path / "small")
    (folder / ".alpha.yaml.swp").write_bytes(b"\0\0")
    (folder / ".#beta.yaml").symlink_to("nobody@nowhere")
    (folder / "README.md").write_text("# hello")
    (folder / "drafts").mkdir()
    assert load(folder).id == "small"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("token: hunter2\n")
    folder = written(tmp_path / "small", beta=None)
    (folder / "beta.yaml").symlink_to(secret)
    (problem,) = problems_of(folder)
    assert str(problem).startswith("beta.yaml:1:1: The name is a link to a place outside the folder.")
    assert "hunter2" not in str(problem)


def test_a_link_within_the_folder_is_followed(tmp_path):
    folder = written(tmp_path / "small", beta=None)
    (folder / "beta.txt").write_text(BETA)
    (folder / "beta.yaml").symlink_to("beta.txt")
    assert load(folder).by_id["5.10"].title == "Five ten"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_named_pipe_is_a_problem_and_does_not_hang(tmp_path):
    folder = written(tmp_path / "small", beta=None)
    os.mkfifo(folder / "beta.yaml")
    (problem,) = problems_of(folder)
    assert str(problem).startswith("beta.yaml:1:1: This is not an ordinary file.")


def test_a_folder_named_like_a_file_is_a_problem(tmp_path):
    folder = written(tmp_path / "small", beta=None)
    (folder / "beta.yaml").mkdir()
    assert places(problems_of(folder)) == ["beta.yaml:1:1"]


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path):
    folder = written(tmp_path / "small", beta=None)
    with (folder / "beta.yaml").open("wb") as file:
        file.truncate(50_000_000)
    started = time.perf_counter()
    (problem,) = problems_of(folder)
    assert time.perf_counter() - started < 1
    assert str(problem).startswith("beta.yaml:1:1: The file is larger than 1 MB.")


def test_files_that_are_too_large_together_are_refused(tmp_path):
    bulk = {f"p{number}": BETA + "#" * 990_000 for number in range(5)}
    told = [str(problem) for problem in problems_of(written(tmp_path / "small", **bulk))]
    assert any(line.startswith("p4.yaml:1:1: Together the files are larger than 4 MB.") for line in told)


def test_too_many_files_are_refused(tmp_path):
    told = problems_of(written(tmp_path / "small", **{f"p{number}": "" for number in range(201)}))
    assert told[0].message == "The folder holds too many files."


def test_two_names_that_look_the_same_are_told(tmp_path):
    folder = written(tmp_path / "small")
    (folder / "beta\x7f.yaml").write_text(BETA)
    (problem,) = problems_of(folder)
    assert str(problem).startswith("beta.yaml:1:1: Two files have this name.")


def test_a_name_with_control_characters_is_shown_without_them(tmp_path):
    folder = written(tmp_path / "small")
    (folder / "a\x1b[31m.yaml").write_text(BETA)
    assert all("\x1b" not in str(problem) for problem in problems_of(folder))


@settings(max_examples=300)
@given(
    name=st.sampled_from(sorted(FILES)),
    place=st.integers(0, 2_000),
    cut=st.integers(0, 3),
    put=st.binary(max_size=3),
)
def test_changed_bytes_give_a_standard_or_told_problems_and_nothing_else(name, place, cut, put):
    files = {key: text.encode() for key, text in sorted(FILES.items())}
    source = files[name]
    place %= len(source)
    files[name] = source[:place] + put + source[place + cut :]
    problems = ()
    try:
        build(Contents(Path("small"), files, ()))
    except StandardError as error:
        problems = error.problems
        assert problems, "an error that tells nothing"
    for problem in problems:
        assert 1 <= problem.line <= files[problem.file].count(b"\n") + files[problem.file].count(b"\r") + 2
        assert problem.column >= 1
        assert not any(category(sign) == "Cc" for sign in str(problem))


def test_the_shipped_standard_is_sound_and_says_where_it_comes_from():
    standard = load(shipped_folder() / DEFAULT_STANDARD)
    assert len(standard.criteria) == 43
    assert sorted(standard.core) == ["DM1", "LC1", "PA1"]
    assert all(criterion.origin.sources for criterion in standard.criteria)
