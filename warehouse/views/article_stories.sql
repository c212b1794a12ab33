create or replace view story_roots as
with recursive chain as (
    select story_id, into_id from story_merges
    union
    select chain.story_id, story_merges.into_id from chain join story_merges on story_merges.story_id = chain.into_id
)
select story_id, into_id as root_id from chain anti join story_merges on story_merges.story_id = chain.into_id;
comment on view story_roots is 'Stories that were merged, each with the story that it is part of now.';
comment on column story_roots.story_id is 'A story that ended in another.';
comment on column story_roots.root_id is 'The story that goes on.';

create or replace view article_stories as
select
    articles.article_id,
    coalesce(story_roots.root_id, moved.story_id, articles.story_id) as story_id,
    coalesce(articles.published_at, articles.first_seen_at) as told_at,
    articles.outlet,
    articles.language,
    articles.title
from articles
left join (
    select article_id, arg_max(story_id, split_at) as story_id from story_splits group by article_id
) as moved on moved.article_id = articles.article_id
left join story_roots on story_roots.story_id = coalesce(moved.story_id, articles.story_id);
comment on view article_stories is 'The story of each article as stories are grouped now: articles.story_id with merges and splits applied.';
comment on column article_stories.article_id is 'The article.';
comment on column article_stories.story_id is 'Its story now.';
comment on column article_stories.told_at is 'When it was published; undated, first seen.';
comment on column article_stories.outlet is 'Its outlet.';
comment on column article_stories.language is 'Its language.';
comment on column article_stories.title is 'Its headline.';
