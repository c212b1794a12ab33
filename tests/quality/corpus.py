"""The labelled pages beside the repository, and how a reading of them is scored. Reads files, writes none.

F1 is that of the Zyte article extraction benchmark (scrapinghub/article-extraction-benchmark): of shingles of four
words, counted, the mean precision over pages that gave text and the mean recall over pages that have some; F1 is the
harmonic mean of the two. A title is exact when it is equal but for white space; a day when it is the day that the
page's own zone shows; a byline when its set of names is equal but for case and white space, an empty one included.
"""

import gzip
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
SETS = ("aed", "fundus", "dates")
SAMPLE_OF = 10  # one page in so many is read by every test run


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One page and what its reviewers say it holds; "" or () where they say nothing."""

    which: str  # its set
    name: str
    url: str
    path: Path
    day: str  # ISO
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.path.read_bytes())

    @property
    def number(self) -> int:
        """A number that says nothing of the page: halves and samples are taken by it."""
        return int(hashlib.sha256(self.name.encode()).hexdigest()[:8], 16)

    @property
    def is_kept_out(self) -> bool:
        """Whether it is of the half of its set at which nobody looks while making rules."""
        return self.number % 2 == 1

    @property
    def is_sampled(self) -> bool:
        return self.number // 2 % SAMPLE_OF == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader made of a page; `day` in ISO, "" for none."""

    text: str
    title: str
    day: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One page's score: counts of shingles, and whether the rest is as it should be."""

    hits: int
    extra: int
    missed: int
    title: bool
    day: bool
    byline: bool


def is_here() -> bool:
    return (CORPORA / "pages").is_dir() and (CORPORA / "dates").is_dir()


def labelled() -> list[Labelled]:
    """Every labelled page, in a fixed order."""
    found = []
    for folder in ("pages", "dates"):
        for line in gzip.decompress((CORPORA / folder / "truth.jsonl.gz").read_bytes()).decode().splitlines():
            row = json.loads(line)
            said = row.get("authors") or ()
            found.append(
                Labelled(
                    which=row.get("set", folder),
                    name=row.get("id", row["html"]),
                    url=row["url"],
                    path=CORPORA / folder / row["html"],
                    day=str(row["date"] or "")[:10],
                    title=row.get("title", ""),
                    text=row.get("text", ""),
                    authors=tuple(re.split(r",\s*", said) if isinstance(said, str) else said),
                )
            )
    return found


def digest(pages: Iterable[Labelled]) -> str:
    """What floors were measured on: 16 hex digits over truths and pages."""
    whole = hashlib.sha256()
    for page in pages:
        said = (page.which, page.name, page.url, page.day, page.title, page.text, page.authors)
        whole.update(json.dumps(said).encode())
        whole.update(page.path.read_bytes())
    return whole.hexdigest()[:16]


def scored(page: Labelled, reading: Reading) -> Score:
    truth, found = _shingles(page.text), _shingles(reading.text)
    hits = sum((truth & found).values())
    return Score(
        hits=hits,
        extra=sum(found.values()) - hits,
        missed=sum(truth.values()) - hits,
        title=_plain(page.title) == _plain(reading.title),
        day=page.day == reading.day,
        byline=_names(page.authors) == _names(reading.authors),
    )


def figures(which: str, scores: Sequence[Score]) -> dict[str, float]:
    """The figures of a set, each between 0 and 1, by name."""
    if which == "dates":
        return {"date": mean(score.day for score in scores)}
    precision = mean(s.hits / (s.hits + s.extra) for s in scores if s.hits + s.extra)
    recall = mean(s.hits / (s.hits + s.missed) for s in scores if s.hits + s.missed)
    return {
        "f1": 2 * precision * recall / (precision + recall),
        "precision": precision,
        "recall": recall,
        "title": mean(score.title for score in scores),
        "date": mean(score.day for score in scores),
        "byline": mean(score.byline for score in scores),
    }


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _names(said: Sequence[str]) -> set[str]:
    return {_plain(name).casefold() for name in said if name.strip()}
