create or replace view calendar_watches as
with told as (
    select distinct event_id, watch_id
    from calendar_history
    join mentions using (article_id)
)
from told
union all
select distinct placed.event_id, mentions.watch_id
from (select event_id, unnest(stories) as story_id from calendar anti join told using (event_id)) as placed
join articles using (story_id)
join mentions using (article_id);
comment on view calendar_watches is 'Watches that each dated event concerns: those that found an article which tells of it; where there are none, those that found another article of its stories.';
comment on column calendar_watches.event_id is 'The event.';
comment on column calendar_watches.watch_id is 'A watch that it concerns.';
