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
comment on view watch_daily is 'Articles, stories and outlets that mention each watch, by day (UTC) of publication.';
