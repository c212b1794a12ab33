-- What each watch found yesterday, against the mean of its 28 days before.
select watch_id, story_count, outlet_count, round(baseline_mean, 2) as usual, round(baseline_deviation, 2) as deviation
from watch_daily
where published_on = getvariable('today') - 1
order by story_count - baseline_mean desc, watch_id
