"""How long a search takes in a warehouse of 100,000 articles, LONG=1 of one million, and what its words cost on disk.

The articles are of about 3 kB, made of 60,000 words as rare as words of a language are, a quarter of them Korean;
20,000 are made and entered as a run does, the rest are copies of them under other ids and dates, over three years.
"""

import os
import random
import tempfile
import time
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from monitor import store
from monitor.config import Workspace
from monitor.config.settings import Settings
from monitor.run.lab import Window, search
from monitor.store.needs import need_of
from monitor.store.rows import rows_of, stage
from monitor.store.search import candidates
from monitor.store.warehouse import Warehouse
from monitor.store.words import enter_words

MADE = 20_000
COPIES = 50 if os.environ.get("LONG") else 5
NOW = datetime(2025, 4, 24, tzinfo=UTC)
SPAN = timedelta(days=3 * 365)
WORDS = 450  # of an article

QUERIES = {
    "a rare word": "zirconate",
    "a rare word with a common one": "zirconate AND {common}",
    "a rare phrase": '"{common} zirconate"',
    "a rare beginning": "zircon*",
    "a rare Korean word": "지르콘산염",
    "either of two rare words": "zirconate OR 지르콘산염",
    "thirty rare names": "{names}",
    "a common word": "{common}",
    "two common words side by side": '"{common} {next}"',
}


def vocabulary(dice: random.Random) -> list[str]:
    """Words of syllables, English and Korean."""
    syllables = [one + two for one in "bcdfghjklmnprstvw" for two in ("a", "e", "i", "o", "u", "an", "er", "is", "on")]
    hangul = [chr(code) for code in range(0xAC00, 0xD7A4, 37)]
    words = {"".join(dice.choices(syllables, k=dice.randint(1, 4))) for _ in range(50_000)}
    words |= {"".join(dice.choices(hangul, k=dice.randint(2, 4))) for _ in range(16_000)}
    ordered = sorted(words)
    dice.shuffle(ordered)
    return ordered


def texts(dice: random.Random, words: list[str]) -> list[tuple[str, str]]:
    """Headlines and bodies; one in two thousand holds each rare word."""
    weights = list(accumulate(1 / (rank + 3) ** 1.03 for rank in range(len(words))))
    made = []
    for number in range(MADE):
        row = dice.choices(words, cum_weights=weights, k=WORDS)
        if number % 2_000 == 7:
            row[200:200] = [words[0], "zirconate", "지르콘산염을"]
        lines = [" ".join(row[at : at + 45]).capitalize() + "." for at in range(0, len(row), 45)]
        made.append((" ".join(row[:9]).title(), "\n".join(lines)))
    return made


def build(warehouse: Warehouse, made: list[tuple[str, str]]) -> None:
    """Store the articles and their copies."""
    step = SPAN / (MADE * COPIES)
    with warehouse.transaction() as db:
        stage(db, "made", {"place": "INTEGER", "title": "VARCHAR", "text": "VARCHAR"},
              [(place, *one) for place, one in enumerate(made)])  # fmt: skip
        for copy in range(COPIES):
            db.execute(
                """
                insert into articles by name
                select lower(hex($copy * 1000000 + place)) || '-' || place as article_id, article_id as story_id,
                    'f' as feed_id, 'Outlet ' || place % 50 as outlet, title, text, '' as summary, [] as authors,
                    1 as version, 'page' as text_from, 'full' as quality, '' as quality_reason, 450 as word_count,
                    false as is_history, $first + place * $step as published_at, published_at as first_seen_at
                from made order by place
                """,
                {"copy": copy, "first": NOW - SPAN + copy * MADE * step, "step": step},
            )
            if copy == 0:
                enter_words(db)
            else:
                db.execute(
                    """
                    insert into article_words
                    select lower(hex($copy * 1000000 + place)) || '-' || place, 1, dated_at + $later, word_ids
                    from article_words join made on article_words.article_id = lower(hex(place)) || '-' || place
                    order by place
                    """,
                    {"copy": copy, "later": copy * MADE * step},
                )
    with warehouse.session() as db:
        db.execute("checkpoint")
    warehouse.publish()


def measure(workspace: Workspace, words: list[str]) -> None:
    """Print the time of every query, over a month and over all; the better of two, opening the file included."""
    names = " OR ".join(words[-300::10])
    print(f"{'':32}{'30 days':>10}{'all':>10}{'read':>9}{'found':>8}")
    for title, pattern in QUERIES.items():
        query = pattern.format(common=words[0], next=words[1], names=names)
        month, _ = timed(workspace, query, 30)
        whole, found = timed(workspace, query, None)
        with store.reader(workspace.snapshot) as db:
            read = len(candidates(db, need_of(query), None, None))
        print(f"{title:32}{month:>8.2f} s{whole:>8.2f} s{read:>9,}{found:>8,}")


def timed(workspace: Workspace, query: str, days: int | None) -> tuple[float, int]:
    best, found = 1e9, 0
    for _ in range(2):
        started = time.perf_counter()
        with store.reader(workspace.snapshot) as db:
            opened = lambda: nullcontext(db)  # noqa: E731  # used before the loop goes on
            found = len(search(opened, workspace, query, Window.of(workspace, NOW, days), 20))
        best = min(best, time.perf_counter() - started)
    return best, found


def megabytes(workspace: Workspace, tables: str) -> float:
    with store.reader(workspace.snapshot) as db:
        return float(sum(
            rows_of(db, f"select count(distinct block_id) from pragma_storage_info('{table}')")[0][0] * 262_144 / 1e6
            for table in tables.split()
        ))  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(directory=Path(folder), settings=Settings(), feeds=(), watches=())
        workspace.database.parent.mkdir()
        warehouse = Warehouse(workspace.database, workspace.snapshot, 5)
        warehouse.prepare()
        dice = random.Random(20250424)  # noqa: S311  # the same texts every time
        words = vocabulary(dice)
        started = time.perf_counter()
        build(warehouse, texts(dice, words))
        spent = time.perf_counter() - started
        size, more = megabytes(workspace, "articles"), megabytes(workspace, "article_words words")
        print(f"{MADE * COPIES:,} articles in {spent:.0f} s; on disk: texts {size:,.0f} MB, words {more:,.0f} MB")
        measure(workspace, words)


if __name__ == "__main__":
    main()
