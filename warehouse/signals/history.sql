-- One summary of what new feeds already held, instead of an alert for each mention in it.
insert into signals (signal_id, kind, reason, subject, message, raised_at)
with untold as (
    select alerts.watch_id, alerts.article_id, alerts.raised_at, mentions.mention_id
    from alerts
    join mentions using (mention_id)
    where mentions.is_history
      and mentions.found_at > coalesce((select max(raised_at) from signals where kind = 'summary'), '-infinity'::timestamptz)
), per_watch as (
    select watch_id, count(distinct article_id) as article_count
    from untold
    group by watch_id
)
select
    'history-' || md5($now::timestamptz::text),
    'summary',
    'new feeds brought their history',
    'What history holds: ' || (select count(distinct article_id) from untold) || ' articles on '
        || count(*) || ' watched issues',
    string_agg(watch_id || ': ' || article_count || case article_count when 1 then ' article' else ' articles' end,
               chr(10) order by article_count desc, watch_id),
    $now::timestamptz
from per_watch
having count(*) > 0
