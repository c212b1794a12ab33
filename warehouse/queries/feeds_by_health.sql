-- The listed feeds, those that need a look first.
select
    name, last_outcome, last_reason, last_polled_at, failure_count, entry_count, last_entry_at, gap_count, lost_count,
    probe_result, is_retired, next_due_at, url
from feed_health
order by is_retired desc, failure_count desc, last_entry_at is null desc, lost_count desc,
    probe_result is not distinct from 'lied' desc, name, url
