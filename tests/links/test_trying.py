"""Trying many links and files at a time."""

import asyncio
import hashlib
from contextlib import aclosing

import pytest
from msgspec.structs import replace
from servers import never, reply, serving

from wwc_assess.links.model import LIMITS, Outcome
from wwc_assess.links.trying import outcomes
from wwc_assess.records.model import Evidence


def an_item(number, location):
    return Evidence(number, location, "", None, None, False, (), (), "", "", 0)


def items(*locations):
    return [an_item(number, location) for number, location in enumerate(locations, start=1)]


@pytest.fixture
def try_all(tmp_path):
    """Try locations and return the outcomes by number."""

    async def run(*locations, **options):
        trying = outcomes(items(*locations), folder=tmp_path, **{"allow_private": True, **options})
        return {outcome.evidence: outcome async for outcome in trying}

    return run


async def test_each_item_has_its_outcome(try_all, tmp_path):
    (tmp_path / "policy.pdf").write_bytes(b"page")
    async with serving(lambda request: reply(200 if request.path == "/good" else 404)) as server:
        found = await try_all(server.url("/good"), server.url("/bad"), "policy.pdf", "other.pdf", "ftp://x")
    assert found == {
        1: Outcome(1, True, "200 OK"),
        2: Outcome(2, False, "404 Not Found"),
        3: Outcome(3, True, "the file is there", hashlib.sha256(b"page").hexdigest()),
        4: Outcome(4, False, "there is no such file"),
        5: Outcome(5, False, "only links that begin with https:// or http:// are tried"),
    }
    assert await try_all() == {}


async def test_private_addresses_are_asked_only_where_that_is_wanted(try_all):
    async with serving(reply()) as server:
        found = await try_all(server.url(), allow_private=False)
        assert found[1] == Outcome(1, False, "127.0.0.1 is not on the public internet", tried=False)
        assert server.requests == []
        assert (await try_all(server.url()))[1].ok


def in_groups_of(number):
    """Answer only when so many ask at the same time."""
    together = asyncio.Barrier(number)

    async def answer(_request):
        await together.wait()
        yield reply()

    return answer


@pytest.mark.many
async def test_of_two_hundred_links_to_one_host_two_are_asked_at_a_time(try_all):
    async with serving(in_groups_of(2)) as server:
        found = await try_all(*(server.url(f"/{number}") for number in range(200)))
        assert len(server.requests) == 200
        assert server.most_at_a_time == 2
    assert all(outcome.ok for outcome in found.values())


async def test_of_many_hosts_so_many_are_asked_at_a_time_as_the_limit_says(try_all, names):
    names |= {f"host{number}.test": [["127.0.0.1"]] for number in range(40)}
    async with serving(in_groups_of(5)) as server:
        found = await try_all(
            *(server.url(host=f"host{number}.test") for number in range(40)), limits=replace(LIMITS, in_all=5)
        )
        assert server.most_at_a_time == 5
    assert all(outcome.ok for outcome in found.values())


async def test_the_links_that_redirect_to_one_host_are_few_at_a_time_there(try_all, names):
    names |= {f"host{number}.test": [["127.0.0.1"]] for number in range(20)}
    async with serving(reply()) as target, serving(reply(302, Location=target.url())) as server:
        await try_all(*(server.url(host=f"host{number}.test") for number in range(20)))
        assert len(target.requests) == 20
        assert target.most_at_a_time == 2


async def test_a_fast_outcome_does_not_wait_for_a_slow_one(tmp_path):
    async with serving(lambda request: never(request) if request.path == "/slow" else reply()) as server:
        tries = outcomes(items(server.url("/slow"), server.url("/fast")), folder=tmp_path, allow_private=True)
        async with aclosing(tries):
            assert await anext(tries) == Outcome(2, True, "200 OK")


async def test_waiting_for_a_turn_is_not_counted_against_a_link(try_all):
    limits = replace(LIMITS, read=0.2, whole=0.3, per_host=1)
    async with serving(lambda request: never(request) if request.path == "/slow" else reply()) as server:
        slow, fast = server.url("/slow"), server.url("/fast")
        found = await try_all(slow, slow, slow, fast, limits=limits)
    assert [found[number].ok for number in (1, 2, 3, 4)] == [False, False, False, True]


async def test_leaving_in_the_middle_ends_what_is_under_way_and_keeps_what_was_given(tmp_path):
    given = []
    async with serving(lambda request: never(request) if request.path == "/slow" else reply()) as server:
        locations = [server.url("/fast"), *(server.url("/slow") for _ in range(50))]
        async with aclosing(outcomes(items(*locations), folder=tmp_path, allow_private=True)) as tries:
            async for outcome in tries:
                given.append(outcome.evidence)
                break
        await server.left_alone.wait()
        assert len(server.requests) < 10
    assert given == [1]
    assert len(asyncio.all_tasks()) == 1


async def test_cancelling_ends_what_is_under_way_at_once(tmp_path):
    given = []
    first = asyncio.Event()

    async def collect(tries):
        async for outcome in tries:
            given.append(outcome.evidence)
            first.set()

    async with serving(lambda request: never(request) if request.path == "/slow" else reply()) as server:
        links = items(server.url("/fast"), server.url("/slow"))
        collecting = asyncio.create_task(collect(outcomes(links, folder=tmp_path, allow_private=True)))
        await first.wait()
        collecting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await collecting
        await server.left_alone.wait()
    assert given == [1]


async def test_a_detail_is_short_whatever_the_name(try_all):
    host = ".".join(["a" * 60] * 4) + ".invalid"
    detail = (await try_all(f"http://{host}/"))[1].detail
    assert len(detail) <= 200
    assert detail.startswith("could not be reached")
