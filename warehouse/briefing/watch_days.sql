-- Stories of each watch on $day and on the 28 days before.
select watches.watch_id, days.day::date as day, coalesce(watch_daily.story_count, 0) as story_count
from watches
cross join unnest(generate_series($day::date - 28, $day::date, interval 1 day)) as days(day)
left join watch_daily on watch_daily.watch_id = watches.watch_id and published_on = days.day::date
    and published_on between $day::date - 28 and $day::date
where watches.is_active
order by watches.watch_id, day
