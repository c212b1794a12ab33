"""Prefect's API over plain HTTP, for tests of what runs in other processes."""

import json
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

T = TypeVar("T")
PATIENCE = 150.0  # seconds; a busy machine is no fault


def ask(url: str, body: Any = None, method: str | None = None) -> Any:
    """What the server says: to a GET without a body, to a POST with one. One that is busy (503) is asked again."""
    data = None if body is None else json.dumps(body, default=str).encode()
    request = Request(url, data, {"Content-Type": "application/json"}, method=method)  # noqa: S310 - our own address
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310
                return json.loads(answer.read() or b"null")
        except HTTPError as error:
            if error.code != 503 or time.monotonic() > deadline:
                raise
        time.sleep(1)


def until(found: Callable[[], T], what: str) -> T:
    """What `found` gives once it gives anything."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if value := found():
            return value
        time.sleep(0.3)
    raise AssertionError(f"waited in vain for {what}")
