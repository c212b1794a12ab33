-- Each story that was told in ($since, $until], once for each kind: its first alert, and all watches it was told of; of an
-- update, also what was told of its story first.
with raised as (
    select *, coalesce(story_id, alert_id) as news_id
    from alerts
    anti join (from mentions where is_backfill) as history on history.mention_id = alerts.mention_id
    where raised_at > $since and raised_at <= $until
        and kind in ('new', 'update', 'spike', 'silence', 'first', 'calendar') and state != 'held'
), led as (
    select *, list(watch_id) over (partition by news_id, kind) as watches
    from raised
    qualify row_number() over (partition by news_id, kind order by published_at nulls last, raised_at, alert_id) = 1
), told as materialized (
    select placed.article_id, placed.story_id from article_stories as placed
    where placed.article_id in (select article_id from led)
), updated as materialized (
    select alerts.story_id, arg_min(alerts.article_id, (raised_at, published_at)) as article_id, min(raised_at) as raised_at
    from alerts
    where kind = 'new' and state != 'held' and raised_at <= $until
        and story_id in (select story_id from led where kind = 'update')
    group by alerts.story_id
), spread as (
    select story_id, count(distinct outlet) as outlet_count
    from article_stories where story_id in (select story_id from told) group by story_id
)
select
    led.kind,
    led.news_id,
    list_sort(list_distinct(list_filter(led.watches, lambda one: one is not null))) as watches,
    coalesce(led.subject, articles.title, led.reason) as title,
    articles.outlet,
    articles.url,
    coalesce(articles.published_at, led.raised_at) as told_at,
    led.reason,
    coalesce(mentions.excerpt, '') as excerpt,
    coalesce(mentions.marks, '[]') as marks,
    rested.independent_origin_count as origin_count,
    coalesce(spread.outlet_count, 0) as outlet_count,
    updated.raised_at as updated_at,
    before.title as updated_title,
    before.url as updated_url
from led
left join articles on articles.article_id = led.article_id
left join told on told.article_id = led.article_id
left join spread on spread.story_id = told.story_id
left join origins_of((select list(distinct story_id) from told)) as rested on rested.story_id = told.story_id
left join mentions on mentions.mention_id = led.mention_id
left join updated on updated.story_id = led.story_id and led.kind = 'update'
left join articles as before on before.article_id = updated.article_id
order by origin_count desc nulls last, outlet_count desc, told_at, led.news_id
