-- Articles and stories about a topic, day by day, beside the mean of the 28 days before each: of those since when articles
-- are known.
with days as (
    select unnest(range($first::date - 28, $last::date + 1, interval 1 day))::date as day
), found as (
    select told_at::date as day, count(*) as article_count, count(distinct story_id) as story_count
    from article_topics join article_stories as told using (article_id)
    where topic = $topic and score >= 0.5
        and article_id in (select article_id from articles where first_seen_at >= $first::date - interval 30 day)
    group by all
)
select * from (
    select day, coalesce(article_count, 0) as article_count, coalesce(story_count, 0) as story_count,
        avg(coalesce(article_count, 0)) filter (day >= coverage.since_on) over before as baseline,
        case when day > coverage.since_on then greatest(coverage.since_on, day - 28) end as since_on
    from days cross join coverage left join found using (day)
    window before as (order by day rows between 28 preceding and 1 preceding)
) where day >= $first::date order by day;
