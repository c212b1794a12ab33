"""Stories joined and parted by the analyst's hand: rows that are only ever added, and what is told of them."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from monitor.errors import RefusedError
from monitor.model import HandMade, ListedStory, SharedFact, StoryMember
from monitor.store.rows import Row, rows_of, stage
from monitor.store.warehouse import touch

_MEMBER = "article_id, story_id, told_at, outlet, coalesce(title, '')"


def story_named(db: duckdb.DuckDBPyConnection, name: str) -> str:
    """The story meant by its id, also one it had before, or by an article of it. Raises RefusedError.

    The id of a story that is told goes before that of an article: the one that began it may have been taken out.
    """
    if rows_of(db, "select 1 from article_stories where story_id = $name limit 1", {"name": name}):
        return name
    found = rows_of(
        db,
        """
        select root_id from story_roots where story_id = $name
        union select story_id from article_stories where article_id = $name
            or (length($name) >= 6 and starts_with(article_id, $name))
        order by all limit 3
        """,
        {"name": name},
    )
    if len(found) != 1:
        names = ", ".join(story for (story,) in found)
        raise RefusedError(name, f"means several stories: {names}" if found else "no story has this id")
    return str(found[0][0])


def join_stories(db: duckdb.DuckDBPyConnection, one: str, other: str, by: str, now: datetime) -> tuple[str, str]:
    """Join two stories, the younger into the older: the one that ends, and the one that goes on.

    Raises RefusedError where they are one already.
    """
    names = {story_named(db, one), story_named(db, other)}
    if len(names) == 1:
        raise RefusedError(one, f"is one story with {other} already: {names.pop()}")
    ages = rows_of(
        db,
        "select story_id from article_stories where story_id in (select unnest($names)) "
        "group by story_id order by min(told_at), story_id",
        {"names": list(names)},
    )
    into, ends = (str(name) for (name,) in ages)
    db.execute(
        "insert into story_merges (story_id, into_id, merged_at, reason, merged_by) "
        "values ($ends, $into, $now, 'joined by hand', $by)",
        {"ends": ends, "into": into, "now": now, "by": by},
    )
    touch(db)
    return ends, into


def split_articles(db: duckdb.DuckDBPyConnection, articles: Sequence[str], by: str, now: datetime) -> tuple[str, str]:
    """Take articles out of their story, into one of their own: the story they were of, and the new one.

    Raises RefusedError as `whole_story` does.
    """
    story = whole_story(db, articles)
    name = _free_name(db, articles[0])
    db.execute(
        "insert into story_splits (article_id, story_id, split_at, reason, parted_from, split_by) "
        "select article_id, $name, $now, 'parted by hand', $story, $by from parting",
        {"name": name, "now": now, "story": story, "by": by},
    )
    touch(db)
    return story, name


def whole_story(db: duckdb.DuckDBPyConnection, articles: Sequence[str]) -> str:
    """The story that articles can be taken out of.

    Raises RefusedError where they are of several, or nothing would be left of theirs.
    """
    stage(db, "parting", {"article_id": "VARCHAR"}, [(name,) for name in dict.fromkeys(articles)])
    stories = rows_of(
        db,
        "select story_id, count(*), count(parting.article_id) "
        "from article_stories left join parting using (article_id) "
        "where story_id in (select story_id from article_stories semi join parting using (article_id)) group by all",
    )
    names = ", ".join(articles)
    if len(stories) != 1:
        told = "are of several stories: part them one story at a time" if stories else "no article has this id"
        raise RefusedError(names, told)
    ((story, count, taken),) = stories
    if count == taken:
        raise RefusedError(names, "nothing else is in its story")
    return str(story)


def _free_name(db: duckdb.DuckDBPyConnection, article: str) -> str:
    """The id of a new story: the article's own, as of all stories, or with a number where a story has had that."""
    had = {
        str(name)
        for (name,) in rows_of(
            db,
            "select story_id from articles where starts_with(story_id, $name) "
            "union select story_id from story_splits where starts_with(story_id, $name)",
            {"name": article},
        )
    }
    number = 2
    name = article
    while name in had:
        name, number = f"{article}-{number}", number + 1
    return name


def parted(db: duckdb.DuckDBPyConnection) -> tuple[tuple[str, str], ...]:
    """The pairs of stories that somebody has parted and nobody has joined since."""
    return tuple(
        rows_of(
            db,
            """
            select distinct coalesce(mine.root_id, splits.story_id) as one, coalesce(theirs.root_id, parted_from) as two
            from story_splits as splits
            left join story_roots as mine on mine.story_id = splits.story_id
            left join story_roots as theirs on theirs.story_id = parted_from
            where parted_from is not null and one != two
            """,
        )
    )


def members(db: duckdb.DuckDBPyConnection, story: str) -> tuple[StoryMember, ...]:
    """The articles of a story, in the order in which they were told."""
    found = rows_of(
        db,
        f"select {_MEMBER} from article_stories where story_id = $story order by told_at, article_id",
        {"story": story},
    )
    return tuple(map(_member, found))


def member(db: duckdb.DuckDBPyConnection, article: str) -> StoryMember:
    """An article that is stored, with its story."""
    (found,) = rows_of(db, f"select {_MEMBER} from article_stories where article_id = $article", {"article": article})
    return _member(found)


def neighbours(db: duckdb.DuckDBPyConnection, article: str, most: int) -> tuple[StoryMember, ...]:
    """The articles of other stories that share most with one of its weightiest terms and its marks, the likest first.

    Terms alone are of one language, and few. None once it is too old to be compared.
    """
    found = rows_of(
        db,
        f"""
        with shared as (
            select theirs.article_id, mine.weight * theirs.weight as score
            from article_terms as mine join article_terms as theirs using (term) where mine.article_id = $article
            union all
            select theirs.article_id, mine.weight * theirs.weight
            from article_marks as mine join article_marks as theirs using (mark) where mine.article_id = $article
        ), near as (
            select article_id, sum(score) as score from shared where article_id != $article group by all
        )
        select {_MEMBER} from near join article_stories using (article_id)
        where story_id != (select story_id from article_stories where article_id = $article)
        order by score desc, article_id limit $most
        """,
        {"article": article, "most": most},
    )
    return tuple(map(_member, found))


def _member(row: Row) -> StoryMember:
    article_id, story_id, told_at, outlet, title = row
    return StoryMember(article_id=article_id, story_id=story_id, told_at=told_at, outlet=outlet, title=title)


def shared_facts(db: duckdb.DuckDBPyConnection, one: str, other: str) -> tuple[SharedFact, ...]:
    """The facts that two articles both tell, whatever their words."""
    found = rows_of(
        db,
        """
        select kind, min(mine.words)
        from article_facts as mine join article_facts as theirs using (kind, subject, value)
        where mine.article_id = $one and theirs.article_id = $other
        group by kind, subject, value order by kind, min(mine.words)
        """,
        {"one": one, "other": other},
    )
    return tuple(SharedFact(kind=kind, words=words) for kind, words in found)


def changes_of(db: duckdb.DuckDBPyConnection, stories: Sequence[str]) -> tuple[HandMade, ...]:
    """The joins and splits that made these stories, in the order in which they were made."""
    found = rows_of(
        db,
        """
        with told as (select unnest($stories) as story_id)
        select 'join' as what, story_id as subject_id, into_id, merged_at as made_at, merged_by as made_by, reason
        from story_merges
        where into_id in (select story_id from told)
            or into_id in (select story_id from story_roots where root_id in (select story_id from told))
        union all
        select 'split', article_id, story_id, split_at, split_by, reason from story_splits
        where story_id in (select story_id from told) or parted_from in (select story_id from told)
        order by made_at, what, subject_id
        """,
        {"stories": list(stories)},
    )
    return tuple(
        HandMade(what=what, subject_id=subject, story_id=story, at=at, by=by, reason=reason)
        for what, subject, story, at, by, reason in found
    )


def list_stories(
    db: duckdb.DuckDBPyConnection, since: datetime, most: int, *, only_by_hand: bool = False
) -> tuple[ListedStory, ...]:
    """Stories by their newest article that was told since, and who joined or parted them."""
    found = rows_of(
        db,
        """
        with joined as (
            select coalesce(root_id, into_id) as story_id, list(distinct merged_by order by merged_by) as names
            from story_merges left join story_roots on story_roots.story_id = into_id
            where merged_by is not null group by all
        ), parted as (
            select story_id, list(distinct split_by order by split_by) as names
            from story_splits where split_by is not null group by all
        )
        select told.story_id, arg_min(title, (told_at, article_id)), min(told_at), max(told_at),
            arg_min(outlet, (told_at, article_id)), count(*), count(distinct outlet),
            coalesce(any_value(joined.names), []), coalesce(any_value(parted.names), [])
        from article_stories as told
        left join joined on joined.story_id = told.story_id
        left join parted on parted.story_id = told.story_id
        where told.story_id in (select story_id from article_stories where told_at >= $since)
            and (not $by_hand or joined.names is not null or parted.names is not null)
        group by told.story_id order by max(told_at) desc, told.story_id limit $most
        """,
        {"since": since, "most": most, "by_hand": only_by_hand},
    )
    return tuple(
        ListedStory(
            story_id=row[0], title=row[1] or "", first_at=row[2], last_at=row[3], first_outlet=row[4],
            article_count=row[5], outlet_count=row[6], joined_by=tuple(row[7]), split_by=tuple(row[8]),
        )
        for row in found
    )  # fmt: skip
