"""The plan: the cheapest way to a level, and accepting it."""

import pytest

pytestmark = pytest.mark.usefixtures("two_of_three")

ACCEPT = ("--accept", "--start", "2026-12-01", "--per-week", "2.5", "--today", "2026-11-22")


@pytest.fixture
def two_of_three(city):
    """Make silver a matter of two of the three criteria."""
    standard = city / "criteria" / "tiny" / "standard.yaml"
    text = standard.read_text(encoding="utf-8")
    standard.write_text(text.replace("at_least: 67%", "at_least: 2"), encoding="utf-8")


def particulars(run, criterion):
    """Return owner and due date of a criterion as the next plan and the history see them."""
    events = run("history", criterion, "--json").data
    now = next((event["after"] for event in events if event["action"] == "particulars"), None)
    return now and (now["owner"], now["due"])


def test_the_plan_as_json_has_the_whole_way(run):
    done = run("plan", "--to", "silver", "--json")
    assert done.code == 0
    assert done.data == {
        "to": "silver",
        "tally": "proven",
        "feasible": True,
        "reason": "",
        "cost": 4.5,
        "criteria": [
            {
                "id": "DM1",
                "cost": 3,
                "steps": [
                    {"do": "answer", "ref": "DM1.written", "what": "Is it written down?", "cost": 2},
                    {"do": "answer", "ref": "DM1.named", "what": "Is somebody named?", "cost": 0.5},
                    {"do": "attach", "ref": "DM1.charter", "what": "The charter", "cost": 0.5},
                ],
            },
            {
                "id": "DM2",
                "cost": 1.5,
                "steps": [
                    {
                        "do": "answer",
                        "ref": "DM2.listed",
                        "what": "Is there a list?",
                        "cost": 1,
                        "assumed": True,
                    },
                    {"do": "attach", "ref": "DM2", "what": "", "cost": 0.5, "assumed": True},
                    {"do": "reach", "ref": "DM1", "what": "", "cost": 0},
                ],
            },
        ],
        "runner_up": {"cost": 4.5, "criteria": ["DM1", "LC1"]},
        "marginal": [
            {"id": "DM1", "cost": 3, "points": 1, "reaches": "bronze"},
            {"id": "DM2", "cost": 1.5, "points": 1, "reaches": "silver"},
        ],
    }


def test_the_plan_in_words_names_cost_first_steps_owners_levels_and_the_next_best_way(run):
    run("answer", "DM1", "--owner", "Clerk")
    done = run("plan", "--to", "silver")
    assert (done.code, done.err) == (0, "")
    first, _blank, _heads, _rule, charter, listing, *_ = done.out.splitlines()
    assert first == "Silver, proven: 2 more criteria, 4.5 person-days"
    assert charter.split("  ")[0] == "DM1"
    assert "Answer the question: Is it written down?" in charter
    assert "Clerk" in charter
    assert charter.endswith("Bronze")
    assert "nobody yet" in listing
    assert listing.endswith("Silver")
    assert "Another way costs the same: LC1 The mayor asks instead of DM2 A list of data." in done.out
    assert "Where the standard gives no effort, 1 person-day is taken for a question" in done.out


def test_without_a_level_it_is_the_next_one_and_to_claim_takes_no_documents(run):
    assert run("plan", "--json").data["to"] == "bronze"
    run("answer", "DM1", "yes")
    after = run("plan", "--tally", "claimed", "--json").data
    assert (after["to"], after["tally"], after["cost"]) == ("silver", "claimed", 1)


def test_a_level_that_is_reached_costs_nothing_and_is_fine(run):
    run("answer", "DM1", "yes")
    done = run("plan", "--to", "bronze", "--tally", "claimed")
    assert (done.code, done.out) == (0, "Bronze is reached already.\n")
    assert run("plan", "--to", "bronze", "--tally", "claimed", "--json").data["criteria"] == []


def test_a_level_out_of_reach_says_why_and_exits_with_1(city, run):
    standard = city / "criteria" / "tiny" / "standard.yaml"
    text = standard.read_text(encoding="utf-8")
    text = text.replace("at_least: 2", "at_least: 9").replace(
        "edition: First", "edition: First\nincomplete: A part."
    )
    standard.write_text(text, encoding="utf-8")
    done = run("plan", "--to", "silver")
    assert (done.code, done.out) == (1, "Silver takes 9 points, but only 3 points can be earned.\n")
    as_json = run("plan", "--to", "silver", "--json")
    assert (as_json.code, as_json.data["feasible"], as_json.data["runner_up"]) == (1, False, None)
    assert run("plan", "--to", "silver", *ACCEPT).code == 1
    assert particulars(run, "DM1") is None


def test_accepting_writes_due_dates_and_owners_where_there_are_none_and_one_undo_takes_them_back(run):
    run("answer", "DM1", "--owner", "Clerk", "--due", "2027-06-30")
    before = run("plan", "--to", "silver")
    assert before.out.endswith("1 criterion has a due date already; --accept replaces it.\n")
    done = run("plan", "--to", "silver", *ACCEPT, "--owner", "Ben")
    assert done.code == 0
    assert done.err == (
        "DM1: due 2026-12-10, owner Clerk\nDM2: due 2026-12-14, owner Ben\n"
        "1 due date that was set is replaced. wwc-assess undo takes it all back.\n"
    )
    assert "--accept" not in done.out
    assert particulars(run, "DM1") == ("Clerk", "2026-12-10")
    assert particulars(run, "DM2") == ("Ben", "2026-12-14")
    run("undo")
    assert particulars(run, "DM1") == ("Clerk", "2027-06-30")
    assert particulars(run, "DM2") is None


def test_accepting_the_same_plan_again_replaces_nothing(run):
    for _time in range(2):
        done = run("plan", *ACCEPT)
        assert done.err == "DM1: due 2026-12-10, owner nobody yet\n"


def test_accepting_without_an_owner_leaves_the_owners_as_they_are(run):
    done = run("plan", *ACCEPT, "--json")
    assert done.data["criteria"][0]["id"] == "DM1"
    assert done.err == "DM1: due 2026-12-10, owner nobody yet\n"
    assert particulars(run, "DM1") == ("", "2026-12-10")


@pytest.mark.parametrize(
    "options",
    [
        ("--to", "diamond"),
        ("--tally", "reviewed"),
        ("--accept",),
        ("--accept", "--start", "2026-12-01"),
        ("--start", "2026-12-01"),
        ("--per-week", "2"),
        ("--owner", "Ann"),
        *(
            ("--accept", "--start", "2026-12-01", "--per-week", days)
            for days in ("0", "-1", "nan", "inf", "x")
        ),
        ("--accept", "--start", "2026-12-01", "--per-week", "0.0000001"),
        (*ACCEPT, "--owner", "x" * 3000),
        (*ACCEPT, "--start", "2026-11-21"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(run, options):
    done = run("plan", "--json", *options)
    assert done.code == 2
    assert done.err.startswith("Error: ")
    assert particulars(run, "DM1") is None


def test_a_start_in_the_past_is_refused_with_what_to_write(run):
    told = run("plan", *ACCEPT, "--start", "2026-11-21")
    assert told.err == "Error: 2026-11-21 is past. Begin on 2026-11-22, which is today, or later.\n"


def test_in_a_terminal_each_criterion_has_a_line_and_what_is_to_be_said_of_it_below(run, terminal):
    run("answer", "DM1", "--owner", "Clerk")
    assert terminal("plan", "--to", "silver")[:9] == [
        "Silver, proven: 2 more criteria, 4.5 person-days",
        "",
        "DM1 Rules for data",
        "    3 person-days · Clerk · reaches Bronze",
        "    Answer the question: Is it written down?",
        "DM2 A list of data",
        "    1.5 person-days · nobody yet · reaches Silver",
        "    Answer the question: Is there a list?",
        "",
    ]


def test_an_unknown_level_is_met_with_those_there_are(run):
    assert (
        run("plan", "--to", "gold").err
        == "Error: Tiny has no level “gold”. Its levels are: bronze, silver.\n"
    )
