create or replace view outlet_lead_time as
with carried as (
    select story_id, outlet, min(told_at) as told_at, count(*) as article_count
    from article_stories
    group by story_id, outlet
)
select
    story_id,
    outlet,
    told_at,
    row_number() over story as place,
    count(*) over (partition by story_id) as outlet_count,
    epoch(told_at - first_value(told_at) over story)::bigint as behind_seconds,
    case when row_number() over story = 1 then epoch(lead(told_at) over story - told_at)::bigint end as lead_seconds,
    article_count
from carried
window story as (partition by story_id order by told_at, outlet);
comment on view outlet_lead_time is 'Which outlet had each story when: who was first, and by how long.';
comment on column outlet_lead_time.story_id is 'The story.';
comment on column outlet_lead_time.outlet is 'An outlet that has it.';
comment on column outlet_lead_time.told_at is 'When its first article was published, else first seen.';
comment on column outlet_lead_time.place is 'From 1, the first.';
comment on column outlet_lead_time.outlet_count is 'Outlets that have the story.';
comment on column outlet_lead_time.behind_seconds is 'How long after the first.';
comment on column outlet_lead_time.lead_seconds is 'Of the first: how long before the second; null: of others, and where nobody followed.';
comment on column outlet_lead_time.article_count is 'Articles of this outlet in the story.';
