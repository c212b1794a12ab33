-- Tries at channels, by channel and outcome.
select channel, outcome, count(*) as value from deliveries group by all order by all
