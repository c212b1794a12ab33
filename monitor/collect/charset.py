"""Feeds whose bytes are not in the charset they are said to be in, made UTF-8. Pure.

feedparser takes what is neither valid in the charset named nor in UTF-8 for a Western one: a Korean feed that
names no charset, or one with a single torn character (a summary cut by bytes), would come out as gibberish whole.
"""

import re

_DECLARED = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HANGUL_SHARE = 0.85  # of the letters beyond ASCII: simplified Chinese read as Korean has some 0.6
_MOST_TORN = 0.2  # torn characters for each whole one

UTF8_XML = "application/xml; charset=utf-8"


def names(body: bytes, content_type: str | None) -> set[str]:
    """The charsets that the document and its HTTP header name, in lower case."""
    found = set()
    if (declared := _DECLARED.search(body, 0, 1_000)) is not None:
        found.add(declared[1].decode("ascii", "replace").lower())
    if (header := _IN_HEADER.search(content_type or "")) is not None:
        found.add(header[1].lower())
    return found


def mended(body: bytes, content_type: str | None) -> bytes | None:
    """The body in UTF-8 where it is in no charset that it names nor in UTF-8, but can be told; None otherwise."""
    if body[:2] in (b"<\x00", b"\x00<"):  # UTF-16 without the mark that must begin it (RFC 2781, 4.3)
        codec = "utf-16-le" if body[0] else "utf-16-be"
        return body.decode(codec, "replace").encode()
    if b"\x00" in body or any(_is_in(body, name) for name in ("utf-8", *names(body, content_type))):
        return None
    if (text := _korean(body)) is None:
        text = body.decode("utf-8", "replace")
        torn = text.count("\ufffd")
        if torn > _MOST_TORN * (len(text) - len(text.encode("ascii", "ignore")) - torn):
            return None
    return text.encode()


def _is_in(body: bytes, name: str) -> bool:
    try:
        return bool(body.decode(name)) or not body
    except (LookupError, ValueError):
        return False


def _korean(body: bytes) -> str | None:
    """The text if it is strictly EUC-KR (as CP949 extends it) and, beyond ASCII, Hangul nearly throughout."""
    try:
        text = body.decode("cp949")
    except UnicodeDecodeError:
        return None
    letters = [char for char in text if char > "\x7f" and char.isalpha()]
    hangul = sum("가" <= char <= "힣" for char in letters)
    return text if letters and hangul >= _HANGUL_SHARE * len(letters) else None
