create or replace view story_timeline as
with told as (
    select
        story_id,
        told_at,
        case
            when row_number() over (partition by story_id order by told_at, article_id) = 1 then 'first'
            when row_number() over (partition by story_id, text_id order by told_at, article_id) > 1 then 'copy'
            else 'report'
        end as event,
        outlet,
        article_id,
        1 as version,
        title,
        '' as note
    from (
        select told.*, coalesce(copies.original_id, told.article_id) as text_id
        from article_stories as told
        left join copies using (article_id)
    )
    union all
    select
        told.story_id, versions.seen_at, versions.change, told.outlet, told.article_id, versions.version,
        versions.title, versions.change_note
    from article_versions as versions
    join article_stories as told using (article_id)
    where versions.version > 1 and versions.change != 'cosmetic'
)
select
    *,
    epoch(told_at - min(told_at) over (partition by story_id))::bigint as after_seconds
from told;
comment on view story_timeline is 'What happened to each story, step by step: who reported it when, who copied, what was changed later. Ask for one story_id.';
comment on column story_timeline.story_id is 'The story.';
comment on column story_timeline.told_at is 'When the article was published, else first seen; of a change, when it was found.';
comment on column story_timeline.event is 'first (report), report, copy (of an earlier text); or the change of a later version: correction, headline, figure, date, name, addition, text, body.';
comment on column story_timeline.outlet is 'The outlet.';
comment on column story_timeline.article_id is 'The article.';
comment on column story_timeline.version is 'Its version.';
comment on column story_timeline.title is 'Its headline; of reports, the newest.';
comment on column story_timeline.note is 'The change in words, such as 25% -> 15%.';
comment on column story_timeline.after_seconds is 'How long after the story''s first report.';
