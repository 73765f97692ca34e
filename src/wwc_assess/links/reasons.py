"""What came of asking a web server, in words for a person."""

from __future__ import annotations

import errno
import socket
import ssl
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx

from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wwc_assess.links.model import Limits

_FLAWS = {
    9: _("the certificate of {host} is not valid yet"),
    10: _("the certificate of {host} has expired"),
    62: _("the certificate of {host} is for another name"),
    64: _("the certificate of {host} is for another name"),
}
"""What is wrong with a certificate, by the number that OpenSSL has for it."""

_OFFLINE = frozenset({errno.ENETUNREACH, errno.ENETDOWN})

_STATUSES = {
    401: _("{status}: needs a login"),
    403: _("{status}: not open to everybody"),
    429: _("{status}: the site is busy, try again later"),
    503: _("{status}: the site is busy, try again later"),
}


def status_words(status: int, redirected_to: str = "") -> str:
    """Return what a server answered.

    Args:
        status: Such as 404.
        redirected_to: The host that answered, where the link names another.
    """
    try:
        named = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        named = str(status)
    said = _STATUSES.get(status, "{status}").format(status=named)
    return _("{said}, redirected to {host}").format(said=said, host=redirected_to) if redirected_to else said


def failure_words(error: httpx.HTTPError | OSError, host: str, limits: Limits) -> str:
    """Return why a request failed.

    Args:
        error: What was raised, by httpx or on the way there.
        host: Who was asked.
        limits: Within which.
    """
    return unreached(next(filter(None, (_reason(cause, host, limits) for cause in _causes(error))), ""))


def is_offline(error: BaseException) -> bool:
    """Return whether a request failed because this computer has no network, which says nothing of the site."""
    return any(
        cause.errno == socket.EAI_AGAIN
        if isinstance(cause, socket.gaierror)
        else isinstance(cause, OSError) and cause.errno in _OFFLINE
        for cause in _causes(error)
    )


def unreached(reason: str) -> str:
    """Return that a web address could not be reached."""
    return _("could not be reached: {reason}").format(reason=reason or _("the connection was cut off"))


def too_slow(seconds: float) -> str:
    """Return that a server took too long."""
    return _("no answer within {seconds:g} seconds").format(seconds=seconds)


def _reason(error: BaseException, host: str, limits: Limits) -> str | None:
    """Return why a request failed, by one of the errors that tell of it."""
    reason = None
    match error:
        case httpx.TimeoutException():
            reason = too_slow(limits.connect if isinstance(error, httpx.ConnectTimeout) else limits.read)
        case httpx.ProtocolError():
            reason = _("{host} does not answer as a web server does").format(host=host)
        case ssl.SSLCertVerificationError():
            flaw = _FLAWS.get(error.verify_code, _("the certificate of {host} is not trusted"))
            reason = flaw.format(host=host)
        case ssl.SSLError():
            reason = _("no secure connection to {host} could be made").format(host=host)
        case socket.gaierror() if error.errno == socket.EAI_AGAIN:
            reason = _("no name can be looked up now; is this computer online?")
        case socket.gaierror():
            reason = _("the name {host} could not be found").format(host=host)
        case ConnectionRefusedError():
            reason = _("the connection was refused")
        case ConnectionError():
            reason = _("the connection was cut off")
        case OSError():
            offline = _("no network can be reached now; is this computer online?")
            reason = offline if error.errno in _OFFLINE else error.strerror
    return reason


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give an error and what it came from, down to the one that the system raised."""
    cause: BaseException | None = error
    while cause:
        yield cause
        cause = cause.__cause__ or cause.__context__
