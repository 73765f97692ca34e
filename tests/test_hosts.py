"""Which hosts count as public."""

import socket
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wwc_assess.hosts import is_public, is_public_host

PUBLIC = [
    *("1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1"),
    *("192.0.1.1", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255"),
    *("2606:4700::1111", "2a00:1450:4001::5", "2001:200::1"),
    *("::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:0101:0101::1"),
]
NOT_PUBLIC = [
    # this computer, nobody, everybody
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "255.255.255.255", "::1", "::"),  # noqa: S104  nothing listens
    # within a network
    *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255"),
    *("169.254.1.1", "fe80::1", "fe80::1%2", "fec0::1", "fc00::1", "fd00::1"),
    # many at a time
    *("224.0.0.1", "224.0.1.1", "239.255.255.255", "ff02::1", "ff0e::1"),
    # kept for later, for trials, for writing about
    *("240.0.0.1", "192.0.0.8", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.1", "100::1", "2001:db8::1", "2001:2::1", "2001:10::1", "3fff::1", "5f00::1", "4000::1"),
    # where clouds hand out secrets
    *("169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"),
    # leading to the older kind: mapped, compatible, 6to4, NAT64, Teredo
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::8.8.8.8"),
    *("2002:7f00:0001::1", "2002:0a00:0001::1", "2002:a9fe:a9fe::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
    *("64:ff9b:1::1.1.1.1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_what_anybody_may_reach_is_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_belongs_to_a_network_or_to_nobody_is_not(address):
    assert not is_public(ip_address(address))


@given(st.ip_addresses())
def test_an_address_counts_the_same_in_a_link_as_after_the_look_up(address):
    (*_kind, where), *_more = socket.getaddrinfo(str(address), None, type=socket.SOCK_STREAM)
    assert is_public_host(str(address)) == is_public(ip_address(where[0])) == is_public(address)


@pytest.mark.parametrize("address", [*PUBLIC, *NOT_PUBLIC])
def test_a_full_stop_behind_an_address_changes_nothing(address):
    assert is_public_host(f"{address}.") == is_public(ip_address(address))


@pytest.mark.parametrize("name", ["city.gov", "city.gov.", "local.city.gov", "corp.example", "10.example"])
def test_a_full_name_is_public(name):
    assert is_public_host(name)


@pytest.mark.parametrize(
    "name", ["", "intranet", "localhost", "nas.local", "docs.city.internal.", "a.b.lan", "hr.corp"]
)
def test_a_short_name_and_one_of_a_network_of_ones_own_is_not(name):
    assert not is_public_host(name)
