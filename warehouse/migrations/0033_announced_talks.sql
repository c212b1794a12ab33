-- Two reports that say of which day's talks, and on which day these were announced, tell one event.
alter table article_marks add column is_announcement boolean;
comment on column article_marks.is_announcement is 'Whether it is talks that were announced, known by that day and the day on which they are held.';
