-- What was sent: newest first.
select alerts.raised_at, alerts.kind, alerts.watch_id, articles.outlet,
    coalesce(alerts.subject, articles.title) as title, alerts.reason
from alerts
left join articles using (article_id)
where alerts.state = 'delivered'
order by alerts.raised_at desc, articles.published_at desc nulls first, alert_id
