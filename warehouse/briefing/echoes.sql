-- What was held back in ($since, $until] as told before: by story, with the outlets that told it again.
select
    any_value(coalesce(stories.title, articles.title)) as title,
    list_sort(list_distinct(list(alerts.watch_id))) as watches,
    count(distinct alerts.article_id) as article_count,
    list_sort(list_distinct(list(articles.outlet))) as outlets
from alerts
join articles on articles.article_id = alerts.article_id
join article_stories as told on told.article_id = alerts.article_id
left join stories on stories.story_id = told.story_id
where alerts.raised_at > $since and alerts.raised_at <= $until and alerts.kind = 'echo' and not alerts.is_history
group by told.story_id
order by article_count desc, title
limit 12
