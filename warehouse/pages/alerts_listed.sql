-- Alerts that were told, the newest first, for programs.
select alerts.alert_id, alerts.kind, alerts.watch_id, alerts.story_id, alerts.article_id, alerts.reason, alerts.state,
    coalesce(alerts.subject, articles.title, alerts.reason) as title, articles.outlet, articles.url, articles.language,
    alerts.raised_at, alerts.published_at, mentions.excerpt, alerts.message
from alerts left join articles using (article_id) left join mentions on mentions.mention_id = alerts.mention_id
where state != 'held' and ($watch is null or alerts.watch_id = $watch)
    and ($before_at is null or (raised_at, alert_id) < ($before_at, $before_id))
order by raised_at desc, alert_id desc limit $most;
