create or replace view clock as
select max(started_at) as now_at, cast(max(started_at) as date) as today_on
from runs;
comment on view clock is 'What time it is in this warehouse: the workspace''s clock at its last run. Every "today" and baseline starts here.';
comment on column clock.now_at is 'The workspace''s clock as the last run began; null: there was none.';
comment on column clock.today_on is 'Its day in the session''s time zone.';
