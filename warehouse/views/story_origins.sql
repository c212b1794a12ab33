create or replace view story_origins as
with placed as (
    select
        articles.article_id,
        articles.story_id,
        coalesce(copies.original_id, articles.article_id) as text_id,
        articles.outlet,
        coalesce(articles.published_at, articles.first_seen_at) as told_at
    from articles
    left join copies using (article_id)
), named as (
    select placed.story_id, placed.text_id, origins.name
    from origins
    join placed using (article_id)
    where origins.kind in ('reporting source', 'reprint')
), own as (
    select
        placed.story_id,
        placed.text_id,
        arg_min(coalesce(outlet_names.name, placed.outlet), (placed.told_at, placed.article_id)) as name
    from placed
    left join outlet_names on outlet_names.form = placed.outlet
    anti join named on named.story_id = placed.story_id and named.text_id = placed.text_id
    group by placed.story_id, placed.text_id
), counted as (
    select story_id, count(distinct name) as independent_origin_count, list(distinct name order by name) as origins
    from (select story_id, name from named union all select story_id, name from own)
    group by story_id
)
select
    placed.story_id,
    count(*) as article_count,
    count(distinct placed.outlet) as outlet_count,
    any_value(counted.independent_origin_count) as independent_origin_count,
    arg_min(placed.outlet, (placed.told_at, placed.article_id)) as first_outlet,
    min(placed.told_at) as first_at,
    any_value(counted.origins) as origins
from placed
join counted using (story_id)
group by placed.story_id;
comment on view story_origins is 'How many independent origins each story has, and which outlet had it first.';
comment on column story_origins.story_id is 'The story.';
comment on column story_origins.article_count is 'Its articles, copies included.';
comment on column story_origins.outlet_count is 'Outlets that have it.';
comment on column story_origins.independent_origin_count is 'Outlets and agencies that its articles rest on: whom they name as their sources or reprint; of a text that names nobody, its outlet, and of near-copies the first one''s. Each once.';
comment on column story_origins.first_outlet is 'Outlet of the earliest article.';
comment on column story_origins.first_at is 'When that was published; undated, when it was first seen.';
comment on column story_origins.origins is 'Those that are counted.';
