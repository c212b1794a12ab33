-- Dated events between two days, or those that moved of late, each with the article that gave it first: never a copy of another.
with listed as materialized (
    from calendar
    where ends_on >= $first and starts_on <= $last and (not $is_moved or moved_count > 0)
    order by case when not ($is_moved or $is_backwards) then greatest(starts_on, case when starts_on < $first then ends_on else starts_on end) end,
        case when $is_moved then last_seen_at end desc, starts_on desc, event_id limit $most
), moves as (
    select event_id, arg_max(moved_from, seen_at) as moved_from
    from calendar_history
    where change = 'moved' and event_id in (select event_id from listed)
    group by event_id
)
select listed.event_id, what, starts_on, ends_on, precision, moved_count, is_passed, is_cancelled, listed.article_count,
    listed.first_seen_at, last_seen_at, articles.article_id, articles.outlet, articles.story_id, articles.title,
    moves.moved_from
from listed
left join originals_of((select list(first_article_id) from listed)) as origin on origin.article_id = first_article_id
left join articles on articles.article_id = coalesce(origin.original_id, first_article_id)
left join moves on moves.event_id = listed.event_id
order by case when not ($is_moved or $is_backwards) then greatest(starts_on, case when starts_on < $first then ends_on else starts_on end) end,
    case when $is_moved then last_seen_at end desc, starts_on desc, listed.event_id;
