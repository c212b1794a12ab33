-- Only sure links hold back alerts, which the table's comment did not say. What two articles share is looked up for the
-- view story_links alone.
alter table article_links drop column shared_count;
comment on table article_links is 'Articles that tell one event in two languages. Their stories are not joined; where is_sure, alerts are decided as though they were.';
