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
    feeds.probe_result,
    coalesce(gaps.gap_count, 0) as gap_count,
    coalesce(gaps.lost_count, 0) as lost_count,
    count(entries.entry_id) as entry_count,
    max(entries.first_seen_at) as last_entry_at
from feeds
left join entries using (feed_id)
left join (
    select feed_id, count(*) as gap_count, sum(lost_count)::bigint as lost_count from feed_gaps group by feed_id
) as gaps using (feed_id)
where feeds.is_listed
group by all;
comment on view feed_health is 'Each listed feed: when it was last polled, how that went, when it last gave something new.';
comment on column feed_health.feed_id is 'The feed.';
comment on column feed_health.name is 'Name of the outlet.';
comment on column feed_health.url is 'Address as listed.';
comment on column feed_health.last_polled_at is 'Last poll; null: not yet polled.';
comment on column feed_health.last_outcome is 'Outcome of the last poll: stored, unchanged, deferred, rejected or failed.';
comment on column feed_health.last_reason is 'Why, in words.';
comment on column feed_health.failure_count is 'Failures in a row.';
comment on column feed_health.is_retired is 'It answered 410 Gone and is polled no more.';
comment on column feed_health.next_due_at is 'Not polled before; null: at once.';
comment on column feed_health.probe_result is 'Whether its "not modified" could be trusted when last put to the proof: honest or lied; null: never was.';
comment on column feed_health.gap_count is 'Times entries came and went unseen between two polls.';
comment on column feed_health.lost_count is 'Entries missed in those times, estimated.';
comment on column feed_health.entry_count is 'Entries it ever gave.';
comment on column feed_health.last_entry_at is 'When it last gave a new entry; null: never.';
