-- Alerts that were told, the newest first, for programs.
with newest as materialized (
    from alerts
    where state != 'held' and ($watch is null or watch_id = $watch)
        and ($before_at is null or (raised_at, alert_id) < ($before_at, $before_id))
    order by raised_at desc, alert_id desc limit $most
)
select newest.alert_id, newest.kind, newest.watch_id, newest.story_id, newest.article_id, newest.reason, newest.state,
    coalesce(newest.subject, articles.title, newest.reason) as title, articles.outlet, articles.url, articles.language,
    newest.raised_at, newest.published_at, mentions.excerpt, newest.message
from newest
left join articles using (article_id)
left join mentions on mentions.mention_id = newest.mention_id
order by newest.raised_at desc, newest.alert_id desc;
