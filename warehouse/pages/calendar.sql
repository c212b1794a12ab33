-- Dated events between two days, or those that moved of late, each with the article that gave it first.
select event_id, what, starts_on, ends_on, precision, moved_count, is_passed, calendar.article_count,
    calendar.first_seen_at, last_seen_at, articles.article_id, articles.outlet, articles.story_id, articles.title,
    (select arg_max(moved_from, seen_at) from calendar_history as told
        where told.event_id = calendar.event_id and change = 'moved') as moved_from
from calendar left join articles on articles.article_id = first_article_id
where ends_on >= $first and starts_on <= $last and (not $is_moved or moved_count > 0)
order by case when not ($is_moved or $is_backwards) then greatest(starts_on, case when starts_on < $first then ends_on else starts_on end) end,
    case when $is_moved then last_seen_at end desc, starts_on desc, event_id limit $most;
