-- Dates of watched stories that are added, moved or cancelled, or pass without coverage: one alert for each watch
-- concerned.
insert into signals (signal_id, kind, reason, subject, message, watch_id, story_id, article_id, rule_id, raised_at)
with happened as (
    select event_id, 'moved-' || starts_on as fate, 'calendar' as rule_id,
        'moved from ' || moved_from || ' to ' || starts_on as reason, article_id
    from calendar_history
    where change = 'moved' and seen_at > $now::timestamptz - interval 1 day
    union all
    select event_id, 'cancelled-' || starts_on, 'calendar', 'cancelled, due ' || starts_on, article_id
    from calendar_history
    where change = 'cancelled' and seen_at > $now::timestamptz - interval 1 day
    union all
    select event_id, 'added-' || history.starts_on, 'calendar_added', 'added: ' || history.starts_on, article_id
    from calendar_history as history
    join calendar using (event_id)
    join articles using (article_id)
    where change = 'added' and seen_at > $now::timestamptz - interval 1 day and not articles.is_history
        and precision = 'day' and not is_cancelled and calendar.starts_on > ($now::timestamptz)::date
    union all
    select calendar.event_id, 'passed-' || ends_on, 'calendar', 'passed on ' || ends_on || ' without coverage',
        first_article_id
    from calendar
    where is_passed and not is_cancelled and precision = 'day' and ends_on < ($now::timestamptz)::date - 1
        and ends_on >= ($now::timestamptz)::date - 7
        -- What was over when its article was read, as in the history of a new feed, has not passed unseen.
        and first_seen_at::date < starts_on
        and not exists (
            select 1 from articles
            where list_contains(calendar.stories, articles.story_id)
                and coalesce(articles.published_at, articles.first_seen_at)::date >= calendar.starts_on)
)
select
    'calendar-' || happened.event_id || '-' || happened.fate || '-' || watches.watch_id,
    'calendar',
    happened.reason,
    strftime(calendar.starts_on, '%Y-%m-%d') || ': ' || calendar.what,
    'Told by ' || calendar.article_count || case calendar.article_count when 1 then ' article' else ' articles' end,
    watches.watch_id,
    articles.story_id,
    happened.article_id,
    happened.rule_id,
    $now::timestamptz
from happened
join calendar using (event_id)
join calendar_watches as concerned on concerned.event_id = happened.event_id
join watches on watches.watch_id = concerned.watch_id and watches.is_active
left join articles on articles.article_id = calendar.first_article_id
where calendar.ends_on >= ($now::timestamptz)::date - 7
    and exists (select 1 from alert_rules where alert_rules.rule_id = happened.rule_id and setting > 0)
on conflict do nothing
