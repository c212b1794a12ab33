-- The articles of a story in the order in which outlets had them; of a text that several carry, all but the first are copies.
with told as materialized (
    from article_stories where story_id = $story
), placed as (
    select told.article_id, told_at, first_value(told.article_id) over (
        partition by coalesce(copies.original_id, told.article_id) order by told_at, told.article_id) as first_id
    from told left join copies on copies.article_id = told.article_id
)
select articles.article_id, outlet, country, title, url, language, published_at, first_seen_at,
    placed.told_at, version, quality, quality_reason, word_count,
    nullif(placed.first_id, articles.article_id) as original_id, syndicated_from, left(text, 400) as beginning
from articles join placed on placed.article_id = articles.article_id
where articles.article_id in (select article_id from told) order by placed.told_at, articles.article_id limit 200;
