-- What went wrong with feeds.
select feeds.name, feed_episodes.* exclude (episode_id) from feed_episodes join feeds using (feed_id)
order by since_at desc limit 50;
