"""How well pages are read: prints F1 of 4-grams, exact titles and exact days on the shared corpus.

    python tests/quality/measure_extract.py            both sets
    python tests/quality/measure_extract.py --plain    plain trafilatura (fast) beside it

F1 is the mean over pages of the F1 of 4-gram overlap of words, as in the Zyte article extraction benchmark.
Needs ../shared/corpora beside the repository; says so where it is absent.
"""

import gzip
import json
import logging
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import trafilatura

from monitor.extract import extract_article
from monitor.extract.encoding import decode

PAGES = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "pages"


def grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def f1(truth: str, found: str) -> float:
    a, b = grams(truth), grams(found)
    hits = sum((a & b).values())
    if not a or not b:
        return float(a == b)
    return 2 * hits / (sum(a.values()) + sum(b.values()))


def names(said: object) -> set[str]:
    listed = said if isinstance(said, list) else re.split(r",\s*", str(said or ""))
    return {" ".join(name.split()).casefold() for name in listed if name.strip()}


def unzipped(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def main() -> None:
    logging.disable(logging.CRITICAL)
    if not PAGES.is_dir():
        sys.exit(f"no corpus at {PAGES}")
    rows = [json.loads(line) for line in unzipped(PAGES / "truth.jsonl.gz").decode().splitlines()]
    for which in ("aed", "fundus"):
        sums: dict[str, float] = defaultdict(float)
        chosen = [row for row in rows if row["set"] == which]
        for row in chosen:
            body = unzipped(PAGES / row["html"])
            article = extract_article(body, row["url"])
            day = str(row["date"] or "")[:10]
            sums["f1"] += f1(row["text"], article.text)
            sums["title"] += article.title == " ".join(row["title"].split())
            sums["date"] += str(article.published_at)[:10] == day
            sums["byline"] += names(row["authors"]) == names(list(article.authors))
            if "--plain" in sys.argv:
                plain = trafilatura.extract(decode(body), fast=True, include_comments=False)
                sums["plain_f1"] += f1(row["text"], plain or "")
        shares = " ".join(f"{name}={total / len(chosen):.3f}" for name, total in sums.items())
        print(f"{which}: pages={len(chosen)} {shares}")


if __name__ == "__main__":
    main()
