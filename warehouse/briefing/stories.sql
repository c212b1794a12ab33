-- The stories that had a report in ($since, $until], by the number of independent origins they rest on.
with fresh as materialized (
    select told.article_id, told.story_id
    from articles
    join article_stories as told using (article_id)
    where articles.first_seen_at > $since and articles.first_seen_at <= $until
), lately as (
    select fresh.story_id from fresh semi join article_topics as about
        on about.article_id = fresh.article_id and about.score >= 0.5
    union
    select fresh.story_id from fresh semi join alerts on alerts.story_id = fresh.story_id and alerts.watch_id is not null
), widest as materialized (
    from origins_of((select list(story_id) from lately))
    where independent_origin_count > 1 or outlet_count > 1
    order by independent_origin_count desc, outlet_count desc, first_at desc, story_id
    limit 8
), told as (
    from article_stories where story_id in (select story_id from widest)
), firsts as (
    select story_id, arg_min(article_id, (told_at, article_id)) as article_id
    from told
    group by story_id
), seconds as (
    select story_id, list_sort(list(told_at))[2] as told_at
    from (select story_id, outlet, min(told_at) as told_at from told group by all)
    group by story_id
)
select
    articles.title,
    widest.independent_origin_count as origin_count,
    widest.outlet_count,
    widest.article_count,
    widest.first_outlet,
    widest.first_at,
    widest.origins,
    epoch(seconds.told_at - widest.first_at)::bigint as lead_seconds,
    articles.url
from widest
join firsts using (story_id)
join seconds using (story_id)
join articles on articles.article_id = firsts.article_id
order by origin_count desc, outlet_count desc, first_at desc, widest.story_id
