-- Dated events, as many articles tell them together, and their history.
create table calendar (
    event_id         text primary key,
    what             text not null,
    starts_on        date not null,
    ends_on          date not null,
    precision        text not null check (precision in ('day', 'week', 'month', 'quarter', 'half', 'year')),
    words            text[] not null,
    stories          text[] not null,
    first_article_id text not null,
    first_seen_at    timestamptz not null,
    last_seen_at     timestamptz not null,
    article_count    integer not null,
    moved_count      integer not null default 0,
    is_passed        boolean not null default false
);
comment on table calendar is 'Dates ahead and passed, merged across articles: one row for each event.';
comment on column calendar.event_id is 'Stable; an event that is moved keeps it.';
comment on column calendar.what is 'The sentence of the article that told it first.';
comment on column calendar.starts_on is 'First day it may be, as last told.';
comment on column calendar.ends_on is 'Last day it may be.';
comment on column calendar.precision is 'How sharp the articles are: day, week, month, quarter, half (of a year) or year.';
comment on column calendar.words is 'What its sentences speak of, folded: by these others are known to be about it.';
comment on column calendar.stories is 'Stories of the articles that give it.';
comment on column calendar.first_article_id is 'The article that told it first.';
comment on column calendar.first_seen_at is 'Clock of the run that found it.';
comment on column calendar.last_seen_at is 'Clock of the run that last found it told.';
comment on column calendar.article_count is 'Articles that give it, the versions of one counted once.';
comment on column calendar.moved_count is 'How often it was moved.';
comment on column calendar.is_passed is 'Whether its last day lies behind the last run''s clock.';

create table calendar_history (
    event_id   text not null,
    change     text not null check (change in ('added', 'confirmed', 'moved', 'passed')),
    starts_on  date not null,
    moved_from date,
    article_id text,
    seen_at    timestamptz not null
);
comment on table calendar_history is 'What happened to each dated event: added, confirmed, moved, passed.';
comment on column calendar_history.event_id is 'The event.';
comment on column calendar_history.change is 'added, confirmed (by another article), moved or passed.';
comment on column calendar_history.starts_on is 'Its first day as of then.';
comment on column calendar_history.moved_from is 'Its first day before it was moved.';
comment on column calendar_history.article_id is 'The article that says so; null: time did.';
comment on column calendar_history.seen_at is 'Clock of the run.';
