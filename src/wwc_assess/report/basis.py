"""How the score came about: levels, rules, each criterion in a line, and where the rules are known from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wwc_assess.readiness.model import ReasonKind
from wwc_assess.readiness.sentences import STANDING_WORDS, sentence
from wwc_assess.report import phrases
from wwc_assess.report.blocks import Heading, Run, bullets, text
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wwc_assess.readiness.model import Reason
    from wwc_assess.report.blocks import Block, Line
    from wwc_assess.report.view import View
    from wwc_assess.standard.model import Criterion, Origin, Standard

_RULES = (
    _("Reviewed: proven, and signed off by somebody who did not answer, with nothing changed since."),
    _("Proven: claimed, and every document that is asked for is attached and can be used today."),
    _("Claimed: as many of its questions as it needs are answered with yes; partly is not yet a yes."),
    _("Open: not claimed, but it can be once its blank, unsure or changed questions are answered."),
    _("Unanswered: open, and nobody has answered any of its questions."),
    _("Not met: with the answers given it cannot be claimed."),
)
"""The scoring rules from answers to standing, in a sentence each."""

_ORIGINS: Mapping[Origin, str] = {
    "official": _("{count} in the publisher’s words"),
    "paraphrase": _("{count} paraphrased"),
    "ours": _("{count} written for this tool"),
}
"""How official a part of the criteria is."""


def how_it_came_about(view: View) -> Iterator[Block]:
    """Give the section that lets a reader check the score by hand."""
    yield Heading(2, _("How this score came about"))
    yield from _rules(view)
    yield from _list(
        _("Where each criterion stands"),
        (_criterion(view, view.standard.by_id[key], reasons) for key, reasons in view.reasons.items()),
    )
    yield from _known(view.standard)


def rules_and_sources(view: View) -> Iterator[Block]:
    """Give what standings and levels take, and where that is known from."""
    yield Heading(2, _("The rules and their sources"))
    yield from _rules(view)
    yield from _known(view.standard)


def _rules(view: View) -> Iterator[Block]:
    yield from _list(_("What each standing takes"), map(text, _RULES))
    yield from _list(_("What each level takes"), _levels(view))


def _known(standard: Standard) -> Iterator[Block]:
    yield from _list(_("What is known of the standard"), _remarks(standard))
    yield from _list(_("How official the wording is"), _origins(standard))
    yield from _list(_("Sources"), _sources(standard))


def source(standard: Standard, source_id: str) -> Line:
    """Return what a source is, with its address; its id where the standard says no more."""
    known = standard.sources.get(source_id)
    if not known:
        return text(source_id)
    return (Run(f"{known.what} "), Run(known.url, link=True)) if known.url else text(known.what)


def _list(title: str, lines: Iterable[Line]) -> Iterator[Block]:
    """Give a heading and the lines as a list; nothing where there are no lines."""
    for listed in bullets(lines):
        yield Heading(3, title)
        yield listed


def _levels(view: View) -> Iterator[Line]:
    total = view.readiness.total
    for level in view.standard.levels:
        bar = phrases.amount(view, level.bar(total))
        if level.percent is None:
            yield text(_("{level} takes {bar}.").format(level=level.title, bar=bar))
        else:
            yield text(
                _("{level} takes at least {share} of {total}, which is {bar}.").format(
                    level=level.title, share=level.at_least, total=total, bar=bar
                )
            )
        for seen in level.seen:
            yield text(
                _("{level}, seen at {points} points: {note} (Source: {source})").format(
                    level=level.title, points=seen.points, note=seen.note, source=seen.source
                )
            )
    if view.standard.core:
        yield text(_("Core criteria: {ids}.").format(ids=", ".join(view.standard.core)))
    if view.standard.core_rule:
        yield text(view.standard.core_rule)


def _criterion(view: View, criterion: Criterion, reasons: Sequence[Reason]) -> Line:
    """Return a criterion's standing and what it was counted from."""
    yes = sum(reason.kind is ReasonKind.CHECK_COUNTS for reason in reasons)
    filled = {reason.document for reason in reasons if reason.kind is ReasonKind.DOCUMENT_FILLED}
    asked_for = [document.id if document else None for document in criterion.needed_documents]
    sentences = [
        ngettext(
            "Yes to {yes} of {questions} question, {needed} needed.",
            "Yes to {yes} of {questions} questions, {needed} needed.",
            len(criterion.questions),
        ).format(yes=yes, questions=len(criterion.questions), needed=criterion.needed),
        _("Documents: {filled} of {asked_for}.").format(
            filled=sum(slot in filled for slot in asked_for), asked_for=len(asked_for)
        ),
        *(sentence(reason, criterion, {}) for reason in reasons if reason.by or reason.criterion),
    ]
    standing = STANDING_WORDS[view.readiness.results[criterion.id].standing]
    return text(
        _("{id}: {standing}. {why}").format(id=criterion.id, standing=standing, why=" ".join(sentences))
    )


def _remarks(standard: Standard) -> Iterator[Line]:
    """Give what is known of the standard and its requirements beyond the rules."""
    remarks = [(note.text, note.sources) for note in standard.notes]
    remarks += [
        (f"{requirement.title}: {note}", requirement.sources)
        for requirement in standard.requirements
        for note in requirement.notes
    ]
    for note, sources in remarks:
        named = ngettext("{note} (Source: {sources})", "{note} (Sources: {sources})", len(sources))
        yield text(named.format(note=note, sources=", ".join(sources)) if sources else note)


def _origins(standard: Standard) -> Iterator[Line]:
    """Give how many criteria have their parts in the publisher's words, paraphrased, or written for this tool."""
    origins = [criterion.origin for criterion in standard.active()]
    parts = {
        _("Statements"): Counter(origin.statement for origin in origins),
        _("Questions"): Counter(origin.checks for origin in origins),
        _("Documents"): Counter(origin.documents for origin in origins),
    }
    for part, found in parts.items():
        counts = ", ".join(
            words.format(count=found[origin]) for origin, words in _ORIGINS.items() if found[origin]
        )
        yield text(_("{part}: {counts}.").format(part=part, counts=counts))


def _sources(standard: Standard) -> Iterator[Line]:
    """Give the sources that the levels and the remarks name."""
    wanted = {key for note in standard.notes for key in note.sources}
    wanted.update(seen.source for level in standard.levels for seen in level.seen)
    wanted.update(key for requirement in standard.requirements for key in requirement.sources)
    return ((Run(f"{key}: "), *source(standard, key)) for key in sorted(wanted) if key in standard.sources)
