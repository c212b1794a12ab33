-- Alerts raised, by kind.
select kind, count(*) as value from alerts group by all order by all
