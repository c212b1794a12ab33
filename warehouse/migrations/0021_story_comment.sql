-- Since stories hold independent reports as well as copies, what the column says of itself is no longer true.
comment on column articles.story_id is 'The story it joined when it was stored, and never another; merges and splits are applied in article_stories.';
