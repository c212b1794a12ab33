-- Each story that was told in ($since, $until], once for each kind: its first alert, and all watches it was told of.
with raised as (
    select *, coalesce(story_id, alert_id) as news_id
    from alerts
    where raised_at > $since and raised_at <= $until
        and kind in ('new', 'update', 'spike', 'silence', 'first', 'calendar') and state != 'held'
        and not exists (from mentions where mentions.mention_id = alerts.mention_id and mentions.is_backfill)
), led as (
    select *, list(watch_id) over (partition by news_id, kind) as watches
    from raised
    qualify row_number() over (partition by news_id, kind order by published_at nulls last, raised_at, alert_id) = 1
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
    (select independent_origin_count from story_origins where story_origins.story_id = told.story_id) as origin_count,
    (select count(distinct outlet) from article_stories where article_stories.story_id = told.story_id) as outlet_count
from led
left join articles on articles.article_id = led.article_id
left join article_stories as told on told.article_id = led.article_id
left join mentions on mentions.mention_id = led.mention_id
order by origin_count desc nulls last, outlet_count desc, told_at, led.news_id
