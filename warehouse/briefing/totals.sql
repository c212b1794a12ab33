-- How much the briefing is about: what was stored and told in ($since, $until].
select
    (select count(*) from articles where first_seen_at > $since and first_seen_at <= $until) as article_count,
    (select count(distinct feed_id) from articles where first_seen_at > $since and first_seen_at <= $until) as feed_count,
    count(distinct coalesce(story_id, alert_id)) filter (state != 'held' and kind in ('new', 'update')) as told_count,
    count(*) filter (kind = 'echo') as echo_count,
    count(*) filter (held_by = 'mute') as muted_count,
    count(*) filter (held_by = 'budget') as over_budget_count,
    count(*) filter (is_history) as history_count,
    -- Given up then, whenever they were raised: it takes days.
    (select count(*) from alerts where state = 'dead' and settled_at > $since and settled_at <= $until) as dead_count
from alerts
where raised_at > $since and raised_at <= $until
