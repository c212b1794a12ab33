create or replace view topic_daily as
with counted as (
    select
        cast(coalesce(articles.published_at, articles.first_seen_at) as date) as published_on,
        article_topics.topic,
        count(*) as article_count,
        count(distinct articles.story_id) as story_count
    from article_topics
    join articles using (article_id)
    where article_topics.score >= 0.5
    group by all
)
select
    *,
    coalesce(sum(story_count) over before, 0) / 28 as baseline_mean,
    -- Days without a row count as nought.
    sqrt(greatest(coalesce(sum(story_count * story_count) over before, 0) / 28
        - power(coalesce(sum(story_count) over before, 0) / 28, 2), 0)) as baseline_deviation
from counted
window before as (
    partition by topic order by published_on range between interval 28 day preceding and interval 1 day preceding);
comment on view topic_daily is 'Articles and stories that are about each topic, by day of publication in the session''s time zone, with what its 28 days before would lead to expect.';
comment on column topic_daily.published_on is 'Day of publication; for undated articles, the day they were first seen. A day without any has no row.';
comment on column topic_daily.topic is 'Topic id of the taxonomy.';
comment on column topic_daily.article_count is 'Articles that score at least 0.5.';
comment on column topic_daily.story_count is 'The same with each story counted once.';
comment on column topic_daily.baseline_mean is 'Stories a day over the 28 days before, days without any included.';
comment on column topic_daily.baseline_deviation is 'Standard deviation of those 28 counts.';
