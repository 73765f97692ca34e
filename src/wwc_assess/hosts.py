"""Which hosts are on the public internet: by their network address, or as a link names them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_UNICAST = IPv6Network("2000::/3")
"""All that is handed out of IPv6 for use on the internet."""
_SPECIAL = (
    IPv4Network("168.63.129.16/32"),  # a cloud's metadata, at an address that looks public
    IPv4Network("192.0.0.0/24"),  # protocol assignments; older Pythons know only a part of them
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, given up
    IPv6Network("2001::/23"),  # protocol assignments, Teredo among them
    IPv6Network("3fff::/20"),  # documentation
)
"""Not for public pages, though `ipaddress` takes some of them for global."""
_NAT64 = IPv6Network("64:ff9b::/96")
_INTERNAL = (".local", ".internal", ".lan", ".corp", ".intranet", ".localhost")
"""Ends of names that only a network of one's own knows."""


def is_public_host(host: str) -> bool:
    """Return whether the host that a link names can be known to anybody: an address that is public, or a full name.

    Nobody is asked what a name stands for; behind a public one there may still be a private address.

    Args:
        host: In small letters and without brackets, as `urllib.parse` gives it.
    """
    host = host.rstrip(".")
    try:
        return is_public(ip_address(host))
    except ValueError:
        return "." in host and not host.endswith(_INTERNAL)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is one that anybody on the internet may reach.

    Private, loopback, link-local, multicast, reserved and unspecified addresses are not, nor the addresses under
    which clouds hand out secrets. An IPv6 address that stands for an IPv4 address is what that one is.
    """
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(inner)
        if address not in _UNICAST:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _SPECIAL)
    )


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to: mapped, by 6to4 or by NAT64."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour
