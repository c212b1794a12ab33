-- The ledger: which runs there were, and how every item of every stage ended.
create table runs (
    run_id      text primary key,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    state       text not null check (state in ('running', 'completed', 'completed with errors', 'failed', 'interrupted')),
    message     text not null default ''
);
comment on table runs is 'One row per pass.';
comment on column runs.run_id is 'Drawn anew for each run.';
comment on column runs.started_at is 'The workspace''s clock at its start.';
comment on column runs.ended_at is 'The workspace''s clock at its end; null: still running, or killed.';
comment on column runs.state is 'running, completed, completed with errors, failed, or interrupted (killed; found by the next run).';
comment on column runs.message is 'The closing line.';

create table run_outcomes (
    run_id     text not null,
    stage      text not null check (stage in ('feeds', 'entries', 'pages', 'deliveries')),
    outcome    text not null,
    reason     text not null,
    item_count bigint not null
);
comment on table run_outcomes is 'How the items of each stage ended, batch by batch; every item in exactly one row''s count.';
comment on column run_outcomes.run_id is 'The run.';
comment on column run_outcomes.stage is 'feeds, entries, pages or deliveries.';
comment on column run_outcomes.outcome is 'stored, unchanged, duplicate, deferred, rejected, failed; delivered for deliveries.';
comment on column run_outcomes.reason is 'Why, in words.';
comment on column run_outcomes.item_count is 'How many.';

create table revisions (
    revision bigint not null
);
comment on table revisions is 'One row: raised by every commit that changes what readers see. The snapshot is stale while its number is lower.';
comment on column revisions.revision is 'The number.';
insert into revisions values (0);
