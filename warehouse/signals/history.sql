-- One summary of what new feeds already held, or others brought of long past, instead of an alert for each mention in
-- it; told once, and marked so.
insert into signals (signal_id, kind, reason, subject, message, raised_at)
with untold as (
    select alerts.alert_id, alerts.watch_id, alerts.article_id
    from alerts
    where alerts.is_history and alerts.settled_at is null
), per_watch as (
    select watch_id, count(distinct article_id) as article_count
    from untold
    group by watch_id
)
select
    'history-' || (select min(alert_id) from untold),
    'summary',
    'feeds brought their history',
    'What history holds: '
        || (select count(distinct article_id) || if(count(distinct article_id) = 1, ' article', ' articles') from untold)
        || ' on ' || count(*) || if(count(*) = 1, ' watched issue', ' watched issues'),
    string_agg(watch_id || ': ' || article_count || case article_count when 1 then ' article' else ' articles' end,
               chr(10) order by article_count desc, watch_id),
    $now::timestamptz
from per_watch
having count(*) > 0;

update alerts set settled_at = $now
where is_history and settled_at is null;
