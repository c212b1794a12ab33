-- When each listed feed last gave a new entry.
select feed_id, name as feed, epoch(max(first_seen_at)) as value from feeds join entries using (feed_id) where is_listed group by all order by all
