"""What the tests of trying links share: one who tries, and a name server of their own."""

import asyncio
import socket
from ipaddress import ip_address

import pytest

from wwc_assess.links.model import LIMITS
from wwc_assess.links.web import Web

HERE = ip_address("127.0.0.1")


@pytest.fixture
async def tried():
    """Try a web address and return the verdict; unless a test says otherwise, 127.0.0.1 counts as public."""
    webs = []

    async def try_one(address, limits=LIMITS, is_allowed=HERE.__eq__):
        webs.append(Web(is_allowed, limits, asyncio.Semaphore(limits.in_all)))
        return await webs[-1].verdict(address)

    yield try_one
    for web in webs:
        await web.aclose()


@pytest.fixture
def names(monkeypatch):
    """Give a dictionary of names to lists of their addresses, one for each look-up, or to the error that one raises."""
    known = {}
    real = socket.getaddrinfo

    def look_up(host, port, *arguments, **options):
        if host not in known:
            return real(host, port, *arguments, **options)
        if isinstance(known[host], OSError):
            raise known[host]
        now, *later = known[host]
        known[host] = later or [now]
        return [found for address in now for found in real(address, port, *arguments, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known
