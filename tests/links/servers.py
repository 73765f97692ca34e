"""Real web servers on this computer that answer as a test tells them to."""

import asyncio
import inspect
import socket
import struct
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

RESET = b"reset"
"""Stands in an answer for a connection that is cut off at once."""


@dataclass(frozen=True)
class Request:
    """What a server was asked."""

    method: str
    path: str
    headers: dict


def reply(status=200, body=b"", **headers):
    """Return the bytes of an answer; underscores in the names of headers stand for hyphens."""
    lines = [f"HTTP/1.1 {status} As you like", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def never(_request):
    """Take the question and say nothing."""
    await asyncio.Event().wait()
    yield b""


async def endless(_request):
    """Give a page that has no end."""
    yield b"HTTP/1.1 200 OK\r\n\r\n"
    while True:
        yield b"x" * 65_536


class Server:
    """A server, with what it was asked and how many asked at the same time.

    Args:
        answer: Gives the bytes that answer a request, all of them or part by part.
    """

    def __init__(self, answer):
        self._answer = answer
        self._under_way = set()
        self.scheme = "http"
        self.port = 0
        self.requests = []
        self.most_at_a_time = 0
        self.left_alone = asyncio.Event()
        """Whether nobody is there."""
        self.left_alone.set()

    def url(self, path="/", host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def asked(self):
        return [(request.method, request.path) for request in self.requests]

    async def serve(self, reader, writer):
        task = asyncio.current_task()
        self._under_way.add(task)
        self.most_at_a_time = max(self.most_at_a_time, len(self._under_way))
        self.left_alone.clear()
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                request = await self._request(reader)
                await first_of(self._respond(request, writer), reader.read())
        finally:
            if task.cancelling():
                writer.transport.abort()
            else:
                writer.close()
            self._under_way.discard(task)
            if not self._under_way:
                self.left_alone.set()

    async def _request(self, reader):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.rstrip().splitlines()
        method, path, _version = first.split(" ", 2)
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        self.requests.append(Request(method, path, headers))
        return self.requests[-1]

    async def _respond(self, request, writer):
        answer = self._answer(request)
        async for part in answer if inspect.isasyncgen(answer) else _at_once(answer):
            if part is RESET:
                writer.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )
                writer.transport.abort()
            else:
                writer.write(part)
                await writer.drain()

    def stop(self):
        for task in self._under_way:
            task.cancel()


async def _at_once(answer):
    yield answer


async def first_of(*acts):
    """Wait until one act is done, and end the others."""
    tasks = [asyncio.ensure_future(act) for act in acts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def serving(answer, *, host="127.0.0.1", tls=None):
    """Run a server on this computer.

    Args:
        answer: Bytes that answer everything, or what gives them by the request.
        host: The network address at which it listens.
        tls: The context that makes it https.
    """
    server = Server((lambda _request: answer) if isinstance(answer, bytes) else answer)
    listening = await asyncio.start_server(server.serve, host, 0, ssl=tls)
    server.scheme = "https" if tls else "http"
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        server.stop()
        await server.left_alone.wait()
