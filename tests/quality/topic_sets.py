"""The labelled sets for topics, and how verdicts are scored against them. Reads files, writes none.

Some lie beside this file (topics_modern*.toml, and topics_ynat.toml for headlines beside the repository), three are
corpora beside the repository. F1 is of counts over all pairs of item and topic (micro).
"""

import gzip
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.classify import Finding

HERE = Path(__file__).resolve().parent
CORPORA = HERE.parents[2] / "shared" / "corpora" / "topics"
FOREIGN_TRADE = "18"  # major topic of the Comparative Agendas Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A text and the topics or codes that its reader gave it."""

    name: str
    title: str
    text: str = ""
    language: str = "en"
    topics: frozenset[str] = frozenset()
    reader: str = ""  # the part of the modern set it is of, each the work of another reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of Reuters-21578 in our terms: see topics_reuters.toml."""

    code: str
    topics: frozenset[str]
    at_least: float
    words: tuple[str, ...] = ()

    def holds(self, found: Iterable[Finding]) -> bool:
        """Whether an article with these findings has the code."""
        heaviest: dict[Any, float] = {}
        for one in found:
            if one.topic.topic in self.topics and one.lacks is None and not one.denied_by:
                for piece in one.evidence:
                    if not self.words or any(word in piece.term for word in self.words):
                        heaviest[piece.span] = max(piece.weight, heaviest.get(piece.span, 0.0))
        return sum(heaviest.values()) >= self.at_least


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Verdicts against labels."""

    hits: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.extra)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(1, 2 * self.hits + self.extra + self.missed)


def is_here() -> bool:
    return CORPORA.is_dir()


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress((CORPORA / name).read_bytes()).decode().splitlines()]


def modern(half: str) -> list[Item]:
    """Headlines with their leads, written and labelled for this project; `half` is "tune" or "last"."""
    files = sorted(HERE.glob("topics_modern*.toml"))
    rows = [(file.stem, row) for file in files for row in tomllib.loads(file.read_text(encoding="utf-8"))["item"]]
    return [
        Item(
            name=row["id"], title=row["headline"], text=row["lead"], language=row["language"],
            topics=frozenset(row["topics"]), reader=reader,
        )
        for reader, row in rows
        if row["half"] == half
    ]  # fmt: skip


def newsroom() -> list[Item]:
    """The newsroom's articles, with the topics that their authors meant."""
    found = []
    for path in sorted((HERE.parents[1] / "monitor/newsroom/articles").glob("*/*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("+++", 2)
        head = tomllib.loads(front)
        if "topics" in head.get("truth", {}) and head.get("title") and body.strip():
            topics = frozenset(head["truth"]["topics"])
            found.append(Item(name=path.stem, title=head["title"], text=body.strip(), topics=topics))
    return found


def articles() -> list[Item]:
    """Whole articles, written and labelled for this project; nothing is tuned on them."""
    rows = tomllib.loads((HERE / "topics_articles.toml").read_text(encoding="utf-8"))["item"]
    return [
        Item(
            name=row["id"], title=row["headline"], text=row["text"].strip(), language=row["language"],
            topics=frozenset(row["topics"]),
        )
        for row in rows
    ]  # fmt: skip


def ynat() -> list[Item]:
    """Korean headlines; the labels lie beside this file, the headlines in the corpus."""
    labels = tomllib.loads((HERE / "topics_ynat.toml").read_text(encoding="utf-8"))["topics"]
    titles = {str(row["id"]): row["title"] for row in _rows("ynat_ko.jsonl.gz")}
    return [
        Item(name=name, title=titles[name], language="ko", topics=frozenset(topics)) for name, topics in labels.items()
    ]


def reuters() -> list[Item]:
    """Articles of 1987 with their codes for `topics`. Lines were broken at 70 characters: paragraphs are indented."""
    return [
        Item(name=str(row["id"]), title=row["title"], text=_unbroken(row["body"]), topics=frozenset(row["topics"]))
        for row in _rows("reuters_train.jsonl.gz")
    ]


def _unbroken(body: str) -> str:
    return "\n".join(" ".join(part.split()) for part in re.split(r"\n\s{2,}|\n\n", body) if part.strip())


def not_about_trade() -> list[Item]:
    """Front-page headlines that were coded under another policy than foreign trade."""
    return [
        Item(name=row["Article_ID"], title=row["Title"])
        for row in _rows("cap_nytimes.jsonl.gz")
        if not row["is_trade"] and row["Topic.Code"] != FOREIGN_TRADE
    ]


def codes() -> list[Code]:
    tables = tomllib.loads((HERE / "topics_reuters.toml").read_text(encoding="utf-8"))
    return [
        Code(
            code=code,
            topics=frozenset(table["topics"]),
            at_least=table["at_least"],
            words=tuple(table.get("words", ())),
        )
        for code, table in tables.items()
    ]


def counted(labels: Sequence[frozenset[str]], verdicts: Sequence[frozenset[str]]) -> Counts:
    """All pairs of item and topic counted alike."""
    pairs = list(zip(labels, verdicts, strict=True))
    return Counts(
        hits=sum(len(said & given) for said, given in pairs),
        extra=sum(len(given - said) for said, given in pairs),
        missed=sum(len(said - given) for said, given in pairs),
    )


def by_topic(labels: Sequence[frozenset[str]], verdicts: Sequence[frozenset[str]]) -> dict[str, float]:
    """F1 of each topic that is labelled or given."""
    hits: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for said, given in zip(labels, verdicts, strict=True):
        hits.update(said & given)
        both.update(list(said) + list(given))
    return {topic: 2 * hits[topic] / both[topic] for topic in sorted(both)}
