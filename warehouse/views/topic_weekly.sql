create or replace view topic_weekly as
select
    cast(date_trunc('week', cast(told.told_at as date)) as date) as week_on,
    told.outlet,
    article_topics.topic,
    count(*) as article_count,
    count(distinct told.story_id) as story_count
from article_topics
join article_stories as told using (article_id)
where article_topics.score >= 0.5
group by all;
comment on view topic_weekly is 'Articles and stories that are about each topic, by outlet and week of publication in the session''s time zone.';
comment on column topic_weekly.week_on is 'The Monday its week begins with; for undated articles, of the day they were first seen.';
comment on column topic_weekly.outlet is 'Outlet.';
comment on column topic_weekly.topic is 'Topic id of the taxonomy.';
comment on column topic_weekly.article_count is 'Articles that score at least 0.5.';
comment on column topic_weekly.story_count is 'The same with each story counted once.';
