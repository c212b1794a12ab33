-- Stories by their newest article, those that several outlets have or that a watch found marked as such.
with stories_shown as (
    select
        story_id, count(*) as article_count, count(distinct outlet) as outlet_count,
        min(coalesce(published_at, first_seen_at)) as first_at, max(coalesce(published_at, first_seen_at)) as last_at,
        arg_min(title, (coalesce(published_at, first_seen_at), article_id)) as title,
        arg_min(outlet, (coalesce(published_at, first_seen_at), article_id)) as first_outlet,
        list(distinct language) filter (where language is not null) as languages
    from articles
    where first_seen_at >= $since and ($until is null or first_seen_at < $until)
    group by story_id
    having count(distinct outlet) >= $outlets
        and ($before_at is null or (max(coalesce(published_at, first_seen_at)), story_id) < ($before_at, $before_id))
    order by last_at desc, story_id desc limit $most
)
select stories_shown.*, (
        select list(distinct watch_id order by watch_id) from mentions join articles using (article_id)
        where articles.story_id = stories_shown.story_id) as watches
from stories_shown order by last_at desc, story_id desc;
