-- Who writes most about a topic.
select outlet, count(*) as article_count from article_topics join articles using (article_id)
where topic = $topic and score >= 0.5 and first_seen_at >= $since group by outlet
order by article_count desc, outlet limit 12;
