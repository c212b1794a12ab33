-- Alerts by how far their delivery has come.
select state, count(*) as value from alerts group by all order by all
