-- Which outlets had stories first that others followed, and by how many minutes.
select outlet, count(*) as stories_led, round(median(lead_seconds) / 60) as median_lead_minutes
from outlet_lead_time
where place = 1 and outlet_count > 1 and told_at > getvariable('now') - interval 28 day
group by all
order by stories_led desc, outlet
