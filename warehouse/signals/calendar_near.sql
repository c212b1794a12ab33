-- Dates of watched stories that are so many days off: one alert for a watch and day, with all that is dated then, and
-- one more for what is learned of that day after it.
insert into signals (signal_id, kind, reason, subject, message, watch_id, story_id, article_id, rule_id, raised_at)
with told as (
    select watch_id, left(subject, 10)::date as starts_on, max(raised_at) as told_at
    from signals where rule_id = 'calendar_days' and raised_at > $now::timestamptz - interval 90 day
    group by all
), near as (
    select calendar.*, concerned.watch_id, articles.story_id, told.told_at is not null as is_more,
        row_number() over (
            partition by concerned.watch_id, calendar.starts_on
            order by calendar.article_count desc, calendar.first_seen_at, calendar.event_id) as place
    from calendar
    join calendar_watches as concerned on concerned.event_id = calendar.event_id
    join watches on watches.watch_id = concerned.watch_id and watches.is_active
    join alert_rules on alert_rules.rule_id = 'calendar_days' and alert_rules.setting > 0
    left join articles on articles.article_id = calendar.first_article_id
    left join told on told.watch_id = concerned.watch_id and told.starts_on = calendar.starts_on
    where not is_cancelled and precision = 'day' and calendar.starts_on > ($now::timestamptz)::date
        and calendar.starts_on <= ($now::timestamptz)::date + alert_rules.setting::integer
        and calendar.first_seen_at <= $now::timestamptz - interval 1 day
        and (told_at is null or calendar.first_seen_at > told_at - interval 1 day)
)
select
    'near-' || watch_id || '-' || starts_on || if(any_value(is_more), '-' || min(event_id), ''),
    'calendar',
    case starts_on - ($now::timestamptz)::date
        when 1 then 'tomorrow' else 'in ' || (starts_on - ($now::timestamptz)::date) || ' days' end,
    strftime(starts_on, '%Y-%m-%d') || ': ' || any_value(what) filter (place = 1),
    coalesce(string_agg(what, chr(10) order by place) filter (place > 1 and place <= 6), ''),
    watch_id,
    any_value(story_id) filter (place = 1),
    any_value(first_article_id) filter (place = 1),
    'calendar_days',
    $now::timestamptz
from near
group by watch_id, starts_on
on conflict do nothing
