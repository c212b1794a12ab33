"""Real news pages for a day's web: frames of the shared corpora, each time with other paragraphs of theirs.

A page keeps its menus, scripts, data and size. Its paragraphs are drawn from those of all pages in its language, so
that many pages can be had of one frame that are no copies of one another.
"""

import gzip
import re
from collections import defaultdict
from html import unescape
from pathlib import Path
from random import Random

PAGES = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "pages" / "html"
LARGEST = 1_000_000  # bytes; a few are live blogs of several megabytes
_FEWEST = 20  # pages of a language, as fewer have too few paragraphs to draw from
_LANGUAGE = re.compile(rb"<html[^>]*\blang=[\"']?([a-z]{2})", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"(?<=<p)(?=[ >])(?:[^<\\]|<(?!/?p[ >])){100,}")  # with its links; not those in data
_ADDRESS = re.compile(rb"<(?:link[^>]*\bcanonical\b|meta[^>]*\bog:url\b)[^>]*>")  # else all of a frame are one
_TITLE = re.compile(rb"<title[^>]*>\s*([^<]+)", re.IGNORECASE)


class Frames:
    """Pages by number; the same number is always the same page."""

    def __init__(self) -> None:
        by_language: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for path in sorted(PAGES.glob("*.gz")):
            page = gzip.decompress(path.read_bytes())
            if (found := _LANGUAGE.search(page)) and len(page) <= LARGEST:
                by_language[found[1].lower()].append(_ADDRESS.sub(b"", page))
        self._frames: list[tuple[bytes, list[bytes]]] = []
        for pages in by_language.values():
            if len(pages) >= _FEWEST:
                paragraphs = [one for page in pages for one in _PARAGRAPH.findall(page)]
                self._frames += [(page, paragraphs) for page in pages]
        Random(1).shuffle(self._frames)  # noqa: S311  # no secret

    def page(self, number: int) -> bytes:
        """The page of this number."""
        frame, paragraphs = self._frames[number % len(self._frames)]
        draw = Random(number)  # noqa: S311  # no secret
        return _PARAGRAPH.sub(lambda _: draw.choice(paragraphs), frame)

    def title(self, number: int) -> str:
        """Its headline, as its feed gives it."""
        found = _TITLE.search(self._frames[number % len(self._frames)][0])
        return unescape(found[1].decode(errors="replace")).strip() if found else f"News {number}"
