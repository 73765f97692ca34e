"""Scoring touches nothing but its arguments, proven in fresh processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec

import wwc_assess

PLACES = [
    str(Path(wwc_assess.__file__).parents[1]),
    str(Path(__file__).parent),
    str(Path(msgspec.__file__).parents[1]),  # the one library that the score needs
]

IMPORTED = """
import json, sys
sys.path[:0] = {places}
before = set(sys.modules)
import wwc_assess.readiness.score
print(json.dumps(sorted(set(sys.modules) - before)))
"""

WATCHED = """
import json, sys
sys.path[:0] = {places}
from shapes import TODAY, all_yes, an_item, recorded, wwc
from wwc_assess.readiness.score import score

standard = wwc()
records = recorded(all_yes(*standard.criteria[:30]), [an_item(*(c.id for c in standard.criteria[:21]))])
events = []
watching = False
sys.addaudithook(lambda event, _args: events.append(event) if watching else None)
watching = True
scores = [score(standard, records, TODAY) for _ in range(3)]
watching = False
during = list(events)
watching = True
open(sys.executable, "rb").close()
watching = False
print(json.dumps({{
    "scores": [repr(each) for each in scores],
    "points": [scores[0].tallies[name].points for name in ("proven", "claimed", "possible")],
    "during": during,
    "seen_at_all": "open" in events,
}}))
"""


def run(script):
    """Run a script in a fresh interpreter without site packages of its own; return the JSON it prints."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script.format(places=PLACES)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_importing_the_score_loads_no_screen_no_database_no_yaml_and_no_validator():
    loaded = {name.partition(".")[0] for name in run(IMPORTED)}
    assert loaded - sys.stdlib_module_names - {"typing_extensions"} == {
        "msgspec",
        "wwc_assess",
    }  # msgspec takes it
    assert not loaded & {"asyncio", "sqlite3", "socket"}


def test_importing_the_score_loads_nothing_of_the_records_and_the_standard_but_their_models():
    loaded = set(run(IMPORTED))
    ours = {name for name in loaded if name.startswith(("wwc_assess.records.", "wwc_assess.standard."))}
    assert ours <= {"wwc_assess.records.model", "wwc_assess.standard.model"}


def test_scoring_43_criteria_three_times_gives_the_same_and_opens_nothing():
    seen = run(WATCHED)
    assert seen["seen_at_all"]
    assert seen["during"] == []
    assert len(set(seen["scores"])) == 1
    assert seen["points"] == [21, 30, 43]
