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
comment on column run_report.run_id is 'The run.';
comment on column run_report.started_at is 'The workspace''s clock at its start.';
comment on column run_report.state is 'running, completed, completed with errors, failed or interrupted.';
comment on column run_report.stage is 'feeds, entries, pages or deliveries.';
comment on column run_report.outcome is 'stored, unchanged, duplicate, deferred, rejected, failed; delivered for deliveries.';
comment on column run_report.reason is 'Why, in words.';
comment on column run_report.item_count is 'How many items ended so, over all batches of the run.';
