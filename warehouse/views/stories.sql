-- When each was told costs little for all stories; the rest is looked up for those alone that a question leaves.
create or replace view stories as
with spans as (
    select story_id, min(told_at) as first_at, max(told_at) as last_at, count(*) as article_count
    from article_stories
    group by story_id
)
select
    spans.story_id,
    arg_min(told.title, (told.told_at, told.article_id)) as title,
    spans.first_at,
    spans.last_at,
    arg_min(told.outlet, (told.told_at, told.article_id)) as first_outlet,
    spans.article_count,
    count(distinct told.outlet) as outlet_count,
    coalesce(list(distinct told.language order by told.language) filter (where told.language is not null), [])
        as languages,
    spans.last_at > (select max(first_seen_at) from articles) - interval 72 hour as is_open
from spans
join article_stories as told using (story_id)
group by spans.story_id, spans.first_at, spans.last_at, spans.article_count;
comment on view stories is 'What happened: copies and independent reports of one event, as they are grouped now.';
comment on column stories.story_id is 'The story: article_id of the first article that was stored of it.';
comment on column stories.title is 'Headline of its earliest article.';
comment on column stories.first_at is 'When its earliest article was published; undated, first seen.';
comment on column stories.last_at is 'When its latest article was.';
comment on column stories.first_outlet is 'Outlet of the earliest article.';
comment on column stories.article_count is 'Its articles, copies included.';
comment on column stories.outlet_count is 'Outlets that have it.';
comment on column stories.languages is 'Languages of its articles.';
comment on column stories.is_open is 'Its latest article is less than three days older than the last that was stored: a new report may still join.';
