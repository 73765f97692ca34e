"""The pilot journey: from a half-filled city to an accepted plan, checked evidence and reports for every reader."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from itertools import product

from jsonschema import Draft202012Validator
from readers import read

from wwc_assess.cli.params import local_today
from wwc_assess.report.formats import FORMATS

READERS = ("all", "council", "team", "validator")
START = local_today()


def points(city):
    """Return the points in each tally."""
    return {name: tally["points"] for name, tally in city.tells("score")["tallies"].items()}


def unproven(city):
    """Return the criteria of which the findings say that they are claimed without proof."""
    return {found["criterion"] for found in city.tells("findings") if found["id"] == "met-without-proof"}


def ids(plan):
    """Return the criteria of a plan."""
    return [criterion["id"] for criterion in plan["criteria"]]


def standing(city, criterion):
    """Return the word for where a criterion stands."""
    (explained,) = city.tells("score", "--explain", criterion)["criteria"]
    return explained["standing"]


def test_a_half_filled_city_is_led_to_proof_a_plan_and_reports_that_verify(city, site, tmp_path):
    answers_what_matters_most(city)
    proves_a_claim_with_documents_that_are_really_there(city, *site)
    has_it_signed_off_by_somebody_else(city)
    plan = accepts_the_cheapest_way(city)
    does_a_part_of_it_and_sees_the_difference(city, plan)
    hands_over_every_report(city, tmp_path / "handed over", plan)


def answers_what_matters_most(city):
    before = points(city)
    asked = [question["ref"] for question in city.tells("next", "--minutes", "15")]
    assert asked
    city.does("answer", "--stdin", stdin="".join(f"{ref} yes\n" for ref in asked))
    assert not {question["ref"] for question in city.tells("next")} & set(asked)
    assert points(city)["claimed"] > before["claimed"]
    assert points(city)["proven"] == before["proven"]


def proves_a_claim_with_documents_that_are_really_there(city, address, pages):
    before = points(city)
    assert "DM6" in unproven(city)
    (pages / "restore.html").write_text("It was restored.", encoding="utf-8")
    (city.folder / "privacy.txt").write_text("Ten checks.", encoding="utf-8")
    today = local_today()
    link = city.adds(f"{address}/restored.html", "DM6.restore", as_of=today, title="Backups that came back")
    file = city.adds("privacy.txt", "DM5.use", as_of=today, title="Privacy checks")
    city.does("evidence", "attach", link, "DM9")
    check = ("evidence", "check", link, file)

    one, other = city.tells(*check, "--allow-private", code=1)
    assert (one["id"], one["ok"], one["detail"]) == (link, False, "404 Not Found")
    assert (other["id"], other["ok"]) == (file, True)
    assert link in {item["id"] for item in city.tells("evidence", "list", "--state", "warned")}
    city.does("evidence", "edit", link, "--location", f"{address}/restore.html")
    assert all(outcome["ok"] for outcome in city.tells(*check, "--allow-private"))
    assert not any(outcome["tried"] for outcome in city.tells("evidence", "check", link, code=1))

    assert not unproven(city) & {"DM5", "DM6"}
    assert points(city)["proven"] == before["proven"] + 2
    assert standing(city, "DM6") == "proven"


def has_it_signed_off_by_somebody_else(city):
    before = points(city)
    (author, *_others) = {given["by"] for given in city.tells("answers") if given["ref"].startswith("DM6.")}
    assert "nobody signs off their own answers" in city.does("review", "DM6", "--by", author, code=2).err
    city.does("review", "DM6", "--by", "Ben")
    assert points(city)["reviewed"] == before["reviewed"] + 1
    assert standing(city, "DM6") == "reviewed"


def accepts_the_cheapest_way(city):
    plan = city.tells("plan")
    assert plan["feasible"]
    assert plan["cost"] == sum(criterion["cost"] for criterion in plan["criteria"])
    city.does("plan", "--accept", "--start", START, "--per-week", "2.5", "--owner", "Mayor’s office")
    assert ids(city.tells("plan")) == ids(plan)
    return plan


def does_a_part_of_it_and_sees_the_difference(city, plan):
    city.does("snapshot", "accepted")
    *rest, done = plan["criteria"]
    for step in done["steps"]:
        if step["do"] == "attach":
            city.adds(f"https://rivermouth.example/{step['ref']}", step["ref"], as_of=local_today())
        else:
            city.does("answer", step["ref"], "yes")
    comparison = city.tells("compare", "accepted")
    assert [(moved["id"], moved["after"]) for moved in comparison["moved"]] == [(done["id"], "proven")]
    assert ids(city.tells("plan")) == ids({"criteria": rest})


def hands_over_every_report(city, folder, plan):
    folder.mkdir()
    for kind, reader in (*product(("md", "html"), READERS), ("docx", "all"), ("docx", "council")):
        file = folder / f"{reader}.{kind}"
        city.does("report", "--for", reader, "--since", "accepted", "--output", file)
        is_what_the_reader_was_promised(read(file), reader)
    for kind in ("xlsx", "csv", "json"):
        city.does("report", "--output", folder / f"all.{kind}")
        assert read(folder / f"all.{kind}").harm == []
    tells_what_was_accepted((folder / "all.csv").read_text(encoding="utf-8-sig"), plan)
    tells_programs_the_same(city, json.loads((folder / "all.json").read_text(encoding="utf-8")), plan)
    still_fits_until_something_changes(city, [folder / f"all.{kind}" for kind in FORMATS])


def is_what_the_reader_was_promised(reading, reader):
    assert reading.harm == []
    assert "Rivermouth (fictional) 2026" in reading.text
    assert "This is not an official tool" in reading.text
    assert "What has changed since accepted" in reading.text
    assert ("Mayor’s office" in reading.text) == (reader != "validator")
    assert ("Backups that came back" in reading.text) == (reader != "council")


def tells_what_was_accepted(text, plan):
    """Look for each criterion of the plan but the one that is done, with its owner and its due date."""
    lines = {line["Criterion"]: line for line in csv.DictReader(io.StringIO(text, newline=""), strict=True)}
    for criterion in ids(plan)[:-1]:
        assert START <= date.fromisoformat(lines[criterion]["Due"]) < START + timedelta(weeks=4)
        assert lines[criterion]["Owner"]
    assert ids(plan)[-1] not in lines


def tells_programs_the_same(city, facts, plan):
    Draft202012Validator(city.does("report", "schema").data).validate(facts)
    assert {criterion["id"]: criterion["standing"] for criterion in facts["criteria"]}["DM6"] == "reviewed"
    assert ids(facts["plan"]) == ids(plan)[:-1]


def still_fits_until_something_changes(city, files):
    for file in files:
        assert "still fits" in city.does("report", "verify", file).out
    city.does("answer", "LC1", "no")
    for file in files:
        told = city.does("report", "verify", file, code=1).out.splitlines()
        assert [line for line in told if line.startswith(("LC1: ", "DM"))] == [
            "LC1: the answers, the standing"
        ]
    city.does("undo")
    assert "still fits" in city.does("report", "verify", files[0]).out
