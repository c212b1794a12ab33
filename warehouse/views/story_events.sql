-- The event of a story is the earliest story among its own and those that it is surely linked to, and so once more.
create or replace view story_events as
with linked as (
    select mine.story_id, other.story_id as other_id
    from (
        select article_id, other_id from article_links where is_sure
        union
        select other_id, article_id from article_links where is_sure
    ) as links
    join article_stories as mine on mine.article_id = links.article_id
    join article_stories as other on other.article_id = links.other_id
    where mine.story_id != other.story_id
    group by all
), told as (
    select
        story_id,
        min(told_at) as first_at,
        arg_min({outlet: outlet, language: language}, (told_at, article_id)) as first
    from article_stories
    where story_id in (select story_id from linked)
    group by story_id
), near as (
    select story_id, other_id from linked
    union all
    select story_id, story_id from told
), ahead as (
    select near.story_id, arg_min(other_id, (first_at, other_id)) as event_id
    from near join told on told.story_id = other_id
    group by near.story_id
)
select
    own.story_id,
    coalesce(further.event_id, ahead.event_id) as event_id,
    own.first.language as language,
    own.first.outlet as outlet,
    own.first_at,
    event.first.language as first_language,
    event.first.outlet as first_outlet,
    epoch(own.first_at - event.first_at)::bigint as behind_seconds
from told as own
join ahead on ahead.story_id = own.story_id
left join ahead as further on further.story_id = ahead.event_id
join told as event on event.story_id = coalesce(further.event_id, ahead.event_id);
comment on view story_events is 'Stories of several languages that tell one event, by sure links, and who had the event first in any language. Stories that are linked to none are not here.';
comment on column story_events.story_id is 'A story in one language.';
comment on column story_events.event_id is 'The story that told the event first: the same for all stories of the event.';
comment on column story_events.language is 'Language of the story.';
comment on column story_events.outlet is 'Which outlet had it first in this language.';
comment on column story_events.first_at is 'When.';
comment on column story_events.first_language is 'In which language the event was told first.';
comment on column story_events.first_outlet is 'By which outlet.';
comment on column story_events.behind_seconds is 'How long after that this story began; 0: it was first.';
