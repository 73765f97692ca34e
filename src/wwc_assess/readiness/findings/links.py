"""Rules on where evidence stands: links that are dead, closed to a validator, or the same for everything."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from wwc_assess.hosts import is_public_host
from wwc_assess.readiness.evidence import latest_try
from wwc_assess.readiness.findings.evidence import called, first_criterion, listed, used
from wwc_assess.readiness.findings.model import EvidenceField, Rule, Severity
from wwc_assess.readiness.model import Flaw
from wwc_assess.readiness.standing import flaw_of
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wwc_assess.readiness.evidence import EvidenceView
    from wwc_assess.readiness.findings.model import Case, Finding

MANY_CRITERIA = 4
"""So many criteria with the same link look like one document for everything."""

DEAD = Rule(
    "link-dead",
    Severity.SERIOUS,
    _("Evidence that cannot be reached"),
    _("Correct the address or the path, or attach another copy; then check it again."),
)
NOT_PUBLIC = Rule(
    "link-not-public",
    Severity.SERIOUS,
    _("Link that a validator cannot open"),
    _("Publish the document, or attach a copy of it, and link to that."),
)
ONE_LINK = Rule(
    "one-link-many-criteria",
    Severity.WARNING,
    _("The same link under many criteria"),
    _("A validator looks for a document about each criterion; attach one of its own where there is one."),
)


def dead(case: Case) -> Iterator[Finding]:
    """Give the evidence that could not be reached: serious after two days, a warning after a single failure."""
    today = case.readiness.today
    for view in case.evidence:
        tried = latest_try(view.item, today)
        if tried is None or tried.ok or not used(case, view):
            continue
        flaw, _day = flaw_of(view.item, None, today) or (None, None)
        if flaw is Flaw.EXPIRED:
            continue  # a newer document is needed anyway
        if flaw is Flaw.UNREACHABLE:
            sentence = _(
                "{name} did not pass the check on two days, last on {day}{detail}: mend or replace it."
            )
        else:
            sentence = _("{name} did not pass the check on {day}{detail}: try it again on another day.")
        yield DEAD.found(
            sentence.format(
                name=called(view.item),
                day=tried.day,
                detail=f" ({one_line(tried.detail)})" if tried.detail else "",
            ),
            _criterion(case, view),
            EvidenceField(view.item.id),
            Severity.SERIOUS if flaw else Severity.WARNING,
        )


def not_public(case: Case) -> Iterator[Finding]:
    """Give the links with a sign-in in the address, and those to a host inside the city's own network."""
    for view in case.evidence:
        address = _address(view.item.location)
        if address is None:
            continue
        if "@" in address.netloc:
            sentence = _(
                "{name} has a user name or password in its address: take that out, and change the password."
            )
        elif address.hostname and not is_public_host(address.hostname):
            sentence = _(
                "{name} leads to {host}, which only the city’s own network knows: link to a public copy."
            )
        else:
            continue
        yield NOT_PUBLIC.found(
            sentence.format(name=called(view.item), host=address.hostname),
            _criterion(case, view),
            EvidenceField(view.item.id),
        )


def one_link(case: Case) -> Iterator[Finding]:
    """Give the locations that stand under at least `MANY_CRITERIA` criteria, in one evidence item or in several.

    They are compared without fragment, slash at the end, and letter case of the host.
    """
    places: defaultdict[str, list[EvidenceView]] = defaultdict(list)
    for view in case.evidence:
        places[_place(view.item.location)].append(view)
    for views in places.values():
        ids = {use.slot.criterion for view in views for use in view.uses} & case.counts
        if len(ids) < MANY_CRITERIA:
            continue
        sentence = _(
            "{name} stands under {count} criteria: {ids}. Attach a document of its own where there is one."
        )
        inside = [criterion.id for criterion in case.counted if criterion.id in ids]
        yield ONE_LINK.found(
            sentence.format(name=called(views[0].item), count=len(ids), ids=listed(inside)),
            inside[0],
            EvidenceField(views[0].item.id),
        )


def _criterion(case: Case, view: EvidenceView) -> str | None:
    return first_criterion(case, (use.slot.criterion for use in view.uses))


def _address(location: str) -> SplitResult | None:
    """Return the parts of a web address; None for the path of a file, and for what cannot be taken apart."""
    try:
        parts = urlsplit(one_line(location))
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} else None


def _place(location: str) -> str:
    """Return what two locations share if they lead to the same."""
    address = _address(location)
    if address is None:
        return one_line(location).rstrip("/\\")
    return address._replace(
        netloc=address.netloc.lower(), path=address.path.rstrip("/"), fragment=""
    ).geturl()
