-- Each topic's articles over the last days, day by day up to today, beside the 28 days before the last week.
with days as (
    select unnest(range($today::date - 34, $today::date + 1, interval 1 day))::date as day
), found as (
    select topic, coalesce(published_at, first_seen_at)::date as day, count(*) as article_count
    from article_topics join articles using (article_id)
    where score >= 0.5 and first_seen_at >= $today::date - interval 36 day
    group by all
), counted as (
    select topics.topic, list(coalesce(article_count, 0) order by days.day) as counts,
        coalesce(sum(article_count) filter (where days.day > $today::date - 7), 0)::bigint as week_count,
        coalesce(sum(article_count) filter (where days.day <= $today::date - 7), 0) / 4 as week_baseline
    from topics cross join days left join found on found.topic = topics.topic and found.day = days.day
    group by topics.topic
)
select topics.topic, parent, label_en, label_ko, counts, week_count, week_baseline
from topics join counted using (topic) where is_active order by position;
