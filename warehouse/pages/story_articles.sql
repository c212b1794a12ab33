-- The articles of a story in the order in which outlets had them.
select articles.article_id, outlet, country, title, url, language, published_at, first_seen_at,
    coalesce(published_at, first_seen_at) as told_at, version, quality, quality_reason, word_count,
    copies.original_id, syndicated_from, left(text, 400) as beginning
from articles left join copies using (article_id)
where articles.article_id in (select article_id from article_stories where story_id = $story) order by told_at, articles.article_id limit 200;
