-- The newest entries of a feed, and what became of each.
select entries.title, entries.article_id, entries.published_at, entries.first_seen_at, state, outcome, reason, attempt_count
from entries where feed_id = $feed order by position desc limit 100;
