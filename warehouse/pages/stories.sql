-- Stories by their newest article, those that several outlets have or that a watch found marked as such.
with stories_shown as (
    select
        placed.story_id, count(*) as article_count, count(distinct outlet) as outlet_count,
        min(coalesce(published_at, first_seen_at)) as first_at, max(coalesce(published_at, first_seen_at)) as last_at,
        arg_min(title, (coalesce(published_at, first_seen_at), articles.article_id)) as title,
        arg_min(outlet, (coalesce(published_at, first_seen_at), articles.article_id)) as first_outlet,
        list(distinct language) filter (where language is not null) as languages
    from articles join (select article_id, story_id from article_stories) as placed on placed.article_id = articles.article_id
    where first_seen_at >= $since and ($until is null or first_seen_at < $until)
    group by placed.story_id
    having count(distinct outlet) >= $outlets
        and ($before_at is null or (max(coalesce(published_at, first_seen_at)), placed.story_id) < ($before_at, $before_id))
    order by last_at desc, placed.story_id desc limit $most
), found as (
    select placed.story_id, list(distinct watch_id order by watch_id) as watches
    from mentions join (select article_id, story_id from article_stories) as placed using (article_id)
    where placed.story_id in (select story_id from stories_shown) group by placed.story_id
)
select stories_shown.*, found.watches from stories_shown left join found using (story_id) order by last_at desc, story_id desc;
