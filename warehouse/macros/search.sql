create or replace macro search(words, from_at, to_at := null) as table
select found.article_id, told.story_id, found.told_at, found.outlet, found.title, found.url
from (
    select article_id, coalesce(published_at, first_seen_at) as told_at, outlet, title, url
    from articles
    where coalesce(published_at, first_seen_at) >= from_at::timestamptz
        and (to_at is null or coalesce(published_at, first_seen_at) < to_at::timestamptz)
        -- An article is dated when it is seen at the latest, give or take a zone: few blocks are read.
        and first_seen_at >= from_at::timestamptz - interval 1 day
        and (contains(lower(title), lower(nfc_normalize(words))) or contains(lower(text), lower(nfc_normalize(words))))
) as found
left join article_stories as told on told.article_id = found.article_id;
comment on macro table search is 'Articles published in [from, to) whose headline or text holds these characters, in any case; `monitor search` has the query language: from search(''alaska lng'', ''2025-04-01'').';
