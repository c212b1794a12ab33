-- A watch that used to find something has found nothing for as many days as the rule says. Told once a silence.
insert into signals (signal_id, kind, reason, subject, message, watch_id, rule_id, raised_at)
with rule as (
    select setting::integer as days from alert_rules where rule_id = 'silence_days' and setting > 0
), heard as (
    select watch_id, max(found_at) as last_at, count(distinct found_at::date) as day_count
    from mentions
    where found_at > $now::timestamptz - interval 120 day and not coalesce(is_backfill, false)
    group by watch_id
)
select
    'silence-' || heard.watch_id || '-' || strftime(heard.last_at at time zone 'UTC', '%Y-%m-%d'),
    'silence',
    'nothing found since ' || strftime(heard.last_at, '%Y-%m-%d'),
    'Nothing on ' || heard.watch_id || ' for ' || rule.days || ' days',
    'It found something on ' || heard.day_count || ' days of the months before. The issue may rest, or the query, '
        || 'or a feed, may miss what is written now.',
    heard.watch_id,
    'silence_days',
    $now::timestamptz
from heard
join watches on watches.watch_id = heard.watch_id and watches.is_active
cross join rule
where heard.last_at <= $now::timestamptz - to_days(rule.days)
    and heard.day_count >= 4
on conflict do nothing
