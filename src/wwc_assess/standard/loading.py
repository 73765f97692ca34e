"""From a folder of criteria files to a standard, or to everything that is wrong with them."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from wwc_assess.standard import model, schema
from wwc_assess.standard.agreement import NO_LEVEL, disagreements, listing
from wwc_assess.standard.folder import MAIN, TERMS, TRIALS, Contents, read_folder
from wwc_assess.standard.nodes import Room, Tree, parse
from wwc_assess.standard.problems import SHOWN, Problem, StandardError
from wwc_assess.standard.rows import Row
from wwc_assess.standard.slips import validated
from wwc_assess.words import _

if TYPE_CHECKING:
    from pathlib import Path

Kind = TypeVar("Kind", bound=BaseModel)


def load(folder: Path) -> model.Standard:
    """Read, check and return the standard that stands in a folder.

    Args:
        folder: The standard's folder; its name becomes the standard's id.

    Raises:
        StandardError: Something is wrong in the files; it carries every problem found.
    """
    return build(read_folder(folder))


def build(contents: Contents) -> model.Standard:
    """Check what was read from a folder and return the standard.

    Raises:
        StandardError: As `load`.
    """
    return _Reading(contents).standard()


class _Reading:
    """One run over the files of a folder, gathering problems instead of stopping at the first."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.problems: list[Problem] = list(contents.problems)
        self.trees: dict[str, Tree] = {}
        self.names = {*contents.files, *(problem.file for problem in contents.problems)}
        if MAIN not in self.names:
            message = _("The folder has no standard.yaml.")
            self.problems.append(
                Problem(MAIN, 1, 1, message, _("Add one with `title`, `practices` and `levels`."))
            )
        room = Room()
        for name, source in contents.files.items():
            parsed = parse(name, source, room)
            if isinstance(parsed, Tree):
                self.trees[name] = parsed
                self.problems.extend(parsed.slips)
            else:
                self.problems.extend(parsed)

    def standard(self) -> model.Standard:
        """Return the standard, or raise everything that was found."""
        main = self._validated(schema.StandardFile, MAIN)
        root = self._root(MAIN)
        listed = [f"{stem}.yaml" for _index, stem in root.texts("practices")] if root else []
        rest = sorted(self.names - {MAIN, TERMS, TRIALS})
        files = tuple(dict.fromkeys([*(name for name in listed if name in rest), *rest]))
        practices = [self._validated(schema.PracticeFile, name) for name in files]
        terms = self._validated(schema.TermsFile, TERMS)
        trials = self._validated(schema.ExamplesFile, TRIALS)
        if root:
            self.problems.extend(islice(listing(root, self.names), SHOWN))
        roots = [row for name in files if (row := self._root(name))]
        complete = len(roots) == len(files)
        self.problems.extend(islice(disagreements(root, roots, self._trial_rows(), complete=complete), SHOWN))
        if self.problems or main is None:
            order = {name: place for place, name in enumerate((MAIN, *files, TERMS, TRIALS))}
            found = sorted(set(self.problems), key=lambda p: (order[p.file], p.line, p.column, p.message))
            raise StandardError(self.contents.folder, tuple(found))
        return _standard(
            self.contents.name,
            main,
            tuple(_practice(practice) for practice in practices if practice),
            tuple(model.Term(term.term, term.meaning, term.also) for term in (terms.terms if terms else ())),
            tuple(self._trial(index, entry) for index, entry in enumerate(trials.root if trials else ())),
        )

    def _validated(self, kind: type[Kind], name: str) -> Kind | None:
        """Return a file as the entry it should be; None where it is missing or has slips, which are noted."""
        tree = self.trees.get(name)
        if tree is None:
            return None
        entry = validated(kind, tree)
        if isinstance(entry, tuple):
            self.problems.extend(entry)
            return None
        return entry

    def _root(self, name: str) -> Row | None:
        """Return the keys of a file, if it could be read and holds keys."""
        tree = self.trees.get(name)
        return Row(tree, (), tree.data) if tree and isinstance(tree.data, dict) else None

    def _trial_rows(self) -> list[Row]:
        tree = self.trees.get(TRIALS)
        items = tree.data if tree and isinstance(tree.data, list) else []
        return [
            Row(tree, (index,), item) for index, item in enumerate(items) if tree and isinstance(item, dict)
        ]

    def _trial(self, index: int, entry: schema.TrialEntry) -> model.Trial:
        line, column = self.trees[TRIALS].place((index,))
        given, expect = entry.given, entry.expect
        return model.Trial(
            met=given.met,
            core=None if given.core is None else given.core == "met",
            not_met=given.not_met,
            level=None if expect.level == NO_LEVEL else expect.level,
            because=expect.because,
            borderline=expect.borderline,
            where=f"{TRIALS}:{line}:{column}",
        )


def _practice(entry: schema.PracticeFile) -> model.Practice:
    return model.Practice(
        entry.practice,
        entry.title,
        entry.summary,
        tuple(_criterion(criterion) for criterion in entry.criteria),
    )


def _criterion(entry: schema.CriterionEntry) -> model.Criterion:
    return model.Criterion(
        id=entry.id,
        title=entry.title,
        statement=entry.statement,
        origin=model.Provenance(**dict(entry.origin)),
        why=entry.why,
        core=entry.core,
        need=entry.need,
        checks=tuple(model.Check(**dict(check)) for check in entry.checks),
        documents=tuple(model.Document(**dict(document)) for document in entry.documents),
        requires=entry.requires,
        weight=entry.weight,
        status=entry.status,
        replaces=entry.replaces,
        contradicts=entry.contradicts,
        notes=entry.notes,
        examples=tuple(model.Example(**dict(example)) for example in entry.examples),
        resources=tuple(model.Resource(**dict(resource)) for resource in entry.resources),
    )


def _level(entry: schema.LevelEntry) -> model.Level:
    return model.Level(
        id=entry.id,
        title=entry.title,
        percent=entry.at_least if isinstance(entry.at_least, Decimal) else None,
        points=entry.at_least if isinstance(entry.at_least, int) else None,
        seen=tuple(model.Seen(**dict(seen)) for seen in entry.seen),
    )


def _standard(
    standard_id: str,
    entry: schema.StandardFile,
    practices: tuple[model.Practice, ...],
    terms: tuple[model.Term, ...],
    trials: tuple[model.Trial, ...],
) -> model.Standard:
    return model.Standard(
        id=standard_id,
        title=entry.title,
        short=entry.short or entry.title,
        edition=entry.edition,
        publisher=entry.publisher,
        summary=entry.summary,
        practices=practices,
        levels=tuple(_level(level) for level in entry.levels),
        core_rule=entry.core.rule if entry.core else "",
        unofficial=entry.unofficial,
        incomplete=entry.incomplete,
        not_applicable=entry.not_applicable,
        requirements=tuple(model.Requirement(**dict(requirement)) for requirement in entry.requirements),
        notes=tuple(model.Note(**dict(note)) for note in entry.notes),
        sources={key: model.Source(key, source.what, source.url) for key, source in entry.sources.items()},
        terms=terms,
        trials=trials,
    )
