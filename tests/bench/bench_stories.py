"""How long it takes to find the stories of 5,000 articles beside one million stored ones, on one core.

The million came at an even pace in 200 days, in batches like those of the new ones, so that two weeks of it, 70,000
articles, can be compared. Of the new
ones a third are copies of others, a third reports of events that others report in other words. Texts are of 600 words,
drawn from 60,000 as often as words of a language are (Zipf), all but the commonest long enough for a stem of its own:
stored and new ones alike. CPU time, by the code that runs in production; what articles cost beside that (their texts,
topics, mentions) is not in it.

python tests/bench/bench_stories.py [stored]
"""

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from types import SimpleNamespace

import duckdb

from monitor import stories as grouping
from monitor.model import Findings, Profile
from monitor.store import schema
from monitor.store.likeness import KEPT as KEPT_MARKS
from monitor.store.stories import KEPT, forget_profiles, stories_of
from monitor.stories.profile import READ, key, terms

NOW = datetime(2025, 4, 22, 6, tzinfo=UTC)
DAYS = 200
NEW = 5_000
BATCH = 500
SYLLABLES = [one + two for one in "bdfghjklmnprstvwxyzc" for two in "aeiou"]
WORDS = [
    SYLLABLES[number % 100] + SYLLABLES[number // 100 % 100] + (SYLLABLES[number // 10_000] if at >= 1_000 else "")
    for at, number in ((at, at * 7_919 % 1_000_000) for at in range(60_000))
]  # the commonest first
MARKS = 70  # of an article, its first words


def drawn(dice: random.Random, count: int) -> list[str]:
    """Words, each the less often the later it is in the list."""
    return [WORDS[int(len(WORDS) ** dice.random()) - 1] for _ in range(count)]


def articles() -> list[tuple[str, str]]:
    """Headlines and texts of the new articles."""
    dice = random.Random(7)  # noqa: S311
    found: list[tuple[str, str]] = []
    while len(found) < NEW:
        names = dice.sample(WORDS[5_000:], 40)
        text = drawn(dice, 560) + names
        dice.shuffle(text)
        found.append((" ".join(names[:8]), " ".join(text)))
        found.append((" ".join(names[4:12]), " ".join([*drawn(dice, 60), *text[:480]])))
        again = drawn(dice, 520) + names + names
        dice.shuffle(again)
        found.append((" ".join(names[8:16]), " ".join(again)))
    dice.shuffle(found)
    return found[:NEW]


def fill(db: duckdb.DuckDBPyConnection, stored: int) -> None:
    """A warehouse of so many articles; what the last two weeks brought can be compared."""
    db.execute("set TimeZone = 'UTC'")
    schema.prepare(db, Path("bench"))
    keys = [[key(term) for term in terms([word])] for word in WORDS]
    db.execute(
        "create temporary table words as select generate_subscripts($1, 1) - 1 as number, unnest($1) as terms", [keys]
    )
    db.execute(
        """
        insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, published_at,
            language, first_seen_at, version, text_from, quality, quality_reason, word_count, is_history)
        select format('{:016x}', i), format('{:016x}', i), 'f', 'outlet ' || i % 50, 'title', '', '', [],
            came_at, 'en', came_at, 1, 'page', 'full', '', 600, false
        from (select range as i, $now::timestamptz - to_seconds((1 - range / $stored) * $days * 86400) as came_at
            from range($stored))
        """,
        {"stored": stored, "now": NOW, "days": DAYS},
    )
    db.execute(
        "create temporary table recent as select article_id, first_seen_at as came_at, row_number() over () as n "
        "from articles where first_seen_at > $since",
        {"since": NOW - KEPT},
    )
    db.execute(
        f"""
        create temporary table draws as
        select distinct article_id, unnest(terms) as term, came_at, n from (
            select article_id, came_at, n, floor(pow({len(WORDS)}, random()))::bigint - 1 as number
            from recent, range({READ})
        ) join words using (number)
        """
    )
    db.execute(
        "insert into article_profiles select article_id, 'en', list(term), list(1), "
        "list_transform(range(128), lambda one: (hash(article_id, one) & 4294967295)::uinteger), [], came_at, came_at, "
        "[], [] from draws group by article_id, came_at order by came_at"
    )
    db.execute(
        "insert into article_bands select article_id, hash(article_id, range), came_at from recent, range(64) "
        "order by came_at"
    )
    db.execute(
        f"insert into term_counts select 'en', term, count(*), max(came_at) from draws group by term, n // {BATCH} "
        f"order by n // {BATCH}"
    )
    db.execute(
        "insert into article_terms select article_id, term, 0.15, came_at from (select draws.*, row_number() over "
        "(partition by article_id order by held) as place from draws join (select term, count(*) as held from draws "
        "group by term) using (term)) where place <= 24 order by came_at"
    )
    db.execute(
        "insert into article_marks select article_id, if(hash(article_id) % 5 = 0, 'ko', 'en'), term, 0.12, came_at, "
        "false, hash(term) % 16 = 0, false from draws where came_at > $since "
        f"qualify row_number() over (partition by article_id order by hash(term)) <= {MARKS} order by came_at",
        {"since": NOW - KEPT_MARKS},
    )
    forget_profiles(db, NOW)
    for table in ("words", "recent", "draws"):
        db.execute(f"drop table {table}")


def judged(name: str, profile: Profile) -> SimpleNamespace:
    """As much of a judged article as its story asks for."""
    pending = SimpleNamespace(article_id=name, known=None, outlet=f"outlet {int(name[-2:]) % 50}")
    article = SimpleNamespace(published_at=NOW - timedelta(hours=int(name[-2:]) % 24))
    marks = dict.fromkeys(profile.terms[:MARKS], 1.0)
    exact = frozenset(mark for mark in marks if mark % 4 == 0)  # as numbers are, of themselves
    announced = frozenset(list(marks)[:1]) if int(name[-2:]) % 50 == 0 else frozenset()
    read = SimpleNamespace(pending=pending, article=article)
    return SimpleNamespace(
        read=read, profile=profile, marks=marks, sides=frozenset(), exact=exact, announced=announced,
        findings=Findings(), facts=(),
    )  # fmt: skip


def main() -> None:
    stored = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    texts = articles()
    with TemporaryDirectory() as folder, duckdb.connect(Path(folder) / "news.duckdb") as db:
        fill(db, stored)
        db.execute("set threads = 1")
        begin = process_time()
        profiles = [grouping.profile(title, text, "en") for title, text in texts]
        read = process_time()
        found: set[str] = set()
        copies = 0
        for at in range(0, NEW, BATCH):
            db.execute("begin")
            batch = enumerate(profiles[at : at + BATCH], at)
            fresh = [judged(f"new-{number:05}", profile) for number, profile in batch]
            grouped = stories_of(db, fresh, NOW, grouping)  # type: ignore[arg-type]
            db.execute(
                "insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, language, "
                "first_seen_at, version, text_from, quality, quality_reason, word_count, is_history) "
                "select unnest($1), unnest($2), 'f', 'o', '', '', '', [], 'en', $3, 1, 'page', 'full', '', 1, false",
                [list(grouped.stories), list(grouped.stories.values()), NOW],
            )
            db.execute("commit")
            found |= set(grouped.stories.values())
            copies += len(grouped.copies)
        end = process_time()
    print(
        f"stories   {NEW:,} articles beside {stored:,}: {end - begin:.1f} s on one core "
        f"({read - begin:.1f} s to profile, {end - read:.1f} s to group); {len(found):,} stories, {copies:,} copies"
    )


if __name__ == "__main__":
    main()
