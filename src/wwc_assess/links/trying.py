"""Trying evidence: its links and files, many at a time, each outcome given as soon as it is known."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from wwc_assess.hosts import is_public
from wwc_assess.links.files import file_verdict
from wwc_assess.links.locations import file_of, is_address
from wwc_assess.links.model import LIMITS, Limits, Outcome
from wwc_assess.standard.near import short
from wwc_assess.text import one_line

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence
    from pathlib import Path

    from wwc_assess.links.web import Web
    from wwc_assess.records.model import Evidence

_LONGEST_DETAIL = 200


async def outcomes(
    items: Sequence[Evidence], *, folder: Path, allow_private: bool = False, limits: Limits = LIMITS
) -> AsyncGenerator[Outcome, None]:
    """Try evidence items and give the outcome of each as soon as it is known.

    Whoever leaves the loop early closes it (`contextlib.aclosing`), which ends what is under way at once.

    Args:
        items: What is tried.
        folder: The workspace, from which relative paths count.
        allow_private: Whether hosts that are not on the public internet are asked too.
        limits: How long, how much and how many at a time.
    """
    from wwc_assess.links.web import Web  # noqa: PLC0415  brings httpx, which only those who try need

    turns = asyncio.Semaphore(limits.in_all)
    web = Web(_anywhere if allow_private else is_public, limits, turns)
    tries = _Tries(web, folder, limits, turns)
    tasks = [asyncio.create_task(tries.outcome(item)) for item in items]
    try:
        for outcome in asyncio.as_completed(tasks):
            yield await outcome
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await web.aclose()


def _anywhere(_address: object) -> bool:
    return True


class _Tries:
    """What all tries of one round share."""

    def __init__(self, web: Web, folder: Path, limits: Limits, turns: asyncio.Semaphore) -> None:
        self._web = web
        self._folder = folder
        self._patience = limits.read
        self._turns = turns
        self._turns_of_files = asyncio.Semaphore(limits.per_host)

    async def outcome(self, item: Evidence) -> Outcome:
        """Return what trying one item gave."""
        if is_address(item.location):
            verdict = await self._web.verdict(one_line(item.location))
        else:
            async with self._turns_of_files, self._turns:
                verdict = await file_verdict(file_of(item.location, self._folder), self._patience)
        detail = short(verdict.detail, _LONGEST_DETAIL)
        return Outcome(item.id, verdict.ok, detail, verdict.sha256, verdict.tried)
