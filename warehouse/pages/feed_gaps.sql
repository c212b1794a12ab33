-- Times in which entries of feeds came and went unseen.
select feeds.name, feed_gaps.feed_id, from_at, to_at, feed_gaps.lost_count from feed_gaps join feeds using (feed_id)
order by to_at desc limit 50;
