-- How much there is to read: alerts told by kind and watch since a moment.
select kind, watch_id, count(*) as alert_count
from alerts where raised_at >= $since and state != 'held' and kind != 'echo'
group by all order by alert_count desc, watch_id;
