-- Articles and stories about a topic, day by day, beside the mean of the 28 days before each.
with days as (
    select unnest(range($first::date - 28, $last::date + 1, interval 1 day))::date as day
), found as (
    select coalesce(published_at, first_seen_at)::date as day, count(*) as article_count,
        count(distinct story_id) as story_count
    from article_topics join articles using (article_id)
    where topic = $topic and score >= 0.5 and first_seen_at >= $first::date - interval 30 day
    group by all
)
select * from (
    select day, coalesce(article_count, 0) as article_count, coalesce(story_count, 0) as story_count,
        avg(coalesce(article_count, 0)) over (order by day rows between 28 preceding and 1 preceding) as baseline
    from days left join found using (day)
) where day >= $first::date order by day;
