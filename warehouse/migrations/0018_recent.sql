-- When copies and origins were found, so that what decides on alerts need not read those of old articles.
alter table copies add column found_at timestamptz default 'infinity';
update copies set found_at = articles.first_seen_at from articles where articles.article_id = copies.article_id;
comment on column copies.found_at is 'Clock of the run that found it; infinity: not said, and so never taken for old.';

alter table origins add column found_at timestamptz default 'infinity';
update origins set found_at = articles.first_seen_at from articles where articles.article_id = origins.article_id;
comment on column origins.found_at is 'Clock of the run that found it; infinity: not said, and so never taken for old.';
