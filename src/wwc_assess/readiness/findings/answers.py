"""Rules on what a city says: its answers, notes and owners."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wwc_assess.readiness.findings.model import Rule, Severity
from wwc_assess.readiness.model import Claim, Standing
from wwc_assess.readiness.standing import value_of
from wwc_assess.records.model import CheckRef, Particular, Slot, Value
from wwc_assess.standard.near import short
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wwc_assess.readiness.findings.model import Case, Finding
    from wwc_assess.standard.model import Criterion

PARTLY_EVERYWHERE = 5
"""So many answers "partly" without a single "no" look like a wish to please."""

WITHOUT_PROOF = Rule(
    "met-without-proof",
    Severity.SERIOUS,
    _("Claimed without proof"),
    _("Attach a document or a link for each; without one a validator does not count the criterion."),
)
CONTRADICTION = Rule(
    "contradiction",
    Severity.SERIOUS,
    _("Answers that contradict one another"),
    _("The standard says that both cannot be true; correct one of the two answers."),
)
OUTDATED = Rule(
    "answer-outdated",
    Severity.WARNING,
    _("Answer to an older wording"),
    _("The question was changed since; read it again and answer it, until then it counts as open."),
)
WITHOUT_OWNER = Rule(
    "core-without-owner",
    Severity.WARNING,
    _("Core criterion without an owner"),
    _("Name somebody who looks after it; without the core criteria no level can be reached."),
)
NEVER_NO = Rule(
    "never-no",
    Severity.HINT,
    _("“Partly” many times and never “no”"),
    _("Read the answers “partly” once more; a plain “no” where nothing is there yet is more use to you."),
)
PLACEHOLDER = Rule(
    "placeholder-note",
    Severity.HINT,
    _("Note that says nothing"),
    _("Write down what is known, or clear the note."),
)

_PLACEHOLDERS = frozenset(
    {
        "todo",
        "to do",
        "to-do",
        "tbd",
        "tba",
        "tbc",
        "n/a",
        "na",
        "test",
        "see above",
        "see below",
        "lorem ipsum",
    }
)
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")


def met_without_proof(case: Case) -> Iterator[Finding]:
    """Give the criteria that are claimed and not proven, with the first document that is missing."""
    for criterion in case.counted:
        if case.readiness.results[criterion.id].standing is not Standing.CLAIMED:
            continue
        slots = filter(None, criterion.needed_documents)
        missing = [document for document in slots if Slot(criterion.id, document.id) not in case.filled]
        if not missing:
            sentence = _("{criterion} is claimed, but nothing usable is attached: attach what proves it.")
            yield WITHOUT_PROOF.found(
                sentence.format(criterion=titled(criterion)), criterion.id, Slot(criterion.id)
            )
            continue
        sentence = ngettext(
            "{criterion} is claimed, but a document is missing: attach “{document}”.",
            "{criterion} is claimed, but {count} documents are missing: attach “{document}” first.",
            len(missing),
        ).format(
            criterion=titled(criterion), count=len(missing), document=one_line(missing[0].what).rstrip(".")
        )
        yield WITHOUT_PROOF.found(sentence, criterion.id, Slot(criterion.id, missing[0].id))


def contradiction(case: Case) -> Iterator[Finding]:
    """Give the pairs that the standard declares contradictory, where both are claimed or answered yes."""
    told: set[frozenset[str]] = set()
    for criterion in case.counted:
        if case.readiness.results[criterion.id].claim is not Claim.MET:
            continue
        for name in criterion.contradicts:
            other = _claimed(case, name)
            pair = frozenset({criterion.id, name})
            if other and pair not in told:
                told.add(pair)
                sentence = _("{criterion} and {other} cannot both be true: correct one of them.")
                yield CONTRADICTION.found(
                    sentence.format(criterion=titled(criterion), other=other[1]), criterion.id, other[0]
                )


def _claimed(case: Case, name: str) -> tuple[CheckRef, str] | None:
    """Return where the claim of a criterion, or the yes to a check, is mended and what to call it; None without one."""
    if criterion := case.standard.by_id.get(name):
        met = name in case.counts and case.readiness.results[name].claim is Claim.MET
        return (CheckRef(name, criterion.questions[0].id), titled(criterion)) if met else None
    head, _dot, rest = name.rpartition(".")
    criterion = case.standard.by_id.get(head) if head in case.counts else None
    check = criterion.check(rest) if criterion else None
    if criterion is None or check is None or value_of(criterion, check, case.records) is not Value.YES:
        return None
    asked = _("the yes to {ref} “{ask}”").format(ref=name, ask=one_line(check.ask))
    return CheckRef(head, rest), asked


def answer_outdated(case: Case) -> Iterator[Finding]:
    """Give the answers that are bound to another text than today's."""
    for criterion in case.counted:
        for check in criterion.questions:
            ref = CheckRef(criterion.id, check.id)
            answer = case.records.answers.get(ref)
            if answer and answer.fingerprint != check.fingerprint:
                sentence = _("{ref} was answered when it read differently: answer “{ask}” again.")
                yield OUTDATED.found(sentence.format(ref=ref, ask=one_line(check.ask)), criterion.id, ref)


def core_without_owner(case: Case) -> Iterator[Finding]:
    """Give the core criteria that nobody has taken."""
    for criterion in case.counted:
        if criterion.core and not case.records.of(criterion.id).owner.strip():
            sentence = _("{criterion} is a core criterion and nobody’s task: name an owner.")
            yield WITHOUT_OWNER.found(
                sentence.format(criterion=titled(criterion)), criterion.id, Particular(criterion.id, "owner")
            )


def never_no(case: Case) -> Iterator[Finding]:
    """Give one finding where at least `PARTLY_EVERYWHERE` answers are "partly" and none is "no"."""
    values = {
        CheckRef(criterion.id, check.id): value_of(criterion, check, case.records)
        for criterion in case.counted
        for check in criterion.questions
    }
    partly = [ref for ref, value in values.items() if value is Value.PARTLY]
    if len(partly) >= PARTLY_EVERYWHERE and Value.NO not in values.values():
        sentence = _(
            "{count} questions are answered “partly” and none “no”: look at {ref} and the others again."
        )
        yield NEVER_NO.found(sentence.format(count=len(partly), ref=partly[0]), None, partly[0])


def placeholder_note(case: Case) -> Iterator[Finding]:
    """Give the notes that only hold a place."""
    for criterion in case.counted:
        note = one_line(case.records.of(criterion.id).note)
        if note and is_placeholder(note):
            sentence = _("The note of {criterion} says only “{note}”: write what is known, or clear it.")
            yield PLACEHOLDER.found(
                sentence.format(criterion=titled(criterion), note=short(note)),
                criterion.id,
                Particular(criterion.id, "note"),
            )


def is_placeholder(note: str) -> bool:
    """Return whether a whole note is a stand-in such as "TBD", "xxx", "...", "see above" or one word repeated.

    A sentence that merely begins with such a word is none: somebody wrote it to say something.
    """
    text = _EDGES.sub("", note.casefold()).replace(".", "")
    words = text.split()
    return (
        text in _PLACEHOLDERS
        or text.startswith("lorem ipsum ")
        or len(set(text)) <= 1
        or (len(words) > 1 and len(set(words)) == 1)
    )


def titled(criterion: Criterion) -> str:
    """Return what a sentence calls a criterion: its id and its title."""
    return f"{criterion.id} {one_line(criterion.title)}"
