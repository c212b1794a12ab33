-- Dated events that are called off.
alter table calendar add column is_cancelled boolean default false;
update calendar set is_cancelled = false;
comment on column calendar.is_cancelled is 'Whether an article called it off, and none gave it a new day since.';

-- DuckDB cannot widen a check, so the history is made anew.
create table calendar_history_anew (
    event_id   text not null,
    change     text not null check (change in ('added', 'confirmed', 'moved', 'cancelled', 'passed')),
    starts_on  date not null,
    moved_from date,
    article_id text,
    seen_at    timestamptz not null
);
insert into calendar_history_anew from calendar_history;
drop table calendar_history;
alter table calendar_history_anew rename to calendar_history;
comment on table calendar_history is 'What happened to each dated event: added, confirmed, moved, cancelled, passed.';
comment on column calendar_history.event_id is 'The event.';
comment on column calendar_history.change is 'added, confirmed (by another article), moved, cancelled or passed.';
comment on column calendar_history.starts_on is 'Its first day as of then.';
comment on column calendar_history.moved_from is 'Its first day before it was moved.';
comment on column calendar_history.article_id is 'The article that says so; null: time did.';
comment on column calendar_history.seen_at is 'Clock of the run.';
