-- Which runs brought history in: they polled none of the listed feeds, and so cover no window.
alter table runs add column is_history boolean default false;
comment on column runs.is_history is 'Whether it read a file of history (`monitor backfill`), and polled no listed feed.';
