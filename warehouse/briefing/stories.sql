-- The stories that had a report in ($since, $until], by the number of independent origins they rest on.
with lately as (
    select distinct told.story_id
    from articles
    join article_stories as told using (article_id)
    where articles.first_seen_at > $since and articles.first_seen_at <= $until
        and (told.story_id in (select story_id from alerts where watch_id is not null)
            or told.article_id in (select article_id from article_topics where score >= 0.5))
)
select
    stories.title,
    story_origins.independent_origin_count as origin_count,
    stories.outlet_count,
    stories.article_count,
    stories.first_outlet,
    stories.first_at,
    story_origins.origins,
    (select lead_seconds from outlet_lead_time
        where outlet_lead_time.story_id = stories.story_id and place = 1) as lead_seconds,
    (select any_value(url) from articles where articles.article_id = (
        select arg_min(article_id, (told_at, article_id)) from article_stories as first
        where first.story_id = stories.story_id)) as url
from lately
join stories using (story_id)
join story_origins using (story_id)
where story_origins.independent_origin_count > 1 or stories.outlet_count > 1
order by origin_count desc, outlet_count desc, first_at desc, story_id
limit 8
