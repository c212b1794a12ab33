create or replace view topic_daily as
select
    cast(told.told_at as date) as published_on,
    article_topics.topic,
    count(*) as article_count,
    count(distinct told.story_id) as story_count
from article_topics
join article_stories as told using (article_id)
where article_topics.score >= 0.5
group by all;
comment on view topic_daily is 'Articles and stories that are about each topic, by day of publication in the session''s time zone.';
comment on column topic_daily.published_on is 'Day of publication; for undated articles, the day they were first seen. A day without any has no row.';
comment on column topic_daily.topic is 'Topic id of the taxonomy.';
comment on column topic_daily.article_count is 'Articles that score at least 0.5.';
comment on column topic_daily.story_count is 'The same with each story counted once.';
