-- Each listed feed, those in trouble first.
select feed_health.*, feeds.language, feeds.country, feeds.tags, feeds.address, feeds.moved_to, feeds.entries_per_day,
    (select list(trouble order by since_at) from feed_episodes where feed_episodes.feed_id = feeds.feed_id
        and found_at >= $since) as troubles
from feed_health join feeds using (feed_id)
order by feed_health.is_retired desc, feed_health.failure_count desc, feed_health.last_entry_at is null desc, lost_count desc,
    feed_health.probe_result is not distinct from 'lied' desc, feed_health.name, feed_health.url;
