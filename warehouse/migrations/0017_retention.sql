-- Retention: the bodies of old articles may go; the rows, and all that was found in them, stay.
alter table articles add column body_forgotten_at timestamptz;
comment on column articles.body_forgotten_at is 'Clock of the upkeep that let go of text and captions, here and in article_versions ([retention]); null: they are here.';
