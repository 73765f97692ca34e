"""Reading a report's file, of any format, with what it says about itself."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.report.rewrite import Written
from wwc_assess.text import clean, one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LARGEST = 50_000_000
"""Bytes of a file that is read."""
_ZIP = b"PK\x03\x04"
"""How Word's and Excel's files begin."""


def read_written(path: Path) -> Written:
    """Return a report in any format with what it says about itself; nothing of that where it is none.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        content = _content(path)
        if content.startswith(_ZIP):
            return _office(path, content)
    except OSError as error:
        raise InputError(
            _("{path} cannot be read: {reason}.").format(
                path=one_line(str(path)), reason=error.strerror or error
            ),
            _("Check the name and that you may open it."),
        ) from error
    text = content.decode("utf-8-sig", errors="replace")
    if text.startswith("{"):
        return Written("json", content, _facts_of_json(content, one_line(path.name)))
    if text.startswith("---"):
        return Written("md", content, dict(_facts_of_markdown(text)))
    # Each format brings its own reader.
    # ruff: noqa: PLC0415
    if text.lstrip().startswith("<"):
        from wwc_assess.report.html import facts_of_html

        return Written("html", content, facts_of_html(text))
    from wwc_assess.report.worklist import facts_of_csv

    return Written("csv", content, facts_of_csv(text))


def _content(path: Path) -> bytes:
    shown = one_line(str(path))
    if not path.exists():
        raise InputError(
            _("There is no file {path}.").format(path=shown), _("Check the name and the folder.")
        )
    if not path.is_file():
        raise InputError(_("{path} is not an ordinary file.").format(path=shown), _("Name a report."))
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise InputError(
            _("{path} is larger than any report and is not read.").format(path=shown), _("Name a report.")
        )
    return content


def _office(path: Path, content: bytes) -> Written:
    from wwc_assess.report.word import facts_of_word
    from wwc_assess.report.workbook import facts_of_workbook

    if facts := facts_of_word(path):
        return Written("docx", content, facts)
    return Written("xlsx", content, facts_of_workbook(path))


def _facts_of_markdown(text: str) -> Iterator[tuple[str, str]]:
    """Give the front matter's facts: each is a JSON string on a line of its own."""
    for line in text.splitlines()[1:]:
        if line == "---":
            return
        key, _colon, value = line.partition(": ")
        if value.startswith('"'):  # Nothing but a text, so that nothing deep is taken apart.
            with suppress(ValueError):
                yield key, clean(json.loads(value))


def _facts_of_json(content: bytes, name: str) -> Mapping[str, str]:
    from wwc_assess.report.facts_schema import read_facts

    facts = read_facts(content, name)
    return {
        "city": facts.city,
        "cycle": facts.cycle,
        "standard": facts.standard.id,
        "standard_fingerprint": facts.standard.fingerprint,
        "records_fingerprint": facts.records_fingerprint,
        "basis_fingerprint": facts.basis_fingerprint,
        "version": facts.generator.rpartition(" ")[-1],
        "date": facts.date.isoformat(),
        "seal": " ".join(f"{key}:{mark}" for key, mark in facts.seal.items()),
    }
