-- When the oldest alert that waits for delivery was raised.
select epoch(min(raised_at)) as value from alerts where state in ('due', 'leased') having min(raised_at) is not null
