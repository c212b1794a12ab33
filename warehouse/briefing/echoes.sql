-- What was held back in ($since, $until] as told before: by story, with the outlets that told it again.
with echoed as (
    select
        told.story_id,
        list_sort(list_distinct(list(alerts.watch_id))) as watches,
        count(distinct alerts.article_id) as article_count,
        list_sort(list_distinct(list(articles.outlet))) as outlets
    from alerts
    join articles on articles.article_id = alerts.article_id
    join article_stories as told on told.article_id = alerts.article_id
    where alerts.raised_at > $since and alerts.raised_at <= $until and alerts.kind = 'echo' and not alerts.is_history
    group by told.story_id
), titles as (
    select story_id, arg_min(title, (told_at, article_id)) as title
    from article_stories
    where story_id in (select story_id from echoed)
    group by story_id
)
select title, watches, article_count, outlets
from echoed
join titles using (story_id)
order by article_count desc, title
limit 12
