"""How the score came about: levels, rules, each criterion in a line, and where the rules are known from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wwc_assess.readiness.model import ReasonKind
from wwc_assess.readiness.sentences import STANDING_WORDS, sentence
from wwc_assess.report import phrases
from wwc_assess.text import markdown, markdown_link
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wwc_assess.readiness.model import Reason
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


def how_it_came_about(view: View) -> Iterable[str]:
    """Give the lines of the section that lets a reader check the score by hand."""
    standard = view.standard
    yield f"## {_('How this score came about')}"
    yield ""
    yield from _list(_("What each standing takes"), _RULES)
    yield from _list(_("What each level takes"), _levels(view))
    yield from _list(
        _("Where each criterion stands"),
        (_criterion(view, standard.by_id[key], reasons) for key, reasons in view.reasons.items()),
    )
    yield from _list(_("What is known of the standard"), _remarks(standard))
    yield from _list(_("How official the wording is"), _origins(standard))
    yield from _list(_("Sources"), _sources(standard))


def source(standard: Standard, source_id: str) -> str:
    """Return what a source is, with its address; its id where the standard says no more."""
    known = standard.sources.get(source_id)
    if not known:
        return markdown(source_id)
    return f"{markdown(known.what)} {markdown_link(known.url)}" if known.url else markdown(known.what)


def _list(title: str, lines: Iterable[str]) -> Iterable[str]:
    """Give a heading and the lines as a list; nothing where there are no lines."""
    items = [f"- {line}" for line in lines]
    return [f"### {title}", "", *items, ""] if items else []


def _levels(view: View) -> Iterable[str]:
    total = view.readiness.total
    for level in view.standard.levels:
        bar = phrases.amount(view, level.bar(total))
        if level.percent is None:
            yield markdown(_("{level} takes {bar}.").format(level=level.title, bar=bar))
        else:
            yield markdown(
                _("{level} takes at least {share} of {total}, which is {bar}.").format(
                    level=level.title, share=level.at_least, total=total, bar=bar
                )
            )
        for seen in level.seen:
            yield markdown(
                _("{level}, seen at {points} points: {note} (Source: {source})").format(
                    level=level.title, points=seen.points, note=seen.note, source=seen.source
                )
            )
    if view.standard.core:
        yield markdown(_("Core criteria: {ids}.").format(ids=", ".join(view.standard.core)))
    if view.standard.core_rule:
        yield markdown(view.standard.core_rule)


def _criterion(view: View, criterion: Criterion, reasons: Sequence[Reason]) -> str:
    """Return a criterion's standing and what it was counted from."""
    yes = sum(reason.kind is ReasonKind.CHECK_COUNTS for reason in reasons)
    filled = {reason.document for reason in reasons if reason.kind is ReasonKind.DOCUMENT_FILLED}
    slots = [document.id for document in criterion.documents if not document.optional]
    asked_for: Sequence[str | None] = slots if criterion.documents else [None]
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
    return markdown(
        _("{id}: {standing}. {why}").format(id=criterion.id, standing=standing, why=" ".join(sentences))
    )


def _remarks(standard: Standard) -> Iterable[str]:
    """Give what is known of the standard and its requirements beyond the rules."""
    remarks = [(note.text, note.sources) for note in standard.notes]
    remarks += [
        (f"{requirement.title}: {note}", requirement.sources)
        for requirement in standard.requirements
        for note in requirement.notes
    ]
    for text, sources in remarks:
        named = ngettext("{note} (Source: {sources})", "{note} (Sources: {sources})", len(sources))
        yield markdown(named.format(note=text, sources=", ".join(sources)) if sources else text)


def _origins(standard: Standard) -> Iterable[str]:
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
        yield _("{part}: {counts}.").format(part=part, counts=counts)


def _sources(standard: Standard) -> Iterable[str]:
    """Give the sources that the levels and the remarks name."""
    wanted = {key for note in standard.notes for key in note.sources}
    wanted.update(seen.source for level in standard.levels for seen in level.seen)
    wanted.update(key for requirement in standard.requirements for key in requirement.sources)
    return (f"{markdown(key)}: {source(standard, key)}" for key in sorted(wanted) if key in standard.sources)
