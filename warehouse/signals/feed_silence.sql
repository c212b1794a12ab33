-- Listed feeds from which nothing comes any more: gone, unanswered, empty, silent far beyond their habit, or with
-- articles that have no text. Each episode is written once; its id is derived from the day it
-- began, in UTC: another time zone of the reader begins none anew.
insert into feed_episodes (episode_id, feed_id, trouble, since_at, message, found_at)
with news as (
    -- Days with news. What a first poll brings is older than its sighting; undated, it tells nothing of a habit.
    select
        feeds.feed_id,
        case when entries.first_seen_at > feeds.first_polled_at then entries.first_seen_at
            else least(entries.published_at, entries.first_seen_at) end as news_at,
        entries.first_seen_at
    from entries
    join feeds using (feed_id)
    where feeds.is_listed
), days as (
    select feed_id, news_at::date as day from news where news_at is not null group by all
), recent_days as (
    select *, row_number() over (partition by feed_id order by day desc) as place from days
    qualify place <= 20
), pauses as (
    select feed_id, day - lag(day) over (partition by feed_id order by day) as pause from recent_days
), habits as (
    select feed_id, max(pause) as longest_pause from pauses group by feed_id having count(*) >= 5
), last_news as (
    select feed_id, coalesce(max(news_at), max(first_seen_at)) as last_at
    from news
    group by feed_id
), texts as (
    -- Pages still to be read again, and links that lead to aggregators, are not held against a feed.
    select articles.feed_id, articles.first_seen_at, articles.text_from != 'summary' as has_text
    from articles
    join entries on entries.feed_id = articles.feed_id and entries.article_id = articles.article_id
    where entries.state = 'done' and not entries.is_aggregated
), last_texts as (
    select feed_id, max(first_seen_at) filter (has_text) as last_text_at from texts group by feed_id
), textless as (
    select feed_id, min(first_seen_at) as since_at
    from texts
    join last_texts using (feed_id)
    where not has_text and first_seen_at > coalesce(last_text_at, '-infinity'::timestamptz)
    group by feed_id
    having count(*) filter (first_seen_at > $now::timestamptz - interval 7 day) >= 5
), troubles as (
    select feed_id, 'gone' as trouble, last_polled_at as since_at, 'gone (410), asked no more' as message
    from feeds
    where is_retired
    union all
    -- An hour short of three days and of one, for the daily pass.
    select feed_id, 'unanswered', unanswered_since_at,
        'no answer since ' || strftime(unanswered_since_at, '%Y-%m-%d') || ' (' || last_reason || ')'
    from feeds
    where not is_retired and (failure_count >= 5 or $now::timestamptz - unanswered_since_at >= interval 71 hour)
        and unanswered_since_at is not null
    union all
    select feed_id, 'empty', empty_since_at, 'no entries since ' || strftime(empty_since_at, '%Y-%m-%d')
    from feeds
    where not is_retired
        and (first_polled_at is null or $now::timestamptz - empty_since_at >= interval 23 hour)
        and empty_since_at is not null
    union all
    -- Twice its longest pause, at least three days, measured while it answers.
    select feed_id, 'silent', last_at, 'nothing new since ' || strftime(last_at, '%Y-%m-%d')
    from feeds
    join last_news using (feed_id)
    join habits using (feed_id)
    where not is_retired and empty_since_at is null
        and last_answer_at - last_at > to_days(greatest(3, 2 * longest_pause)::integer)
    union all
    select feed_id, 'bodiless', since_at, 'articles without text since ' || strftime(since_at, '%Y-%m-%d')
    from textless
)
select
    feed_id || '-' || trouble || '-' || strftime(since_at at time zone 'UTC', '%Y-%m-%d'),
    feed_id,
    trouble,
    since_at,
    message,
    $now::timestamptz
from troubles
join feeds using (feed_id)
where feeds.is_listed
on conflict do nothing;
