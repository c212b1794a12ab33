-- Clock at the start of the last run that ended.
select epoch(max(started_at)) as value from runs where ended_at is not null
