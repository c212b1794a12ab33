-- One feed.
select feed_health.*, feeds.* exclude (feed_id, name, url, last_polled_at, last_outcome, last_reason, failure_count,
    is_retired, next_due_at, probe_result) from feed_health join feeds using (feed_id) where feeds.feed_id = $feed;
