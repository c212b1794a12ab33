create or replace view delivery_times as
select
    channel,
    cast(tried_at as date) as tried_on,
    count(*) filter (outcome = 'delivered') as delivered_count,
    count(*) filter (outcome != 'delivered') as failed_count,
    median(waited_seconds) as median_seconds,
    max(waited_seconds) as longest_seconds
from deliveries
group by all;
comment on view delivery_times is 'How long readers waited for their alerts, by channel and day in the session''s time zone.';
comment on column delivery_times.channel is 'The channel.';
comment on column delivery_times.tried_on is 'Day of the tries.';
comment on column delivery_times.delivered_count is 'Messages accepted.';
comment on column delivery_times.failed_count is 'Tries that failed.';
comment on column delivery_times.median_seconds is 'From the first entry seen to the message accepted, median; null: none accepted.';
comment on column delivery_times.longest_seconds is 'The same, of the message that took longest.';
