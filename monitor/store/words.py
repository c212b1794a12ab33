"""Which words each article has, entered after it is stored, for searches to look through (search.py).

A word costs an article about three bytes. Articles are entered many at once, as the work of telling new words
from known ones hardly grows with the number of articles.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import duckdb

from monitor.match.text import IDEOGRAPHS, fold, tokens
from monitor.model.steps import Observer, Step, ignore
from monitor.store.rows import rows_of, stage

_AT_ONCE = 4_000_000  # characters of text entered by one statement, which takes sixty times as many bytes of memory
_ENTERED = {"article_id": "VARCHAR", "version": "INTEGER", "dated_at": "TIMESTAMPTZ", "words": "VARCHAR[]"}
_IS_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


def enter_words(db: duckdb.DuckDBPyConnection, observe: Observer = ignore) -> int:
    """Enter the words of every article, and of every new version, that has none entered; returns how many."""
    # By row, so that of a large warehouse only the texts of new articles are looked at, which stand together.
    db.execute(
        "create or replace temporary table unentered as "
        "select articles.rowid as place from articles anti join article_words using (article_id, version)"
    )
    db.execute(
        "create or replace temporary table parted as "
        "select place, sum(length(text)) over (order by place rows unbounded preceding) // $at_once as part "
        "from articles join unentered on articles.rowid = place",
        {"at_once": _AT_ONCE},
    )
    parts = rows_of(db, "select part, count(*) from parted group by part order by part")
    done, count = 0, sum(int(number) for _, number in parts)
    for part, number in parts:
        articles = rows_of(
            db,
            "select article_id, version, coalesce(published_at, first_seen_at), title, text "
            "from articles join parted on articles.rowid = place where part = $part",
            {"part": part},
        )
        _enter(db, [(*columns, sorted(words_of(title, text))) for *columns, title, text in articles])
        done += number
        observe(Step(name="articles entered for searches", done=done, total=count))
    db.execute("drop table unentered")
    db.execute("drop table parted")
    return count


def _enter(db: duckdb.DuckDBPyConnection, records: Sequence[Sequence[object]]) -> None:
    stage(db, "entered", _ENTERED, records)
    db.execute(
        """
        insert into words
        select (select coalesce(max(word_id), 0) from words) + row_number() over (order by word), word
        from (select distinct unnest(words) as word from entered) anti join words using (word)
        """
    )
    db.execute("delete from article_words where article_id in (select article_id from entered)")
    db.execute(
        """
        insert into article_words
        select article_id, version, dated_at, coalesce(list(word_id) filter (word_id is not null), [])
        from (select article_id, version, dated_at, unnest(if(words = [], [null], words)) as word from entered)
        left join words using (word) group by all order by dated_at
        """
    )


def words_of(title: str, text: str) -> set[str]:
    """The different tokens of an article; of ideographs, which are a token each, neighbouring pairs too."""
    found: set[str] = set()
    for part in (title, text):
        folded = fold(part).text
        row = tokens(folded)
        found.update(row)
        if _IS_IDEOGRAPH.search(folded):
            found.update(one + other for one, other in pairwise(row) if is_pair(one, other))
    return found


def is_pair(one: str, other: str) -> bool:
    """Whether two tokens are ideographs, so that they are entered together too."""
    return bool(_IS_IDEOGRAPH.match(one) and _IS_IDEOGRAPH.match(other))
