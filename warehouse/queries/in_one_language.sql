-- Which stories of the last days only Korean outlets have.
select first_at, first_outlet, title, outlet_count
from stories
where languages = ['ko'] and first_at > getvariable('now') - interval 2 day
order by first_at
