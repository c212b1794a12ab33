-- The newest articles about a topic.
with newest as materialized (
    select articles.article_id, coalesce(published_at, first_seen_at) as told_at, score
    from article_topics
    join articles on articles.article_id = article_topics.article_id
    where topic = $topic and score >= 0.5
        and ($before_at is null
            or (coalesce(published_at, first_seen_at), articles.article_id) < ($before_at, $before_id))
    order by told_at desc, articles.article_id desc limit $most
)
select newest.article_id, story_id, title, outlet, language, url, told_at, score
from newest
join articles on articles.article_id = newest.article_id
order by told_at desc, newest.article_id desc;
