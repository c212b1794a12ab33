create or replace macro originals_of(asked) as table
with texts as (
    select wanted.article_id, coalesce(copies.original_id, wanted.article_id) as text_id
    from (select distinct unnest(asked) as article_id) as wanted
    left join copies on copies.article_id = wanted.article_id
), carried as (
    select text_id, text_id as article_id from texts
    union
    select original_id, article_id from copies where original_id in (select text_id from texts)
), firsts as (
    select carried.text_id, arg_min(articles.article_id,
        (coalesce(articles.published_at, articles.first_seen_at), articles.article_id)) as original_id
    from carried
    join articles on articles.article_id = carried.article_id
    group by carried.text_id
)
select texts.article_id, coalesce(firsts.original_id, texts.article_id) as original_id
from texts
left join firsts on firsts.text_id = texts.text_id;
comment on macro table originals_of is 'For each of these articles the one whose text it carries: of near-copies the one that was published first; an article without copies is its own: from originals_of([''0123456789abcdef'']).';
