"""Trying web addresses: the same rules for every hop, and each connection to the very address that was checked."""

from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from contextlib import aclosing, asynccontextmanager
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING

import httpx
from msgspec import Struct

from wwc_assess import __version__
from wwc_assess.links.model import Verdict
from wwc_assess.links.reasons import failure_words, is_offline, status_words, too_slow, unreached
from wwc_assess.links.threads import in_thread
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from ipaddress import IPv4Address, IPv6Address

    from wwc_assess.links.model import Limits

    Address = IPv4Address | IPv6Address

_LAST_PORT = 65_535


class _Refused(Exception):  # noqa: N818  named for what happened
    """An address is not asked, or not asked further; the text says why."""


class _NotPublic(_Refused):
    """A host may not be asked, whatever it would answer."""


class Web:
    """Tries web addresses on one event loop, few at a time.

    It asks through a bare transport: no cookies, no proxies, and no redirects but those followed here.

    Args:
        is_allowed: Whether a connection to a network address may be made.
        limits: How long, how much and how many at a time.
        turns: Taken by whoever is under way, whatever it tries.
    """

    def __init__(
        self, is_allowed: Callable[[Address], bool], limits: Limits, turns: asyncio.Semaphore
    ) -> None:
        self._is_allowed = is_allowed
        self._limits = limits
        self._turns = turns
        self._turns_of = defaultdict[str, asyncio.Semaphore](partial(asyncio.Semaphore, limits.per_host))
        trusted = httpx.create_ssl_context(trust_env=False)
        trusted.load_default_certs()  # A city's own authority stands among the system's.
        self._transport = httpx.AsyncHTTPTransport(verify=trusted, trust_env=False)

    async def aclose(self) -> None:
        """Let go of all connections."""
        await self._transport.aclose()

    async def verdict(self, address: str) -> Verdict:
        """Return whether a page can be opened by anybody.

        Only a final status of 2xx is fine. Each hop is asked with HEAD, and with GET where that gives no page.
        """
        time = _Time(self._limits.whole)
        try:
            url = first = _parsed(address)
            for _hop in range(self._limits.redirects + 1):
                async with self._turns_of[_host(url)], self._turns, time.running():
                    status, target = await self._ask(url)
                if target is None:
                    host = _host(url)
                    elsewhere = host if host != _host(first) else ""
                    return Verdict(httpx.codes.is_success(status), status_words(status, elsewhere))
                url = _joined(url, target)
        except _NotPublic as refusal:
            return Verdict(False, str(refusal), tried=False)
        except _Refused as refusal:
            return Verdict(False, str(refusal))
        except TimeoutError:
            return Verdict(False, unreached(too_slow(self._limits.whole)))
        except (httpx.HTTPError, OSError) as error:
            return Verdict(False, failure_words(error, _host(url), self._limits), tried=not is_offline(error))
        return Verdict(False, _("more than {number} redirects").format(number=self._limits.redirects))

    async def _ask(self, url: httpx.URL) -> tuple[int, str | None]:
        """Return the status that a hop answers, and where it redirects to."""
        addresses = await self._addresses(url)
        try:
            status, target = await self._request("HEAD", url, addresses)
        except (httpx.ReadError, httpx.RemoteProtocolError):
            pass  # Some servers cut off what they do not know.
        else:
            if not httpx.codes.is_error(status):
                return status, target
        return await self._request("GET", url, addresses)

    async def _addresses(self, url: httpx.URL) -> Sequence[Address]:
        """Return the network addresses of a host, all of which may be connected to."""
        host = _host(url)
        found = await in_thread(partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM))
        addresses = [ip_address(where[0]) for *_kind, where in found]
        for address in addresses:
            if not self._is_allowed(address):
                named = host if host == str(address) else f"{host} ({address})"
                raise _NotPublic(_("{host} is not on the public internet").format(host=named))
        return addresses

    async def _request(
        self, method: str, url: httpx.URL, addresses: Sequence[Address]
    ) -> tuple[int, str | None]:
        """Ask at the first of the addresses that takes the connection."""
        *others, last = addresses
        for address in others:
            try:
                return await self._request_at(address, method, url)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._request_at(last, method, url)

    async def _request_at(self, address: Address, method: str, url: httpx.URL) -> tuple[int, str | None]:
        """Ask at a network address for the page of a host, so that no second look-up can lead elsewhere."""
        request = httpx.Request(
            method,
            url.copy_with(host=str(address)),
            headers={
                "Host": url.netloc.decode("ascii"),
                "User-Agent": f"wwc-assess/{__version__}",
                "Accept": "*/*",
                "Connection": "close",  # A kept one would serve other names at the same address.
            },
            extensions={
                "sni_hostname": _host(url),
                "timeout": httpx.Timeout(self._limits.read, connect=self._limits.connect).as_dict(),
            },
        )
        response = await self._transport.handle_async_request(request)
        try:
            if method == "GET":
                await self._read(response)
        finally:
            await response.aclose()
        return response.status_code, response.headers["Location"] if response.has_redirect_location else None

    async def _read(self, response: httpx.Response) -> None:
        """Read as much of a page as shows that it comes."""
        received = 0
        async with aclosing(response.aiter_raw()) as parts:  # type: ignore[type-var]  # it is a generator
            async for part in parts:
                received += len(part)
                if received >= self._limits.body:
                    break


class _Time(Struct):
    """The time that one link may still take; it stands still while others are served."""

    left: float

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        clock = asyncio.get_running_loop().time
        started = clock()
        async with asyncio.timeout(self.left):
            yield
        self.left -= clock() - started


def _host(url: httpx.URL) -> str:
    """Return the host as it stands in requests: in ASCII, which `URL.host` would try to undo."""
    return url.raw_host.decode("ascii")


def _parsed(address: str) -> httpx.URL:
    """Return an address that may be tried."""
    try:
        url = httpx.URL(address)
        _host(url).encode("idna")  # Names that no name server and no certificate could hold fail here.
    except (httpx.InvalidURL, ValueError):
        raise _Refused(_("this is no valid web address")) from None
    if url.scheme not in {"http", "https"}:
        raise _Refused(_("only links that begin with https:// or http:// are tried"))
    if not url.raw_host or (url.port is not None and not 0 < url.port <= _LAST_PORT):
        raise _Refused(_("this is no valid web address"))
    if url.userinfo:
        raise _Refused(_("a name or a password stands in the link"))
    return url


def _joined(url: httpx.URL, target: str) -> httpx.URL:
    try:
        return _parsed(str(url.join(target)))
    except (httpx.InvalidURL, ValueError):
        raise _Refused(_("it redirects to no valid web address")) from None
