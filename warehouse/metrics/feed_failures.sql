-- Failures in a row, by listed feed.
select feed_id, name as feed, failure_count as value from feeds where is_listed order by all
