-- Stories of each topic on $day and on the 28 days before.
with counted as (
    from topic_daily where published_on between $day::date - 28 and $day::date
)
select topics.topic, topics.label_en, topics.label_ko, days.day::date as day, coalesce(story_count, 0) as story_count
from topics
cross join unnest(generate_series($day::date - 28, $day::date, interval 1 day)) as days(day)
left join counted on counted.topic = topics.topic and published_on = days.day::date
where topics.topic in (select topic from counted where published_on = $day::date)
order by topics.topic, day
