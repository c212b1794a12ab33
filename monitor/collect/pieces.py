"""A feed's bytes taken apart into items, so that a changed body costs what is new in it. Pure.

What is remembered of a body is the hash of what stands around its items, and of each item its hash and the
keys of its entry. When the next body comes, the items known by their bytes are cut out, and what is left, a
smaller feed, is parsed. That is the same as parsing it whole as long as an entry depends on nothing but its
own bytes and what stands around all of them (base, language, namespaces). So a document is taken apart only
where that is sure: one charset, which it is in; no document type, which may declare entities; items that do
not nest. Any other is parsed whole, and so is every body when what stands around the items has changed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from monitor.collect.charset import names
from monitor.collect.identity import KEY_DIGITS, ShortKeys, identity
from monitor.model import Entry

MOST_ITEMS = 2_000  # of a feed with more, nothing is remembered

_PRINT_DIGITS = 16  # of an item's hash
_WIDTH = _PRINT_DIGITS + 3 * KEY_DIGITS
_NEWS_SITEMAP = re.compile(rb"<(?:\w+:)?urlset[\s>]")
# Where something begins whose end has to be found before the next item can be looked for.
_STARTS = {
    name: re.compile(rb"<(?:(!\[CDATA\[)|(!--)|(\?)|(/?)(" + name + rb")(?=[\s/>]))")
    for name in (b"item|entry", b"url")
}
# Of these no byte of a longer character is taken for a "<" or ">".
_CHARSETS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii", "euc-kr": "euc-kr",
    "ks_c_5601-1987": "cp949", "cp949": "cp949", "iso-8859-1": "latin-1", "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252", "euc-jp": "euc-jp",
}  # fmt: skip
# What changes around the items with every one that comes, and says nothing about any.
_PASSING = re.compile(
    rb"<(lastBuildDate|pubDate|(?:\w+:)?updated|modified|dc:date)>[^<]*</\1>|<rdf:li\b[^<>]*/>|<rdf:li\b[^<>]*>\s*</rdf:li>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A body taken apart: `around` has one piece more than `items`, and in turns they are the body."""

    around: tuple[bytes, ...]
    items: tuple[bytes, ...]
    prints: tuple[str, ...]  # of each item, the hash by which it is known again
    comments: tuple[bytes, ...]  # within `around`

    def frame(self, url: str, content_type: str | None) -> str:
        """A hash over all that the entries depend on beside their own bytes, where they were found included."""
        whole = b"\n".join(self.around)
        for comment in self.comments:
            whole = whole.replace(comment, b"", 1)
        parts = (*_PASSING.sub(b"", whole).split(), url.encode("utf-8", "replace"), repr(content_type).encode())
        return sha256(b" ".join(parts)).hexdigest()[:_WIDTH]

    def without(self, known: Mapping[str, str]) -> bytes:
        """The body less the items whose hash is known."""
        kept = (b"" if one in known else item for one, item in zip(self.prints, self.items, strict=True))
        return b"".join(part for pair in zip(self.around, (*kept, b""), strict=True) for part in pair)


def taken_apart(body: bytes, content_type: str | None) -> Pieces | None:
    """The pieces of an XML feed or news sitemap; None where it is anything else, or it is not sure where they end."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body or not _is_in_one_charset(body, content_type):
        return None
    starts = _STARTS[b"url" if _NEWS_SITEMAP.search(body, 0, 1_000) else b"item|entry"]
    around: list[bytes] = []
    items: list[bytes] = []
    comments: list[bytes] = []
    at = after = 0  # where to look on; where the item before ended
    opened: tuple[bytes, int] | None = None
    while (found := starts.search(body, at)) is not None:
        begin, at = found.start(), _end(body, found)
        if at < 0:
            return None
        if found[5] is None:
            if found[2] and opened is None:
                comments.append(body[begin:at])
            continue
        if found[4]:
            if opened is None or opened[0] != found[5]:
                return None
        elif opened is not None:
            return None
        else:
            opened = found[5], begin
            tag = body[begin:at]
            if tag.count(b'"') % 2 or tag.count(b"'") % 2:  # a ">" within quotes has ended it too soon
                return None
            if not tag.endswith(b"/>"):
                continue
        around.append(body[after : opened[1]])
        items.append(body[opened[1] : at])
        opened, after = None, at
    if opened is not None or len(items) > MOST_ITEMS:
        return None
    return Pieces(
        around=(*around, body[after:]),
        items=tuple(items),
        prints=tuple(sha256(item).hexdigest()[:_PRINT_DIGITS] for item in items),
        comments=tuple(comments),
    )


def _end(body: bytes, start: re.Match[bytes]) -> int:
    """Where the markup that begins there is over; negative if never."""
    closing = b"]]>" if start[1] else b"-->" if start[2] else b"?>" if start[3] else b">"
    at = body.find(closing, start.end())
    return at if at < 0 else at + len(closing)


def _is_in_one_charset(body: bytes, content_type: str | None) -> bool:
    """Whether the header, the document and its bytes agree: then a part of it is read as the whole is."""
    named = names(body, content_type)
    if not named <= _CHARSETS.keys() or b"\x00" in body:
        return False
    codecs = {_CHARSETS[name] for name in named} - {"ascii"} or {"utf-8"}
    try:
        return len(codecs) == 1 and bool(body.decode(codecs.pop()))
    except UnicodeDecodeError:
        return False


# --- what is remembered ----------------------------------------------------------------------------------


def remembered(frame: str, records: Iterable[str]) -> str:
    """One text: the frame's hash, then a record of equal width for each item."""
    return "".join((frame, *records))


def known_records(remembered: str, frame: str) -> dict[str, str]:
    """The records of the poll before, by the items' hashes; none where what stood around them was different."""
    if remembered[:_WIDTH] != frame:
        return {}
    records = (remembered[at : at + _WIDTH] for at in range(_WIDTH, len(remembered), _WIDTH))
    return {record[:_PRINT_DIGITS]: record for record in records}


def record_of(item_print: str, entry: Entry) -> str:
    """An item's hash and the short keys of its entry, blanks where it has none."""
    return item_print + "".join(key.ljust(KEY_DIGITS) for key in identity(entry).short)


def keys_in(record: str) -> ShortKeys:
    """The short keys of an entry: article, guid and twin; empty where it has none."""
    article, guid, twin = (record[at : at + KEY_DIGITS].strip() for at in range(_PRINT_DIGITS, _WIDTH, KEY_DIGITS))
    return article, guid, twin
