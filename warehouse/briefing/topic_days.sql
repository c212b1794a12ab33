-- Stories of each topic on $day and on the 28 days before; usual is what it had from since_on to the day before.
with placed as (
    select article_id, story_id, cast(told_at as date) as published_on
    from article_stories
    where cast(told_at as date) between $day::date - 28 and $day::date
        -- An article is dated when it is seen at the latest, give or take a zone: few blocks are read.
        and article_id in (select article_id from articles where first_seen_at >= $day::date - interval 30 day)
), counted as (
    select article_topics.topic, placed.published_on, count(distinct placed.story_id) as story_count
    from article_topics
    join placed using (article_id)
    where article_topics.score >= 0.5
    group by all
)
select topics.topic, topics.label_en, topics.label_ko, days.day::date as day, coalesce(story_count, 0) as story_count,
    greatest($day::date - 28, coverage.since_on) as since_on
from topics
cross join coverage
cross join unnest(generate_series($day::date - 28, $day::date, interval 1 day)) as days(day)
left join counted on counted.topic = topics.topic and published_on = days.day::date
where topics.topic in (select topic from counted where published_on = $day::date)
order by topics.topic, day
