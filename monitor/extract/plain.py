"""Strings as they may leave this room: no control characters, nothing that reorders a line. Pure."""

import re
from unicodedata import normalize

# Controls (C0, C1), lone surrogates and non-characters break databases, terminals and JSON; bidirectional
# embeddings, overrides and isolates let a page show one sentence and mean another (CVE-2021-42574);
# zero-width space, soft hyphen, word joiner and BOM part words that a reader sees as one.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\uffff"
    "\u00ad\u200b\u2060\ufeff]"
)


def one_line(text: str) -> str:
    """`text` on one line: safe, in normal form C, runs of white space as one space.

    Form C, because Korean written on some systems arrives as loose jamo (form D) that no query matches.
    """
    line = " ".join(text.split())
    return line if line.isascii() and line.isprintable() else " ".join(_safe(text).split())


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of `text` that hold anything, each as `one_line` makes it."""
    return tuple(line for raw in _safe(text).splitlines() if (line := " ".join(raw.split())))


def _safe(text: str) -> str:
    return normalize("NFC", _UNSAFE.sub("", text))


_CJK_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def word_count(text: str) -> int:
    """Words by white space; Chinese and Japanese, which write none, at two characters a word."""
    loose = len(_CJK_WITHOUT_SPACES.findall(text))
    return len(_CJK_WITHOUT_SPACES.sub("", text).split()) + loose // 2
