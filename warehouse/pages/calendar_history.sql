-- What happened to a dated event.
select change, calendar_history.starts_on, moved_from, seen_at, articles.article_id, outlet, title
from calendar_history left join articles using (article_id) where event_id = $event order by seen_at limit 100;
