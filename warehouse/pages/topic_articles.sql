-- The newest articles about a topic.
select article_id, story_id, title, outlet, language, url, coalesce(published_at, first_seen_at) as told_at, score
from article_topics join articles using (article_id)
where topic = $topic and score >= 0.5
    and ($before_at is null or (coalesce(published_at, first_seen_at), article_id) < ($before_at, $before_id))
order by told_at desc, article_id desc limit $most;
