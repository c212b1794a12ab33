"""Connections: dialled where it is allowed, kept for a host's next request, closed in good time.

httpcore's own pool looks at all of its connections, and asks the kernel about each, twice a request: with fifty hosts
that took longer than the transfers. Here whoever asks holds a turn of the budget, which bounds how many are in use, so
all there is to do is to keep those that lie idle.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import httpcore

from monitor.collect.guard import Network, check_address
from monitor.errors import RefusedError, UnreachableError

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to IP addresses, best first; raises OSError where there is none."""
_Origin = tuple[bytes, bytes, int | None]  # scheme, host, port


class Connections:
    """Connections made by `dialler`, at most `most` open at once. Those that lie idle are kept for `seconds`."""

    def __init__(
        self, dialler: httpcore.AsyncNetworkBackend, ssl_context: ssl.SSLContext, most: int, seconds: float
    ) -> None:
        self._dialler, self._ssl_context, self._most, self._seconds = dialler, ssl_context, most, seconds
        self._used = 0
        self._idle: list[tuple[_Origin, httpcore.AsyncHTTPConnection]] = []  # the one used last comes last

    @asynccontextmanager
    async def response(self, request: httpcore.Request) -> AsyncIterator[httpcore.Response]:
        """The answer to a request; its body is to be read within. Raises what httpcore raises."""
        origin = request.url.scheme, request.url.host, request.url.port
        self._used += 1
        try:
            connection = await self._kept(origin) or await self._made(request.url.origin)
            try:
                response = await connection.handle_async_request(request)
                try:
                    yield response
                finally:
                    await response.aclose()
            finally:
                if connection.is_idle():
                    self._idle.append((origin, connection))
                else:
                    await connection.aclose()
        finally:
            self._used -= 1

    async def aclose(self) -> None:
        while self._idle:
            await self._idle.pop(0)[1].aclose()

    async def _kept(self, origin: _Origin) -> httpcore.AsyncHTTPConnection | None:
        """The connection to a host that was used last, unless its time is over or the host has closed it."""
        while found := next((at for at in range(len(self._idle), 0, -1) if self._idle[at - 1][0] == origin), None):
            _, connection = self._idle.pop(found - 1)
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return None

    async def _made(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        """A new one; of those that have lain idle longest as many are closed as it takes, and such as have expired."""
        while self._idle and (self._used + len(self._idle) > self._most or self._idle[0][1].has_expired()):
            await self._idle.pop(0)[1].aclose()
        return httpcore.AsyncHTTPConnection(origin, self._ssl_context, self._seconds, network_backend=self._dialler)


class GuardedDialler(httpcore.AsyncNetworkBackend):
    """Resolves a host, checks what came out, and dials exactly that: no second look-up can differ."""

    def __init__(self, resolve: Resolve, allow_networks: Sequence[Network], timeout_seconds: float) -> None:
        self._resolve, self._allowed, self._timeout = resolve, allow_networks, timeout_seconds
        self._dialler = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: object = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        refused: RefusedError | None = None
        failed: Exception | None = None
        addresses = await self._addresses(host, port)
        for address in addresses:
            try:
                check_address(address, self._allowed)
                # Each gets its share of the time, so that one which swallows packets does not hide the others.
                share = self._timeout / len(addresses)
                return await self._dialler.connect_tcp(address, port, share)
            except RefusedError as exc:
                refused = exc
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failed = exc
        raise failed or refused or UnreachableError(host, "no such host")

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            return await self._resolve(host, port)
        except (OSError, UnicodeError) as exc:
            is_passing = isinstance(exc, socket.gaierror) and exc.errno == socket.EAI_AGAIN
            raise UnreachableError(host, "name server failed" if is_passing else "no such host") from exc

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
