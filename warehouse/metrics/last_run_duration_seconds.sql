-- How long that run took.
select epoch(ended_at - started_at) as value from runs where ended_at is not null order by started_at desc limit 1
