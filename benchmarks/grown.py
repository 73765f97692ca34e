"""Makes workspaces that have grown: a standard of many criteria, a long history, many assessments."""

from __future__ import annotations

import json
import random
import sys
from contextlib import closing
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from wwc_assess.fingerprint import fingerprint
from wwc_assess.records.act import ANSWER, first_broken_event
from wwc_assess.records.changes import AnswerChange, NewEvidence
from wwc_assess.records.connection import connect, transaction
from wwc_assess.records.model import CheckRef, Slot, Value
from wwc_assess.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wwc_assess.records.act import Row
    from wwc_assess.standard.model import Criterion, Standard

SEED = 43
PER_PRACTICE = 50
"""Criteria of one practice: a standard has at most 100 practices."""
TOGETHER = 10_000
"""Events that are kept in one transaction."""


def criteria_of(workspace: Path, criteria: int, today: date, *, short: bool) -> None:
    """Make a workspace with a standard of so many criteria, about half of it answered and a third proven.

    Args:
        workspace: The folder to make.
        criteria: How many; each has three questions and two documents, and every fourth requires the one before it.
        today: No evidence is younger.
        short: Give each but the first one question and no document, so that thousands fit into what a folder may hold.
    """
    folder = workspace / "criteria" / "grown"
    folder.mkdir(parents=True)
    starts = range(0, criteria, PER_PRACTICE)
    for start in starts:
        _write(
            folder / f"practice-{start}.yaml",
            _practice(start, min(start + PER_PRACTICE, criteria), short=short),
        )
    _write(folder / "standard.yaml", _main([f"practice-{start}" for start in starts]))
    with (
        Session.create(workspace, city="Grown", cycle="2026", standard_id="grown") as session,
        session.store.together(),
    ):
        session.answer(list(_answers(session.standard)))
        chance = random.Random(SEED)  # noqa: S311  no secret depends on it
        for criterion in session.standard.criteria:
            if criterion.documents and chance.random() < 1 / 3:
                slots = [Slot(criterion.id, document.id) for document in criterion.documents]
                place = f"https://city.example/{criterion.id}"
                session.add_evidence(
                    NewEvidence(place, as_of=today - timedelta(chance.randrange(900))), slots
                )


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")


def _main(practices: list[str]) -> dict[str, Any]:
    levels = {"silver": "51%", "gold": "68%", "platinum": "85%"}
    return {
        "title": "Grown standard",
        "practices": practices,
        "levels": [{"id": key, "title": key.title(), "at_least": bar} for key, bar in levels.items()],
    }


def _practice(start: int, end: int, *, short: bool) -> dict[str, Any]:
    return {
        "practice": f"P{start}",
        "title": f"Practice {start // PER_PRACTICE + 1}",
        # The first is never short: the answer key goes to and fro between its questions.
        "criteria": [_criterion(number, short=short and number > 1) for number in range(start + 1, end + 1)],
    }


def _criterion(number: int, *, short: bool) -> dict[str, Any]:
    criterion = {
        "id": f"C{number}",
        "title": f"Criterion {number}",
        "statement": f"The city does what criterion {number} asks for.",
        "checks": [{"id": "written", "ask": "Is it written down, with a date?"}],
        **({} if number % 4 else {"requires": [f"C{number - 1}"]}),
    }
    if short:
        return criterion
    return {
        **criterion,
        "checks": [
            {"id": "written", "ask": "Is it written down, with a date?", "effort": number % 5 + 1},
            {"id": "named", "ask": "Does somebody see to it?", "effort": 0.5},
            {"id": "done", "ask": "Was it done in the past 12 months?", "effort": number % 7},
        ],
        "documents": [
            {"id": "paper", "what": "The paper that says so", "max_age": "24 months", "effort": 0.5},
            {"id": "log", "what": "The log of a year", "optional": True},
        ],
        "origin": {"statement": "ours", "checks": "ours", "documents": "ours"},
    }


def _answers(standard: Standard) -> Iterator[AnswerChange]:
    """Give answers to about half of the questions; of the first criterion to the first question alone."""
    chance = random.Random(SEED)  # noqa: S311  no secret depends on it
    first, *rest = standard.criteria
    yield from _to(first, [Value.NO])
    for criterion in rest:
        if chance.random() < 1 / 2:
            yield from _to(criterion, [Value.YES] * 3)
        elif chance.random() < 1 / 4:
            yield from _to(criterion, chance.choices(list(Value), k=2))


def _to(criterion: Criterion, values: Sequence[Value]) -> Iterator[AnswerChange]:
    for check, value in zip(criterion.questions, values, strict=False):
        yield AnswerChange(CheckRef(criterion.id, check.id), value, check.fingerprint, check.ask)


def history_of(workspace: Path, events: int) -> None:
    """Lengthen the history of a workspace to so many events: its answers are changed to and fro, one act each.

    They are the rows that the store writes, in bulk: through the store a million would take many minutes.

    Args:
        workspace: It has answers; in the end all stand as they did, but for one at most.
        events: How many.
    """
    with closing(connect(workspace / "assessment.db", "rw")) as connection:
        last, digest = connection.execute("SELECT id, digest FROM event ORDER BY id DESC LIMIT 1").fetchone()
        kept = [
            dict(zip(ANSWER.columns, row, strict=True))
            for row in connection.execute(f"SELECT {_names(ANSWER.columns)} FROM answer")  # noqa: S608  names of our own
        ]
        changes = islice(cycle(_to_and_fro(kept)), events - last)
        for start in range(last, events, TOGETHER):
            rows = []
            for number, change in enumerate(islice(changes, TOGETHER), start=start + 1):
                event = (number, number, *change[:-1], number - 1 if change[-1] else None)
                digest = fingerprint([digest, *event])
                rows.append((*event, digest))
            with transaction(connection, "IMMEDIATE"):
                connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
                connection.executemany(_STANDS, [(row[0], row[8]) for row in rows])
        if (broken := first_broken_event(connection)) is not None:
            raise ValueError(broken)


_STANDS = """
UPDATE answer SET revision = ?1, value = json_extract(?2, '$.value') WHERE assessment = json_extract(?2, '$.assessment')
    AND criterion = json_extract(?2, '$.criterion') AND "check" = json_extract(?2, '$.check')
"""
"""Lets an answer stand as an event has left it."""


def _to_and_fro(rows: list[Row]) -> Iterator[tuple[str | int | bool | None, ...]]:
    """Give the columns of events that change each answer and then change it back; every tenth change is undone.

    What comes last is whether it undoes the event before it.
    """
    for place, row in enumerate(rows):
        other = {**row, "value": "partly" if row["value"] == "no" else "no"}
        texts = [json.dumps(each, ensure_ascii=False, sort_keys=True) for each in (row, other)]
        shared = (row["assessment"], row["at"], row["by"], ANSWER.name, ANSWER.name_of(row))
        yield *shared, *texts, False
        yield *shared, *reversed(texts), place % 10 == 0


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def assessments_of(workspace: Path, count: int) -> None:
    """Add assessments to a workspace until it has so many, each with the answers and the evidence of the first one.

    Args:
        workspace: It has one assessment.
        count: How many.
    """
    with Session.open(str(workspace)) as session:
        store, by, records = session.store, session.by, session.records()
        changes = [
            AnswerChange(ref, answer.value, answer.fingerprint, answer.asked)
            for ref, answer in records.answers.items()
        ]
        with store.together():
            for number in range(2, count + 1):
                assessment = store.add_assessment(session.standard.id, f"cycle {number}", by).id
                store.answer(assessment, changes, by)
                for item in records.evidence:
                    store.attach(assessment, item.id, item.slots, by)


def main(what: str, workspace: Path, size: int, today: date) -> None:
    """Make one of them; in a process of its own, whose memory is not taken for that of the programs measured."""
    match what:
        case "criteria" | "short criteria":
            criteria_of(workspace, size, today, short=what != "criteria")
        case "history":
            history_of(workspace, size)
        case _:
            assessments_of(workspace, size)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), date.fromisoformat(sys.argv[4]))
