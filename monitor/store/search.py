"""Articles that may hold what a query looks for, told from their words alone; none that does is left out."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import reduce

import duckdb

from monitor.match.lexicon import Kind, Pattern, plurals
from monitor.match.text import HANGUL
from monitor.store.needs import Need, patterns_of
from monitor.store.rows import rows_of

Ids = frozenset[int]
Known = Mapping[Pattern, Ids]

_HAS_HANGUL = re.compile(f"[{HANGUL}]")
_SAMPLE = 20_000  # newest articles that tell how common a word is
_FEW = 4  # words that are sooner looked for one by one


def candidates(db: duckdb.DuckDBPyConnection, need: Need, since: datetime | None, until: datetime | None) -> list[str]:
    """The ids of all articles dated in [since, until) that meet a need, the newest first."""
    conditions = ["($since is null or dated_at >= $since)", "($until is null or dated_at < $until)"]
    parameters: dict[str, object] = {"since": since, "until": until}
    if not need.is_nothing:
        known = _look_up(db, set(patterns_of(need)))
        counts = _counts(db, reduce(Ids.union, known.values())) if _has_choice(need) else {}
        rarest = _rarest(need, known, counts)
        if not rarest:
            return []
        conditions += [_has_one(rarest, parameters), _condition(need, known, parameters)]
    rows = rows_of(
        db,
        f"select article_id from article_words where {' and '.join(conditions)} order by dated_at desc, article_id",
        parameters,
    )
    return [article_id for (article_id,) in rows]


def _look_up(db: duckdb.DuckDBPyConnection, patterns: set[Pattern]) -> Known:
    """The words that each pattern may meet, never fewer than it does."""
    found: dict[Pattern, set[int]] = {pattern: set() for pattern in patterns}
    whole: dict[str, list[Pattern]] = {}
    beginnings: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        kind, word = pattern
        if kind is Kind.WILD:
            like = re.sub(r"([\\%_])", r"\\\1", word).replace("*", "%").replace("?", "_")
            like += "%" if _HAS_HANGUL.search(word) else ""  # the word may carry an ending
            rows = rows_of(db, r"select word_id from words where word like $like escape '\'", {"like": like})
            found[pattern] = {word_id for (word_id,) in rows}
        elif kind in (Kind.PREFIX, Kind.STEM, Kind.LINKED):
            beginnings.setdefault(word, []).append(pattern)
        else:
            for form in plurals(word) if kind is Kind.PLURAL else (word,):
                whole.setdefault(form, []).append(pattern)
    conditions = ["word in (select unnest($whole::text[]))"]
    conditions += [f"starts_with(word, $p{at})" for at in range(len(beginnings))]
    parameters: dict[str, object] = {f"p{at}": word for at, word in enumerate(beginnings)}
    rows = rows_of(
        db,
        f"select word_id, word from words where {' or '.join(conditions)}",
        {"whole": list(whole), **parameters},
    )
    lengths = sorted(set(map(len, beginnings)))
    for word_id, word in rows:
        for pattern in whole.get(word, ()):
            found[pattern].add(word_id)
        for length in lengths:
            for pattern in beginnings.get(word[:length], ()):
                found[pattern].add(word_id)
    return {pattern: frozenset(ids) for pattern, ids in found.items()}


def _has_choice(need: Need) -> bool:
    """Whether there are several sets of words of any of which an article must have one."""
    return bool(need.parts) and (need.is_all or any(map(_has_choice, need.parts)))


def _counts(db: duckdb.DuckDBPyConnection, ids: Ids) -> dict[int, int]:
    """How many of the newest articles have each of these words."""
    return dict(
        rows_of(
            db,
            """
            select word_id, count(*) from (
                select unnest(word_ids) as word_id from article_words
                where rowid > (select max(rowid) from article_words) - $sample
            ) where word_id in (select unnest($ids::integer[])) group by word_id
            """,
            {"sample": _SAMPLE, "ids": sorted(ids)},
        )
    )


def _rarest(need: Need, known: Known, counts: Mapping[int, int]) -> Ids:
    """Of the sets of words of which an article that meets the need must have one, that of the rarest words."""
    if need.patterns:
        return reduce(Ids.union, (known[pattern] for pattern in need.patterns))
    choices = [_rarest(part, known, counts) for part in need.parts]
    if need.is_all:
        return min(choices, key=lambda ids: (sum(counts.get(one, 0) for one in ids), len(ids)))
    return reduce(Ids.union, choices)


def _has_one(ids: Ids, parameters: dict[str, object]) -> str:
    """The condition that an article has one of these words; many are looked for in one go."""
    if len(ids) <= _FEW:
        return "(" + " or ".join(f"list_contains(word_ids, {one})" for one in sorted(ids)) + ")"
    parameters["rarest"] = sorted(ids)
    return (
        "rowid in (select place from (select rowid as place, unnest(word_ids) as word_id from article_words "
        "where ($since is null or dated_at >= $since) and ($until is null or dated_at < $until)) "
        "where word_id in (select unnest($rarest::integer[])))"
    )


def _condition(need: Need, known: Known, parameters: dict[str, object]) -> str:
    """A need as SQL."""
    if need.patterns:
        ids = reduce(Ids.union, (known[pattern] for pattern in need.patterns))
        if len(ids) <= _FEW:
            return _has_one(ids, parameters) if ids else "false"
        name = f"ids{len(parameters)}"
        parameters[name] = sorted(ids)
        return f"list_has_any(word_ids, ${name}::integer[])"
    joint = " and " if need.is_all else " or "
    return "(" + joint.join(_condition(part, known, parameters) for part in need.parts) + ")"
