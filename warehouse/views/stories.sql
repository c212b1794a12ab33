create or replace view stories as
with told as (
    select
        placed.story_id, articles.article_id, articles.title, articles.outlet, articles.language,
        coalesce(articles.published_at, articles.first_seen_at) as told_at
    from articles
    join article_stories as placed on placed.article_id = articles.article_id
)
select
    story_id,
    arg_min(title, (told_at, article_id)) as title,
    min(told_at) as first_at,
    max(told_at) as last_at,
    arg_min(outlet, (told_at, article_id)) as first_outlet,
    count(*) as article_count,
    count(distinct outlet) as outlet_count,
    coalesce(list(distinct language order by language) filter (where language is not null), []) as languages,
    max(told_at) > (select max(first_seen_at) from articles) - interval 72 hour as is_open
from told
group by story_id;
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
