-- One summary of what new watches find in the weeks before they were listed, which the run has stored; told once.
insert into signals (signal_id, kind, reason, subject, message, raised_at)
with fresh as (
    select watch_id, since_at from watches where matched_at is null and is_active
), per_watch as (
    select watch_id, any_value(since_at) as since_at, count(distinct article_id) as article_count
    from mentions join fresh using (watch_id)
    where is_backfill
    group by watch_id
)
select
    'past-' || min(watch_id) || '-' || strftime(min(since_at), '%Y%m%dT%H%M%S'),
    'summary',
    'watches were run over history',
    'What the past holds: ' || (
            select count(distinct article_id) || if(count(distinct article_id) = 1, ' article', ' articles')
            from mentions semi join fresh using (watch_id) where is_backfill)
        || ' on ' || count(*) || if(count(*) = 1, ' new watch', ' new watches'),
    string_agg(watch_id || ': ' || article_count || case article_count when 1 then ' article' else ' articles' end,
               chr(10) order by article_count desc, watch_id),
    $now::timestamptz
from per_watch
having count(*) > 0
on conflict do nothing;

update watches set matched_at = $now where matched_at is null and is_active;
