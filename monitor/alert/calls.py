"""A call that may hang, given up after a while; what a channel is called without its secrets."""

import re
import threading
from collections.abc import Callable
from urllib.parse import unquote

from monitor.display import visible
from monitor.errors import DeliveryError
from monitor.model import key

SEND_SECONDS = 60.0  # for one message to one channel, whatever the other side does

_LEAST_SECRET = 4  # characters; shorter parts of an address are ports and flags


def within(channel: str, call: Callable[[], None], seconds: float = SEND_SECONDS) -> None:
    """Run `call` in a thread of its own, so that it can be given up; raises what it raises, or DeliveryError."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            call()
        except BaseException as error:  # noqa: BLE001  # raised again in the caller's thread
            failed.append(error)

    thread = threading.Thread(target=run, name=f"send to {channel}", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise DeliveryError(channel, f"no answer within {seconds:.0f} s")
    if failed:
        raise failed[0]


def named(scheme: str, host: str, spec: str) -> str:
    """The channel's name: where it leads, and a mark of it among others there. A new password changes nothing."""
    without = re.sub(r"(//[^/?#:@]*):[^/?#@]*@", r"\1@", spec)
    without = re.sub(r"([?&]hmac_key=)[^&#]*", r"\1", without)
    return visible(f"{scheme}://{host}~{key(without)[:4]}")


def secrets_of(spec: str, host: str) -> tuple[str, ...]:
    """Every part of the address behind its scheme that is long enough to be told from words, longest first."""
    rest = spec.partition("://")[2]
    parts = {part for part in re.split(r"[/?&=#,@:]+", rest) if len(part) >= _LEAST_SECRET}
    found = {form for part in parts for form in (part, unquote(part)) if form not in host}
    return tuple(sorted(found, key=len, reverse=True))


def masked(text: str, secrets: tuple[str, ...]) -> str:
    """What the other side said, without any part of the address it may repeat."""
    for secret in secrets:
        text = text.replace(secret, "****")
    return visible(text)
