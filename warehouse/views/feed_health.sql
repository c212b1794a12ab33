create or replace view feed_health as
select
    feeds.feed_id,
    feeds.name,
    feeds.url,
    feeds.last_polled_at,
    feeds.last_outcome,
    feeds.last_reason,
    feeds.failure_count,
    feeds.is_retired,
    feeds.next_due_at,
    count(entries.entry_id) as entry_count,
    max(entries.first_seen_at) as last_entry_at
from feeds
left join entries using (feed_id)
where feeds.is_listed
group by all;
comment on view feed_health is 'Each listed feed: when it was last polled, how that went, when it last gave something new.';
