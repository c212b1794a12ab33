-- What the first polls brought of older news counts, but no stray article of years ago.
create or replace view coverage as
select cast(min(coalesce(published_at, first_seen_at)) as date) as since_on
from articles
where coalesce(published_at, first_seen_at) >= (select min(first_seen_at) from articles) - interval 28 day;
comment on view coverage is 'Since when articles are known: days before it say nothing, and no baseline counts them.';
comment on column coverage.since_on is 'Day of the earliest article that was published, or undated seen, at most 28 days before the first was stored; null: there is none.';
