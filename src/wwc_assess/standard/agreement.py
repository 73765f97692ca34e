"""Whether the files of a standard agree with one another: names that exist, counts that fit, no circles.

It looks at the plain data and not at validated entries, so that a slip in one key hides no other slip.
"""

from __future__ import annotations

from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from wwc_assess.standard.folder import MAIN, TERMS, TRIALS
from wwc_assess.standard.near import offer, short
from wwc_assess.standard.scalars import bar_in, count_in
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from wwc_assess.standard.problems import Problem
    from wwc_assess.standard.rows import Row

_CIRCLES = 8
"""So many circles are told in one run."""
_CHAIN = 8
"""So many criteria of a circle are named."""

INACTIVE = frozenset({"planned", "retired"})
"""Statuses of criteria that do not count."""

NO_LEVEL = "none"
"""How examples.yaml writes that no level is reached."""


def listing(main: Row, names: Collection[str]) -> Iterator[Problem]:
    """Give what does not fit between the practices that standard.yaml lists and the files of the folder.

    Args:
        main: The root of standard.yaml.
        names: Names of all YAML files that stand in the folder, readable or not.
    """
    listed: set[str] = set()
    reserved = {MAIN, TERMS, TRIALS}
    for index, stem in main.texts("practices"):
        name = f"{stem}.yaml"
        if "/" in stem or "\\" in stem:
            continue  # told by the schema
        if stem in names:
            listed.add(stem)
            message, mend = _("The name is written with .yaml."), _("Leave the ending away.")
        elif name in listed:
            message, mend = _("{stem} is listed twice."), _("Take one of them away.")
        elif name in reserved:
            message, mend = _("{stem} is not a practice."), _("Take it out of the list.")
        elif name not in names:
            message = _("The file {name} is not in the folder.")
            mend = offer(stem, sorted(n.removesuffix(".yaml") for n in names if n not in reserved))
        else:
            listed.add(name)
            continue
        yield main.problem("practices", message.format(stem=short(stem), name=short(name)), mend, index)
    unlisted = {name for name in names if name.endswith(".yaml")} - listed - reserved
    for name in sorted(unlisted if listed else ()):
        stem = name.removesuffix(".yaml")
        message = _("The file {name} stands in the folder but is not listed.").format(name=short(name))
        mend = _("Add `- {stem}` under `practices`, or take the file away.").format(stem=stem)
        yield main.problem_at_key("practices", message, mend)


def disagreements(
    main: Row | None, practices: Sequence[Row], trials: Sequence[Row], *, complete: bool
) -> Iterator[Problem]:
    """Give everything in which readable files contradict themselves or one another.

    Args:
        main: The root of standard.yaml, if it could be read.
        practices: The roots of the practice files.
        trials: The items of examples.yaml.
        complete: Whether every practice file could be read; if not, a name that is not known proves nothing.
    """
    criteria = tuple(row for practice in practices for row in practice.rows("criteria"))
    by_id: dict[str, Row] = {}
    for row in criteria:
        by_id.setdefault(row.text("id"), row)
    yield from _repeated(practices, "practice")
    yield from _repeated(criteria, "id")
    for row in criteria:
        yield from _repeated(row.rows("checks"), "id")
        yield from _repeated(row.rows("documents"), "id")
        yield from _need(row)
    yield from _circles(by_id)
    yield from _inactive(criteria, by_id)
    if complete:
        yield from _relations(criteria, by_id)
    if main is None:
        return
    yield from _repeated(main.rows("levels"), "id")
    yield from _repeated(main.rows("requirements"), "id")
    yield from _sources(main, criteria)
    if complete:
        yield from _core(main, criteria)
        yield from _levels(main, criteria)
        yield from _trials(main, trials, by_id)


def _repeated(rows: Iterable[Row], key: str) -> Iterator[Problem]:
    seen: dict[str, Row] = {}
    for row in rows:
        name = row.text(key)
        first = seen.setdefault(name, row)
        if name and first is not row:
            line, _column = first.tree.place((*first.path, key))
            message = _("{name} stands already in {file}, line {line}.").format(
                name=short(name), file=first.tree.file, line=line
            )
            yield row.problem(key, message, _("Give one of them another name."))


def _need(row: Row) -> Iterator[Problem]:
    need = count_in(row.text("need"))
    checks = row.data.get("checks", [])
    if need is None or not isinstance(checks, list) or need <= max(1, len(checks)):
        return
    message = ngettext(
        "`need` is {need}, but {id} has {count} check.",
        "`need` is {need}, but {id} has {count} checks.",
        len(checks),
    ).format(need=need, id=short(row.text("id")), count=len(checks))
    yield row.problem("need", message, _("Lower it or add a check."))


def _relations(criteria: Iterable[Row], by_id: Mapping[str, Row]) -> Iterator[Problem]:
    """Give the names in `requires` and `contradicts` that no criterion or check has."""
    for row in criteria:
        for index, name in row.texts("requires"):
            if name not in by_id:
                message = _("There is no criterion {name}.").format(name=short(name))
                yield row.problem("requires", message, offer(name, by_id), index)
        for index, name in row.texts("contradicts"):
            criterion, _dot, check = name.rpartition(".")
            checks = [c.text("id") for c in by_id[criterion].rows("checks")] if criterion in by_id else []
            if name not in by_id and check not in checks:
                message = _("There is no criterion or check {name}.").format(name=short(name))
                known = [f"{criterion}.{check}" for check in checks] or by_id
                yield row.problem("contradicts", message, offer(name, known), index)


def _circles(by_id: Mapping[str, Row]) -> Iterator[Problem]:
    """Give each circle of `requires` once."""
    graph = {name: {other for _index, other in row.texts("requires")} for name, row in by_id.items()}
    for _round in range(_CIRCLES):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # It names each before the one that requires it, and one of them twice.
            circle = error.args[1][:0:-1]
            members = set(circle)
            first = next(name for name in by_id if name in members)
            start = circle.index(first)
            chain = [short(name) for name in [*circle[start + 1 :], *circle[:start]]]
            message = (
                _("{first} requires itself by way of {chain}.") if chain else _("{first} requires itself.")
            )
            message = message.format(first=short(first), chain=", ".join(chain[:_CHAIN]))
            yield by_id[first].problem("requires", message, _("Take one of them out of `requires`."))
            for name in circle:
                graph.pop(name, None)
        else:
            return


def _inactive(criteria: Iterable[Row], by_id: Mapping[str, Row]) -> Iterator[Problem]:
    """Give what counts on criteria that do not count."""
    for row in criteria:
        name, status = short(row.text("id")), row.text("status")
        if status in INACTIVE:
            if row.text("core") == "true":
                message = _("{name} is core, but {status}: no level could be reached.")
                mend = _("Take `core` away, or make the criterion active.")
                yield row.problem("core", message.format(name=name, status=status), mend)
            continue
        for index, needed in row.texts("requires"):
            status = by_id[needed].text("status") if needed in by_id else ""
            if status in INACTIVE:
                message = _("{needed} is {status}, so {name} could never count.")
                message = message.format(needed=short(needed), status=status, name=name)
                yield row.problem("requires", message, _("Take it out of `requires`."), index)


def _sources(main: Row, criteria: Iterable[Row]) -> Iterator[Problem]:
    """Give the source keys that standard.yaml does not explain."""
    known = main.row("sources").data
    core = main.row("core")
    single = [core, *(seen for level in main.rows("levels") for seen in level.rows("seen"))]
    listed = [*main.rows("requirements"), *main.rows("notes")]
    for row in criteria:
        single.extend(row.rows("examples"))
        listed.append(row.row("origin"))
    for row in single:
        name = row.text("source")
        if name and name not in known:
            yield row.problem("source", *_unknown_source(name, known))
    for row in listed:
        for index, name in row.texts("sources"):
            if name not in known:
                yield row.problem("sources", *_unknown_source(name, known), index)


def _unknown_source(name: str, known: Iterable[str]) -> tuple[str, str]:
    message = _("standard.yaml explains no source {name}.").format(name=short(name))
    return message, offer(name, known) or _("Add it under `sources` there, with `what` it is.")


def _core(main: Row, criteria: Iterable[Row]) -> Iterator[Problem]:
    if "core" in main.data and all(row.text("core") in {"", "false"} for row in criteria):
        message = _("There is a core rule, but no criterion is core.")
        mend = _("Write `core: true` at the core criteria, or take the rule away.")
        yield main.problem_at_key("core", message, mend)


def _total(criteria: Iterable[Row]) -> int | None:
    """Return the points that all active criteria give; None while a weight or status is not readable."""
    total = 0
    for row in criteria:
        if row.text("status") not in INACTIVE:
            weight = count_in(row.text("weight") or "1")
            if weight is None or row.text("status") not in {"", "active"}:
                return None
            total += weight
    return total


def _levels(main: Row, criteria: Iterable[Row]) -> Iterator[Problem]:
    """Give levels out of order, with a reserved name, or with a bar that cannot be reached."""
    total = _total(criteria)
    if total == 0:
        yield main.problem_at_key(
            "practices", _("No criterion counts."), _("Write at least one that is active.")
        )
    before = Decimal(0)
    for level in main.rows("levels"):
        if level.text("id") == NO_LEVEL:
            yield level.problem("id", _("`none` is kept for reaching no level."), _("Choose another id."))
        bar = bar_in(level.text("at_least"))
        if bar is None or not total:
            continue
        points = bar * total / 100 if isinstance(bar, Decimal) else Decimal(bar)
        if points > total and not main.text("incomplete"):
            message = _("The bar is {bar}, but all criteria together give {total}.").format(
                bar=bar, total=total
            )
            yield level.problem("at_least", message, _("Lower it."))
        if points <= before:
            yield level.problem(
                "at_least",
                _("The bar is not above that of the level before it."),
                _("Write the levels lowest first, each with a higher bar."),
            )
        before = points


def _trials(main: Row, trials: Iterable[Row], by_id: Mapping[str, Row]) -> Iterator[Problem]:
    """Give the names in examples.yaml that no criterion or level has."""
    levels = [level.text("id") for level in main.rows("levels")]
    for trial in trials:
        given, expect = trial.row("given"), trial.row("expect")
        for index, name in given.texts("not_met"):
            if name not in by_id:
                message = _("There is no criterion {name}.").format(name=short(name))
                yield given.problem("not_met", message, offer(name, by_id), index)
        for key, known in (("level", [*levels, NO_LEVEL]), ("borderline", levels)):
            name = expect.text(key)
            if name and name not in known:
                message = _("There is no level {name}.").format(name=short(name))
                yield expect.problem(key, message, offer(name, known))
