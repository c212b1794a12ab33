-- Runs by how they ended.
select state, count(*) as value from runs where state != 'running' group by all order by all
