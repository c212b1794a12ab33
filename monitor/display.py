"""Text of feeds and pages as people may be shown it. Pure: standard library only."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def visible(text: str) -> str:
    """The text with every character that could move, hide or reorder others as a blank; as long as before."""
    return _UNSEEN.sub(" ", text)


def shortened(text: str, most: int) -> str:
    """The text, or so much of it that an ellipsis still fits into `most` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def scale_of(value: float) -> tuple[float, str]:
    """What a large number is divided by to be read, and the word behind what is left."""
    return next((scale for scale in _SCALES if abs(value) >= scale[0]), (1.0, ""))


def in_markdown(text: str) -> str:
    """The text as itself in Markdown: CommonMark takes a backslash before any ASCII punctuation (2.4)."""
    return _PUNCTUATION.sub(r"\\\1", visible(text))


def link_of(url: str | None) -> str | None:
    """The address, if it may be shown as a link: http(s), with a host, without blanks or invisibles; else None."""
    if not url or visible(url) != url or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def stretches(text: str, marks: tuple[tuple[int, int], ...]) -> Iterable[tuple[str, bool]]:
    """The text in stretches, each with whether it is a hit. Marks beyond its end are dropped."""
    shown, at = visible(text), 0
    for start, end in sorted(marks):
        start, end = max(start, at), min(end, len(shown))
        if start < end:
            yield shown[at:start], False
            yield shown[start:end], True
            at = end
    yield shown[at:], False
