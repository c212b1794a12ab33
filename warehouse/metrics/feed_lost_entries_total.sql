-- Entries that came and went unseen between two polls, estimated.
select feed_id, name as feed, sum(lost_count) as value from feed_gaps join feeds using (feed_id) group by all order by all
