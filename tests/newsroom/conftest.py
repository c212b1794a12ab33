"""A served newsroom, and a client that follows nothing and hides nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from monitor.newsroom import Newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


def fetch(url: str, timeout: float = 10.0, method: str = "GET", **headers: str) -> Reply:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers=named)
        response = connection.getresponse()
        return Reply(status=response.status, headers=dict(response.getheaders()), body=response.read())
    finally:
        connection.close()


@pytest.fixture
def get() -> Callable[..., Reply]:
    return fetch


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom(day=date(2025, 4, 22)) as opened:
        yield opened
