-- What the foot of each page says of the data.
select (select max(started_at) from runs) as last_run_at, (select arg_max(state, started_at) from runs) as last_state;
