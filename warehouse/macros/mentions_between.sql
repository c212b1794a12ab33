create or replace macro mentions_between(from_at, to_at := null) as table
select
    mentions.mention_id, mentions.watch_id, mentions.article_id, told.story_id, told.told_at, mentions.found_at,
    told.outlet, told.title, mentions.excerpt
from mentions
join article_stories as told using (article_id)
where told.told_at >= from_at::timestamptz
    and (to_at is null or told.told_at < to_at::timestamptz)
    -- A mention is found after its article was published, give or take a zone: few blocks are read.
    and mentions.found_at >= from_at::timestamptz - interval 1 day;
comment on macro table mentions_between is 'Mentions with their articles, by publication in [from, to); without the second moment, up to now: from mentions_between(''2025-04-14'', ''2025-04-21'').';
