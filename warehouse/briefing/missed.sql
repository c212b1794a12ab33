-- Items that were not read in ($since, $until], by stage and reason.
select run_outcomes.stage, run_outcomes.outcome, run_outcomes.reason, sum(item_count)::bigint as count
from run_outcomes
join runs using (run_id)
where runs.started_at > $since and runs.started_at <= $until
    and run_outcomes.stage in ('entries', 'pages', 'deliveries')
    and run_outcomes.outcome in ('deferred', 'rejected', 'failed')
group by all
order by count desc, stage, reason
