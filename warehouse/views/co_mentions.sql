create or replace view co_mentions as
with found as (
    select distinct
        cast(told.told_at as date) as published_on,
        mentions.watch_id, mentions.article_id, told.story_id
    from mentions
    join article_stories as told using (article_id)
)
select
    one.published_on,
    one.watch_id,
    other.watch_id as other_watch_id,
    count(*) as article_count,
    count(distinct one.story_id) as story_count
from found as one
join found as other on other.article_id = one.article_id and other.published_on = one.published_on
    and other.watch_id != one.watch_id
group by all;
comment on view co_mentions is 'Watches that articles mention together, by day of publication in the session''s time zone; each pair in both orders.';
comment on column co_mentions.published_on is 'Day of publication; for undated articles, the day they were first seen.';
comment on column co_mentions.watch_id is 'The watch.';
comment on column co_mentions.other_watch_id is 'One that the same articles mention.';
comment on column co_mentions.article_count is 'Articles that mention both.';
comment on column co_mentions.story_count is 'The same with each story counted once.';
