-- A row here means that a publisher's clock, or our date parser, is wrong.
select article_id, published_at from articles where published_at > first_seen_at + interval 1 day
