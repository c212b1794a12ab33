-- Which watches were held against what was stored before they were listed; and what dates a try.
alter table watches add column matched_at timestamptz;
update watches set matched_at = since_at;
comment on column watches.matched_at is 'When a summary had told what it finds in the weeks before it was listed; null: not yet.';
comment on column deliveries.tried_at is 'When: the run''s clock, going on as it sends.';
