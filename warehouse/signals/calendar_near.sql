-- Dates of watched stories that are so many days off: one alert for a watch and day, with all that is dated then.
insert into signals (signal_id, kind, reason, subject, message, watch_id, story_id, article_id, rule_id, raised_at)
with watched as (
    -- One row for an event: the watch, of those that found one of its stories, that comes first by name.
    select calendar.event_id, min(mentions.watch_id) as watch_id, min(articles.story_id) as story_id
    from calendar
    join articles on list_contains(calendar.stories, articles.story_id)
    join mentions using (article_id)
    join watches on watches.watch_id = mentions.watch_id and watches.is_active
    where not calendar.is_cancelled and calendar.starts_on > ($now::timestamptz)::date
    group by calendar.event_id
), near as (
    select calendar.*, watched.watch_id, watched.story_id,
        row_number() over (
            partition by watched.watch_id, starts_on order by article_count desc, first_seen_at, event_id) as place
    from calendar
    join watched using (event_id)
    join alert_rules on alert_rules.rule_id = 'calendar_days' and alert_rules.setting > 0
    where precision = 'day' and starts_on > ($now::timestamptz)::date
        and starts_on <= ($now::timestamptz)::date + alert_rules.setting::integer
        and first_seen_at <= $now::timestamptz - interval 1 day
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
