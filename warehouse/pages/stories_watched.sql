-- Stories that a watch found of late, by their newest article.
with found as (
    select articles.story_id, list(distinct watch_id order by watch_id) as watches
    from mentions join articles using (article_id) where found_at >= $since group by articles.story_id
)
select articles.story_id, any_value(found.watches) as watches, count(*) as article_count,
    count(distinct outlet) as outlet_count, max(coalesce(published_at, first_seen_at)) as last_at,
    arg_min(title, (coalesce(published_at, first_seen_at), article_id)) as title,
    arg_min(outlet, (coalesce(published_at, first_seen_at), article_id)) as first_outlet
from articles join found using (story_id)
group by articles.story_id order by last_at desc, articles.story_id desc limit $most;
