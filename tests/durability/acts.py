"""What a child process is told to do, and what must be on disk after each of its acts: a second, simpler bookkeeping."""

from __future__ import annotations

from dataclasses import dataclass, field

from wwc_assess.records.model import Value

LONGEST_NOTE = 12_000
"""Characters: three pages of the database, so that a note is cut in its middle too."""


@dataclass(frozen=True)
class Act:
    """One act.

    Args:
        kind: ``answer``, ``note``, ``evidence``, ``undo`` or ``report``.
        sets: What it sets, by a name such as ``answer DM1.written``; None takes it away.
    """

    kind: str
    sets: dict[str, str | None] = field(default_factory=dict)


@dataclass
class Books:
    """What has been kept, by the same names, and how each act can be undone."""

    kept: dict[str, str] = field(default_factory=dict)
    _undoing: list[dict[str, str | None]] = field(default_factory=list)

    @property
    def can_undo(self):
        return bool(self._undoing)

    def after(self, act):
        """Return what would be kept after an act."""
        changes = self._undoing[-1] if act.kind == "undo" else act.sets
        return {name: text for name, text in {**self.kept, **changes}.items() if text is not None}

    def do(self, act):
        """Write an act down."""
        before, self.kept = self.kept, self.after(act)
        if act.kind == "undo":
            self._undoing.pop()
        elif act.sets:
            self._undoing.append({name: before.get(name) for name in act.sets})

    def copy(self):
        """Return books that go on from here by themselves."""
        return Books(self.kept, self._undoing.copy())


def script(standard, books, dice, length):
    """Return acts that each change something, as a person's day might have them.

    Args:
        standard: What is asked.
        books: What is kept before the first one; left as they are.
        dice: A seeded `random.Random`.
        length: How many.
    """
    books = books.copy()
    criteria = list(standard.active())
    acts = []
    for number in range(length):
        kinds = ["answer"] * 6 + ["note"] * 2 + ["evidence"] * 2 + ["report"] + ["undo"] * 2 * books.can_undo
        kind = dice.choice(kinds)
        criterion = dice.choice(criteria)
        sets = {}
        if kind == "answer":
            for check in dice.sample(criterion.checks, dice.randint(1, len(criterion.checks))):
                name = f"answer {criterion.id}.{check.id}"
                others = {*Value, None} - {books.kept.get(name)}
                sets[name] = dice.choice(sorted(others, key=str))
        elif kind == "note":
            sets[f"note {criterion.id}"] = f"{number} {dice.random()} " * dice.randint(1, LONGEST_NOTE // 25)
        elif kind == "evidence":
            slots = sorted(f"{criterion.id}.{document.id}" for document in criterion.documents)
            sets[f"evidence https://city.example/{dice.getrandbits(64):x}"] = " ".join(slots)
        acts.append(Act(kind, sets))
        books.do(acts[-1])
    return acts


def kept_in(records):
    """Return what is on disk, by the names of the books."""
    kept = {f"answer {ref}": str(answer.value) for ref, answer in records.answers.items()}
    kept |= {f"note {criterion}": part.note for criterion, part in records.particulars.items()}
    return kept | {f"evidence {item.location}": " ".join(map(str, item.slots)) for item in records.evidence}
