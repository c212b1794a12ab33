"""What workers of the pool tests run instead of the extraction: importable by name, as they must be."""

import os
import time

from monitor.model import Article


def sleep_for_ever(html: bytes, url: str | None, content_type: str | None) -> Article:
    time.sleep(3600)
    raise AssertionError("nobody stopped the worker")


def sleep_if_told(html: bytes, url: str | None, content_type: str | None) -> Article:
    if html == b"sleep":
        time.sleep(3600)
    return Article(text=html.decode(), title=str(os.getpid()))


def eat_memory(html: bytes, url: str | None, content_type: str | None) -> Article:
    return Article(text="x" * 10**12, title="")


def die(html: bytes, url: str | None, content_type: str | None) -> Article:
    os._exit(9)


def fail_oddly(html: bytes, url: str | None, content_type: str | None) -> Article:
    class OddError(Exception):  # local: it cannot be pickled
        pass

    raise OddError("no such luck")
