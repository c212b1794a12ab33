-- What was not read, the newest first: pages by their last outcome, each with its feed and address.
select coalesce(page_read_at, first_seen_at) as tried_at, name as feed, title, outcome, reason, entries.url
from entries join feeds using (feed_id)
where outcome in ('deferred', 'rejected', 'failed')
order by tried_at desc, entry_id
limit 100
