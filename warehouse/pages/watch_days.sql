-- What a watch found, day by day, beside the mean of the 28 days before each.
with days as (
    select unnest(range($first::date - 28, $last::date + 1, interval 1 day))::date as day
), found as (
    select coalesce(articles.published_at, mentions.found_at)::date as day,
        count(distinct mentions.article_id) as article_count, count(distinct articles.story_id) as story_count
    from mentions join articles using (article_id)
    where watch_id = $watch and found_at >= $first::date - interval 28 day
    group by all
), filled as (
    select day, coalesce(article_count, 0) as article_count, coalesce(story_count, 0) as story_count,
        avg(coalesce(article_count, 0)) over before as baseline
    from days left join found using (day)
    window before as (order by day rows between 28 preceding and 1 preceding)
)
select day, article_count, story_count, baseline from filled where day >= $first::date order by day;
