-- Stories that a watch found of late, by their newest article.
with found as (
    select placed.story_id, list(distinct watch_id order by watch_id) as watches
    from mentions join (select article_id, story_id from article_stories) as placed using (article_id) where found_at >= $since group by placed.story_id
)
select found.story_id, any_value(found.watches) as watches, count(*) as article_count,
    count(distinct outlet) as outlet_count, max(coalesce(published_at, first_seen_at)) as last_at,
    arg_min(title, (coalesce(published_at, first_seen_at), articles.article_id)) as title,
    arg_min(outlet, (coalesce(published_at, first_seen_at), articles.article_id)) as first_outlet
from articles join (select article_id, story_id from article_stories) as placed on placed.article_id = articles.article_id
join found on found.story_id = placed.story_id
group by found.story_id order by last_at desc, found.story_id desc limit $most;
