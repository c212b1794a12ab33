-- A watch finds more stories in a day than its 28 days before would lead to expect.
insert into signals (signal_id, kind, reason, subject, message, watch_id, rule_id, raised_at)
with rule as (
    select setting from alert_rules where rule_id = 'spike' and setting > 0
), per_day as (
    select
        mentions.watch_id,
        date_diff('day', mentions.found_at, $now::timestamptz) as days_ago,
        count(distinct articles.story_id) as story_count
    from mentions
    join articles using (article_id)
    where mentions.found_at > $now::timestamptz - interval 29 day and mentions.found_at <= $now::timestamptz
        and not mentions.is_history and not coalesce(mentions.is_backfill, false)
    group by all
), past as (
    select
        watch_id,
        -- Days without a story have no row: they count as nought.
        sum(story_count) / 28.0 as mean_count,
        sqrt(greatest(sum(story_count * story_count) / 28.0 - power(sum(story_count) / 28.0, 2), 0)) as deviation
    from per_day
    where days_ago > 0
    group by watch_id
)
select
    'spike-' || per_day.watch_id || '-' || strftime($now::timestamptz, '%Y-%m-%d'),
    'spike',
    per_day.story_count || ' stories in a day, ' || round(coalesce(past.mean_count, 0), 1) || ' a day before',
    'More than usual on ' || per_day.watch_id || ': ' || per_day.story_count || ' stories in a day',
    'Its 28 days before: ' || round(past.mean_count, 1) || ' stories a day, standard deviation '
        || round(past.deviation, 1),
    per_day.watch_id,
    'spike',
    $now::timestamptz
from per_day
join past using (watch_id)
join watches on watches.watch_id = per_day.watch_id and watches.is_active
cross join rule
where per_day.days_ago = 0
    and watches.since_at <= $now::timestamptz - interval 14 day
    -- Of a watch that finds next to nothing every second story would be a spike.
    and per_day.story_count >= 5
    and per_day.story_count > past.mean_count + rule.setting * greatest(past.deviation, 1)
on conflict do nothing;

-- The same of a topic, told to all, once its articles are known for two weeks.
insert into signals (signal_id, kind, reason, subject, message, topic, rule_id, raised_at)
with rule as (
    select setting from alert_rules where rule_id = 'topic_spike' and setting > 0
), per_day as (
    select
        article_topics.topic,
        date_diff('day', articles.first_seen_at, $now::timestamptz) as days_ago,
        count(distinct articles.story_id) as story_count
    from articles
    join article_topics using (article_id)
    where articles.first_seen_at > $now::timestamptz - interval 29 day and articles.first_seen_at <= $now::timestamptz
        and not articles.is_history and article_topics.score >= 0.5
    group by all
), past as (
    select
        topic,
        sum(story_count) / 28.0 as mean_count,
        sqrt(greatest(sum(story_count * story_count) / 28.0 - power(sum(story_count) / 28.0, 2), 0)) as deviation
    from per_day
    where days_ago > 0
    group by topic
)
select
    'spike-topic-' || per_day.topic || '-' || strftime($now::timestamptz, '%Y-%m-%d'),
    'spike',
    per_day.story_count || ' stories in a day, ' || round(past.mean_count, 1) || ' a day before',
    'More than usual on the topic ' || coalesce(topics.label_en, per_day.topic) || ': ' || per_day.story_count
        || ' stories in a day',
    'Its 28 days before: ' || round(past.mean_count, 1) || ' stories a day, standard deviation '
        || round(past.deviation, 1),
    per_day.topic,
    'topic_spike',
    $now::timestamptz
from per_day
join past using (topic)
left join topics using (topic)
cross join rule
where per_day.days_ago = 0
    and (select max(days_ago) from per_day) >= 14
    and per_day.story_count >= 5
    and per_day.story_count > past.mean_count + rule.setting * greatest(past.deviation, 1)
on conflict do nothing
