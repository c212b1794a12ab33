-- Entries missed: one episode for all gaps of a feed that follow one another within a week, told when it begins.
insert into feed_episodes (episode_id, feed_id, trouble, since_at, message, found_at)
with lost as (
    select *, lag(to_at) over (partition by feed_id order by to_at) as before_at
    from feed_gaps
    where lost_count > 0
)
select
    feed_id || '-gap-' || strftime(to_at at time zone 'UTC', '%Y-%m-%d'),
    feed_id,
    'gap',
    from_at,
    'about ' || lost_count || case lost_count when 1 then ' entry' else ' entries' end || ' missed between '
        || strftime(from_at, '%Y-%m-%d %H:%M') || ' and ' || strftime(to_at, '%Y-%m-%d %H:%M'),
    $now::timestamptz
from lost
where (before_at is null or to_at - before_at > interval 7 day)
    and feed_id in (select feed_id from feeds where is_listed)
on conflict do nothing;
