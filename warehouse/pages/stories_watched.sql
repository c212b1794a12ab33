-- Stories that a watch found of late, by their newest article.
with found as materialized (
    select placed.story_id, list(distinct watch_id order by watch_id) as watches
    from mentions
    join article_stories as placed using (article_id)
    where found_at >= $since
    group by placed.story_id
), newest as materialized (
    select
        found.story_id, any_value(found.watches) as watches, count(*) as article_count,
        count(distinct outlet) as outlet_count, max(told_at) as last_at,
        arg_min(article_id, (told_at, article_id)) as first_article_id,
        arg_min(outlet, (told_at, article_id)) as first_outlet
    from article_stories as told
    join found on found.story_id = told.story_id
    group by found.story_id
    order by last_at desc, found.story_id desc limit $most
)
select newest.* exclude (first_article_id), articles.title
from newest
join articles on articles.article_id = newest.first_article_id
order by last_at desc, story_id desc;
