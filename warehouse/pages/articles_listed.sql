-- Articles, the newest first, for programs.
select article_id, story_id, outlet, title, url, language, published_at, first_seen_at, quality, word_count
from articles where ($before_at is null or (first_seen_at, article_id) < ($before_at, $before_id))
    and ($since is null or first_seen_at >= $since)
order by first_seen_at desc, article_id desc limit $most;
