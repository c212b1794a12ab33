create or replace view co_mentions as
with found as (
    select distinct
        cast(told.told_at as date) as published_on,
        mentions.watch_id, mentions.article_id, told.story_id
    from mentions
    join article_stories as told using (article_id)
), counted as (
    select published_on, watch_id, count(*) as article_count from found group by all
)
select
    one.published_on,
    one.watch_id,
    other.watch_id as other_watch_id,
    count(*) as article_count,
    count(distinct one.story_id) as story_count,
    any_value(mine.article_count * theirs.article_count / day.article_count) as expected_count,
    count(*) / any_value(mine.article_count * theirs.article_count / day.article_count) as lift
from found as one
join found as other on other.article_id = one.article_id and other.published_on = one.published_on
    and other.watch_id != one.watch_id
join counted as mine on mine.published_on = one.published_on and mine.watch_id = one.watch_id
join counted as theirs on theirs.published_on = one.published_on and theirs.watch_id = other.watch_id
join (
    select cast(told_at as date) as published_on, count(*) as article_count from article_stories group by all
) as day on day.published_on = one.published_on
group by one.published_on, one.watch_id, other.watch_id;
comment on view co_mentions is 'Watches that articles mention together, by day of publication in the session''s time zone; each pair in both orders.';
comment on column co_mentions.published_on is 'Day of publication; for undated articles, the day they were first seen.';
comment on column co_mentions.watch_id is 'The watch.';
comment on column co_mentions.other_watch_id is 'One that the same articles mention.';
comment on column co_mentions.article_count is 'Articles that mention both.';
comment on column co_mentions.story_count is 'The same with each story counted once.';
comment on column co_mentions.expected_count is 'Articles of the day that would mention both if neither had to do with the other: articles of the one, times those of the other, by all articles of the day. Over several days, sum it.';
comment on column co_mentions.lift is 'article_count / expected_count: over 1, they come up together more often than by chance. Over several days, sum(article_count) / sum(expected_count).';
