"""A checked standard kept as plain JSON in the user's cache, so that start-up needs neither YAML nor validation.

The copy is safe to delete. One stands for each folder; its first line says which files, read by which program, it was
made from, and the SHA-256 of the rest.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import astuple

from wwc_assess import __version__
from wwc_assess.standard import model
from wwc_assess.standard.folder import read_folder

if TYPE_CHECKING:
    from wwc_assess.standard.folder import Contents

_FORMAT = 1
"""Grows when the model or the reading rules change, so that copies made by older ones are not used."""


def load_compiled(folder: Path) -> model.Standard:
    """Return the standard that stands in a folder, from its compiled copy while that is current.

    Args:
        folder: The standard's folder; its name becomes the standard's id.

    Raises:
        StandardError: As `wwc_assess.standard.loading.load`.
    """
    contents = read_folder(folder)
    place = os.fsencode(os.path.realpath(folder))
    copy = _cache_folder() / f"{contents.name}-{_sha(place)[:16]}.json"
    key = _key(contents)
    standard = _read(copy, key) if not contents.problems else None
    if standard is None:
        from wwc_assess.standard.loading import build  # noqa: PLC0415  yaml and pydantic cost more than the UI's start

        standard = build(contents)
        _write(copy, key, standard)
    return standard


def _cache_folder() -> Path:
    if chosen := os.environ.get("WWC_ASSESS_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path  # noqa: PLC0415  not needed where the folder is given

    return user_cache_path("wwc-assess", appauthor=False)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _key(contents: Contents) -> str:
    """Return what a copy must have been made from to be current."""
    digest = hashlib.sha256(json.dumps([__version__, _FORMAT, contents.name]).encode())
    for name, data in contents.files.items():
        digest.update(f"\n{len(name)} {name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _read(copy: Path, key: str) -> model.Standard | None:
    """Return the standard from a copy; None where it is missing, stale, damaged or not ours."""
    try:
        head, _newline, body = copy.read_bytes().partition(b"\n")
        if head.decode("ascii", "replace") != f"{key} {_sha(body)}":
            return None
        return _standard(json.loads(body))
    except (OSError, ValueError, TypeError, AttributeError, ArithmeticError):
        return None


def _write(copy: Path, key: str, standard: model.Standard) -> None:
    """Write a copy in one step; a cache that cannot be written is done without."""
    from tempfile import mkstemp  # noqa: PLC0415  only the first run after a change writes

    body = json.dumps(standard, default=_plain, separators=(",", ":")).encode()
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = mkstemp(dir=copy.parent, prefix=".")
    except OSError:
        return
    try:
        with open(handle, "wb") as file:  # noqa: PTH123  mkstemp has opened it
            file.write(f"{key} {_sha(body)}\n".encode() + body)
        os.replace(temporary, copy)  # noqa: PTH105  mkstemp gives only a name
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108  as above


def _plain(value: object) -> object:
    """Return a value as the list of its fields, and a number of days as its text."""
    return str(value) if isinstance(value, Decimal) else astuple(value)  # type: ignore[arg-type]  # dumps hands over nothing else


def _standard(fields: list[Any]) -> model.Standard:
    """Return a standard from the lists that its copy holds, each in the order of its class."""
    standard, title, short, edition, publisher, summary, practices, levels, *rest = fields
    core_rule, unofficial, incomplete, not_applicable, requirements, notes, sources, terms, trials = rest
    return model.Standard(
        standard,
        title,
        short,
        edition,
        publisher,
        summary,
        tuple(
            model.Practice(code, title, summary, tuple(_criterion(criterion) for criterion in criteria))
            for code, title, summary, criteria in practices
        ),
        tuple(
            model.Level(level, title, _decimal(percent), points, tuple(model.Seen(*one) for one in seen))
            for level, title, percent, points, seen in levels
        ),
        core_rule,
        unofficial,
        incomplete,
        not_applicable,
        tuple(
            model.Requirement(requirement, title, statement, tuple(remarks), tuple(keys))
            for requirement, title, statement, remarks, keys in requirements
        ),
        tuple(model.Note(text, tuple(keys)) for text, keys in notes),
        {key: model.Source(*source) for key, source in sources.items()},
        tuple(model.Term(term, meaning, tuple(also)) for term, meaning, also in terms),
        tuple(
            model.Trial(met, core, tuple(not_met), level, because, borderline, where)
            for met, core, not_met, level, because, borderline, where in trials
        ),
    )


def _criterion(fields: list[Any]) -> model.Criterion:
    criterion, title, statement, origin, why, core, need, checks, documents, *rest = fields
    requires, weight, status, replaces, contradicts, notes, examples, resources = rest
    from_statement, from_checks, from_documents, sources = origin
    return model.Criterion(
        criterion,
        title,
        statement,
        model.Provenance(from_statement, from_checks, from_documents, tuple(sources)),
        why,
        core,
        need,
        tuple(
            model.Check(check, ask, if_not, watch_out, _decimal(effort))
            for check, ask, if_not, watch_out, effort in checks
        ),
        tuple(
            model.Document(
                document, what, must_show, fresh, age and model.Age(*age), optional, _decimal(effort)
            )
            for document, what, must_show, fresh, age, optional, effort in documents
        ),
        tuple(requires),
        weight,
        status,
        tuple(replaces),
        tuple(contradicts),
        tuple(notes),
        tuple(model.Example(*example) for example in examples),
        tuple(model.Resource(*resource) for resource in resources),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
