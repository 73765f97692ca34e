"""Opening a link in the browser of the person at this computer, where there is one."""

from __future__ import annotations

import webbrowser
from functools import partial
from pathlib import PurePath

from wwc_assess.links.threads import in_thread

_IN_THE_TERMINAL = frozenset({"www-browser", "links", "elinks", "lynx", "w3m"})
"""Browsers that Python starts in the terminal itself, which the screens are using."""


async def opened(link: str) -> bool:
    """Open a link and return whether a browser took it.

    Args:
        link: A web address, as `check_location` lets it pass.
    """
    return await in_thread(partial(_opened, link))


def _opened(link: str) -> bool:
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return PurePath(browser.name).name not in _IN_THE_TERMINAL and browser.open(link)
