-- What articles say will happen in the 28 days from $today, or may until then: of each day the two that watches
-- follow, or else most articles tell.
with near as materialized (
    from calendar
    where ends_on >= $today::date
        and (starts_on between $today::date and $today::date + 28
            or starts_on < $today::date and ends_on <= $today::date + 28)
), told as materialized (
    select * from calendar_history where event_id in (select event_id from near)
), followed as (
    select told.event_id, list_sort(list_distinct(list(mentions.watch_id))) as watches
    from told
    join mentions on mentions.article_id = told.article_id
    group by told.event_id
), moves as (
    select event_id, arg_max(moved_from, seen_at) as moved_from
    from told
    where change = 'moved' and seen_at <= $until
    group by event_id
), about as (
    select distinct near.event_id
    from near
    join article_topics on article_topics.article_id = near.first_article_id and article_topics.score >= 0.5
), ahead as (
    select
        near.*, if(starts_on < $today::date, ends_on, starts_on) as on_day,
        coalesce(followed.watches, []) as watches, moves.moved_from
    from near
    left join followed using (event_id)
    left join moves using (event_id)
    where near.first_seen_at <= $until and (followed.watches is not null or event_id in (from about))
)
select
    ahead.starts_on, ahead.ends_on, ahead.precision, ahead.what, ahead.watches, ahead.article_count, ahead.moved_from,
    ahead.is_cancelled,
    articles.outlet, articles.url
from ahead
-- Never a copy of another article.
left join originals_of((select list(first_article_id) from ahead)) as origin on origin.article_id = ahead.first_article_id
left join articles on articles.article_id = coalesce(origin.original_id, ahead.first_article_id)
qualify row_number() over (
    partition by on_day order by ahead.moved_count > 0 or ahead.is_cancelled desc, len(ahead.watches) desc, ahead.article_count desc,
    ahead.precision != 'day', ahead.event_id) <= 2
order by on_day, ends_on, len(ahead.watches) desc, ahead.article_count desc, ahead.event_id
