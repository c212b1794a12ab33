-- Each topic's articles over the last days, day by day up to today, beside a usual week: the mean of the 28 days before the
-- last seven, of those since when articles are known.
with days as (
    select unnest(range($today::date - 34, $today::date + 1, interval 1 day))::date as day
), found as (
    select topic, coalesce(published_at, first_seen_at)::date as day, count(*) as article_count
    from article_topics join articles using (article_id)
    where score >= 0.5 and first_seen_at >= $today::date - interval 36 day
    group by all
), usual as (
    select greatest(since_on, $today::date - 34) as since_on from coverage
), counted as (
    select topics.topic, list(coalesce(article_count, 0) order by days.day) as counts,
        coalesce(sum(article_count) filter (where days.day > $today::date - 7), 0)::bigint as week_count,
        coalesce(avg(coalesce(article_count, 0)) filter (where days.day <= $today::date - 7 and days.day >= since_on), 0)
            * 7 as week_baseline
    from topics cross join days cross join usual left join found on found.topic = topics.topic and found.day = days.day
    group by topics.topic
)
select topics.topic, parent, label_en, label_ko, counts, week_count, week_baseline, usual.since_on
from topics join counted using (topic) cross join usual where is_active order by position;
