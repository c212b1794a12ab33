-- Feeds that are a gap in the coverage: in trouble now, or with entries that came and went unseen in ($since, $until].
select
    feeds.name,
    feeds.last_outcome as outcome,
    coalesce(nullif(feeds.last_reason, ''), feeds.last_outcome) as reason,
    feeds.last_answer_at,
    (select max(first_seen_at) from entries where entries.feed_id = feeds.feed_id) as last_entry_at,
    (
        select coalesce(sum(lost_count), 0)::bigint from feed_gaps
        where feed_gaps.feed_id = feeds.feed_id and to_at > $since and to_at <= $until
    ) as lost_count
from feeds
where feeds.is_listed and (feeds.last_outcome in ('failed', 'rejected', 'deferred') or feeds.is_retired or lost_count > 0)
order by lost_count desc, feeds.failure_count desc, feeds.name
