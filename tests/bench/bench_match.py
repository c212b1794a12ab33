"""How fast watches are compiled and matched: python tests/bench/bench_match.py [watches ...]

Watches are made from the words and word pairs of the shared Reuters texts (a third of the words from the 2,000
commonest but for the first 100, so that they meet what they look for), a tenth of them in Korean; articles are those
of 550 to 650 words. Times are of one core, in processor seconds, tokenising included; each figure is the median of
the articles' best of three rounds after one to warm up. Each number of watches has a process of its
own, so that its memory is its own. Not a test: on a machine that others use, run it more than once and take the best.
"""

import gzip
import json
import multiprocessing
import random
import resource
import statistics
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from monitor.match import compile_queries
from monitor.match.text import fold, tokens

REUTERS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "topics" / "reuters_train.jsonl.gz"
GOALS = {1_000: "under 1 ms", 10_000: "under 2 ms; compiled under 2 s", 100_000: "under 10 ms; memory under 1 GB"}
KOREAN = (
    "관세",
    "협상",
    "반도체",
    "조선",
    "자동차",
    "철강",
    "수출",
    "수입",
    "통상",
    "무역",
    "배터리",
    "쿼터",
    "덤핑",
    "미국",
)
ARTICLES = 200


class Words:
    """What watches are made of."""

    def __init__(self, texts: list[str], seed: int) -> None:
        rows = [tokens(fold(text).text) for text in texts]
        counts = Counter(word for row in rows for word in set(row) if word.isalpha() and len(word) > 2)
        ranked = [word for word, _ in counts.most_common()]
        pairs = Counter(pair for row in rows for pair in pairwise(row) if all(word in counts for word in pair))
        self._common, self._rare = ranked[100:2_000], ranked[2_000:25_000]
        self._pairs = [" ".join(pair) for pair, _ in pairs.most_common(60_000)][300:]
        self._dice = random.Random(seed)  # noqa: S311  # no secret

    def word(self) -> str:
        return self._dice.choice(self._common if self._dice.random() < 1 / 3 else self._rare)

    def any_of(self, most: int) -> str:
        terms = [self.word() for _ in range(self._dice.randint(1, most))]
        if self._dice.random() < 0.5:
            terms.append(f'"{self._dice.choice(self._pairs)}"')
        return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"

    def watch(self) -> str:
        """One query, of the kinds that analysts write."""
        kind = self._dice.random()
        if kind < 0.1:
            return f"({' OR '.join(self._dice.sample(KOREAN, 2))}) AND {self._dice.choice(KOREAN)} AND {self.word()}"
        if kind < 0.45:
            return f"{self.any_of(4)} AND {self.any_of(4)}"
        if kind < 0.6:
            return " OR ".join(f'"{pair}"' for pair in self._dice.sample(self._pairs, 3)) + f" OR {self.word()[:6]}gt*"
        if kind < 0.8:
            return f"{self.any_of(3)} AND {self.any_of(3)} AND {self.any_of(2)} NOT {self.any_of(3)}"
        if kind < 0.9:
            return f"{self.any_of(2)} NEAR/5 {self.any_of(2)}"
        return f"title:{self.any_of(3)} AND {self.word()}" if kind < 0.95 else f"SENTENCE({self.word()}, {self.word()})"


def _memory() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _prepare(count: int) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Watches by name, and articles as title and body."""
    with gzip.open(REUTERS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    words = Words([row["title"] + "\n" + row["body"] for row in rows], seed=count)
    articles = [(row["title"], row["body"]) for row in rows if 550 <= len(row["body"].split()) <= 650][:ARTICLES]
    return {f"watch {number}": words.watch() for number in range(count)}, articles


def _measure(watches: dict[str, str], articles: list[tuple[str, str]]) -> str:
    count = len(watches)
    compile_queries({"warm": "up"})
    before = _memory()
    started = time.process_time()
    matcher = compile_queries(watches)
    compiled = time.process_time() - started
    best = [float("inf")] * len(articles)
    hits = 0
    for number in range(4):
        for at, article in enumerate(articles):
            started = time.process_time()
            hits = len(matcher.match(*article)) + hits * (at > 0)
            if number:
                best[at] = min(best[at], time.process_time() - started)
    milliseconds = statistics.median(best) * 1000
    return (
        f"{count:>7,} watches: {milliseconds:5.2f} ms an article, {hits / len(articles):6.1f} hits; "
        f"compiled in {compiled:5.2f} s; {_memory() - before:4.0f} MB more (goal: {GOALS.get(count, 'none')})"
    )


def main() -> None:
    if not REUTERS.exists():
        print(f"Skipped: no {REUTERS.name} beside the repository.")
        return
    for count in [int(word) for word in sys.argv[1:]] or list(GOALS):
        with multiprocessing.get_context("spawn").Pool(1) as alone:
            print(alone.apply(_measure, _prepare(count)), flush=True)


if __name__ == "__main__":
    main()
