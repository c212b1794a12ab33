-- How the items of a run ended, with their reasons.
select stage, outcome, reason, item_count from run_report where run_id = $run
order by stage, item_count desc, outcome, reason;
