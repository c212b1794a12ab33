"""Real news pages for a day's web: frames of the shared corpora with other headlines and paragraphs of theirs.

Each host has a few frames, and repeats their menus, data and standing lines on page after page, as outlets do. The
headline and the paragraphs of a page are drawn from all pages in its language, each once on a host while they last.
"""

import gzip
import json
import re
from collections import defaultdict
from html import escape
from itertools import cycle
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "pages"
EACH = 5  # frames of a host
LARGEST = 1_000_000  # bytes; a few are live blogs of several megabytes
_FEWEST = 20  # pages of a language, as fewer have too few paragraphs to draw from
_LANGUAGE = re.compile(rb"<html[^>]*\blang=[\"']?([a-z]{2})", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"(?<=<p)(?=[ >])(?:[^<\\]|<(?!/?p[ >])){100,}")  # with its links; not those in data
_ADDRESS = re.compile(rb"<(?:link[^>]*\bcanonical\b|meta[^>]*\bog:url\b)[^>]*>")  # else all of a frame are one


class Frames:
    """Makes pages, for one host after another; always the same in the same order."""

    def __init__(self) -> None:
        pages: defaultdict[str, list[tuple[str, bytes]]] = defaultdict(list)
        for line in gzip.decompress((CORPUS / "truth.jsonl.gz").read_bytes()).splitlines():
            told = json.loads(line)
            page = gzip.decompress((CORPUS / told["html"]).read_bytes())
            if (found := _LANGUAGE.search(page)) and len(page) <= LARGEST:
                pages[found[1].decode().lower()].append((told["title"], _ADDRESS.sub(b"", page)))
        self._headlines = {language: [title for title, _ in some] for language, some in pages.items()}
        self._paragraphs = {
            language: [one for _, page in some for one in _PARAGRAPH.findall(page)] for language, some in pages.items()
        }
        self._frames = [(language, *one) for language, some in pages.items() if len(some) >= _FEWEST for one in some]
        Random(1).shuffle(self._frames)  # noqa: S311  # no secret
        self._left: dict[tuple[int, str], tuple[Iterator[str], Iterator[bytes]]] = {}

    def page(self, host: int, number: int) -> tuple[str, bytes]:
        """A headline and a page of a host, by its frame of this number."""
        language, title, frame = self._frames[(host * EACH + number % EACH) % len(self._frames)]
        if (host, language) not in self._left:
            draw = Random(host)  # noqa: S311  # no secret
            rows = self._headlines[language], self._paragraphs[language]
            self._left[host, language] = (
                cycle(draw.sample(rows[0], len(rows[0]))),
                cycle(draw.sample(rows[1], len(rows[1]))),
            )
        headlines, paragraphs = self._left[host, language]
        headline = next(headlines)
        for old in {title, escape(title), escape(title, quote=False)}:
            frame = frame.replace(old.encode(), escape(headline).encode())
        return headline, _PARAGRAPH.sub(lambda _: next(paragraphs), frame)
