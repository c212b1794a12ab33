-- Dates of watched stories that are so many days off: one alert for a watch and day, with all that is dated then.
insert into signals (signal_id, kind, reason, subject, message, watch_id, story_id, article_id, rule_id, raised_at)
with near as (
    select calendar.*, concerned.watch_id, articles.story_id,
        row_number() over (
            partition by concerned.watch_id, starts_on
            order by calendar.article_count desc, calendar.first_seen_at, calendar.event_id) as place
    from calendar
    join calendar_watches as concerned on concerned.event_id = calendar.event_id
    join watches on watches.watch_id = concerned.watch_id and watches.is_active
    join alert_rules on alert_rules.rule_id = 'calendar_days' and alert_rules.setting > 0
    left join articles on articles.article_id = calendar.first_article_id
    where not is_cancelled and precision = 'day' and starts_on > ($now::timestamptz)::date
        and starts_on <= ($now::timestamptz)::date + alert_rules.setting::integer
        and calendar.first_seen_at <= $now::timestamptz - interval 1 day
)
select
    'near-' || watch_id || '-' || starts_on,
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
