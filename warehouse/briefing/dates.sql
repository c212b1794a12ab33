-- What articles say will happen in the 28 days from $today, or may until then: of each day the two that watches
-- follow, or else most articles tell.
with ahead as (
    select
        calendar.*,
        coalesce(list_sort(list_distinct(list(mentions.watch_id) filter (where mentions.watch_id is not null))), [])
            as watches
    from calendar
    left join calendar_history as told on told.event_id = calendar.event_id and told.article_id is not null
    left join mentions on mentions.article_id = told.article_id
    where calendar.ends_on >= $today::date
        and (calendar.starts_on between $today::date and $today::date + 28
            or calendar.starts_on < $today::date and calendar.ends_on <= $today::date + 28)
    group by all
)
select
    ahead.starts_on, ahead.ends_on, ahead.precision, ahead.what, ahead.watches, ahead.article_count,
    (
        select arg_max(moved_from, seen_at) from calendar_history as told
        where told.event_id = ahead.event_id and change = 'moved' and seen_at <= $until
    ) as moved_from,
    articles.outlet, articles.url
from ahead
left join articles on articles.article_id = ahead.first_article_id
where ahead.first_seen_at <= $until
    and (len(ahead.watches) > 0 or ahead.first_article_id in (select article_id from article_topics where score >= 0.5))
qualify row_number() over (
    partition by if(starts_on < $today::date, ends_on, starts_on) order by ahead.moved_count > 0 desc, len(ahead.watches) desc, ahead.article_count desc,
    ahead.precision != 'day', ahead.event_id) <= 2
order by if(starts_on < $today::date, ends_on, starts_on), ends_on, len(ahead.watches) desc, ahead.article_count desc, ahead.event_id
