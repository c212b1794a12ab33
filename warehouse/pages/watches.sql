-- Each watch with what it found of late, day by day of publication up to today: an article counts once.
with days as (
    select unnest(range($today::date - 27, $today::date + 1, interval 1 day))::date as day
), found as (
    select watch_id, coalesce(articles.published_at, articles.first_seen_at)::date as day,
        count(distinct articles.article_id) as article_count
    from mentions join articles using (article_id)
    -- An article is dated when it is seen at the latest, give or take a zone: few blocks are read.
    where found_at >= $today::date - interval 30 day and articles.first_seen_at >= $today::date - interval 30 day
    group by all
), spread as (
    select watches.watch_id, list(coalesce(found.article_count, 0) order by days.day) as counts
    from watches cross join days
    left join found on found.watch_id = watches.watch_id and found.day = days.day
    group by watches.watch_id
), muted as (
    select subject_id as watch_id, arg_max(coalesce(until_at, 'infinity'), mute_number) as muted_until
    from mutes where subject = 'watch' group by subject_id
), ever as (
    select watch_id, count(distinct article_id) as article_count, max(found_at) as last_at from mentions group by all
)
select watches.*, spread.counts, coalesce(ever.article_count, 0) as article_count, ever.last_at,
    case when muted_until > $now then muted_until end as muted_until
from watches left join spread using (watch_id) left join ever using (watch_id) left join muted using (watch_id)
where watches.is_active order by watches.watch_id;
