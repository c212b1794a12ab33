create or replace view watch_daily as
select
    cast(coalesce(articles.published_at, mentions.found_at) as date) as published_on,
    mentions.watch_id,
    count(distinct mentions.article_id) as article_count,
    count(distinct articles.story_id) as story_count,
    count(distinct articles.outlet) as outlet_count
from mentions
join articles using (article_id)
group by all;
comment on view watch_daily is 'Articles, stories and outlets that mention each watch, by day of publication in the session''s time zone.';
comment on column watch_daily.published_on is 'Day (UTC) of publication; for undated articles, the day the mention was found.';
comment on column watch_daily.watch_id is 'The watch.';
comment on column watch_daily.article_count is 'Articles that mention it.';
comment on column watch_daily.story_count is 'The same with near-copies counted once.';
comment on column watch_daily.outlet_count is 'Outlets that carried one.';
