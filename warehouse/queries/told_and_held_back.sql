-- How many alerts of each watch were sent, and how many reports were held back as told before.
select
    watch_id,
    count(*) filter (where state = 'delivered') as sent,
    count(*) filter (where kind = 'echo') as echoes,
    count(distinct story_id) filter (where state = 'delivered') as stories
from alerts
where watch_id is not null and not is_history
group by all
order by sent desc, watch_id
