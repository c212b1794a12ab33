create or replace view run_report as
select
    runs.run_id,
    runs.started_at,
    runs.state,
    run_outcomes.stage,
    run_outcomes.outcome,
    run_outcomes.reason,
    sum(run_outcomes.item_count)::bigint as item_count
from runs
join run_outcomes using (run_id)
group by all;
comment on view run_report is 'How the items of each stage of each run ended.';
