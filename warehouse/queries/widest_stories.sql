-- Which stories of the last seven days rest on most independent origins.
select independent_origin_count as origins, outlet_count, first_at, first_outlet, title, story_origins.origins as who
from story_origins
join (select story_id, title from stories where first_at > getvariable('now') - interval 7 day) using (story_id)
where first_at > getvariable('now') - interval 7 day
order by origins desc, outlet_count desc, first_at
limit 20
