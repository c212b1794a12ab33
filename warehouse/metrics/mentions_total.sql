-- Mentions by watch.
select watch_id as watch, count(*) as value from mentions group by all order by all
