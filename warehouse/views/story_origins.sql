-- When each was told costs little for all stories; the rest is looked up for those alone that a question leaves.
create or replace macro origins_of(stories) as table
with spans as (
    select story_id, min(told_at) as first_at, count(*) as article_count
    from article_stories
    where stories = ['*'] or story_id in (select unnest(stories))
    group by story_id
), texts as (
    -- Whom each text rests on: all whom its copies name; where none names anyone, the outlet that had it first.
    select
        spans.*,
        coalesce(copies.original_id, told.article_id) as text_id,
        list(origins.name) filter (where origins.name is not null) as named,
        arg_min(coalesce(outlet_names.name, told.outlet), (told.told_at, told.article_id)) as own,
        list(told.outlet) as outlets,
        min((told.told_at, told.article_id, told.outlet)) as earliest
    from spans
    join article_stories as told using (story_id)
    left join copies on copies.article_id = told.article_id
    left join outlet_names on outlet_names.form = told.outlet
    left join origins on origins.article_id = told.article_id and origins.kind in ('reporting source', 'reprint')
    group by spans.story_id, spans.first_at, spans.article_count, text_id
)
select
    story_id,
    article_count,
    len(list_distinct(flatten(list(outlets)))) as outlet_count,
    len(list_distinct(flatten(list(coalesce(named, [own]))))) as independent_origin_count,
    min(earliest)[3] as first_outlet,
    first_at,
    list_sort(list_distinct(flatten(list(coalesce(named, [own]))))) as origins
from texts
group by story_id, first_at, article_count;
comment on macro table origins_of is 'story_origins of these stories alone ([''*'']: of all), at once however many articles there are: from origins_of([''0123456789abcdef'']).';

create or replace view story_origins as from origins_of(['*']);
comment on view story_origins is 'How many independent origins each story has, and which outlet had it first.';
comment on column story_origins.story_id is 'The story.';
comment on column story_origins.article_count is 'Its articles, copies included.';
comment on column story_origins.outlet_count is 'Outlets that have it.';
comment on column story_origins.independent_origin_count is 'Outlets and agencies that its articles rest on: whom they name as their sources or reprint; of a text that names nobody, its outlet, and of near-copies the first one''s. Each once.';
comment on column story_origins.first_outlet is 'Outlet of the earliest article.';
comment on column story_origins.first_at is 'When that was published; undated, when it was first seen.';
comment on column story_origins.origins is 'Those that are counted.';
