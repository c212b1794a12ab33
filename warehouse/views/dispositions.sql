create or replace view dispositions as
select
    'feeds' as stage,
    feed_id as item_id,
    name as item,
    coalesce(last_outcome, 'pending') as outcome,
    coalesce(last_reason, '') as reason,
    last_polled_at as at
from feeds
where is_listed
union all
select 'pages', entry_id, title, case state when 'pending' then 'pending' else outcome end, coalesce(reason, ''),
    coalesce(page_read_at, first_seen_at)
from entries
union all
select 'deliveries', delivery_id, channel, max_by(outcome, try_number), max_by(reason, try_number), max(tried_at)
from deliveries
group by delivery_id, channel;
comment on view dispositions is 'What has become of every item so far: each in exactly one row, with its last outcome.';
comment on column dispositions.stage is 'feeds, pages (one for each entry) or deliveries.';
comment on column dispositions.item_id is 'feed_id, entry_id or delivery_id.';
comment on column dispositions.item is 'Name of the feed, headline of the entry, or channel.';
comment on column dispositions.outcome is 'stored, unchanged, duplicate, deferred, rejected, failed or delivered; pending: still to be read.';
comment on column dispositions.reason is 'Why, in words.';
comment on column dispositions.at is 'Clock of the run or sender that last dealt with it.';
