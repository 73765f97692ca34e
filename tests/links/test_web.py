"""Trying one web address, against real servers on this computer."""

import asyncio
import socket
import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count

import pytest
import trustme
from msgspec.structs import replace
from servers import RESET, endless, never, reply, serving

from wwc_assess import __version__
from wwc_assess.hosts import is_public
from wwc_assess.links.model import LIMITS, Verdict

QUICK = replace(LIMITS, read=0.3, whole=0.6)


def by_method(**answers):
    """Answer each method in its own way."""
    return lambda request: answers[request.method]


def anywhere(_address):
    return True


async def test_a_page_that_is_there_is_fine_and_only_its_head_is_asked_for(tried):
    async with serving(reply(body=b"page")) as server:
        assert await tried(server.url("/a?b=c#part")) == Verdict(True, "200 OK")
        (request,) = server.requests
    assert (request.method, request.path) == ("HEAD", "/a?b=c")
    assert request.headers["user-agent"] == f"wwc-assess/{__version__}"
    assert request.headers["host"] == f"127.0.0.1:{server.port}"


@pytest.mark.parametrize("refusal", [reply(405), reply(501), reply(403), reply(404), reply(500), RESET, b""])
async def test_where_the_head_is_refused_the_page_is_asked_for(tried, refusal):
    async with serving(by_method(HEAD=refusal, GET=reply(body=b"page"))) as server:
        assert await tried(server.url()) == Verdict(True, "200 OK")
        assert server.asked == [("HEAD", "/"), ("GET", "/")]


@pytest.mark.parametrize(
    ("status", "detail"),
    [
        (404, "404 Not Found"),
        (410, "410 Gone"),
        (401, "401 Unauthorized: needs a login"),
        (403, "403 Forbidden: not open to everybody"),
        (429, "429 Too Many Requests: the site is busy, try again later"),
        (503, "503 Service Unavailable: the site is busy, try again later"),
        (500, "500 Internal Server Error"),
        (304, "304 Not Modified"),
        (302, "302 Found"),
        (799, "799"),
    ],
)
async def test_any_other_status_is_told_in_its_words(tried, status, detail):
    async with serving(reply(status)) as server:
        assert await tried(server.url()) == Verdict(False, detail)


async def test_a_server_that_never_answers_is_given_up(tried):
    async with serving(never) as server:
        assert await tried(server.url(), QUICK) == Verdict(
            False, "could not be reached: no answer within 0.3 seconds"
        )


async def test_a_page_that_stops_coming_is_given_up(tried):
    async def stalls(_request):
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbeg"
        async for nothing in never(_request):
            yield nothing

    def answer(request):
        return reply(405) if request.method == "HEAD" else stalls(request)

    async with serving(answer) as server:
        verdict = await tried(server.url(), QUICK)
    assert verdict == Verdict(False, "could not be reached: no answer within 0.3 seconds")


async def test_a_page_without_end_is_read_to_its_bound_and_left(tried):
    async with serving(
        lambda request: reply(405) if request.method == "HEAD" else endless(request)
    ) as server:
        assert await tried(server.url()) == Verdict(True, "200 OK")
        await server.left_alone.wait()


async def test_one_link_takes_no_longer_than_the_whole_may_last(tried):
    limits = replace(QUICK, body=1 << 60)
    async with serving(
        lambda request: reply(405) if request.method == "HEAD" else endless(request)
    ) as server:
        verdict = await tried(server.url(), limits)
        await server.left_alone.wait()
    assert verdict == Verdict(False, "could not be reached: no answer within 0.6 seconds")


async def test_redirects_are_followed_wherever_they_say(tried):
    ways = {
        "/a": reply(301, Location="/b"),
        "/b": reply(302, Location="c?d=e f"),
        "/c?d=e%20f": reply(307, Location="//127.0.0.1:{port}/d#part"),
        "/d": reply(308, Location="?last"),
        "/d?last": reply(),
    }
    async with serving(lambda request: ways[request.path].replace(b"{port}", b"%d" % server.port)) as server:
        assert await tried(server.url("/a")) == Verdict(True, "200 OK")
        assert server.asked == [("HEAD", path) for path in ways]


async def test_a_redirect_that_only_the_page_tells_is_followed(tried):
    def answer(request):
        if request.path == "/new":
            return reply()
        return reply(405) if request.method == "HEAD" else reply(302, Location="/new")

    async with serving(answer) as server:
        assert (await tried(server.url("/old"))).ok


async def test_a_redirect_to_another_host_is_told_since_it_may_be_a_login(tried, names):
    names |= {"city.test": [["127.0.0.1"]], "login.test": [["127.0.0.1"]]}

    def answer(request):
        if request.headers["host"].startswith("login"):
            return reply()
        return reply(302, Location=f"http://login.test:{server.port}/")

    async with serving(answer) as server:
        verdict = await tried(server.url(host="city.test"))
    assert verdict == Verdict(True, "200 OK, redirected to login.test")


@pytest.mark.parametrize("hops", [5, 6])
async def test_five_redirects_are_followed_and_no_more(tried, hops):
    async with serving(
        lambda request: reply(302, Location=f"/{n - 1}") if (n := int(request.path[1:])) else reply()
    ) as server:
        verdict = await tried(server.url(f"/{hops}"))
        assert len(server.requests) == 6
    assert verdict == (Verdict(True, "200 OK") if hops == 5 else Verdict(False, "more than 5 redirects"))


async def test_redirects_in_a_circle_come_to_an_end(tried):
    async with serving(lambda request: reply(302, Location="/b" if request.path == "/a" else "/a")) as server:
        assert await tried(server.url("/a")) == Verdict(False, "more than 5 redirects")


@pytest.mark.parametrize(
    ("target", "detail"),
    [
        ("javascript:alert(1)", "only links that begin with https:// or http:// are tried"),
        ("file:///etc/passwd", "only links that begin with https:// or http:// are tried"),
        ("ftp://127.0.0.1/", "only links that begin with https:// or http:// are tried"),
        ("http://ann:secret@127.0.0.1/", "a name or a password stands in the link"),
        ("http://[::1/", "it redirects to no valid web address"),
        ("http://127.0.0.1:x/", "it redirects to no valid web address"),
        ("http://127.0.0.2:{port}/", "127.0.0.2 is not on the public internet"),
        ("http://[::1]:{port}/", "::1 is not on the public internet"),
        ("http://[::ffff:127.0.0.1]:{port}/", " is not on the public internet"),
        ("http://2130706434:{port}/", "2130706434 (127.0.0.2) is not on the public internet"),
        ("http://169.254.169.254/latest", "169.254.169.254 is not on the public internet"),
    ],
)
async def test_each_hop_is_held_to_the_same_rules(tried, target, detail):
    async with serving(lambda _request: reply(302, Location=target.format(port=server.port))) as server:
        verdict = await tried(server.url())
        assert len(server.requests) == 1
    assert not verdict.ok
    assert detail in verdict.detail


async def test_a_name_of_this_computer_is_refused_and_nobody_is_asked(tried):
    async with serving(reply()) as server:
        for host in ("localhost", "127.0.0.1", "127.1", "0x7f000001", "0"):
            verdict = await tried(server.url(host=host), is_allowed=is_public)
            assert not verdict.ok
            assert verdict.detail.endswith(" is not on the public internet")
        assert server.requests == []


async def test_a_host_of_which_one_address_is_private_is_refused(tried, names):
    names["city.test"] = [["127.0.0.1", "10.0.0.1"]]
    async with serving(reply()) as server:
        verdict = await tried(server.url(host="city.test"))
        assert server.requests == []
    assert verdict.detail == "city.test (10.0.0.1) is not on the public internet"


async def test_the_connection_goes_to_the_address_that_was_checked_whatever_the_name_says_next(tried, names):
    names["city.test"] = [["127.0.0.1"], ["127.0.0.2"]]
    async with serving(reply(302, Location="/again")) as server:
        verdict = await tried(server.url(host="city.test"))
        assert server.asked == [("HEAD", "/")]
        assert server.requests[0].headers["host"] == f"city.test:{server.port}"
    assert verdict.detail == "city.test (127.0.0.2) is not on the public internet"


async def test_where_one_address_of_a_host_does_not_answer_the_next_is_asked(tried, names):
    names["city.test"] = [["127.0.0.2", "127.0.0.1"]]
    async with serving(reply()) as server:
        assert (await tried(server.url(host="city.test"), is_allowed=anywhere)).ok


async def test_a_name_in_other_letters_is_asked_as_name_servers_have_it(tried, names):
    names["xn--bcher-kva.test"] = [["127.0.0.1"]]
    async with serving(reply()) as server:
        assert (await tried(server.url("/Größe und Maß.pdf", host="Bücher.test"))).ok
    (request,) = server.requests
    assert request.path == "/Gr%C3%B6%C3%9Fe%20und%20Ma%C3%9F.pdf"
    assert request.headers["host"] == f"xn--bcher-kva.test:{server.port}"


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("javascript:alert(1)", "only links that begin with https:// or http:// are tried"),
        ("file:///etc/passwd", "only links that begin with https:// or http:// are tried"),
        ("ftp://example.org/", "only links that begin with https:// or http:// are tried"),
        ("mailto:ann@example.org", "only links that begin with https:// or http:// are tried"),
        ("http://ann@example.org/", "a name or a password stands in the link"),
        ("https://ann:secret@example.org/", "a name or a password stands in the link"),
        ("https://", "this is no valid web address"),
        ("http:example.org", "this is no valid web address"),
        ("http:///x", "this is no valid web address"),
        ("http://example.org:0/", "this is no valid web address"),
        ("http://example.org:65536/", "this is no valid web address"),
        ("http://example.org:-1/", "this is no valid web address"),
        (f"http://example.org:{'9' * 10_000}/", "this is no valid web address"),
        ("http://[::1/", "this is no valid web address"),
        ("http://999.1.1.1/", "this is no valid web address"),
        ("http://☃☃☃/", "this is no valid web address"),
        ("http://a..b/", "this is no valid web address"),
        (f"http://{'a' * 10_000}/", "this is no valid web address"),
        (f"http://{'ü' * 10_000}.test/", "this is no valid web address"),
        (f"http://example.org/{'a' * 100_000}", "this is no valid web address"),
        ("http://example.org/\ud800", "this is no valid web address"),
        ("http://example.org/\0", "this is no valid web address"),
    ],
    ids=count(),
)
async def test_what_is_no_address_or_may_not_be_tried_is_told(tried, address, detail):
    assert await tried(address, is_allowed=is_public) == Verdict(False, detail)


@pytest.mark.parametrize(
    ("number", "detail", "is_tried"),
    [
        (socket.EAI_NONAME, "could not be reached: the name no%20such.test could not be found", True),
        (
            socket.EAI_AGAIN,
            "could not be reached: no name can be looked up now; is this computer online?",
            False,
        ),
    ],
    ids=["unknown", "offline"],
)
async def test_an_unknown_name_is_told_and_a_computer_without_network_tries_nothing(
    tried, names, number, detail, is_tried
):
    names["no%20such.test"] = socket.gaierror(number, "no")
    verdict = await tried("http://no such.test/", is_allowed=is_public)
    assert verdict == Verdict(False, detail, tried=is_tried)


async def test_ten_thousand_characters_are_asked_as_they_are(tried):
    path = "/" + "a" * 10_000
    async with serving(lambda request: reply(200 if request.path == path else 404)) as server:
        assert (await tried(server.url(path))).ok


async def test_a_server_that_is_not_there_is_told(tried):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    verdict = await tried(f"http://127.0.0.1:{port}/")
    assert verdict == Verdict(False, "could not be reached: the connection was refused")


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        (RESET, "could not be reached: the connection was cut off"),
        (b"", "could not be reached: 127.0.0.1 does not answer as a web server does"),
        (b"220 mail ready\r\n", "could not be reached: 127.0.0.1 does not answer as a web server does"),
        (b"\0\xff" * 99, "could not be reached: 127.0.0.1 does not answer as a web server does"),
        (
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 99_999,
            "could not be reached: 127.0.0.1 does not answer as a web server does",
        ),
    ],
    ids=["reset", "nothing", "mail", "noise", "endless head"],
)
async def test_what_is_no_web_server_is_told(tried, answer, detail):
    async with serving(answer) as server:
        assert await tried(server.url()) == Verdict(False, detail)


async def test_no_cookie_is_kept_and_no_proxy_of_the_surroundings_is_used(tried, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with serving(
        lambda request: reply(302, Location="/b", Set_Cookie="a=b") if request.path == "/a" else reply()
    ) as server:
        assert (await tried(server.url("/a"))).ok
        assert not any("cookie" in request.headers for request in server.requests)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    """Put the authority among those that this computer trusts."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.mark.usefixtures("trusted")
async def test_a_certificate_that_the_computer_trusts_is_fine_for_the_name_in_the_link(
    tried, names, authority
):
    names |= {"city.test": [["127.0.0.1"]]}
    async with serving(reply(), tls=tls(authority.issue_cert("city.test"))) as server:
        assert await tried(server.url(host="city.test")) == Verdict(True, "200 OK")
        verdict = await tried(server.url())
    assert verdict.detail == "could not be reached: the certificate of 127.0.0.1 is for another name"


@pytest.mark.usefixtures("trusted")
async def test_two_names_at_one_address_are_each_asked_under_their_own(tried, names, authority):
    names |= {"city.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]]}
    asked = []
    context = tls(authority.issue_cert("city.test", "other.test"))
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    async with serving(
        lambda request: (
            reply() if request.path == "/b" else reply(302, Location=f"https://other.test:{server.port}/b")
        ),
        tls=context,
    ) as server:
        assert (await tried(server.url("/a", host="city.test"))).ok
    assert asked == ["city.test", "other.test"]


async def test_a_certificate_of_an_unknown_authority_is_told(tried, authority):
    async with serving(reply(), tls=tls(authority.issue_cert("127.0.0.1"))) as server:
        verdict = await tried(server.url())
        assert server.requests == []
    assert verdict == Verdict(False, "could not be reached: the certificate of 127.0.0.1 is not trusted")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("days", "words"),
    [((-9, -1), "has expired"), ((1, 9), "is not valid yet")],
)
async def test_a_certificate_out_of_its_time_is_told(tried, authority, days, words):
    begin, end = (datetime.now(UTC) + timedelta(days=day) for day in days)
    certificate = authority.issue_cert("127.0.0.1", not_before=begin, not_after=end)
    async with serving(reply(), tls=tls(certificate)) as server:
        verdict = await tried(server.url())
    assert verdict.detail == f"could not be reached: the certificate of 127.0.0.1 {words}"


async def test_a_secure_link_to_a_server_that_is_not_is_told(tried):
    left = asyncio.Event()

    async def greet(reader, writer):
        writer.write(b"220 mail ready\r\n")
        with suppress(ConnectionError):
            await reader.read()
        writer.close()
        left.set()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        verdict = await tried(f"https://127.0.0.1:{port}/")
        await left.wait()
    assert verdict.detail == "could not be reached: no secure connection to 127.0.0.1 could be made"


@pytest.mark.skipif(not socket.has_ipv6, reason="needs addresses of the newer kind")
async def test_an_address_of_the_newer_kind_is_asked_where_it_may_be(tried):
    async with serving(reply(), host="::1") as server:
        url = server.url(host="[::1]")
        assert (await tried(url, is_allowed=ip_address("::1").__eq__)).ok
        assert server.requests[0].headers["host"] == f"[::1]:{server.port}"
        assert (await tried(url)).detail == "::1 is not on the public internet"
