"""Text of feeds and pages as people may be shown it. Pure: standard library only."""

import re
import unicodedata
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


def columns_of(text: str) -> int:
    """How wide a terminal prints a text: Hangul and ideographs take two columns."""
    return sum(1 + (unicodedata.east_asian_width(char) in "FW") for char in text)


def wrapped(text: str, label: str, wide: int) -> Iterable[str]:
    """The text in lines of at most `wide` columns, broken at blanks; `label` stands before the first."""
    line, blanks = label, " " * columns_of(label)
    for word in re.split(r"(?<=\S) ", text):
        if columns_of(line) + 1 + columns_of(word) > wide and line.strip() != label.strip():
            yield line.rstrip()
            line = blanks + word.lstrip()
        else:
            line += word if line in (label, blanks) else f" {word}"
    yield line.rstrip()


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
