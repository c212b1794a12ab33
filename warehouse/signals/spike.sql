-- A watch, or a topic, has more stories in a day than its 28 days before would lead to expect. A topic's is told to all, once
-- articles are known for two weeks; a watch's, once the watch is two weeks old.
insert into signals (signal_id, kind, reason, subject, message, watch_id, topic, rule_id, raised_at)
with told as (
    select 'spike' as rule_id, watch_id as name, mentions.found_at as told_at, articles.story_id
    from mentions
    join articles using (article_id)
    where not mentions.is_history and not coalesce(mentions.is_backfill, false)
        and mentions.found_at > $now::timestamptz - interval 29 day
    union all
    select 'topic_spike', topic, articles.first_seen_at, articles.story_id
    from articles
    join article_topics using (article_id)
    where not articles.is_history and article_topics.score >= 0.5
        and articles.first_seen_at > $now::timestamptz - interval 29 day
), per_day as (
    select rule_id, name, date_diff('day', told_at, $now::timestamptz) as days_ago, count(distinct story_id) as story_count
    from told
    where told_at <= $now::timestamptz
    group by all
), past as (
    select
        rule_id,
        name,
        -- Days without a story have no row: they count as nought.
        sum(story_count) / 28.0 as mean_count,
        sqrt(greatest(sum(story_count * story_count) / 28.0 - power(sum(story_count) / 28.0, 2), 0)) as deviation
    from per_day
    where days_ago > 0
    group by all
), spikes as (
    select per_day.rule_id, name, story_count, mean_count, deviation
    from per_day
    join past using (rule_id, name)
    join alert_rules on alert_rules.rule_id = per_day.rule_id and setting > 0
    where days_ago = 0
        -- Of what is hardly ever written of, every second story would be a spike.
        and story_count >= 5
        and story_count > mean_count + setting * greatest(deviation, 1)
), subjects as (
    select 'spike' as rule_id, watch_id as name, watch_id as label, watch_id, null as topic
    from watches
    where is_active and since_at <= $now::timestamptz - interval 14 day
    union all
    select 'topic_spike', name, 'the topic ' || coalesce(label_en, name), null, name
    from (select distinct name from past where rule_id = 'topic_spike') as known
    left join topics on topics.topic = name
    where (select max(days_ago) from per_day where rule_id = 'topic_spike') >= 14
)
select
    case when topic is null then 'spike-' else 'spike-topic-' end || name || '-' || strftime($now::timestamptz, '%Y-%m-%d'),
    'spike',
    story_count || ' stories in a day, ' || round(mean_count, 1) || ' a day before',
    'More than usual on ' || label || ': ' || story_count || ' stories in a day',
    'Its 28 days before: ' || round(mean_count, 1) || ' stories a day, standard deviation ' || round(deviation, 1),
    watch_id,
    topic,
    rule_id,
    $now::timestamptz
from spikes
join subjects using (rule_id, name)
on conflict do nothing
