"""Findings: what a validator would ask about, found by one small rule for each kind of weakness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wwc_assess.readiness.findings import answers, evidence, links
from wwc_assess.readiness.findings.model import (
    SEVERITY_WORDS,
    Case,
    EvidenceField,
    Field,
    Finding,
    Rule,
    Severity,
)
from wwc_assess.records.model import Particular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from wwc_assess.readiness.model import Readiness
    from wwc_assess.records.model import Records
    from wwc_assess.standard.model import Standard

__all__ = [
    "RULES",
    "SEVERITY_WORDS",
    "EvidenceField",
    "Field",
    "Finding",
    "Particular",
    "Rule",
    "Severity",
    "find",
    "grouped",
]

_LOOKS: tuple[tuple[Rule, Callable[[Case], Iterator[Finding]]], ...] = (
    (answers.WITHOUT_PROOF, answers.met_without_proof),
    (answers.CONTRADICTION, answers.contradiction),
    (evidence.TOO_OLD, evidence.too_old),
    (evidence.UNDATED, evidence.undated),
    (links.DEAD, links.dead),
    (links.NOT_PUBLIC, links.not_public),
    (answers.WITHOUT_OWNER, answers.core_without_owner),
    (answers.OUTDATED, answers.answer_outdated),
    (links.ONE_LINK, links.one_link),
    (evidence.EXPIRING, evidence.expiring),
    (answers.NEVER_NO, answers.never_no),
    (answers.PLACEHOLDER, answers.placeholder_note),
    (evidence.UNUSED, evidence.unused),
)

RULES: Mapping[str, Rule] = {rule.id: rule for rule, _look in _LOOKS}
"""All kinds of weakness by their id, the heaviest first."""

_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


def find(standard: Standard, records: Records, readiness: Readiness) -> tuple[Finding, ...]:
    """Return all weaknesses, by severity, then in the order of the rules, then of the standard or the evidence.

    Args:
        standard: What is asked.
        records: What was answered.
        readiness: The score of these records; its day is the day that evidence is judged on.
    """
    case = Case(standard, records, readiness)
    found = [finding for _rule, look in _LOOKS for finding in look(case)]
    return tuple(sorted(found, key=lambda finding: _WEIGHTS[finding.severity]))


def grouped(findings: Iterable[Finding]) -> list[tuple[Rule, list[Finding]]]:
    """Return findings by rule, so that 17 of a kind are one line; the heaviest group first.

    Args:
        findings: As `find` gives them, or some of them.
    """
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return [(RULES[rule], members) for rule, members in groups.items()]
