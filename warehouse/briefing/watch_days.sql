-- Stories of each watch on $day and on the 28 days before; usual is what it had from since_on to the day before.
with counted as (
    select mentions.watch_id, cast(told.told_at as date) as published_on, count(distinct told.story_id) as story_count
    from mentions
    join article_stories as told using (article_id)
    where cast(told.told_at as date) between $day::date - 28 and $day::date
        -- A mention is found after its article was published, give or take a zone: few blocks are read.
        and mentions.found_at >= $day::date - interval 30 day
    group by all
), firsts as (
    select watch_id, min(published_on) as first_on from counted group by watch_id
)
select watches.watch_id, days.day::date as day, coalesce(counted.story_count, 0) as story_count,
    greatest($day::date - 28, coverage.since_on, least(cast(watches.since_at as date), firsts.first_on)) as since_on
from watches
cross join coverage
left join firsts using (watch_id)
cross join unnest(generate_series($day::date - 28, $day::date, interval 1 day)) as days(day)
left join counted on counted.watch_id = watches.watch_id and published_on = days.day::date
where watches.is_active
order by watches.watch_id, day
