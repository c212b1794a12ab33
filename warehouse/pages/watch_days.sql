-- What a watch found, day by day of publication, beside the mean of the 28 days before each: of those since when articles
-- are known and the watch is there.
with days as (
    select unnest(range($first::date - 28, $last::date + 1, interval 1 day))::date as day
), found as (
    select told.told_at::date as day, count(distinct mentions.article_id) as article_count,
        count(distinct told.story_id) as story_count
    from mentions join article_stories as told using (article_id)
    where watch_id = $watch and found_at >= $first::date - interval 30 day
    group by all
), begun as (
    select greatest(any_value(coverage.since_on), least(any_value(watches.since_at)::date, min(found.day))) as since_on
    from coverage left join watches on watch_id = $watch left join found on true
), filled as (
    select day, coalesce(article_count, 0) as article_count, coalesce(story_count, 0) as story_count,
        avg(coalesce(article_count, 0)) filter (day >= since_on) over before as baseline,
        case when day > since_on then greatest(since_on, day - 28) end as since_on
    from days cross join begun left join found using (day)
    window before as (order by day rows between 28 preceding and 1 preceding)
)
select day, article_count, story_count, baseline, since_on from filled where day >= $first::date order by day;
