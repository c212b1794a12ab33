create or replace macro mentions_between(from_at, to_at := null) as table
select
    mentions.mention_id, mentions.watch_id, mentions.article_id, articles.story_id,
    coalesce(articles.published_at, mentions.found_at) as published_at,
    mentions.found_at, articles.outlet, articles.title, mentions.excerpt, articles.url
from mentions
join articles using (article_id)
where coalesce(articles.published_at, mentions.found_at) >= from_at::timestamptz
    and (to_at is null or coalesce(articles.published_at, mentions.found_at) < to_at::timestamptz)
    -- A mention is found after its article was published, give or take a zone: few blocks are read.
    and mentions.found_at >= from_at::timestamptz - interval 1 day;
comment on macro table mentions_between is 'Mentions with their articles, by publication in [from, to); without the second moment, up to now: from mentions_between(''2025-04-14'', ''2025-04-21'').';
