"""Adding, listing and removing evidence."""

import os

import pytest

pytestmark = pytest.mark.usefixtures("city")


def test_adding_prints_the_new_number_and_tells_the_rest_beside_it(process):
    done = process(
        *("evidence", "add", "https://example.org/policy.pdf", "--for", "DM1.charter", "--for", "LC1"),
        *("--title", "Policy 100", "--as-of", "2026-03-01", "--valid-until", "2027-03-01"),
    )
    assert (done.code, done.out) == (0, "1\n")
    assert done.err == "Saved: evidence 1, Policy 100\n"
    (item,) = process("evidence", "list", "--json", "--today", "2026-12-22").data
    assert item.pop("added_at").endswith("Z")
    assert item == {
        "id": 1,
        "location": "https://example.org/policy.pdf",
        "title": "Policy 100",
        "as_of": "2026-03-01",
        "valid_until": "2027-03-01",
        "withdrawn": False,
        "for": ["DM1.charter", "LC1"],
        "added_by": "Ann",
        "flaws": [],
        "state": "expiring",
        "last_day": "2027-03-01",
        "tried": None,
        "changed_since": None,
    }


def test_adding_with_json_prints_the_item(run):
    item = run("evidence", "add", "https://example.org/x", "--for", "DM1.charter", "--json").data
    assert (item["id"], item["for"], item["as_of"]) == (1, ["DM1.charter"], None)


def test_a_criterion_with_several_documents_is_taken_and_its_documents_are_named(run):
    done = run("evidence", "add", "https://example.org/x", "--for", "DM1")
    assert done.code == 0
    assert "name one of: DM1.charter, DM1.minutes" in done.err
    assert "name one of" not in run("evidence", "add", "https://example.org/x", "--for", "LC1").err


def test_a_file_that_is_there_is_found_from_anywhere_and_the_absence_of_one_is_told(run, computer, city):
    done = run("evidence", "add", "S:/Budget/2026 plan.pdf", "--for", "LC1")
    assert done.code == 0
    assert "There is no file S:/Budget/2026 plan.pdf here now" in done.err
    here, own = computer / "here" / "minutes.pdf", city / "proof.pdf"
    for file in (here, own):
        file.write_bytes(b"")
        assert "There is no file" not in run("evidence", "add", os.path.relpath(file), "--for", "LC1").err
    assert "There is no file" not in run("evidence", "edit", "1", "--as-of", "2026-03-01").err
    assert "There is no file" not in run("evidence", "attach", "1", "PA1").err
    told = run("evidence", "edit", "1", "--location", "S:/Budget/2026 plan.pdf").err
    assert "There is no file S:/Budget/2026 plan.pdf here now" in told
    locations = [item["location"] for item in run("evidence", "list", "--json").data]
    assert locations == ["S:/Budget/2026 plan.pdf", str(here.resolve()), "proof.pdf"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["javascript:alert(1)", "--for", "LC1"], "cannot be opened as a link. Give an address"),
        (["JAVASCRIPT://x", "--for", "LC1"], "cannot be opened as a link"),
        (["java\x00script:alert(1)", "--for", "LC1"], "cannot be opened as a link"),
        (["data:text/html,x", "--for", "LC1"], "cannot be opened as a link"),
        (["file:///etc/passwd", "--for", "LC1"], "cannot be opened as a link"),
        (["https://", "--for", "LC1"], "cannot be opened as a link"),
        (["http:example.org", "--for", "LC1"], "cannot be opened as a link"),
        (["", "--for", "LC1"], "The link or path is missing."),
        (["x.pdf"], "Missing option '--for'."),
        (["x.pdf", "--for", "DM1.written"], "DM1 has no document written."),
        (["x.pdf", "--for", "LC1", "--for", "LC9"], "There is no criterion LC9"),
        (["x.pdf", "--for", "LC1", "--as-of", "yesterday"], "“yesterday” is no date."),
        (
            ["x.pdf", "--for", "LC1", "--as-of", "2026-02-01", "--valid-until", "2026-01-31"],
            "would end on 2026-01-31, before its own date 2026-02-01",
        ),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_adds_nothing(run, arguments, sentence):
    done = run("evidence", "add", *arguments)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert run("evidence", "list", "--json").data == []


def test_the_list_says_what_counts_on_a_day_and_why_not(run):
    run("evidence", "add", "old.pdf", "--for", "DM1.charter", "--for", "LC1", "--as-of", "2025-06-01")
    run("evidence", "add", "undated.pdf", "--for", "DM1.charter")
    run("evidence", "add", "over.pdf", "--for", "LC1", "--valid-until", "2026-01-31")
    day = ("--today", "2026-06-02")
    assert [item["flaws"] for item in run("evidence", "list", "--json", *day).data] == [
        [{"ref": "DM1.charter", "flaw": "stale", "day": "2026-06-01"}],
        [{"ref": "DM1.charter", "flaw": "undated", "day": None}],
        [{"ref": "LC1", "flaw": "expired", "day": "2026-01-31"}],
    ]
    table = run("evidence", "list", *day).out
    assert "DM1.charter: it was fresh enough until 2026-06-01" in table
    (first, *_others) = run("evidence", "list", "--json", "--today", "2026-06-01").data
    assert first["flaws"] == []


def test_the_list_says_so_where_an_item_is_attached_to_none_of_the_documents_asked_for(run):
    run("evidence", "add", "x.pdf", "--for", "DM1", "--for", "LC1")
    (item,) = run("evidence", "list", "--json").data
    assert item["flaws"] == [{"ref": "DM1", "flaw": "not asked for", "day": None}]
    assert "DM1: it is attached to none of its documents" in run("evidence", "list").out


def test_an_item_is_removed_and_brought_back_by_undo_and_its_number_is_not_used_again(run):
    run("evidence", "add", "x.pdf", "--for", "LC1")
    assert run("evidence", "remove", "1").code == 0
    assert run("evidence", "list", "--json").data == []
    assert run("evidence", "list").err.startswith("There is no evidence yet.")
    run("undo")
    assert [item["for"] for item in run("evidence", "list", "--json").data] == [["LC1"]]
    run("evidence", "remove", "1")
    assert run("evidence", "add", "y.pdf", "--for", "LC1").out == "2\n"


@pytest.mark.parametrize("number", ["1", "0", "-1", "x", "9" * 40])
def test_an_unknown_number_is_wrong_use(run, number):
    done = run("evidence", "remove", number)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: ")


@pytest.mark.usefixtures("city")
def test_evidence_that_does_not_count_as_it_is_is_saved_and_said_to_be_so(run):
    done = run("evidence", "add", "https://example.org/x", "--for", "DM1.charter")
    assert (done.code, done.out) == (0, "1\n")
    assert "It does not count for DM1.charter yet: it has no date" in done.err


@pytest.fixture
def three(run, city):  # noqa: ARG001  the workspace it is in
    """Record evidence that counts, is too old, and proves nothing."""
    run("evidence", "add", "https://example.org/new", "--for", "DM1.charter", "--as-of", "2026-10-01")
    run(
        "evidence",
        "add",
        "https://example.org/old",
        "--for",
        "DM1.charter",
        "--as-of",
        "2020-01-01",
        "--title",
        "B",
    )
    run("evidence", "add", "https://example.org/any", "--for", "DM1", "--title", "A")


@pytest.mark.usefixtures("three")
def test_the_list_is_narrowed_by_state_and_by_what_is_proven_and_sorted(run):
    def numbers(*arguments):
        done = run("evidence", "list", "--json", "--today", "2026-11-22", *arguments)
        return [item["id"] for item in done.data]

    assert numbers() == [1, 2, 3]
    assert numbers("--state", "stale", "--state", "unused") == [2, 3]
    assert numbers("--for", "DM1") == [1, 2, 3]
    assert numbers("--for", "DM1.charter") == [1, 2]
    assert numbers("--sort", "name") == [3, 2, 1]
    assert numbers("--sort", "until") == [2, 1, 3]
    assert numbers("--sort", "state") == [3, 2, 1]
    assert "No evidence is like that." in run("evidence", "list", "--state", "withdrawn").err


@pytest.mark.usefixtures("three")
def test_an_item_is_changed_in_what_is_given_alone_and_undo_takes_it_back(run):
    done = run("evidence", "edit", "2", "--as-of", "2026-11-01", "--title", "New")
    assert (done.code, done.err) == (0, "Saved: evidence 2, New\n")
    item = run("evidence", "list", "--json").data[1]
    assert (item["title"], item["as_of"], item["location"]) == (
        "New",
        "2026-11-01",
        "https://example.org/old",
    )
    assert run("evidence", "edit", "2", "--as-of", "").code == 0
    assert run("evidence", "list", "--json").data[1]["as_of"] is None
    run("undo")
    assert run("evidence", "list", "--json").data[1]["as_of"] == "2026-11-01"


@pytest.mark.usefixtures("three")
def test_a_withdrawn_item_stays_listed_and_counts_for_nothing(run):
    run("evidence", "edit", "1", "--withdrawn")
    item = run("evidence", "list", "--json").data[0]
    assert (item["state"], item["flaws"][0]["flaw"]) == ("withdrawn", "withdrawn")
    run("evidence", "edit", "1", "--not-withdrawn")
    assert run("evidence", "list", "--json").data[0]["withdrawn"] is False


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["edit", "1"], "Nothing was given to change."),
        (["edit", "9", "--title", "x"], "There is no evidence item 9."),
        (["edit", "1", "--location", "javascript:alert(1)"], "cannot be opened as a link"),
        (["edit", "1", "--location", "http://[::1"], "cannot be opened as a link"),
        (["edit", "1", "--location", "https://example.org:99999/x"], "cannot be opened as a link"),
        (["edit", "1", "--location", "https:///policy.pdf"], "cannot be opened as a link"),
        (["edit", "1", "--as-of", "2026-11-23", "--today", "2026-11-22"], "is after today, 2026-11-22"),
        (["edit", "1", "--location", ""], "The link or path is missing."),
        (["edit", "1", "--valid-until", "2026-01-01"], "before its own date 2026-10-01"),
        (["attach", "9", "LC1"], "There is no evidence item 9."),
        (["attach", "1", "XX1"], "There is no criterion XX1"),
        (["attach", "1"], "Missing argument"),
        (["detach", "1", "LC1"], "Evidence 1 is not attached to LC1."),
        (["detach", "9", "LC1"], "There is no evidence item 9."),
    ],
)
def test_a_wrong_change_is_told_and_changes_nothing(run, arguments, sentence):
    before = run("evidence", "list", "--json").data
    done = run("evidence", *arguments)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert run("evidence", "list", "--json").data == before


@pytest.mark.usefixtures("three")
def test_one_item_is_attached_to_many_places_in_one_act_and_taken_off_again(run):
    run("evidence", "attach", "1", "LC1", "DM1.minutes", "DM2")
    assert run("evidence", "list", "--json").data[0]["for"] == ["DM1.charter", "DM1.minutes", "DM2", "LC1"]
    run("undo")
    assert run("evidence", "list", "--json").data[0]["for"] == ["DM1.charter"]
    done = run("evidence", "detach", "1", "DM1.charter")
    assert done.err == "Saved: evidence 1 is attached to nothing now.\n"
    assert run("evidence", "list", "--json").data[0]["state"] == "unused"
