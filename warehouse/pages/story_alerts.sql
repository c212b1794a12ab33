-- The alerts that a story's articles raised.
select alert_id, kind, watch_id, reason, raised_at, state from alerts
where article_id in (select unnest($articles))
order by raised_at, alert_id limit 100;
