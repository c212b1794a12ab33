-- Items of all runs by stage and outcome; every item ends in one.
select stage, outcome, sum(item_count) as value from run_outcomes group by all order by all
