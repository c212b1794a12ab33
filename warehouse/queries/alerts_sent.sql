-- What was sent: newest first.
select alerts.raised_at, alerts.kind, alerts.watch_id, articles.outlet, articles.title, alerts.reason
from alerts
join articles using (article_id)
where alerts.state = 'delivered'
order by alerts.raised_at desc, articles.published_at desc
