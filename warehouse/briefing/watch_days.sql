-- Stories of each watch on $day and on the 28 days before.
with counted as (
    select mentions.watch_id, cast(told.told_at as date) as published_on, count(distinct told.story_id) as story_count
    from mentions
    join article_stories as told using (article_id)
    where cast(told.told_at as date) between $day::date - 28 and $day::date
        -- A mention is found after its article was published, give or take a zone: few blocks are read.
        and mentions.found_at >= $day::date - interval 30 day
    group by all
)
select watches.watch_id, days.day::date as day, coalesce(counted.story_count, 0) as story_count
from watches
cross join unnest(generate_series($day::date - 28, $day::date, interval 1 day)) as days(day)
left join counted on counted.watch_id = watches.watch_id and published_on = days.day::date
where watches.is_active
order by watches.watch_id, day
