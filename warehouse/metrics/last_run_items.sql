-- Items of the last run by stage and outcome.
select stage, outcome, sum(item_count) as value from run_outcomes
where run_id = (select run_id from runs where ended_at is not null order by started_at desc limit 1)
group by all order by all
