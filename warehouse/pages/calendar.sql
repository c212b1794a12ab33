-- Dated events between two days, or those that moved of late, each with the article that gave it first: never a copy of another.
-- Those ahead come by the day that is next of them, what is dated sharply and told most first (`place`), and go on behind
-- the place that a page ended with.
with listed as materialized (
    select *, case when starts_on < $first then ends_on else starts_on end as due_on,
        concat_ws(' ', due_on, precision != 'day', format('{:06d}', 999999 - article_count), event_id) as place
    from calendar
    where ends_on >= $first and starts_on <= $last and (not $is_moved or moved_count > 0)
        and ($after is null or place > $after)
    order by case when not ($is_moved or $is_backwards) then place end, case when $is_moved then last_seen_at end desc,
        case when $is_backwards then starts_on end desc, event_id limit $most
), moves as (
    select event_id, arg_max(moved_from, seen_at) as moved_from
    from calendar_history
    where change = 'moved' and event_id in (select event_id from listed)
    group by event_id
)
select listed.event_id, what, starts_on, ends_on, precision, moved_count, is_passed, is_cancelled, listed.article_count,
    listed.first_seen_at, last_seen_at, articles.article_id, articles.outlet, articles.story_id, articles.title,
    moves.moved_from, due_on, place
from listed
left join originals_of((select list(first_article_id) from listed)) as origin on origin.article_id = first_article_id
left join articles on articles.article_id = coalesce(origin.original_id, first_article_id)
left join moves on moves.event_id = listed.event_id
order by case when not ($is_moved or $is_backwards) then place end, case when $is_moved then last_seen_at end desc,
    case when $is_backwards then starts_on end desc, listed.event_id;
