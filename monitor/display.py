"""Text of feeds and pages as people may be shown it. Pure: standard library only."""

import re

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def visible(text: str) -> str:
    """The text with every character that could move, hide or reorder others as a blank; as long as before."""
    return _UNSEEN.sub(" ", text)
